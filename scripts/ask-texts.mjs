// Asks PowerShell's own engine what the texts of a table give, and writes the answers down as data beside it.
// Usage: LYCOSA_POWERSHELL_ENGINE=path node scripts/ask-texts.mjs NAME
// Reads NAME.texts of test/interpreter/powershell/answers, one text a line (lines that begin with # are comments), and writes
// NAME.jsonl: the engine's version, then one line for each text. A text that names a command the engine lacks is an error.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { factOf } from "./lib/powershell-answers.mjs";
import { Engine, enginePath } from "./lib/powershell-engine.mjs";

const folder = join(import.meta.dirname, "..", "test/interpreter/powershell/answers");
const path = enginePath();
const name = process.argv[2];
if (path === null || name === undefined || !/^\w+$/.test(name)) {
  console.error("usage: LYCOSA_POWERSHELL_ENGINE=path node scripts/ask-texts.mjs NAME");
  process.exit(2);
}
const engine = new Engine(path);
const { product } = await engine.version();
const rows = [JSON.stringify({ engine: product })];
for (const line of readFileSync(join(folder, `${name}.texts`), "utf8").split("\n")) {
  if (line.trim() === "" || line.startsWith("#")) continue;
  const fact = await factOf(engine, line);
  if (fact === null) throw new Error(`the engine has no answer to: ${line}`);
  rows.push(JSON.stringify({ id: `${name}-${String(rows.length).padStart(3, "0")}`, area: name, ...fact }));
}
engine.close();
writeFileSync(join(folder, `${name}.jsonl`), `${rows.join("\n")}\n`);
console.log(`${rows.length - 1} answers of ${product}`);
