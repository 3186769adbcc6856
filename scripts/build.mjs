// Builds dist/ (compiled rooms and their data files) and policies/bundle/ (the policy pack in one file).
// Usage: node scripts/build.mjs [--force]. `npm test` and `npm run demo` call it first, so it returns at once when
// nothing that it reads has changed.
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { basename, dirname, join, relative, sep } from "node:path";
import { build } from "esbuild";
import ts from "typescript";
import { ROOMS } from "./lib/architecture.mjs";
import { bundleCommand, plainAscii } from "./lib/command.mjs";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");
const bundle = join(root, "policies", "bundle");
const stampFile = join(dist, ".stamp");
const packEntry = join(root, "policies", "crossguard", "pack.ts");

const inputs = sourceFiles();
const stamp = digest(inputs);
if (!process.argv.includes("--force") && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) {
  console.log("build: up to date");
} else {
  rmSync(stampFile, { force: true });
  const { written, errors } = compile();
  for (const file of copyAssets()) written.add(file);
  // The command is one file of its own; its modules are no part of the package's interface, the schemas of its output are.
  for (const file of written)
    if (file.startsWith(join(dist, "cli") + sep) && !file.endsWith(".schema.json")) written.delete(file);
  for (const file of await bundleCommand(root)) written.add(file);
  removeAllBut(written);
  chmodSync(join(dist, "cli", "main.js"), 0o755);
  const packed = await bundlePack();
  // As with tsc, what has errors is written all the same (a room can be tried while another is half done), but the
  // build fails and does not count as done.
  if (errors === 0) writeFileSync(stampFile, stamp);
  else process.exitCode = 1;
  console.log(
    `build: ${errors} errors, ${written.size} files in dist/${packed ? ", policy pack bundled" : ", no policy pack yet"}`,
  );
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

/** What `tsc -p tsconfig.json` does. Prints errors. */
function compile() {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: report };
  const config = ts.getParsedCommandLineOfConfigFile(join(root, "tsconfig.json"), {}, host);
  if (config === undefined) throw new Error("tsconfig.json cannot be read");
  const program = ts.createProgram(config.fileNames, config.options);
  /** @type {Set<string>} */
  const written = new Set();
  const emitted = program.emit(undefined, (path, text) => {
    write(path, text);
    written.add(join(path));
  });
  const found = [...config.errors, ...ts.getPreEmitDiagnostics(program), ...emitted.diagnostics];
  const errors = ts.sortAndDeduplicateDiagnostics(found);
  for (const error of errors) report(error);
  return { written, errors: errors.length };
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
    if (!inRoom || !/\.(psm1|psd1|json|cjs|mjs|js)$/.test(file) || basename(file) === "package.json") continue;
    const target = join(dist, inside);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(file, target);
    copied.push(target);
  }
  return copied;
}

/** A file whose source is gone would still be found by `require` and still be published. @param {Set<string>} keep */
function removeAllBut(keep) {
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !keep.has(path)) rmSync(path);
  }
}

/**
 * The pack is one CommonJS file, so that a user may name its folder and `pulumi policy publish` may upload it.
 * Not minified: a security team should be able to read what judges its deployments.
 * @returns {Promise<boolean>} False while the pack has no source.
 */
async function bundlePack() {
  rmSync(bundle, { recursive: true, force: true });
  if (!existsSync(packEntry)) return false;
  const outfile = join(bundle, "index.js");
  const result = await build({
    entryPoints: [packEntry],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["@pulumi/pulumi", "@pulumi/policy"],
    legalComments: "eof",
    logLevel: "warning",
    metafile: true,
    absWorkingDir: root,
  });
  const missing = Object.values(result.metafile.outputs)
    .flatMap((output) => output.imports)
    .filter((found) => found.external && !isBuiltin(found.path) && !/^@pulumi\/(pulumi|policy)(\/|$)/.test(found.path))
    .map((found) => found.path);
  if (missing.length > 0) throw new Error(`the policy pack would load ${missing.join(", ")} at run time`);
  write(outfile, plainAscii(readFileSync(outfile, "utf8")));
  return true;
}

/** @param {string} path @param {string} text */
function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
