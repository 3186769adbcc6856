// Asks PowerShell's own engine what the expressions of the value tests give, and writes the answers down as data.
// Usage: LYCOSA_POWERSHELL_ENGINE=path node scripts/ask-powershell.mjs
// The first line of the file names the engine's version; each further line is one text with its answer.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Engine, enginePath } from "./lib/powershell-engine.mjs";

const folder = join(import.meta.dirname, "..", "test/interpreter/powershell/answers");
const path = enginePath();
if (!path) {
  console.error("set LYCOSA_POWERSHELL_ENGINE to the path of the engine");
  process.exit(2);
}

/** Values whose pairs are asked under every operator. */
const VALUES = [
  "0",
  "1",
  "-1",
  "2147483647",
  "2.5",
  "1e20",
  "1.10d",
  "7l",
  "[byte]200",
  "[uint32]4000000000",
  "[single]1.5",
  "$true",
  "$null",
  "'5'",
  "'abc'",
  "''",
  "' 7 '",
  "'0x1F'",
  "[char]'a'",
  "@()",
  "@(1,2)",
  "@{a=1}",
  "[System.DayOfWeek]::Friday",
  "[version]'1.2'",
  "[timespan]'1:00'",
  "[int]",
];
const OPERATORS = [
  "+",
  "-",
  "*",
  "/",
  "%",
  "-eq",
  "-lt",
  "-ge",
  "-band",
  "-bxor",
  "-join",
  "-like",
  "-contains",
  "-f",
  "-xor",
  "-replace",
  "-split",
];
const TYPES = [
  "int",
  "long",
  "byte",
  "double",
  "decimal",
  "bool",
  "char",
  "string",
  "string[]",
  "int[]",
  "array",
  "hashtable",
  "datetime",
  "timespan",
  "version",
  "guid",
  "uri",
  "regex",
  "type",
  "System.DayOfWeek",
  "System.Collections.ArrayList",
  "System.Collections.Generic.List[int]",
];
const FORMATS = ["", "D4", "X", "N0", "N2", "F1", "E2", "G", "P1", "000.00", "#.#", "#,##0.00", "0.0%", "0;(0);zero", "00-00"];

/** Every third of a long product, so that the file stays readable and every value meets every operator. */
function* texts() {
  let count = 0;
  const some = () => count++ % 3 === 0;
  for (const operator of OPERATORS)
    for (const left of VALUES) for (const right of VALUES) if (some()) yield `(${left}) ${operator} (${right})`;
  for (const type of TYPES) for (const value of VALUES) yield `[${type}](${value})`;
  for (const value of VALUES) {
    yield `"[$(${value})]"`;
    yield `(${value}).GetType().FullName`;
    yield `(${value}).ToString()`;
    yield `@(${value}).Count`;
    yield `$x = (${value}); $x += 1; $x`;
    yield `if (${value}) { 't' } else { 'f' }`;
    for (const format of FORMATS) if (/^[-\d]/.test(value)) yield `'{0:${format}}' -f (${value})`;
  }
  for (const line of readFileSync(join(folder, "values.texts"), "utf8").split("\n"))
    if (line.trim() !== "" && !line.startsWith("#")) yield line;
}

const engine = new Engine(path);
const { engine: version } = await engine.version();
const rows = [JSON.stringify({ engine: version })];
let number = 0;
for (const text of texts()) {
  const { output, errors, threw, timeout } = await engine.run(text, 5000);
  const ids = errors.map(({ id }) => id);
  // What the engine lacks (most cmdlets) says nothing.
  if (timeout || ids.includes("CommandNotFoundException")) continue;
  number++;
  rows.push(
    JSON.stringify({
      id: `values-${String(number).padStart(4, "0")}`,
      area: "values",
      text,
      output,
      errors: ids,
      ...(threw ? { threw: threw.id } : {}),
    }),
  );
}
writeFileSync(join(folder, "values.jsonl"), `${rows.join("\n")}\n`);

// The texts of mechanisms.texts, each under the heading of its mechanism.
const mechanisms = [JSON.stringify({ engine: version })];
let area = "";
let place = 0;
for (const line of readFileSync(join(folder, "mechanisms.texts"), "utf8").split("\n")) {
  if (line.startsWith("# ")) {
    area = line.slice(2).trim();
    place = 0;
  } else if (line.trim() !== "") {
    const { output, errors, threw } = await engine.run(line, 5000);
    const id = `${area}-${String(++place).padStart(3, "0")}`;
    const row = { id, area, text: line, output, errors: errors.map((error) => error.id) };
    mechanisms.push(JSON.stringify({ ...row, ...(threw ? { threw: threw.id } : {}) }));
  }
}
engine.close();
writeFileSync(join(folder, "mechanisms.jsonl"), `${mechanisms.join("\n")}\n`);
console.log(`${number + mechanisms.length - 1} answers of ${version}`);
