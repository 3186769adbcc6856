// Prints "PASSED FAILED NOTE" from vitest's JSON report. Usage: node scripts/count-tests.mjs REPORT.
// A test file that fails to load counts as one failure: it holds tests that did not run.
import { readFileSync } from "node:fs";

const report = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"));
const unloaded = report.testResults.filter(
  (/** @type {{ status: string, assertionResults: { status: string }[] }} */ file) =>
    file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
).length;
const skipped = report.numPendingTests + report.numTodoTests;
const note = skipped > 0 ? `(${skipped} skipped)` : "";
console.log(report.numPassedTests, report.numFailedTests + unloaded, note);
