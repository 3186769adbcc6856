// Runs `lycosa check` over the examples on the embedded engine and compares with what examples/expected.json says
// should come out. Needs a build. Usage: node scripts/demo.mjs [EXAMPLE...]. Exit 0 only if each came out as it should.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {object} Expectation
 * @property {string} about One sentence: what the example does.
 * @property {number} exit The exit code of `lycosa check`.
 * @property {string[]} findings `<rule> <certainty>`, one a finding, in any order.
 */

const root = join(import.meta.dirname, "..");
const examples = join(root, "examples");
/** @type {Record<string, Expectation>} */
const expected = JSON.parse(readFileSync(join(examples, "expected.json"), "utf8"));
// Programs in other languages are not run by the command; `npm run test:engine` deploys them.
const folders = readdirSync(examples, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() && /^runtime: nodejs$/m.test(readFileSync(join(examples, entry.name, "Pulumi.yaml"), "utf8"))
    ? [entry.name]
    : [],
);
const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(expected);

let wrong = 0;
for (const name of new Set([...chosen, ...(process.argv.length > 2 ? [] : folders)])) {
  const expectation = expected[name];
  if (expectation === undefined) {
    console.log(`${name}\n  WRONG   examples/expected.json says nothing about it\n`);
    wrong++;
    continue;
  }
  console.log(`${name}: ${expectation.about}`);
  const problems = runExample(name, expectation);
  for (const problem of problems) console.log(`  WRONG   ${problem}`);
  if (problems.length === 0) console.log(`  as expected: exit ${expectation.exit}, ${expectation.findings.length} findings`);
  else wrong++;
  console.log();
}
console.log(
  wrong === 0 ? "demo: every example came out as it should" : `demo: ${wrong} examples did not come out as they should`,
);
process.exitCode = wrong === 0 ? 0 : 1;

/** @param {string} name @param {Expectation} expectation @returns {string[]} */
function runExample(name, expectation) {
  const command = [join(root, "dist", "cli", "main.js"), "check", join("examples", name), "--format", "json"];
  const result = spawnSync(process.execPath, command, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
  /** @type {{ findings: { rule: string, certainty: string, message: string, at: Record<string, unknown> | null }[], errors: { message: string }[] }} */
  let report;
  try {
    report = JSON.parse(result.stdout);
  } catch {
    return [`no report (exit ${result.status}): ${result.stderr.trim().split("\n").slice(-3).join(" | ")}`];
  }
  for (const { rule, certainty, message, at } of report.findings) {
    const place = [at?.["resource"], at?.["property"], at?.["file"]].filter((part) => typeof part === "string").join(" ");
    console.log(
      `  ${certainty.padEnd(9)} ${rule}  ${place}${typeof at?.["line"] === "number" ? `:${at["line"]}` : ""}\n            ${message}`,
    );
  }
  const problems = report.errors.map((error) => `error: ${error.message}`);
  if (result.status !== expectation.exit) problems.push(`exit ${result.status}, expected ${expectation.exit}`);
  const found = report.findings.map(({ rule, certainty }) => `${rule} ${certainty}`).sort();
  const wanted = [...expectation.findings].sort();
  if (found.join("\n") !== wanted.join("\n")) {
    problems.push(`found [${found.join(", ")}], expected [${wanted.join(", ")}]`);
  }
  return problems;
}
