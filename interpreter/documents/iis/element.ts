// Merging of one section over its levels: attributes, elements and collections, with the locks of the levels above.
import type { ConfigNode } from "./file.js";
import { ConfigurationProblem } from "./problem.js";
import type { AttributeSchema, CollectionSchema, ElementSchema } from "./schema.js";

/** What holds at a place. Attributes that nobody set are not in the map. */
export interface Effective {
  readonly attributes: Map<string, string>;
  readonly elements: Map<string, Effective>;
  readonly items: Entry[];
  /** Names that files above locked. */
  readonly locks: { attributes: Set<string>; elements: Set<string> };
}

export interface Entry {
  /** As its collection calls it: `add`, `site`. */
  readonly tag: string;
  readonly value: Effective;
  /** Which file it is from. */
  readonly file: string;
  readonly locked: boolean;
}

export function emptyEffective(): Effective {
  return { attributes: new Map(), elements: new Map(), items: [], locks: { attributes: new Set(), elements: new Set() } };
}

const LOCKS: ReadonlySet<string> = new Set([
  "lockAttributes",
  "lockElements",
  "lockAllAttributesExcept",
  "lockAllElementsExcept",
  "lockItem",
  "configSource",
]);

/** Adds what one file says to what holds already. `mayLock`: locks of that file bind the next file, not itself. */
export class Merger {
  private readonly added = new Set<Entry>();
  /** Locks that come into force with the next file. */
  private readonly pending: (() => void)[] = [];

  constructor(private readonly file: string) {}

  /** The next file is bound by what this one locked. */
  finish(): void {
    for (const lock of this.pending) lock();
  }

  merge(target: Effective, node: ConfigNode, schema: ElementSchema): void {
    this.attributes(target, node, schema);
    const before: Entry[] = [];
    for (const child of node.children) {
      const collection = schema.collections.find((one) => one.add.includes(child.name));
      const directive = schema.collections.find((one) => one.remove === child.name || one.clear === child.name);
      const element = schema.elements.get(child.name);
      if (collection !== undefined || directive !== undefined || element !== undefined) {
        if (isLocked(target.locks.elements, child.name)) throw this.problem("lockViolation", child, `${child.name} is locked`);
      }
      if (collection !== undefined) this.add(target, child, collection, before);
      else if (directive !== undefined) this.directive(target, child, directive);
      else if (element !== undefined) {
        const inner = target.elements.get(child.name) ?? emptyEffective();
        target.elements.set(child.name, inner);
        this.merge(inner, child, element);
      } else throw this.problem("unknownElement", child, `${child.name} is not known here`);
    }
    target.items.unshift(...before);
  }

  private problem(
    kind: ConstructorParameters<typeof ConfigurationProblem>[0],
    node: ConfigNode,
    message: string,
  ): ConfigurationProblem {
    return new ConfigurationProblem(kind, this.file, node.line, message);
  }

  private attributes(target: Effective, node: ConfigNode, schema: ElementSchema): void {
    for (const [name, value] of node.attributes) {
      if (LOCKS.has(name) || name.startsWith("xmlns")) continue;
      const attribute = schema.attributes.get(name);
      if (attribute === undefined) throw this.problem("unknownAttribute", node, `${name} is no attribute of ${node.name}`);
      if (isLocked(target.locks.attributes, name)) throw this.problem("lockViolation", node, `${name} is locked`);
      const read = readValue(attribute, value);
      if (read === null) throw this.problem("invalidValue", node, `${name} does not take ${value}`);
      target.attributes.set(name, read);
    }
    this.locks(target, node, schema);
  }

  private locks(target: Effective, node: ConfigNode, schema: ElementSchema): void {
    const list = (name: string): readonly string[] | undefined =>
      node.attributes
        .get(name)
        ?.split(",")
        .map((one) => one.trim())
        .filter((one) => one !== "");
    const elements = new Set([
      ...schema.elements.keys(),
      ...schema.collections.flatMap((one) => [...one.add, one.remove ?? "", one.clear ?? ""]),
    ]);
    const check = (names: readonly string[] | undefined, known: { has(name: string): boolean }): void => {
      for (const name of names ?? [])
        if (name !== "*" && !known.has(name))
          throw this.problem("unknownLockName", node, `${name} cannot be locked: there is none`);
    };
    const locked = list("lockAttributes");
    const except = list("lockAllAttributesExcept");
    const lockedElements = list("lockElements");
    const elementsExcept = list("lockAllElementsExcept");
    check(locked, schema.attributes);
    check(except, schema.attributes);
    check(lockedElements, elements);
    check(elementsExcept, elements);
    const wholly = node.attributes.get("lockItem")?.toLowerCase() === "true";
    this.pending.push(() => {
      for (const name of locked ?? []) target.locks.attributes.add(name);
      for (const name of lockedElements ?? []) target.locks.elements.add(name);
      if (except !== undefined || wholly)
        for (const name of schema.attributes.keys()) if (!(except ?? []).includes(name)) target.locks.attributes.add(name);
      if (elementsExcept !== undefined)
        for (const name of elements) if (!elementsExcept.includes(name)) target.locks.elements.add(name);
    });
  }

  private add(target: Effective, node: ConfigNode, collection: CollectionSchema, before: Entry[]): void {
    const value = emptyEffective();
    this.merge(value, node, collection.entry);
    for (const attribute of collection.entry.attributes.values())
      if (attribute.required && !value.attributes.has(attribute.name))
        throw this.problem("missingRequired", node, `${node.name} needs ${attribute.name}`);
    const same = [...before, ...target.items].find(
      (one) => collection.add.includes(one.tag) && isSame(collection.entry, one.value, value),
    );
    if (same !== undefined && !collection.duplicates) throw this.problem("duplicate", node, `there is such an entry already`);
    const entry: Entry = {
      tag: node.name,
      value,
      file: this.file,
      locked: node.attributes.get("lockItem")?.toLowerCase() === "true",
    };
    this.added.add(entry);
    if (collection.prepend) before.push(entry);
    else target.items.push(entry);
  }

  private directive(target: Effective, node: ConfigNode, collection: CollectionSchema): void {
    const clears = node.name === collection.clear;
    const named = emptyEffective();
    if (!clears) this.attributes(named, node, collection.entry);
    const gone = target.items.filter(
      (one) => collection.add.includes(one.tag) && (clears || isSame(collection.entry, one.value, named)),
    );
    const held = gone.find((one) => one.locked && one.file !== this.file);
    if (held !== undefined) throw this.problem("lockViolation", node, "the entry is locked");
    for (const one of gone) target.items.splice(target.items.indexOf(one), 1);
  }
}

function isLocked(locks: ReadonlySet<string>, name: string): boolean {
  return locks.has("*") || locks.has(name);
}

/** Each attribute that identifies alone, or all that do together. */
function isSame(schema: ElementSchema, a: Effective, b: Effective): boolean {
  const equal = ({ name, caseSensitive, byDefault }: AttributeSchema): boolean => {
    const x = a.attributes.get(name) ?? byDefault;
    const y = b.attributes.get(name) ?? byDefault;
    return caseSensitive ? x === y : x.toLowerCase() === y.toLowerCase();
  };
  const attributes = [...schema.attributes.values()];
  const keys = attributes.filter((one) => one.identifies === "key");
  const parts = attributes.filter((one) => one.identifies === "part");
  // An entry that is only named by some of its keys is named by those.
  const given = keys.filter((one) => b.attributes.has(one.name));
  if ((given.length > 0 ? given : keys).some(equal)) return true;
  return parts.length > 0 && parts.every(equal);
}

/** The value in its usual spelling; null: the attribute does not take it. */
function readValue({ type, members }: AttributeSchema, value: string): string | null {
  switch (type) {
    case "bool":
      return /^(?:true|false)$/i.test(value) ? value.toLowerCase() : null;
    case "enum":
      return members.find((one) => one === value) ?? null;
    case "flags": {
      const names = value
        .split(",")
        .map((one) => one.trim())
        .filter((one) => one !== "");
      if (names.some((name) => !members.includes(name))) return null;
      return names.length === 0 ? "" : names.join(",");
    }
    case "uint":
      return /^\d+$/.test(value) ? value : null;
    case "int":
    case "int64":
      return /^-?\d+$/.test(value) ? value : null;
    case "timeSpan":
      return /^(?:\d+\.)?\d{1,2}:\d{1,2}:\d{1,2}$/.test(value) ? value : null;
    case "string":
      return value;
  }
}
