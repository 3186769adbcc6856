// Compares our PowerShell evaluator with PowerShell's own engine on random expressions and programs. An answer of ours is right,
// unknown (reported as such) or wrong. Needs the engine (LYCOSA_POWERSHELL_ENGINE, see lib/powershell-engine.mjs); without it
// says so and succeeds.
// Usage: node scripts/fuzz-powershell.mjs [--runs N] [--seed S] [--programs] [--expressions] [--show N] [--whole] [--json FILE]
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { factOf, loadJudge } from "./lib/powershell-answers.mjs";
import { Engine, enginePath } from "./lib/powershell-engine.mjs";
import { randomExpression, randomProgram } from "./lib/powershell-grammar.mjs";
import { smaller } from "./lib/shrink-script.mjs";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    show: { type: "string", default: "20" },
    programs: { type: "boolean", default: false },
    expressions: { type: "boolean", default: false },
    whole: { type: "boolean", default: false },
    json: { type: "string" },
  },
});
const file = enginePath();
if (file === null) {
  console.log("fuzz-powershell: skipped, LYCOSA_POWERSHELL_ENGINE names no engine");
  process.exit(0);
}
/** At most this share of the answers may be wrong. */
const TOLERATED = 0.001;
const BATCH = 64;

// Differences that are found and not mended are listed in lib/powershell-fuzz-open.json; they count as wrong.
/** Differences that are known and have a reason: texts are matched by a piece of them. @type {{ contains: string, reason: string }[]} */
const known = JSON.parse(readFileSync(join(import.meta.dirname, "lib", "powershell-fuzz-known.json"), "utf8"));
const { judgeAnswer } = await loadJudge();
const engine = new Engine(file);
const runs = Number(values.runs);
const seed = Number(values.seed);
const count = { right: 0, unknown: 0, wrong: 0, known: 0, left: 0 };
/** @type {{ text: string, detail: string }[]} */
const differences = [];

for (let from = 0; from < runs; from += BATCH) {
  const texts = Array.from({ length: Math.min(BATCH, runs - from) }, (_, index) => textOf(from + index));
  const facts = await Promise.all(texts.map((text) => factOf(engine, text)));
  for (const fact of facts) {
    if (fact === null) {
      count.left++;
      continue;
    }
    const { verdict, detail } = judge(fact);
    if (verdict === "wrong" && known.some(({ contains }) => fact.text.includes(contains))) count.known++;
    else count[verdict]++;
    if (verdict === "wrong" && !known.some(({ contains }) => fact.text.includes(contains)))
      differences.push({ text: fact.text, detail });
  }
}
const compared = runs - count.left;
console.log(
  `${runs} texts (seed ${seed}), ${compared} compared: ${count.right} right, ${count.unknown} unknown, ${count.wrong} wrong ` +
    `(${((100 * count.wrong) / compared).toFixed(3)} %), ${count.known} known differences`,
);
const shown = [];
for (const { text, detail } of differences.slice(0, Number(values.show))) {
  const least = values.whole ? text : await minimised(text);
  const fact = await factOf(engine, least);
  const ours = fact === null ? detail : judge(fact).detail;
  console.log(`  ${least}\n    ${ours}`);
  shown.push({ text, least, detail: ours });
}
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(shown, null, 1));
engine.close();
process.exitCode = count.wrong > TOLERATED * compared ? 1 : 0;

/** @param {number} index */
function textOf(index) {
  const one = (seed * 1_000_003 + index) >>> 0;
  const program = values.programs !== values.expressions ? values.programs : index % 2 === 1;
  return program ? randomProgram(one) : randomExpression(one);
}

/** @param {import("./lib/powershell-answers.mjs").Fact} fact @returns {{ verdict: "right" | "unknown" | "wrong", detail: string }} */
function judge(fact) {
  try {
    return judgeAnswer(fact, "7");
  } catch (error) {
    return {
      verdict: "wrong",
      detail: `throws ${error instanceof Error ? error.stack?.split("\n").slice(0, 4).join(" ") : JSON.stringify(error)}`,
    };
  }
}

/** The smallest text found that is still wrong. @param {string} text */
async function minimised(text) {
  let least = text;
  for (let round = 0; round < 40; round++) {
    const candidates = smaller(least).slice(0, 200);
    let found = null;
    for (let from = 0; from < candidates.length && found === null; from += 16) {
      const facts = await Promise.all(candidates.slice(from, from + 16).map((one) => factOf(engine, one)));
      // A text that PowerShell does not accept says nothing of the evaluator.
      found =
        facts.find((fact) => fact !== null && !(fact.threw && fact.output.length === 0) && judge(fact).verdict === "wrong") ??
        null;
    }
    if (found === null) return least;
    least = found.text;
  }
  return least;
}
