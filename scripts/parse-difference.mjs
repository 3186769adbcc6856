// Compares our PowerShell parser with PowerShell's own: accepted or rejected, on every script below a folder and on mutants
// of them; with --trees also what the two trees of an accepted script say, node by node. Needs the engine (LYCOSA_POWERSHELL_ENGINE, see lib/powershell-engine.mjs); without it says so and succeeds.
// Usage: node scripts/parse-difference.mjs DIR [--mutants N] [--seed S] [--trees] [--show N] [--errors] [--json FILE]
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Engine, enginePath } from "./lib/powershell-engine.mjs";
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
if (positionals.length !== 1) {
  console.error(
    "usage: node scripts/parse-difference.mjs DIR [--mutants N] [--seed S] [--trees] [--show N] [--errors] [--json FILE]",
  );
  process.exit(2);
}

const { parseScript, decodeScript } = await loadParser();
const engine = new Engine(engineFile);
console.log(`engine: ${(await engine.version()).product}`);

const texts = new Map();
for (const file of scriptFiles(positionals[0])) {
  const text = decodeScript(readBytes(file));
  if (text.length <= 1 << 20) texts.set(createHash("sha256").update(text).digest("hex").slice(0, 12), { file, text });
}
const differences = [];
await compare(
  "files",
  [...texts].map(([hash, { file, text }]) => ({ name: `${hash} ${file}`, text })),
);
if (values.trees) await compareTrees();
if (values.mutants !== undefined) await compare("mutants", mutants(Number(values.mutants), Number(values.seed ?? 1)));
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(differences, null, 1));
engine.close();

/** @param {string} what @param {{ name: string, text: string }[]} cases */
async function compare(what, cases) {
  let compared = 0;
  let rejected = 0;
  let otherError = 0;
  let otherPlace = 0;
  const found = [];
  for (let from = 0; from < cases.length; from += 64) {
    const batch = cases.slice(from, from + 64);
    const answers = await Promise.all(batch.map(({ text }) => engine.parse(text)));
    batch.forEach(({ name, text }, index) => {
      const { ok, errors } = answers[index];
      const real = errors.filter(({ id }) => !PLATFORM.has(id));
      if (!ok && (real.length < errors.length || CONFIGURATION.test(text)) && (real.length === 0 || CONFIGURATION.test(text))) {
        if (CONFIGURATION.test(text)) return;
      }
      compared++;
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
    `${what}: ${cases.length}, ${compared} comparable (${rejected} rejected by PowerShell), ${found.length} differ ` +
      `(${strict} too strict, ${found.length - strict} too lenient), ${share.toFixed(3)} % agree; ` +
      `of the common rejections ${otherError} with another error id, ${otherPlace} elsewhere`,
  );
  for (const { name, ours, theirs } of found.slice(0, Number(values.show ?? 20))) {
    console.log(`  ${name}\n    ours:   ${JSON.stringify(ours)}\n    theirs: ${JSON.stringify(theirs).slice(0, 300)}`);
  }
}

async function compareTrees() {
  let files = 0;
  let facts = 0;
  let differing = 0;
  for (const [hash, { file, text }] of texts) {
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
    console.log(`  ${hash} ${file}`);
    for (const fact of onlyOurs.slice(0, 3)) console.log(`    only ours:   ${JSON.stringify(fact)}`);
    for (const fact of onlyTheirs.slice(0, 3)) console.log(`    only theirs: ${JSON.stringify(fact)}`);
  }
  console.log(`trees: ${files} files, ${facts} nodes compared by kind, span and detail, ${differing} files differ`);
}

/** Texts with one to three small damages: cut, deleted or inserted characters, spliced or swapped lines. */
function mutants(count, seed) {
  const sources = [...texts].filter(([, { text }]) => text.length < 20_000 && !CONFIGURATION.test(text));
  const random = generator(seed);
  const pick = (limit) => Math.floor(random() * limit);
  const made = [];
  while (made.length < count && sources.length > 0) {
    const [hash, { text }] = sources[pick(sources.length)];
    let mutant = excerpt(text, pick);
    for (let rounds = 1 + pick(3); rounds > 0; rounds--) mutant = damage(mutant, pick, sources);
    made.push({ name: `${hash} mutant ${made.length}`, text: mutant });
  }
  return made;
}

/** A window of whole lines, so that a damage is not lost among thousands of lines. */
function excerpt(text, pick) {
  const lines = text.split("\n");
  if (lines.length <= 30 || pick(4) === 0) return text;
  const from = pick(lines.length - 10);
  return lines.slice(from, from + 5 + pick(40)).join("\n");
}

function damage(text, pick, sources) {
  const at = pick(text.length + 1);
  switch (pick(6)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(at + 1 + pick(4));
    case 2:
    case 3: {
      const signs = "`(){}[]\"'$@|;,&<>%#=-+";
      return text.slice(0, at) + signs[pick(signs.length)] + text.slice(at);
    }
    case 4: {
      const other = sources[pick(sources.length)][1].text;
      const from = pick(other.length);
      return text.slice(0, at) + other.slice(from, from + 1 + pick(60)) + text.slice(at);
    }
    default: {
      const end = Math.min(text.length, at + 2 + pick(12));
      return text.slice(0, at) + [...text.slice(at, end)].reverse().join("") + text.slice(end);
    }
  }
}

/** Mulberry32: the same seed gives the same mutants. */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
