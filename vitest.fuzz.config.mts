import { defineConfig } from "vitest/config";
import { shared } from "./vitest.config.mts";

// The properties in the `.fuzz.ts` files over many more inputs than `npm test` gives them. They read how many from
// LYCOSA_FUZZ_RUNS, which a caller may set.
export default defineConfig({
  test: {
    ...shared,
    include: ["test/**/*.fuzz.ts"],
    env: { LYCOSA_FUZZ_RUNS: process.env["LYCOSA_FUZZ_RUNS"] ?? "200000" },
    testTimeout: 3_600_000,
  },
});
