import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const script = join(__dirname, "../../scripts/count-tests.mjs");
const folder = mkdtempSync(join(tmpdir(), "lycosa-count-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The last line of `.ci/run` rests on this count, so a test that did not run must never look like one that passed. */
test.each([
  ["passed", { numPassedTests: 2, testResults: [{ status: "passed", assertionResults: [{ status: "passed" }] }] }, "2 0"],
  [
    "failed",
    { numPassedTests: 1, numFailedTests: 1, testResults: [{ status: "failed", assertionResults: [{ status: "failed" }] }] },
    "1 1",
  ],
  ["a file that does not load", { numPassedTests: 3, testResults: [{ status: "failed", assertionResults: [] }] }, "3 1"],
  [
    "a hook that throws",
    { numPassedTests: 3, testResults: [{ status: "failed", assertionResults: [{ status: "passed" }] }] },
    "3 1",
  ],
  ["skipped and still to do", { numPassedTests: 1, numPendingTests: 2, numTodoTests: 1, testResults: [] }, "1 0 (3 skipped)"],
])("%s", (name, report, counts) => {
  const path = join(folder, `${name}.json`);
  writeFileSync(path, JSON.stringify({ numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, ...report }));
  const result = spawnSync(process.execPath, [script, path], { encoding: "utf8" });
  expect(result.stdout.trim()).toBe(counts);
});

test("no report is a failure of the script, not a count", () => {
  const result = spawnSync(process.execPath, [script, join(folder, "absent.json")], { encoding: "utf8" });
  expect([result.status, result.stdout]).toEqual([1, ""]);
});
