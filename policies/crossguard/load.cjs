// What `policies/bundle/load.js` is in a build: loads the programs of the package, each one file, and each once a process.
// Node spends most of a short run on compiling. What it compiled is kept in a file when the project is built; that file
// is used only by the Node that made it, with the program it was made from, and only when not a bit of it has changed.
"use strict";
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { dirname, join } = require("node:path");
const { Script } = require("node:vm");

/** @typedef {(name: string) => Record<string, any>} Rooms What a program gives: its modules by the paths of their sources. */

/** @type {Map<string, { script: Script, rooms: Rooms }>} */
const loaded = new Map();

/** @param {string} file A program. @returns {Rooms} */
function load(file) {
  const before = loaded.get(file);
  if (before !== undefined) return before.rooms;
  const program = readFileSync(file);
  const script = compile(file, program, kept(file, program));
  /** @type {{ exports: Rooms }} */
  const module = { exports: () => ({}) };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  loaded.set(file, { script, rooms: module.exports });
  return module.exports;
}

/** The rules, the reader of deployments, the interpreter and the model of a host, which lie beside this file. @param {string} name */
function core(name) {
  return load(join(__dirname, "core.js"))(name);
}

/** A program is a function of what a CommonJS module gets, in ASCII. @param {string} file @param {Buffer} program @param {Buffer} [cachedData] */
function compile(file, program, cachedData) {
  return new Script(program.toString("latin1"), { filename: file, ...(cachedData ? { cachedData } : {}) });
}

/** What the compiled code must be for: this Node and this program. @param {Buffer} program @param {Buffer} code */
function digest(program, code) {
  const { platform, arch, version } = process;
  return createHash("sha256").update(`${version} ${platform} ${arch}\0${program.length}\0`).update(program).update(code).digest();
}

/** @param {string} file */
function cacheOf(file) {
  return file.replace(/\.js$/, ".cache");
}

/** The compiled code, when there is some for this Node and program. @param {string} file @param {Buffer} program @returns {Buffer | undefined} */
function kept(file, program) {
  let stored;
  try {
    stored = readFileSync(cacheOf(file));
  } catch {
    return undefined;
  }
  // A damaged file would crash Node, not fail.
  const code = stored.subarray(32);
  return stored.length > 32 && digest(program, code).equals(stored.subarray(0, 32)) ? code : undefined;
}

module.exports = { cacheOf, core, digest, load, loaded };
