import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** What every run shares; `npm run fuzz` runs the same properties with more inputs. */
export const shared = {
  pool: "threads" as const,
  maxWorkers: 2,
  setupFiles: [join(import.meta.dirname, "test/no-empty-tables.ts")],
  // No test asserts a time. These limits only turn a hang into a failure, so they leave room for a busy machine.
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

const exclude = ["**/node_modules/**", "dist/**", "test/corpus/*/**", "test/real/**"];
const pure = ["test/{host,interpreter,deployment,corpus}/**/*.{test,fuzz}.ts"];

export default defineConfig({
  test: {
    ...shared,
    // How many inputs a `.fuzz.ts` file tries.
    env: { LYCOSA_FUZZ_RUNS: process.env["LYCOSA_FUZZ_RUNS"] ?? "2000" },
    projects: [
      // These rooms keep no state between calls, so their test files may share one copy of the modules; loading them anew
      // for each file took most of the time.
      { extends: true, test: { name: "pure", include: pure, exclude, isolate: false } },
      // Pulumi's SDK keeps its runtime in global state: each file gets its own.
      { extends: true, test: { name: "isolated", include: ["test/**/*.{test,fuzz}.ts"], exclude: [...exclude, ...pure] } },
    ],
  },
});
