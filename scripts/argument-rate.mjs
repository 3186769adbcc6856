// How much of what scripts give to modelled commands is known: node scripts/argument-rate.mjs DIR...
// Counted as the reports count it (interpreter/machine/coverage.ts): argument sites of modelled commands that ran, in scripts (.ps1) that are
// neither tests nor over 200 kB, each on a host that exists already, without the files beside it. An argument is known when its value is,
// or when it is a text with known fragments.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);
const { analyzeHost, decodeScript, NO_FILES, Source } = require("../dist/interpreter/index.js");
const { EXISTING, HostState } = require("../dist/host/index.js");

const LARGEST = 200_000;

/** @param {string} folder @returns {Generator<string>} */
function* scripts(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* scripts(path);
    else if (/\.ps1$/i.test(entry.name) && !/tests?[\\/.]/i.test(path) && statSync(path).size <= LARGEST) yield path;
  }
}

const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error("usage: node scripts/argument-rate.mjs DIR...");
  process.exit(2);
}
let all = 0;
let known = 0;
let files = 0;
for (const folder of folders) {
  const before = { all, known };
  for (const path of scripts(folder)) {
    const source = new Source(
      decodeScript(readFileSync(path)),
      { file: path, resource: null, property: null, layers: [] },
      false,
    );
    const { coverage } = analyzeHost(
      HostState.from(EXISTING),
      [[{ language: "powershell-any", source, path: "C:\\script.ps1" }]],
      { files: NO_FILES },
    );
    files++;
    all += coverage.arguments;
    known += coverage.known;
  }
  console.log(`${folder}: ${known - before.known} of ${all - before.all} arguments known`);
}
console.log(`${files} scripts: ${known} of ${all} arguments known, ${all === 0 ? "-" : ((100 * known) / all).toFixed(1)} %`);
