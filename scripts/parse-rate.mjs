// How many of the PowerShell scripts below the folders our parser accepts, and why it refuses the others.
// With PowerShell's own parser at hand (LYCOSA_POWERSHELL_ENGINE), parse-difference.mjs says which refusals are right.
// Usage: node scripts/parse-rate.mjs DIR... [--dialect 5.1|7] [--show N]
import { createHash } from "node:crypto";
import { parseArgs } from "node:util";
import { loadParser, readBytes, scriptFiles } from "./lib/powershell-parser.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { dialect: { type: "string" }, show: { type: "string" } },
});
const dialect = values.dialect ?? "7";
if (positionals.length === 0 || (dialect !== "5.1" && dialect !== "7")) {
  console.error("usage: node scripts/parse-rate.mjs DIR... [--dialect 5.1|7] [--show N]");
  process.exit(2);
}

const { parseScript, decodeScript } = await loadParser();
const seen = new Set();
const refused = [];
let size = 0;
let slowest = { milliseconds: 0, file: "" };
const started = process.cpuUsage();
for (const file of positionals.flatMap(scriptFiles)) {
  const bytes = readBytes(file);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  if (seen.has(hash)) continue;
  seen.add(hash);
  const text = decodeScript(bytes);
  size += text.length;
  const before = process.cpuUsage();
  const result = parseScript(text, { dialect });
  const { user, system } = process.cpuUsage(before);
  if ((user + system) / 1000 > slowest.milliseconds) slowest = { milliseconds: (user + system) / 1000, file };
  if (!result.ok) refused.push({ hash, file, line: text.slice(0, result.error.start).split("\n").length, ...result.error });
}
const { user, system } = process.cpuUsage(started);

const accepted = seen.size - refused.length;
const share = seen.size === 0 ? 100 : (100 * accepted) / seen.size;
console.log(`${seen.size} distinct files, ${accepted} accepted (${share.toFixed(3)} %), dialect ${dialect}`);
console.log(
  `${(size / 1e6).toFixed(1)} million characters, ${((user + system) / 1e6).toFixed(1)} s CPU with reading; slowest ${slowest.milliseconds.toFixed(0)} ms: ${slowest.file}`,
);
for (const { hash, file, line, id, message } of refused.slice(0, Number(values.show ?? 50))) {
  console.log(`  ${hash} ${file}:${line} ${id}: ${message}`);
}
