// Writes random expressions and programs with the answers of PowerShell's own engine down as data for the tests.
// Usage: LYCOSA_POWERSHELL_ENGINE=path node scripts/generate-answers.mjs [--count N] [--seed S]
// The first line of the file names the engine; each further line is one text with its answer.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { factOf } from "./lib/powershell-answers.mjs";
import { Engine, enginePath } from "./lib/powershell-engine.mjs";
import { randomExpression, randomProgram } from "./lib/powershell-grammar.mjs";

const { values } = parseArgs({
  options: { count: { type: "string", default: "1800" }, seed: { type: "string", default: "5" } },
});
const path = enginePath();
if (path === null) {
  console.error("set LYCOSA_POWERSHELL_ENGINE to the path of the engine");
  process.exit(2);
}
const engine = new Engine(path);
const { product } = await engine.version();
const lines = [JSON.stringify({ engine: product })];
const seen = new Set();
const count = Number(values.count);
for (let index = 0; lines.length <= count; index += 64) {
  const texts = Array.from({ length: 64 }, (_, one) => {
    const seed = (Number(values.seed) * 1_000_003 + index + one) >>> 0;
    return (index + one) % 3 === 0
      ? { area: "expressions", text: randomExpression(seed) }
      : { area: "programs", text: randomProgram(seed) };
  });
  const facts = await Promise.all(texts.map(({ text }) => factOf(engine, text)));
  facts.forEach((fact, one) => {
    const area = texts[one]?.area;
    // A short text says little more than the tables of values do.
    if (fact === null || fact.text.length < 12 || seen.has(fact.text) || lines.length > count) return;
    seen.add(fact.text);
    lines.push(JSON.stringify({ id: `${area}-${String(lines.length).padStart(4, "0")}`, area, ...fact }));
  });
}
engine.close();
writeFileSync(join(import.meta.dirname, "..", "test/interpreter/powershell/answers/generated.jsonl"), `${lines.join("\n")}\n`);
console.log(`${lines.length - 1} answers of ${product}`);
