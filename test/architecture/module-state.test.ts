// The check that a module of the rooms that compute keeps nothing for the whole process.
import { describe, expect, test } from "vitest";
import { judgeModuleState, KEPT, moduleState } from "../../scripts/lib/module-state.mjs";

const names = (text: string) => moduleState("interpreter/a.ts", text).map(({ name }) => name);

describe("what a module keeps", () => {
  test.each([
    ["a variable", "let count = 0;", "count"],
    ["an exported variable", "export let count = 0;", "count"],
    ["a var", "var count = 0;", "count"],
    ["a table that a function fills", "const t = new Map<string, number>(); export function f() { t.set('a', 1); }", "t"],
    ["a table that an arrow function fills", "const t = new Set(); export const f = () => t.add(1);", "t"],
    ["a table that a method empties", "const t = new Set([1]); class A { m() { t.clear(); } }", "t"],
    ["a list that grows", "const t: number[] = []; export function f() { t.push(1); }", "t"],
    ["an element of a list", "const t = [1]; export function f() { t[0] = 2; }", "t"],
    ["a member of an object", "const t = { a: 1 }; export function f() { t.a++; }", "t"],
    ["a member that goes", "const t: Record<string, number> = {}; export function f() { delete t['a']; }", "t"],
    ["a nested member", "const t = { a: { b: 1 } }; export function f() { t.a.b = 2; }", "t"],
    ["a table by object", "const t = new WeakMap<object, number>();", "t"],
    ["a set of objects", "export const t = new WeakSet();", "t"],
    ["a table that everybody may fill", "export const t = new Map<string, number>();", "t"],
    ["a typed array", "const t = new Int32Array(4); export function f() { t.fill(1); }", "t"],
    ["a static field", "class A { static count = 0; }", "A.count"],
    ["a static table", "class A { static readonly known = new Map(); }", "A.known"],
  ])("%s", (_, text, name) => {
    expect(names(text)).toEqual([name]);
  });

  test.each([
    ["a constant", "const a = 1; export const b = 'x';"],
    ["a table that nothing fills", "const t = new Map([['a', 1]]); export const f = () => t.get('a');"],
    ["a table that is filled while the module loads", "const t = new Map(); for (const a of [1]) t.set(a, a);"],
    ["a table that is for reading", "export const t: ReadonlyMap<string, number> = new Map();"],
    ["a variable of a function", "export function f() { let a = 0; const t = new Map(); t.set(1, a++); return t; }"],
    ["a parameter of the same name", "const t = new Map(); export function f(t: Map<string, number>) { t.set('a', 1); }"],
    ["a field of an object", "export class A { count = 0; readonly known = new Map(); }"],
    ["a declaration of something elsewhere", "declare let count: number;"],
    ["a static constant", "class A { static readonly limit = 4; }"],
  ])("not: %s", (_, text) => {
    expect(names(text)).toEqual([]);
  });
});

describe("the rule", () => {
  const judge = (file: string, text: string, kept: ReadonlyMap<string, string> = new Map()) =>
    judgeModuleState([file], () => text, kept);

  test("refuses it in rooms that compute, with its place", () => {
    expect(judge("interpreter/a.ts", "\nlet a = 0;")).toMatchObject([{ file: "interpreter/a.ts", line: 2 }]);
    expect(judge("host/a.ts", "let a = 0;")).toHaveLength(1);
    expect(judge("cli/a.ts", "let a = 0;")).toEqual([]);
  });

  test("lets the caches be, and what the table names", () => {
    expect(judge("host/cache.ts", "const a = new WeakMap();")).toEqual([]);
    expect(judge("host/a.ts", "let a = 0;", new Map([["host/a.ts: a", "why"]]))).toEqual([]);
  });

  test("refuses a row of the table that fits nothing any more", () => {
    expect(judge("host/a.ts", "const a = 0;", new Map([["host/a.ts: a", "why"]]))).toMatchObject([{ file: "host/a.ts" }]);
  });

  test("every row of the table has its reason", () => {
    for (const [key, reason] of KEPT) expect(reason.length, key).toBeGreaterThan(20);
  });
});
