// What of the interpreter a set of scripts uses: npm run coverage:models -- [--members] DIR...
// Runs every script (.ps1, .psm1, .cmd, .bat, .vbs) and every row of answers (.jsonl with "text") below the folders, each on a host
// that exists already, and prints for each file of interpreter/ how many of its functions ran, and the lines of those that did not.
// With --members the functions that never ran are named, with their lines. A model that no real script uses may go (docs/developing.md).
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { createRequire, SourceMap } from "node:module";
import { tmpdir } from "node:os";
import { join, relative, resolve, sep } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const LARGEST = 200_000;
/** @type {Record<string, string>} */
const LANGUAGES = { ps1: "powershell-any", psm1: "powershell-any", cmd: "cmd", bat: "cmd", vbs: "vbscript" };

const members = process.argv.includes("--members");
const folders = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
if (folders.length === 0) {
  console.error("usage: node scripts/coverage-models.mjs [--members] DIR...");
  process.exit(2);
}

const made = mkdtempSync(join(tmpdir(), "lycosa-coverage-"));
try {
  const outfile = join(made, "interpreter.js");
  await build({
    stdin: {
      contents: `export * from "./interpreter/index.ts"; export { EXISTING, HostState } from "./host/index.ts";`,
      resolveDir: root,
    },
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    sourcemap: "external",
    logLevel: "warning",
    absWorkingDir: root,
  });
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  const scripts = runAll(createRequire(import.meta.url)(outfile));
  const { result } = await session.post("Profiler.takePreciseCoverage");
  const ours = result.find(({ url }) => url.endsWith("/interpreter.js"));
  if (ours === undefined) throw new Error("V8 tells nothing of the interpreter");
  report(byFile(ours.functions, readFileSync(outfile, "utf8"), JSON.parse(readFileSync(`${outfile}.map`, "utf8"))), scripts);
} finally {
  rmSync(made, { recursive: true, force: true });
}

/** @param {any} interpreter What the package's `lycosa/interpreter` and `lycosa/host` give. @returns {number} How many were run. */
function runAll({ analyzeHost, decodeScript, NO_FILES, Source, EXISTING, HostState }) {
  let count = 0;
  for (const folder of folders) {
    let failed = 0;
    for (const { text, language } of textsOf(folder, decodeScript)) {
      const source = new Source(text, { file: "script", resource: null, property: null, layers: [] }, false);
      try {
        analyzeHost(HostState.from(EXISTING), [[{ language, source, path: "C:\\script", args: "unknown" }]], { files: NO_FILES });
        count++;
      } catch {
        failed++;
      }
    }
    if (failed > 0) console.error(`${folder}: ${failed} scripts end in a defect of the interpreter`);
  }
  return count;
}

/** @param {string} folder @param {(bytes: Uint8Array) => string} decode @returns {Generator<{ text: string, language: string }>} */
function* textsOf(folder, decode) {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    const path = join(folder, name);
    const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
    const language = LANGUAGES[extension];
    if ((language === undefined && extension !== "jsonl") || !statSync(path).isFile()) continue;
    if (language !== undefined) {
      if (statSync(path).size <= LARGEST) yield { text: decode(readFileSync(path)), language };
      continue;
    }
    for (const line of readFileSync(path, "utf8").split("\n")) {
      const row = line === "" ? {} : JSON.parse(line);
      if (typeof row.text === "string") yield { text: row.text, language: "pwsh" };
    }
  }
}

/**
 * @typedef {object} Counted
 * @property {number} ran
 * @property {{ name: string, from: number, to: number }[]} idle Functions that never ran, outermost only.
 */

/**
 * @param {import("node:inspector").Profiler.FunctionCoverage[]} functions
 * @param {string} text @param {import("node:module").SourceMapPayload} payload
 * @returns {Map<string, Counted>}
 */
function byFile(functions, text, payload) {
  const map = new SourceMap(payload);
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  /** @param {number} offset */
  const place = (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (/** @type {number} */ (starts[middle]) <= offset) low = middle;
      else high = middle;
    }
    const entry = map.findEntry(low, offset - /** @type {number} */ (starts[low]));
    return "originalSource" in entry ? { file: entry.originalSource, line: entry.originalLine + 1 } : undefined;
  };
  /** @type {Map<string, Counted>} */
  const files = new Map();
  const ordered = functions
    .map(({ functionName, ranges: [range] }) => ({ name: functionName, range }))
    .sort((a, b) => (a.range?.startOffset ?? 0) - (b.range?.startOffset ?? 0));
  let idleUntil = 0;
  for (const { name, range } of ordered) {
    if (range === undefined || range.startOffset < idleUntil) continue;
    const from = place(range.startOffset);
    const file = from && relative(root, resolve(made, from.file)).split(sep).join("/");
    if (from === undefined || file === undefined || !file.startsWith("interpreter/")) continue;
    const counted = files.get(file) ?? { ran: 0, idle: [] };
    files.set(file, counted);
    if (range.count > 0) {
      counted.ran++;
      continue;
    }
    idleUntil = range.endOffset;
    const to = place(range.endOffset - 1)?.line ?? from.line;
    counted.idle.push({ name: name || "(anonymous)", from: from.line, to: Math.max(from.line, to) });
  }
  return files;
}

/** @param {Map<string, Counted>} files @param {number} scripts */
function report(files, scripts) {
  const rows = [...files].map(([file, { ran, idle }]) => ({
    file,
    ran,
    idle,
    lines: idle.reduce((sum, { from, to }) => sum + to - from + 1, 0),
  }));
  rows.sort((a, b) => b.lines - a.lines || (a.file < b.file ? -1 : 1));
  console.log("idle lines  functions run  file");
  for (const { file, ran, idle, lines } of rows) {
    console.log(`${String(lines).padStart(10)}  ${`${ran} of ${ran + idle.length}`.padStart(13)}  ${file}`);
    if (members) for (const { name, from, to } of idle) console.log(`${" ".repeat(27)}${name} (${from}-${to})`);
  }
  const lines = rows.reduce((sum, row) => sum + row.lines, 0);
  console.log(`${scripts} scripts: ${lines} lines of ${rows.length} files are in functions that never ran`);
}
