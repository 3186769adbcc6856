// Runs the benchmarks of bench/. Each is a module `bench/<name>.mjs` whose `run({ quick })` returns measurements.
// Only ratios within one run are judged: a machine is never too slow, our code may be. Needs a build.
// Usage: node scripts/bench.mjs [--quick] [NAME...]. Exit 1 when a ratio is beyond its limit.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * @typedef {object} Measurement
 * @property {string} what
 * @property {number} value
 * @property {string} unit E.g. "ms", "MB/s", "x".
 * @property {number} [aim] What the project wants; shown, not enforced.
 * @property {number} [limit] Grossly off beyond this: the run fails.
 * @property {"below" | "above"} [side] On which side of aim and limit the value should lie; default below.
 */

const folder = join(import.meta.dirname, "..", "bench");
const names = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const quick = process.argv.includes("--quick");
const files = readdirSync(folder).filter(
  (file) => file.endsWith(".mjs") && (names.length === 0 || names.includes(file.slice(0, -4))),
);

let off = 0;
for (const file of files.sort()) {
  /** @type {{ run(options: { quick: boolean }): Promise<Measurement[]> }} */
  const bench = await import(pathToFileURL(join(folder, file)).href);
  for (const { what, value, unit, aim, limit, side = "below" } of await bench.run({ quick })) {
    const beyond = limit !== undefined && (side === "below" ? value > limit : value < limit);
    const missed = aim !== undefined && (side === "below" ? value > aim : value < aim);
    if (beyond) off++;
    const note = beyond ? `  BEYOND THE LIMIT (${side} ${limit})` : missed ? `  misses its aim (${side} ${aim})` : "";
    console.log(`${file.slice(0, -4).padEnd(14)} ${what.padEnd(48)} ${value.toFixed(2).padStart(10)} ${unit}${note}`);
  }
}
console.log(`bench: ${files.length} benchmarks, ${off} beyond a limit`);
if (off > 0) process.exitCode = 1;
