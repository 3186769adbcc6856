// Configuration documents in YAML or JSON: `winget configure` and DSC 3, with their parameters and expressions.

import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import type { DscProperty, DscResource } from "../../documents/dsc-resource.js";
import type { Unreadable } from "../../documents/kinds.js";
import type { Machine } from "../../machine/machine.js";
import type { Family } from "../../tools/toolbox.js";
import { sourceWithHoles } from "../../values/code-text.js";
import { type Source, Trace } from "../../values/source.js";
import { readText } from "../../values/stand-ins.js";
import type { TextValue } from "../../values/texts.js";
import { array, Bool, Dict, NULL, Num, Str, Unknown, type Value } from "../../values/value.js";
import { applyResources } from "./apply.js";
import { DscExpressions } from "./expressions.js";
import { nativeResource } from "./native.js";

const MAXIMUM_LENGTH = 4 << 20;
const MAXIMUM_DEPTH = 60;
/** Values that a document holds once its aliases are followed. */
const MAXIMUM_VALUES = 100_000;

export function applyDscDocument(machine: Machine, content: TextValue, at: Trace): Unreadable | null {
  const source = sourceWithHoles(machine, content, null, content.trace ?? at);
  if (source === null) return { message: "nothing of the document is known", at };
  if (source.text.length > MAXIMUM_LENGTH) return { message: `it has ${source.text.length} characters`, at };
  machine.budget.size(source.text.length);
  const lines = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: lines, strict: true, merge: true, logLevel: "silent" });
  const [error] = document.errors;
  if (error !== undefined)
    return { message: (error.message.split("\n")[0] as string).trim(), at: new Trace(source, error.pos[0], error.pos[0]) };
  const reader = new Reader(machine, source, content.secret, document);
  try {
    const root = reader.read(document.contents as Node | null, 0);
    if (!(root instanceof Map)) return { message: "it is no map of settings", at };
    const resources = resourcesOf(machine, root, at);
    if (resources === null) return { message: "it has no list of resources", at };
    applyResources(machine, resources, at);
    return null;
  } catch (stop) {
    if (!(stop instanceof TooMuch)) throw stop;
    return { message: stop.message, at };
  }
}

class TooMuch extends Error {}

/** A document as maps, lists and values with places. */
type Tree = Entries | readonly Tree[] | Value;
type Entries = ReadonlyMap<string, { readonly name: string; readonly tree: Tree; readonly at: Trace }>;

class Reader {
  private count = 0;

  constructor(
    private readonly machine: Machine,
    private readonly source: Source,
    private readonly secret: boolean,
    private readonly document: ReturnType<typeof parseDocument>,
  ) {}

  read(node: Node | null | undefined, depth: number): Tree {
    if (depth > MAXIMUM_DEPTH) throw new TooMuch(`it nests more than ${MAXIMUM_DEPTH} deep`);
    if (++this.count > MAXIMUM_VALUES) throw new TooMuch(`it has more than ${MAXIMUM_VALUES} values`);
    if (node === null || node === undefined) return NULL;
    if (isAlias(node)) return this.read(node.resolve(this.document) as Node | undefined, depth + 1);
    const at = this.place(node);
    if (isMap(node)) {
      const found = new Map<string, { name: string; tree: Tree; at: Trace }>();
      for (const pair of node.items) {
        const name = isScalar(pair.key) ? String(pair.key.value) : "";
        found.set(name.toLowerCase(), { name, tree: this.read(pair.value as Node | null, depth + 1), at });
      }
      return found;
    }
    if (isSeq(node)) return node.items.map((item) => this.read(item as Node, depth + 1));
    if (!isScalar(node)) return NULL;
    const { value } = node;
    if (typeof value === "string") return readText(this.machine, value, at, this.secret || this.source.secret);
    if (typeof value === "boolean") return new Bool(value, at);
    if (typeof value === "number")
      return new Num(Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? "Int32" : "Double", value, at);
    return NULL;
  }

  private place(node: Node): Trace {
    const [start = 0, end = start] = node.range ?? [];
    // A quoted text begins behind its quote.
    const quoted = /["']/.test(this.source.text[start] ?? "") ? 1 : 0;
    return new Trace(this.source, start + quoted, Math.max(start + quoted, end - quoted));
  }
}

// ---------------------------------------------------------------- from trees to resources

function entriesOf(tree: Tree | undefined): Entries | undefined {
  return tree instanceof Map ? tree : undefined;
}

function listOf(tree: Tree | undefined): readonly Tree[] | undefined {
  return Array.isArray(tree) ? tree : undefined;
}

/** Null: there is no list of resources anywhere. */
function resourcesOf(machine: Machine, root: Entries, at: Trace): readonly DscResource[] | null {
  const winget = entriesOf(root.get("properties")?.tree);
  const listed = listOf(winget?.get("resources")?.tree) ?? listOf(root.get("resources")?.tree);
  if (listed === undefined) return null;
  const defaults = new Map<string, Value>();
  for (const [key, { tree, name }] of entriesOf(root.get("parameters")?.tree) ?? []) {
    const value = entriesOf(tree)?.get("defaultvalue")?.tree;
    const type = entriesOf(tree)?.get("type")?.tree;
    const secret = type instanceof Str && /^secure/i.test(type.value);
    const known =
      value === undefined
        ? new Unknown("input", `the parameter ${name} of the configuration`, `dsc:parameter:${key}`, null)
        : treeValue(machine, value, null);
    if (secret) machine.secrets.add(known);
    defaults.set(key, known);
  }
  const expressions = new DscExpressions(machine, defaults, new Map());
  const variables = new Map<string, Value>();
  for (const [key, { tree }] of entriesOf(root.get("variables")?.tree) ?? [])
    variables.set(key, treeValue(machine, tree, expressions));
  const all = new DscExpressions(machine, defaults, variables);
  return listed.flatMap((one) => resource(machine, one, all, at, 0));
}

/** One entry; an adapter or a group holds others. */
function resource(machine: Machine, tree: Tree, expressions: DscExpressions, at: Trace, depth: number): readonly DscResource[] {
  const entry = entriesOf(tree);
  if (entry === undefined || depth > 10) return [];
  machine.budget.step();
  const kind = textOf(entry.get("type")?.tree) ?? textOf(entry.get("resource")?.tree);
  if (kind === null) return [];
  // Assertions only test.
  if (/^Microsoft\.DSC\/Assertion$/i.test(kind)) return [];
  const settings = entriesOf(entry.get("settings")?.tree) ?? entriesOf(entry.get("properties")?.tree) ?? new Map();
  const inner = listOf(settings.get("resources")?.tree);
  if (inner !== undefined) return inner.flatMap((one) => resource(machine, one, expressions, at, depth + 1));
  const place = entry.get("type") ?? entry.get("resource");
  const cut = kind.lastIndexOf("/");
  const properties = new Map<string, DscProperty>();
  for (const [key, { name, tree: value, at: where }] of settings)
    properties.set(key, { name, value: treeValue(machine, value, expressions), at: where });
  const needs = entry.get("dependson");
  if (needs !== undefined)
    properties.set("dependson", { name: "DependsOn", value: dependencies(machine, needs.tree), at: needs.at });
  const name = textOf(entry.get("id")?.tree) ?? textOf(entry.get("name")?.tree) ?? "";
  const where = place !== undefined && "trace" in (place.tree as object) ? ((place.tree as Str).trace ?? at) : at;
  const found: DscResource = {
    type: kind.slice(cut + 1),
    module: cut < 0 ? null : kind.slice(0, cut),
    name,
    properties,
    within: [`[id]${name}`],
    at: where,
  };
  return [nativeResource(machine, found)];
}

function textOf(tree: Tree | undefined): string | null {
  return tree instanceof Str ? tree.value : null;
}

/** Dependencies by id or by `[resourceId('type','name')]`, as ids. */
function dependencies(machine: Machine, tree: Tree): Value {
  const list = listOf(tree) ?? [tree];
  return array(
    list.flatMap((one): Value[] => {
      const text = textOf(one);
      if (text === null) return [];
      const call = /^\[\s*resourceId\s*\(\s*'[^']*'\s*,\s*'([^']*)'\s*\)\s*\]$/i.exec(text);
      machine.budget.step();
      return [new Str(`[id]${call?.[1] ?? text}`)];
    }),
  );
}

function treeValue(machine: Machine, tree: Tree, expressions: DscExpressions | null): Value {
  if (tree instanceof Map) {
    const dict = new Dict("hashtable", "System.Collections.Hashtable");
    for (const [key, { name, tree: inner }] of tree)
      dict.entries.set(`s:${key}`, { key: new Str(name), value: treeValue(machine, inner, expressions) });
    return dict;
  }
  if (Array.isArray(tree)) return array((tree as readonly Tree[]).map((item) => treeValue(machine, item, expressions)));
  const value = tree as Value;
  return value instanceof Str && expressions !== null ? expressions.value(value) : value;
}

export const dscDocumentFamily: Family = {
  documents: [{ kind: "dsc-configuration", read: (machine, { content, at }) => applyDscDocument(machine, content, at) }],
};
