#!/usr/bin/env node
// What `dist/cli/main.js` is in a build: runs the command, which lies beside it in one file.
// Node spends most of a short run on compiling. What it compiled is kept in a file when the project is built; that file
// is used only by the Node that made it, with the program it was made from, and only when not a bit of it has changed.
"use strict";
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { dirname, join } = require("node:path");
const { Script } = require("node:vm");

const file = join(__dirname, "program.js");

/** The program is a function of what a CommonJS module gets, in ASCII. @param {Buffer} program @param {Buffer} [cachedData] */
function compile(program, cachedData) {
  return new Script(program.toString("latin1"), { filename: file, ...(cachedData ? { cachedData } : {}) });
}

/** @param {Script} script @returns {{ start(): void }} */
function load(script) {
  const module = { exports: { start: () => {} } };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  return module.exports;
}

/** What the compiled code must be for: this Node and this program. @param {Buffer} program @param {Buffer} code */
function digest(program, code) {
  const { platform, arch, version } = process;
  return createHash("sha256").update(`${version} ${platform} ${arch}\0${program.length}\0`).update(program).update(code).digest();
}

/** The compiled code, when there is some for this Node and program. @param {Buffer} program @returns {Buffer | undefined} */
function kept(program) {
  let stored;
  try {
    stored = readFileSync(join(__dirname, "program.cache"));
  } catch {
    return undefined;
  }
  // A damaged file would crash Node, not fail.
  const code = stored.subarray(32);
  return stored.length > 32 && digest(program, code).equals(stored.subarray(0, 32)) ? code : undefined;
}

module.exports = { compile, digest, load };

if (require.main === module) {
  const program = readFileSync(file);
  load(compile(program, kept(program))).start();
}
