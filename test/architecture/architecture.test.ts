import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { checkArchitecture, ROOMS } from "../../scripts/lib/architecture.mjs";
import { withPictures } from "../../scripts/lib/architecture-picture.mjs";
import { judgeInside } from "../../scripts/lib/inside.mjs";
import { LONG_FILES } from "../../scripts/lib/long-files.mjs";
import { INSIDE, LAYERS } from "../../scripts/lib/rooms-inside.mjs";

const repository = join(__dirname, "../..");
const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Writes a small repository of its own: the checker must judge real files, laid out as ours are. */
function repositoryWith(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "lycosa-architecture-"));
  made.push(root);
  const manifest = {
    name: "lycosa",
    dependencies: { yaml: "1" },
    peerDependencies: { "@pulumi/pulumi": "1", "@pulumi/policy": "1", "@pulumi/azure-native": "1" },
    devDependencies: { esbuild: "1", ignore: "1" },
  };
  for (const [path, text] of Object.entries({ "package.json": JSON.stringify(manifest), ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const violationsOf = (files: Record<string, string>) => checkArchitecture(repositoryWith(files)).violations;

describe("this repository", () => {
  test("keeps the import table", () => {
    const { violations, files } = checkArchitecture(repository, LONG_FILES);
    expect(violations).toEqual([]);
    expect(files).toBeGreaterThan(0);
  });

  test("the table itself flows downwards: each room is listed above all that it imports", () => {
    const order = [...ROOMS.keys()];
    for (const [room, allowed] of ROOMS) {
      for (const below of allowed) expect(order.indexOf(below), `${room} -> ${below}`).toBeGreaterThan(order.indexOf(room));
    }
  });
});

describe("imports that the table allows", () => {
  test.each([
    ["a room below", "interpreter/a.ts", 'import { x } from "../host/x.js";'],
    ["its own room", "interpreter/powershell/a.ts", 'import { x } from "../value.js";'],
    ["a room's index through its folder", "cli/a.ts", 'const load = () => import("../engine/index.js");'],
    ["a dependency", "deployment/a.ts", 'import { parse } from "yaml";'],
    ["a pure builtin in a pure room", "interpreter/a.ts", 'import { inflateRawSync } from "node:zlib";'],
    ["the file system in the command line", "cli/a.ts", 'import { readFileSync } from "node:fs";'],
    ["the file system's types in a pure room", "host/a.ts", 'import type { Stats } from "node:fs";'],
    ["Pulumi in the components", "components/a.ts", 'import { VirtualMachine } from "@pulumi/azure-native/compute";'],
    ["Pulumi's policy SDK in the pack's wiring", "policies/crossguard/pack.ts", 'import { PolicyPack } from "@pulumi/policy";'],
    ["a computed import in the engine", "engine/a.ts", "export const load = (name: string) => require(name);"],
    [
      "a loader of the engine's own, relative to the user's program",
      "engine/a.ts",
      'import { createRequire } from "node:module"; const require = createRequire("/p"); require("left-pad");',
    ],
    ["a development dependency that the built programs contain", "deployment/a.ts", 'import ignore from "ignore";'],
    ["a development dependency's types", "engine/a.ts", 'import type { Plugin } from "esbuild";'],
    [
      "text that only looks like an import",
      "host/a.ts",
      'export const s = `import { x } from "../cli/x.js"`; // require("@pulumi/pulumi")',
    ],
    ["a property that is called require", "host/a.ts", "export const o = { require: 1 }; export const n = o.require;"],
    ["the front door's components", "index.ts", 'export * from "./components/index.js";'],
  ])("%s", (_, file, text) => {
    expect(violationsOf({ [file]: text })).toEqual([]);
  });
});

describe("imports that it refuses, in every form the language has", () => {
  test.each([
    ["static", "host/a.ts", 'import { x } from "../interpreter/x.js";'],
    ["static, for its effect", "host/a.ts", 'import "../interpreter/x.js";'],
    ["type", "host/a.ts", 'import type { X } from "../interpreter/x.js";'],
    ["type in a position of a type", "host/a.ts", 'export declare const x: import("../interpreter/x.js").X;'],
    ["typeof import", "host/a.ts", 'export declare const x: typeof import("../interpreter/x.js");'],
    ["dynamic", "host/a.ts", 'export const x = import("../interpreter/x.js");'],
    ["dynamic with a template", "host/a.ts", "export const x = import(`../interpreter/x.js`);"],
    ["require", "host/a.ts", 'export const x = require("../interpreter/x.js");'],
    ["require.resolve", "host/a.ts", 'export const x = require.resolve("../interpreter/x.js");'],
    ["module.require", "host/a.ts", 'export const x = module.require("../interpreter/x.js");'],
    ["import =", "host/a.ts", 'import x = require("../interpreter/x.js"); export { x };'],
    ["re-export", "host/a.ts", 'export { x } from "../interpreter/x.js";'],
    ["re-export of all", "host/a.ts", 'export * from "../interpreter/x.js";'],
    ["reference", "host/a.ts", '/// <reference path="../interpreter/x.d.ts" />'],
    ["augmentation", "host/a.ts", 'export {}; declare module "../interpreter/x.js" { interface X {} }'],
  ])("%s", (_, file, text) => {
    expect(violationsOf({ [file]: text })).toMatchObject([
      { file, line: 1, message: expect.stringContaining("host/ may not import from interpreter/") },
    ]);
  });

  test.each([
    ["upwards", "policies/judge.ts", 'import { x } from "../cli/x.js";', "policies/ may not import from cli/"],
    [
      "past a room",
      "policies/judge.ts",
      'import { x } from "../interpreter/x.js";',
      "policies/ may not import from interpreter/",
    ],
    ["Pulumi in a rule", "policies/rules/a.ts", 'import type { Output } from "@pulumi/pulumi";', "may not import @pulumi/pulumi"],
    ["Pulumi in the command line", "cli/a.ts", 'import { Config } from "@pulumi/pulumi";', "may not import @pulumi/pulumi"],
    [
      "azure-native in the pack",
      "policies/crossguard/a.ts",
      'import type { A } from "@pulumi/azure-native/compute";',
      "never loads",
    ],
    ["a process in a pure room", "interpreter/a.ts", 'import { spawn } from "child_process";', "pure"],
    ["a file in a rule", "policies/rules/a.ts", 'import { readFileSync } from "node:fs";', "pure"],
    ["an undeclared package", "host/a.ts", 'import { x } from "left-pad/x";', "no dependency"],
    ["a development dependency at run time", "deployment/a.ts", 'import { build } from "esbuild";', "no dependency"],
    ["its own package by name", "cli/a.ts", 'import { x } from "lycosa/host";', "relative path"],
    ["a file outside all rooms", "cli/a.ts", 'import manifest from "../package.json";', "lies in no room"],
    ["a test", "cli/a.ts", 'import { x } from "../test/x.js";', "lies in no room"],
    ["a computed import", "cli/a.ts", "export const load = (name: string) => import(name);", "cannot be checked"],
    ["require as a value", "cli/a.ts", 'const load = require; load("../host/x.js");', "cannot be checked"],
    ["a loader of its own", "cli/a.ts", 'const require = makeLoader(); require("../host/x.js");', "cannot be checked"],
    [
      "createRequire",
      "cli/a.ts",
      'import { createRequire } from "node:module"; createRequire("/p")("yaml");',
      "cannot be checked",
    ],
    ["a room behind the front door", "index.ts", 'export * from "./host/index.js";', "front door"],
  ])("%s", (_, file, text, reason) => {
    expect(violationsOf({ [file]: text })).toMatchObject([{ file, line: 1, message: expect.stringContaining(reason) }]);
  });

  test("a cycle between rooms is named with its path", () => {
    const violations = violationsOf({
      "host/a.ts": 'import type { X } from "../engine/x.js";',
      "engine/x.ts": 'import { d } from "../deployment/d.js";',
      "deployment/d.ts": 'import { a } from "../host/a.js";',
    });
    expect(violations.map((violation) => violation.message)).toContain(
      "closes a cycle between rooms: deployment -> host -> engine -> deployment",
    );
  });

  test("a folder of sources that is in no table", () => {
    expect(violationsOf({ "helpers/a.ts": "export {};" })).toMatchObject([
      { file: "helpers/", message: expect.stringContaining("no room") },
    ]);
  });
});

describe("length", () => {
  const file = (lines: number) => ({ "host/long.ts": "// x\n".repeat(lines) });
  const reason = new Map([["host/long.ts", "data"]]);
  const none = new Map<string, string>();
  test.each([
    [400, none, []],
    [401, none, ["401 lines; over 400"]],
    [401, reason, []],
    [600, reason, []],
    [601, reason, ["601 lines; the limit is 600"]],
    [400, reason, ["is short"]],
    [1, new Map([...reason, ["host/gone.ts", "data"]]), ["is short", "is gone"]],
  ])("%i lines, reasons %o: %o", (lines, reasons, expected) => {
    const { violations } = checkArchitecture(repositoryWith(file(lines)), reasons);
    expect(violations.map(({ message }) => message)).toEqual(expected.map((part) => expect.stringContaining(part)));
  });
});

describe("the command", () => {
  const run = (root: string) =>
    spawnSync(process.execPath, [join(repository, "scripts/check-architecture.mjs"), "--root", root], { encoding: "utf8" });

  test("exits 1 and names file, line and reason", () => {
    const result = run(repositoryWith({ "host/a.ts": '\nimport { x } from "../cli/x.js";' }));
    expect(result.status).toBe(1);
    expect(result.stderr).toContain("host/a.ts:2: host/ may not import from cli/");
  });

  test("exits 0 on a clean tree", () => {
    expect(run(repositoryWith({ "host/a.ts": "export {};" })).status).toBe(0);
  });
});

describe("rooms inside the interpreter", () => {
  test("the tables flow downwards", () => {
    const order = [...INSIDE.keys()];
    for (const [room, allowed] of INSIDE) {
      for (const below of allowed) expect(order.indexOf(below), `${room} -> ${below}`).toBeGreaterThan(order.indexOf(room));
    }
  });

  test("every folder below powershell/ and windows/ that is listed exists", () => {
    for (const [room, folders] of LAYERS) {
      for (const folder of folders)
        expect(existsSync(join(repository, "interpreter", room, folder)), `${room}/${folder}`).toBe(true);
    }
  });

  const edge = (from: string, to: string) => ({ from: `interpreter/${from}`, to: `interpreter/${to}`, line: 1 });
  const inside = new Map([
    ["windows", ["values"]],
    ["batch", ["values"]],
    ["values", []],
  ]);
  const layers = new Map([["windows", [".", "web", "shared"]]]);

  test.each([
    ["a room below", "windows/web/a.ts", "values/v.ts"],
    ["a folder below in the same room", "windows/web/a.ts", "windows/shared/s.ts"],
    ["the same folder", "windows/web/a.ts", "windows/web/b.ts"],
    ["everything, from the front door", "index.ts", "windows/web/a.ts"],
    ["a room without layers, within", "batch/x/a.ts", "batch/y/b.ts"],
  ])("allows %s", (_, from, to) => {
    expect(judgeInside([edge(from, to)], inside, layers)).toEqual([]);
  });

  test.each([
    ["sideways", "batch/a.ts", "windows/web/b.ts", "batch/ may not load windows/"],
    ["upwards between rooms", "values/v.ts", "batch/a.ts", "values/ may not load batch/"],
    ["upwards in a room", "windows/shared/s.ts", "windows/web/a.ts", "shared may not load web"],
    ["the front door, from inside", "windows/web/a.ts", "index.ts", "may not load the front door"],
    ["a folder without a place", "windows/new/a.ts", "windows/web/b.ts", "windows/new has no place"],
    ["a room without a place", "new/a.ts", "values/b.ts", "interpreter/new/ is no room"],
  ])("refuses an import %s", (_, from, to, message) => {
    expect(judgeInside([edge(from, to)], inside, layers)).toMatchObject([
      { file: `interpreter/${from}`, line: 1, message: expect.stringContaining(message) },
    ]);
  });
});

describe("cycles between folders", () => {
  test("are named with each step", () => {
    const violations = violationsOf({
      "host/a/x.ts": 'import { y } from "../b/y.js"; export const x = y;',
      "host/b/y.ts": 'import { z } from "./z.js"; export const y = z;',
      "host/b/z.ts": 'import { w } from "../a/w.js"; export const z = w;',
      "host/a/w.ts": "export const w = 1;",
    });
    expect(violations.map(({ message }) => message)).toEqual([
      "closes a cycle between folders: host/a/x.ts:1 loads host/b/y.ts; host/b/z.ts:1 loads host/a/w.ts",
    ]);
  });

  test("a type closes none, and a front door is a place of its own", () => {
    expect(
      violationsOf({
        "host/a/x.ts": 'import type { Y } from "../b/y.js"; export type X = Y;',
        "host/b/y.ts": 'import { x } from "../a/x.js"; export type Y = typeof x;',
        "host/index.ts": 'export * from "./b/y.js";',
        "host/base.ts": "export const base = 1;",
        "host/b/z.ts": 'import { base } from "../base.js"; export const z = base;',
      }),
    ).toEqual([]);
  });
});

test("a folder with more than 40 files is refused", () => {
  const files = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`host/f${index}.ts`, "export {};"]));
  expect(violationsOf(files(40))).toEqual([]);
  expect(violationsOf(files(41))).toMatchObject([{ file: "host/", message: expect.stringContaining("41 files") }]);
});

describe("the pictures in docs/architecture.md", () => {
  const page = readFileSync(join(repository, "docs/architecture.md"), "utf8");

  test("are those of the tables", () => {
    expect(withPictures(page)).toBe(page);
  });

  test("every room inside the interpreter has its line", () => {
    for (const room of INSIDE.keys()) expect(page).toContain(`| \`${room}/\` |`);
  });

  test("a page without the marks is an error that names them", () => {
    expect(() => withPictures("# Architecture\n")).toThrow("npm run docs:architecture");
  });
});
