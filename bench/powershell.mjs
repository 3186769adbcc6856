// How fast PowerShell is read: against our prototypes, whose folder is in LYCOSA_PROTOTYPES (parser.mjs, evaluator.mjs), in
// the same run, on the scripts below LYCOSA_BENCH_FILES (folders, separated as in PATH) or those of this repository.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, "..");
const OWN = ["test/corpus", "examples", "components/provisioning"].map((folder) => join(root, folder));
const LARGEST = 200_000;
/** Steps that the prototype may take for one script, as in its own measurements. */
const PROTOTYPE_STEPS = 20_000;
/** A round over few files is over too soon to be measured: it is repeated until it has read this much. */
const BYTES_PER_ROUND = 1_000_000;

/** @typedef {{ parse(text: string): unknown, run(tree: unknown, steps: number): unknown }} Prototypes */

/** @param {string} folder @returns {Generator<string>} */
function* scriptsBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== "node_modules") yield* scriptsBelow(path);
    else if (entry.isFile() && /\.psm?1$/i.test(entry.name) && statSync(path).size <= LARGEST) yield path;
  }
}

/** @returns {Promise<Prototypes | null>} */
async function prototypes() {
  const folder = process.env["LYCOSA_PROTOTYPES"];
  if (folder === undefined) return null;
  const [parser, evaluator] = [join(folder, "parser.mjs"), join(folder, "evaluator.mjs")];
  if (!existsSync(parser) || !existsSync(evaluator)) return null;
  const { parse } = await import(pathToFileURL(parser).href);
  const { run } = await import(pathToFileURL(evaluator).href);
  return { parse, run };
}

/** CPU time of this process in milliseconds. */
function cpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** @param {{ quick: boolean }} options */
export async function run({ quick }) {
  const { analyzeHost, decodeScript, NO_FILES, parseScript, Source } = require(join(root, "dist", "interpreter", "index.js"));
  const { EXISTING, HostState } = require(join(root, "dist", "host", "index.js"));
  const opponent = await prototypes();
  if (opponent === null)
    console.log(
      "powershell: not compared with the prototypes, which are no part of the repository (LYCOSA_PROTOTYPES names their folder)",
    );

  /** @param {string} text */
  const ownBoth = (text) => {
    const source = new Source(text, { file: "script.ps1", resource: null, property: null, layers: [] }, false);
    analyzeHost(HostState.from(EXISTING), [[{ language: "powershell", source, path: "C:\\script.ps1" }]], { files: NO_FILES });
  };
  const ownParse = (/** @type {string} */ text) => parseScript(text, { dialect: "5.1" });
  const otherBoth = (/** @type {string} */ text) => {
    try {
      opponent?.run(opponent.parse(text), PROTOTYPE_STEPS);
    } catch {
      // Over its steps: it has worked for its time.
    }
  };

  const given = process.env["LYCOSA_BENCH_FILES"];
  const folders = given === undefined ? OWN : given.split(delimiter);
  const all = folders.filter((folder) => existsSync(folder)).flatMap((folder) => [...scriptsBelow(folder)]);
  const every = quick ? Math.ceil(all.length / 300) : 1;
  /** Both sides read the same: what either rejects is left out. @type {{ path: string, text: string }[]} */
  const scripts = [];
  for (let index = 0; index < all.length; index += every) {
    const path = /** @type {string} */ (all[index]);
    const text = decodeScript(readFileSync(path));
    if (!ownParse(text).ok) continue;
    try {
      opponent?.parse(text);
    } catch {
      continue;
    }
    scripts.push({ path, text });
  }
  const bytes = scripts.reduce((sum, { text }) => sum + text.length, 0);
  if (bytes === 0) throw new Error(`no scripts in ${folders.join(", ")}`);
  const repeat = Math.max(1, Math.ceil(BYTES_PER_ROUND / bytes));

  /** @type {Record<string, (text: string) => unknown>} */
  const work = { ownParse, ownBoth };
  if (opponent !== null) Object.assign(work, { otherParse: opponent.parse, otherBoth });
  /** The best of interleaved rounds: whatever else the machine does makes a round slower, never faster. @type {Record<string, number>} */
  const best = {};
  for (let round = 0; round < (quick ? 4 : 9); round++) {
    for (const [name, one] of Object.entries(work)) {
      const start = cpu();
      for (let time = 0; time < repeat; time++) {
        for (const { text } of scripts) one(text);
      }
      best[name] = Math.min(best[name] ?? Number.POSITIVE_INFINITY, cpu() - start);
    }
  }

  // In rounds of their own: asking for the time costs more than many a script.
  /** @type {Map<string, number>} */
  const perFile = new Map();
  for (let round = 0; round < 3; round++) {
    for (const { path, text } of scripts) {
      const before = cpu();
      ownBoth(text);
      perFile.set(path, Math.min(perFile.get(path) ?? Number.POSITIVE_INFINITY, cpu() - before));
    }
  }

  const [slowest = "", longest = 0] = [...perFile].sort((a, b) => b[1] - a[1])[0] ?? [];
  console.log(`powershell: ${scripts.length} scripts, ${(bytes / 1e6).toFixed(2)} MB; slowest: ${slowest}`);
  /** @param {string} name */
  const speed = (name) => (bytes * repeat) / 1000 / (best[name] ?? Number.NaN);
  const measured = [
    { what: "parse", value: speed("ownParse"), unit: "MB/s" },
    { what: "parse + evaluate", value: speed("ownBoth"), unit: "MB/s" },
    { what: "parse + evaluate, time against parse", value: speed("ownParse") / speed("ownBoth"), unit: "x", limit: 300 },
    { what: "slowest script, CPU time", value: longest, unit: "ms", aim: 250 },
  ];
  if (opponent === null) return measured;
  // Scripts of a few lines measure how an analysis begins, which the prototype does not have.
  if (given === undefined) console.log("powershell: LYCOSA_BENCH_FILES names no public scripts; the comparison means little");
  const judged = (/** @type {number} */ aim, /** @type {number} */ limit) => (given === undefined ? {} : { aim, limit });
  return [
    ...measured,
    {
      what: "parse, speed against the prototype",
      value: speed("ownParse") / speed("otherParse"),
      unit: "x",
      ...judged(0.5, 0.25),
      side: "above",
    },
    {
      what: "parse + evaluate, against the prototype",
      value: speed("ownBoth") / speed("otherBoth"),
      unit: "x",
      ...judged(0.25, 0.1),
      side: "above",
    },
  ];
}
