import { defineConfig } from "vitest/config";

/** What every run shares; `npm run fuzz` runs the same properties with more inputs. */
export const shared = {
  // Every file gets a process state of its own but no process: threads start several times faster.
  pool: "threads" as const,
  maxWorkers: 2,
  exclude: ["**/node_modules/**", "dist/**", "test/corpus/**", "test/real/**"],
  // No test asserts a time. These limits only turn a hang into a failure, so they leave room for a busy machine.
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: { ...shared, include: ["test/**/*.{test,fuzz}.ts"], env: { LYCOSA_FUZZ_RUNS: "2000" } },
});
