import { defineConfig } from "vitest/config";
import { shared } from "./vitest.config.mts";

/** `npm run test:engine`: what the real engine does with programs and with the policy pack. */
export default defineConfig({
  test: { ...shared, include: ["test/real/**/*.test.ts"], testTimeout: 180_000, hookTimeout: 900_000, maxWorkers: 1 },
});
