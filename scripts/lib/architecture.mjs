// The import table: data flows downwards, a room imports only from rooms below it, and only the rooms that talk to
// Pulumi may name it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, relative, resolve, sep } from "node:path";
import { CONTAINED } from "./contained.mjs";
import { importsOf } from "./imports.mjs";
import { crowdedFolders, folderCycles, judgeInside } from "./inside.mjs";
import { judgeModuleState } from "./module-state.mjs";

/** Room -> the other rooms that it may import from. A room may always import from itself. @type {ReadonlyMap<string, readonly string[]>} */
export const ROOMS = new Map([
  ["cli", ["policies", "components", "engine", "deployment", "interpreter", "host"]],
  ["policies", ["deployment", "host"]],
  ["components", ["host"]],
  ["engine", ["deployment"]],
  ["deployment", ["interpreter", "host"]],
  ["interpreter", ["host"]],
  ["host", []],
]);

/** index.ts at the root is the package's front door: the components and nothing else. */
const ROOT_MAY_IMPORT = ["components"];

/** Folders with TypeScript in them that are not part of the product. */
const NOT_ROOMS = new Set(["test", "bench", "scripts", "examples", "docs", "tools", "node_modules", "dist", "coverage"]);

/** Where `@pulumi/*` may be named, types included: everything else must install and start without it. */
const MAY_IMPORT_PULUMI = ["components/", "engine/", "policies/crossguard/"];

/** The policy pack starts with every deployment; azure-native would cost it seconds and 136 MB. */
const PACK = "policies/";

/** These rooms compute. They reach no file, process, network or clock of this machine, so a hostile script cannot either. */
const PURE = ["host/", "interpreter/", "deployment/", "policies/"];
const PURE_EXCEPT = ["policies/crossguard/"];
const PURE_BUILTINS = new Set([
  "assert",
  "buffer",
  "crypto",
  "path",
  "path/posix",
  "path/win32",
  "string_decoder",
  "url",
  "util",
  "zlib",
]);

/** The engine finds the user's own copy of Pulumi at run time, and what loads the built programs gives them a `require`. */
const MAY_COMPUTE_IMPORTS = ["engine/", "policies/crossguard/load.cjs"];

const REASON_LINES = 400;
const MAX_LINES = 600;

/**
 * @typedef {object} Problem
 * @property {string} file Relative to the root, with forward slashes.
 * @property {number | null} line
 * @property {string} message
 */

/**
 * @param {string} root
 * @param {ReadonlyMap<string, string>} [reasons] Long files, and why they are.
 * @returns {{ violations: Problem[], files: number }}
 */
export function checkArchitecture(root, reasons = new Map()) {
  /** @type {Problem[]} */
  const violations = [];
  const packages = declaredPackages(root);
  const files = sourceFiles(root, violations);
  /** Edges seen between rooms, with one witness each. @type {Map<string, Map<string, string>>} */
  const edges = new Map();
  /** One file loading another. @type {import("./inside.mjs").Edge[]} */
  const loads = [];
  const known = new Set(files);

  for (const file of files) {
    const text = readFileSync(join(root, file), "utf8");
    const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
    if (lines > MAX_LINES)
      violations.push({ file, line: null, message: `${lines} lines; the limit is ${MAX_LINES}: split it by concern` });
    else if (lines > REASON_LINES && !reasons.has(file))
      violations.push({
        file,
        line: null,
        message: `${lines} lines; over ${REASON_LINES} there is often a second concern: split it, or say in scripts/lib/long-files.mjs why it has one`,
      });
    else if (lines <= REASON_LINES && reasons.has(file))
      violations.push({ file, line: null, message: "is short: its reason in scripts/lib/long-files.mjs goes" });

    for (const found of importsOf(file, text)) {
      const message = judge(root, file, found, packages, edges);
      if (message !== null) violations.push({ file, line: found.line, message });
      const to = found.typeOnly ? null : fileNamed(root, file, found.specifier, known);
      if (to !== null) loads.push({ from: file, to, line: found.line });
    }
  }
  for (const file of reasons.keys())
    if (!known.has(file))
      violations.push({ file, line: null, message: "is gone: its reason in scripts/lib/long-files.mjs goes" });
  for (const cycle of cyclesIn(edges)) violations.push(cycle);
  violations.push(...judgeModuleState(files, (file) => readFileSync(join(root, file), "utf8")));
  violations.push(...judgeInside(loads), ...folderCycles(loads), ...crowdedFolders(files));
  return { violations, files: files.length };
}

/**
 * @param {string} root
 * @param {string} file
 * @param {import("./imports.mjs").Import} found
 * @param {{ name: string, runtime: Set<string>, development: Set<string> }} packages
 * @param {Map<string, Map<string, string>>} edges
 * @returns {string | null} What is wrong with it.
 */
function judge(root, file, found, packages, edges) {
  const { specifier } = found;
  if (specifier === null) {
    return isIn(file, MAY_COMPUTE_IMPORTS)
      ? null
      : "computes what it loads, which cannot be checked: name the module in a string literal";
  }
  if (specifier.startsWith(".") || specifier.startsWith("/")) return judgeRoom(root, file, found.line, specifier, edges);

  const builtin = specifier.startsWith("node:") ? specifier.slice(5) : builtinModules.includes(specifier) ? specifier : null;
  if (builtin !== null) {
    const pure = isIn(file, PURE) && !isIn(file, PURE_EXCEPT);
    return pure && !found.typeOnly && !PURE_BUILTINS.has(builtin) ? `this room is pure and may not import node:${builtin}` : null;
  }

  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  if (name === packages.name) return `imports its own package as "${specifier}": use a relative path`;
  if (name.startsWith("@pulumi/")) {
    if (!isIn(file, MAY_IMPORT_PULUMI)) return `may not import ${name}; only ${MAY_IMPORT_PULUMI.join(", ")} may`;
    if (isIn(file, [PACK]) && name === "@pulumi/azure-native") return "the policy pack never loads @pulumi/azure-native";
  }
  // A type that only we can resolve is fine as long as it stays inside; check-package looks at what consumers see.
  const contained = found.typeOnly || CONTAINED.includes(name);
  if (!packages.runtime.has(name) && !(contained && packages.development.has(name))) {
    return `imports ${name}, which is no dependency of the package`;
  }
  return null;
}

/**
 * @param {string} root
 * @param {string} file
 * @param {number} line
 * @param {string} specifier
 * @param {Map<string, Map<string, string>>} edges
 * @returns {string | null}
 */
function judgeRoom(root, file, line, specifier, edges) {
  const target = slashes(relative(root, resolve(root, dirname(file), specifier)));
  const from = roomOf(file);
  const to = roomOf(target);
  if (from === to && from !== null) return null;
  if (to === null || !ROOMS.has(to)) return `imports "${specifier}", which lies in no room`;
  if (from !== null) {
    const targets = edges.get(from) ?? new Map();
    edges.set(from, targets);
    if (!targets.has(to)) targets.set(to, `${file}:${line}`);
  }
  const allowed = from === null ? ROOT_MAY_IMPORT : (ROOMS.get(from) ?? []);
  if (allowed.includes(to)) return null;
  const who = from === null ? "the package's front door" : `${from}/`;
  return `${who} may not import from ${to}/ (allowed: ${allowed.map((room) => `${room}/`).join(", ") || "nothing"})`;
}

/**
 * The source file that a relative import names.
 * @param {string} root
 * @param {string} file
 * @param {string | null} specifier
 * @param {ReadonlySet<string>} known
 * @returns {string | null}
 */
function fileNamed(root, file, specifier, known) {
  if (specifier === null || !specifier.startsWith(".")) return null;
  const target = slashes(relative(root, resolve(root, dirname(file), specifier)));
  return [target.replace(/\.js$/, ".ts"), target].find((name) => known.has(name)) ?? null;
}

/**
 * The table has no cycle, so a cycle always breaks it too; it is named as well because both ends look innocent alone.
 * @param {Map<string, Map<string, string>>} edges
 * @returns {Problem[]}
 */
function cyclesIn(edges) {
  /** @type {Problem[]} */
  const cycles = [];
  /** @type {Set<string>} */
  const done = new Set();
  /** @param {string} room @param {string[]} path */
  const walk = (room, path) => {
    const start = path.indexOf(room);
    if (start >= 0) {
      const loop = [...path.slice(start), room];
      const witness = edges.get(path.at(-1) ?? room)?.get(room) ?? room;
      cycles.push({ file: witness, line: null, message: `closes a cycle between rooms: ${loop.join(" -> ")}` });
      return;
    }
    if (done.has(room)) return;
    for (const next of edges.get(room)?.keys() ?? []) walk(next, [...path, room]);
    done.add(room);
  };
  for (const room of edges.keys()) walk(room, []);
  return cycles;
}

/**
 * @param {string} root
 * @param {Problem[]} violations Receives folders that hold sources and are in no table.
 * @returns {string[]} The sources of all rooms and of the root, relative, sorted.
 */
function sourceFiles(root, violations) {
  /** @type {string[]} */
  const files = [];
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    if (entry.isFile() && entry.name.endsWith(".ts")) files.push(entry.name);
    if (!entry.isDirectory() || entry.name.startsWith(".") || NOT_ROOMS.has(entry.name)) continue;
    const inside = readdirSync(join(root, entry.name), { recursive: true, encoding: "utf8" })
      .map((path) => slashes(join(entry.name, path)))
      .filter((path) => /\.[cm]?[jt]sx?$/.test(path) && !path.includes("/node_modules/") && !path.startsWith("policies/bundle/"));
    if (inside.length > 0 && !ROOMS.has(entry.name)) {
      violations.push({ file: `${entry.name}/`, line: null, message: "holds TypeScript and is no room of the table" });
    }
    files.push(...inside);
  }
  return files.sort();
}

/** @param {string} root */
function declaredPackages(root) {
  const path = join(root, "package.json");
  const manifest = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
  return {
    name: String(manifest.name ?? ""),
    runtime: new Set(Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })),
    development: new Set(Object.keys(manifest.devDependencies ?? {})),
  };
}

/** The first folder of a path, or null for a file of the root itself. @param {string} file */
function roomOf(file) {
  const slash = file.indexOf("/");
  return slash < 0 ? (ROOMS.has(file) ? file : null) : file.slice(0, slash);
}

/** @param {string} file @param {readonly string[]} folders */
function isIn(file, folders) {
  return folders.some((folder) => file.startsWith(folder));
}

/** @param {string} path */
function slashes(path) {
  return path.split(sep).join("/");
}
