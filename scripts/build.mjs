// Builds dist/ (the package's entries, their types, data files and the command) and policies/bundle/ (the policy pack, with
// what the command shares with it).
// Usage: node scripts/build.mjs [--force]. `npm test` and `npm run demo` call it first, so it returns at once when
// nothing that it reads has changed.
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import ts from "typescript";
import { ROOMS } from "./lib/architecture.mjs";
import { containedPackages } from "./lib/contained.mjs";
import { importsOf } from "./lib/imports.mjs";
import { bundlePrograms, ENTRIES, entryModule } from "./lib/programs.mjs";
import { componentSchema } from "./lib/schema.mjs";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");
const bundle = join(root, "policies", "bundle");
const stampFile = join(dist, ".stamp");
/** Read at run time, or by users. */
const ASSETS = /^engine\/.*\.cjs$|\.(psm1|schema\.json)$/;

const inputs = sourceFiles();
const stamp = digest(inputs);
if (!process.argv.includes("--force") && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) {
  console.log("build: up to date");
} else {
  rmSync(stampFile, { force: true });
  const { written, errors } = compile();
  for (const file of copyAssets()) written.add(file);
  const schema = join(dist, "components", "schema.json");
  write(schema, componentSchema(root));
  written.add(schema);
  const { files, packages } = await bundlePrograms(root);
  for (const file of files) written.add(file);
  compareWithNotices(packages);
  removeAllBut(written);
  chmodSync(join(dist, "cli", "main.js"), 0o755);
  // As with tsc, what has errors is written all the same (a room can be tried while another is half done), but the
  // build fails and does not count as done.
  if (errors === 0) writeFileSync(stampFile, stamp);
  else process.exitCode = 1;
  console.log(`build: ${errors} errors, ${written.size} files in dist/`);
}

/** Every file the outcome depends on. @returns {string[]} Absolute paths, sorted. */
function sourceFiles() {
  const files = ["index.ts", "package.json", "package-lock.json", "tsconfig.json"].map((name) => join(root, name));
  for (const room of [...ROOMS.keys(), "scripts"]) {
    const folder = join(root, room);
    if (!existsSync(folder)) continue;
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile() && !path.startsWith(bundle + sep)) files.push(path);
    }
  }
  return files.filter((file) => existsSync(file)).sort();
}

/** @param {string[]} files */
function digest(files) {
  const hash = createHash("sha256");
  for (const file of files)
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  return hash.digest("hex");
}

/**
 * Checks everything and writes the entries of the package: what they export, from the programs, and the declarations that
 * a user's compiler reads for them. Prints errors.
 */
function compile() {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: report };
  const config = ts.getParsedCommandLineOfConfigFile(join(root, "tsconfig.json"), {}, host);
  if (config === undefined) throw new Error("tsconfig.json cannot be read");
  const program = ts.createProgram(config.fileNames, { ...config.options, emitDeclarationOnly: true });
  /** @type {Map<string, string>} */
  const declarations = new Map();
  const emitted = program.emit(undefined, (path, text) => declarations.set(join(path), text), undefined, true);
  /** @type {Set<string>} */
  const written = new Set();
  /** @param {string} path @param {string} text */
  const keep = (path, text) => {
    if (written.has(path)) return;
    written.add(path);
    write(path, text);
  };
  /** @param {string} path */
  const declare = (path) => {
    const text = declarations.get(path);
    if (text === undefined || written.has(path)) return;
    keep(path, text);
    for (const { specifier } of importsOf(path, text))
      if (specifier?.startsWith(".")) declare(join(dirname(path), specifier.replace(/\.js$/, ".d.ts")));
  };
  for (const entry of ENTRIES) {
    keep(join(dist, `${entry}.js`), entryModule(entry, exportedValues(program, join(root, `${entry}.ts`))));
    declare(join(dist, `${entry}.d.ts`));
  }
  const found = [...config.errors, ...ts.getPreEmitDiagnostics(program), ...emitted.diagnostics];
  const errors = ts.sortAndDeduplicateDiagnostics(found);
  for (const error of errors) report(error);
  return { written, errors: errors.length };
}

/** What a module exports at run time. @param {ts.Program} program @param {string} path @returns {string[]} */
function exportedValues(program, path) {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(path.split(sep).join("/"));
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) return [];
  return checker
    .getExportsOfModule(module)
    .filter((symbol) => {
      const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      return (target.flags & ts.SymbolFlags.Value) !== 0 && !symbol.declarations?.some(ts.isTypeOnlyImportOrExportDeclaration);
    })
    .map((symbol) => symbol.name)
    .sort();
}

/** @param {ts.Diagnostic} diagnostic */
function report(diagnostic) {
  const format = {
    getCanonicalFileName: (/** @type {string} */ name) => name,
    getCurrentDirectory: () => root,
    getNewLine: () => "\n",
  };
  process.stderr.write(ts.formatDiagnostic(diagnostic, format));
}

/** The PowerShell module, JSON files and the scripts that the engine preloads into a program lie beside the code that reads them. @returns {string[]} */
function copyAssets() {
  const copied = [];
  for (const file of inputs) {
    const inside = relative(root, file);
    const inRoom = ROOMS.has(inside.split(sep)[0] ?? "");
    if (!inRoom || !ASSETS.test(inside.split(sep).join("/")) || basename(file) === "package.json") continue;
    const target = join(dist, inside);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(file, target);
    copied.push(target);
  }
  return copied;
}

/** @param {Set<string>} packages Those that are in the programs. */
function compareWithNotices(packages) {
  const known = new Set(containedPackages(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages));
  const others = [...packages].filter((name) => !known.has(name));
  if (others.length > 0)
    throw new Error(`the programs contain ${others.join(", ")}, which scripts/lib/contained.mjs does not list`);
}

/** A file whose source is gone would still be found by `require` and still be published. @param {Set<string>} keep */
function removeAllBut(keep) {
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !keep.has(path)) rmSync(path);
  }
}

/** @param {string} path @param {string} text */
function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
