import { defineConfig } from "vitest/config";
import { shared } from "./vitest.config.mts";

// `npm run mutate:tools`: whether the corpus notices the loss of each tool.
export default defineConfig({ test: { ...shared, include: ["test/**/*.mutation.ts"], testTimeout: 600_000 } });
