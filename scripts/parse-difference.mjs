// Compares our PowerShell parser with PowerShell's own: accepted or rejected, on every script below the folders and on mutants
// of them; with --trees also what the two trees of an accepted script say, node by node. A difference that
// lib/powershell-parse-known.json explains is counted as known. Needs the engine (LYCOSA_POWERSHELL_ENGINE, see
// lib/powershell-engine.mjs); without it says so and succeeds.
// Usage: node scripts/parse-difference.mjs DIR... [--mutants N] [--seed S] [--trees] [--show N] [--errors] [--json FILE]
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Engine, enginePath } from "./lib/powershell-engine.mjs";
import { mutants } from "./lib/powershell-mutants.mjs";
import { loadParser, readBytes, scriptFiles } from "./lib/powershell-parser.mjs";
import { difference, ourFacts, theirFacts } from "./lib/powershell-trees.mjs";

/** Errors of the platform the engine runs on, not of the syntax. */
const PLATFORM = new Set([
  "TypeNotFound",
  "CustomAttributeTypeNotFound",
  "ModuleNotFoundDuringParse",
  "WorkflowNotSupportedInPowerShellCore",
  "ErrorLoadingAssembly",
]);
const CONFIGURATION = /^\s*configuration\b/im;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    mutants: { type: "string" },
    seed: { type: "string" },
    show: { type: "string" },
    json: { type: "string" },
    errors: { type: "boolean" },
    trees: { type: "boolean" },
  },
});
const engineFile = enginePath();
if (engineFile === null) {
  console.log("parse-difference: skipped, LYCOSA_POWERSHELL_ENGINE names no engine");
  process.exit(0);
}
if (positionals.length === 0) {
  console.error(
    "usage: node scripts/parse-difference.mjs DIR... [--mutants N] [--seed S] [--trees] [--show N] [--errors] [--json FILE]",
  );
  process.exit(2);
}

const { parseScript, decodeScript } = await loadParser();
const engine = new Engine(engineFile);
console.log(`engine: ${(await engine.version()).product}`);

/** @type {Map<string, { file: string, text: string }>} By hash. */
const texts = new Map();
for (const file of positionals.flatMap(scriptFiles)) {
  const text = decodeScript(readBytes(file));
  if (text.length <= 1 << 20) texts.set(createHash("sha256").update(text).digest("hex").slice(0, 12), { file, text });
}
/** @type {Map<string, string>} Reasons by the start of the file's hash. */
const known = new Map(
  JSON.parse(readFileSync(join(import.meta.dirname, "lib", "powershell-parse-known.json"), "utf8")).map(
    (/** @type {{ hash: string, reason: string }} */ { hash, reason }) => [hash, reason],
  ),
);
/** @type {object[]} */
const differences = [];
await compare(
  "files",
  [...texts].map(([hash, { file, text }]) => ({ name: `${hash} ${file}`, text })),
);
if (values.trees) await compareTrees();
if (values.mutants !== undefined) await compare("mutants", mutantsOf(Number(values.mutants), Number(values.seed ?? 1)));
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(differences, null, 1));
engine.close();

/** @param {string} what @param {{ name: string, text: string }[]} cases */
async function compare(what, cases) {
  let compared = 0;
  let rejected = 0;
  let unseen = 0;
  let configurations = 0;
  let otherError = 0;
  let otherPlace = 0;
  /** @type {{ name: string, text: string, ours: unknown, theirs: unknown }[]} */
  const found = [];
  for (let from = 0; from < cases.length; from += 64) {
    const batch = cases.slice(from, from + 64).map(({ name, text }) => ({ name, text, rest: withoutConfigurations(text) }));
    const answers = await Promise.all(batch.map(({ rest }) => engine.parse(rest)));
    batch.forEach(({ name, text: whole, rest: text }, index) => {
      const errors = answers[index]?.errors ?? [];
      const real = errors.filter(({ id }) => !PLATFORM.has(id));
      // Without DSC on its platform the engine reads a configuration as a command.
      if (errors.length > 0 && CONFIGURATION.test(text)) {
        unseen++;
        return;
      }
      compared++;
      if (text !== whole) configurations++;
      const theirs = real.length === 0;
      const ours = parseScript(text, { dialect: "7" });
      const workflow = !ours.ok && PLATFORM.has(ours.error.id);
      if (!theirs) rejected++;
      if (ours.ok !== theirs && !workflow) {
        found.push({ name, text, ours: ours.ok ? "accepts" : ours.error, theirs: theirs ? "accepts" : real });
      } else if (!ours.ok && !theirs) {
        const sameId = real.filter(({ id }) => id === ours.error.id);
        if (sameId.length === 0) otherError++;
        else if (!sameId.some(({ start }) => start === ours.error.start)) otherPlace++;
        else return;
        if (values.errors) differences.push({ what: `${what}, error`, name, text, ours: ours.error, theirs: real });
      }
    });
  }
  differences.push(...found.map((difference) => ({ what, ...difference })));
  const strict = found.filter(({ theirs }) => theirs === "accepts").length;
  const share = compared === 0 ? 100 : (100 * (compared - found.length)) / compared;
  console.log(
    `${what}: ${cases.length}, ${compared} comparable (${configurations} of them around their configurations), ${unseen} not; ` +
      `${rejected} rejected by PowerShell, ${found.length} differ ` +
      `(${strict} too strict, ${found.length - strict} too lenient), ${share.toFixed(3)} % agree; ` +
      `of the common rejections ${otherError} with another error id, ${otherPlace} elsewhere`,
  );
  for (const { name, ours, theirs } of found.slice(0, Number(values.show ?? 20))) {
    const reason = known.get(name.slice(0, 12));
    console.log(
      `  ${name}${reason === undefined ? "" : ` (known: ${reason})`}\n    ours:   ${JSON.stringify(ours)}\n    theirs: ${JSON.stringify(theirs).slice(0, 300)}`,
    );
  }
}

/**
 * The engine knows no configurations on its platform. Where we read some, they are blanked out, so that at least all around
 * them is compared.
 * @param {string} text
 */
function withoutConfigurations(text) {
  if (!CONFIGURATION.test(text)) return text;
  const ours = parseScript(text, { dialect: "7" });
  if (!ours.ok) return text;
  let result = text;
  /** @type {object[]} */
  const pending = [ours.ast];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if ("kind" in node && node.kind === "Configuration") {
      const { start, end } = /** @type {{ start: number, end: number }} */ (/** @type {unknown} */ (node));
      result = result.slice(0, start) + result.slice(start, end).replace(/[^\r\n]/g, " ") + result.slice(end);
    } else for (const child of Object.values(node)) if (typeof child === "object" && child !== null) pending.push(child);
  }
  return result;
}

async function compareTrees() {
  let files = 0;
  let facts = 0;
  let differing = 0;
  for (const [hash, { file, text: whole }] of texts) {
    const text = withoutConfigurations(whole);
    const ours = parseScript(text, { dialect: "7" });
    if (!ours.ok || CONFIGURATION.test(text)) continue;
    const theirs = await engine.parse(text, { tree: true });
    if (theirs.errors.length > 0) continue;
    const expected = theirFacts(theirs.tree);
    files++;
    facts += expected.length;
    const { onlyOurs, onlyTheirs } = difference(ourFacts(ours.ast), expected);
    if (onlyOurs.length + onlyTheirs.length === 0) continue;
    differing++;
    differences.push({ what: "trees", name: `${hash} ${file}`, ours: onlyOurs, theirs: onlyTheirs });
    const reason = known.get(hash);
    console.log(`  ${hash} ${file}${reason === undefined ? "" : ` (known: ${reason})`}`);
    for (const fact of onlyOurs.slice(0, 3)) console.log(`    only ours:   ${JSON.stringify(fact)}`);
    for (const fact of onlyTheirs.slice(0, 3)) console.log(`    only theirs: ${JSON.stringify(fact)}`);
  }
  console.log(`trees: ${files} files, ${facts} nodes compared by kind, span and detail, ${differing} files differ`);
}

/** @param {number} count @param {number} seed */
function mutantsOf(count, seed) {
  const sources = [...texts].filter(([, { text }]) => text.length < 20_000 && !CONFIGURATION.test(text));
  const names = new Map(sources.map(([hash, { text }]) => [text, hash]));
  return mutants([...names.keys()], count, seed).map(({ source, text }, index) => ({
    name: `${names.get(source)} mutant ${index}`,
    text,
  }));
}
