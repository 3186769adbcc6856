// How many of the scripts below folders are decided: node scripts/decided-rate.mjs DIR... [--show CAUSE] [--findings]
// Each file is judged alone, on a host made elsewhere, with the repository around it, as `lycosa check DIR` does. A file counts as decided
// when no host-undecided names it; files whose only doubt is code that the repository does not hold are counted apart, since nobody can read
// that. No file may end in the budget of worlds or steps, and none in a defect of ours.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { show: { type: "string" }, findings: { type: "boolean" } },
});
const command = join(import.meta.dirname, "..", "dist", "cli", "main.js");
if (positionals.length === 0 || !existsSync(command)) {
  console.error("usage: node scripts/decided-rate.mjs DIR... [--show CAUSE] [--findings]   (after npm run build)");
  process.exit(2);
}

/** @typedef {{ rule: string, certainty: string, cause?: string, message: string, host: string, at: { file: string, line?: number } | null }} Finding */

const all = { files: 0, decided: 0, missing: 0, undecided: 0, bad: 0 };
for (const folder of positionals) {
  // A file that cannot be read makes the command fail; the report holds the others.
  const { stdout } = spawnSync(process.execPath, [command, "check", folder, "--format", "json", "--exit-zero"], {
    encoding: "utf8",
    maxBuffer: 1 << 30,
    stdio: ["ignore", "pipe", "ignore"],
  });
  /** @type {{ hosts: { id: string }[], findings: Finding[], errors: unknown[] }} */
  const report = JSON.parse(stdout);
  /** @type {Map<string, Finding[]>} */
  const doubts = new Map(report.hosts.map(({ id }) => [id, []]));
  for (const finding of report.findings) if (finding.rule === "host-undecided") doubts.get(finding.host)?.push(finding);
  const count = { files: doubts.size, decided: 0, missing: 0, undecided: 0, bad: 0 };
  for (const [file, found] of doubts) {
    const isBad = found.some(({ cause, message }) => cause === "internal" || /\((?:worlds|steps)\)/.test(message));
    if (found.length === 0) count.decided++;
    else if (found.every(({ cause }) => cause === "opaque")) count.missing++;
    else count.undecided++;
    if (isBad) count.bad++;
    for (const { cause, message, at } of found)
      if (isBad || values.show === cause || values.show === "all")
        console.log(`  ${at?.file ?? file}:${at?.line ?? "-"} ${cause}: ${message}`);
  }
  if (values.findings)
    for (const { rule, certainty, message, at, host } of report.findings)
      if (rule !== "host-undecided") console.log(`  ${at?.file ?? host}:${at?.line ?? "-"} ${rule} ${certainty}: ${message}`);
  for (const key of /** @type {(keyof typeof all)[]} */ (Object.keys(all))) all[key] += count[key];
  console.log(`${folder}: ${told(count)}; ${report.errors.length} not read`);
}
console.log(`all: ${told(all)}`);
process.exitCode = all.bad > 0 ? 1 : 0;

/** @param {typeof all} count */
function told({ files, decided, missing, undecided, bad }) {
  const own = decided + undecided;
  const rate = own === 0 ? "-" : `${((100 * decided) / own).toFixed(1)} %`;
  return `${files} files, ${decided} decided (${rate} of those whose code is here), ${missing} with code that is elsewhere, ${undecided} undecided, ${bad} given up`;
}
