import type { Call, DotnetType, NetType, Result } from "../../../tools/dotnet-type.js";
import { Arr, NULL, type Plain, type Value } from "../../../values/value.js";
import { NetException } from "../../errors/failures.js";
import { sameNet } from "../objects/objects.js";
import { isFoldingComparer } from "./comparers.js";
import { CONSTRUCTORS, COUNT, contains, copy, element, items, listOf, newList, removeItem, UNPLACED, write } from "./lists.js";

/** Queues, stacks and sets. */

function empty(call: Call, what: string): void {
  if (items(call).length === 0) throw new NetException("System.InvalidOperationException", `${what} empty.`);
}

function queue(name: string, generic: boolean): NetType {
  const item = generic ? "T" : "object";
  const first = (c: Call): Result => {
    empty(c, "Queue");
    return items(c)[0];
  };
  return {
    name,
    constructors: CONSTRUCTORS,
    properties: COUNT,
    methods: {
      ...UNPLACED,
      [`Enqueue(${item} item) void`]: (c) => write(c, [...items(c), c.arg(0)]),
      "Dequeue() object": (c) => {
        const value = first(c);
        write(c, items(c).slice(1));
        return value;
      },
      "Peek() object": first,
      "Clear() void": (c) => write(c, []),
      "ToArray() array": (c) => copy(c, items(c), listOf(c).element),
    },
  };
}

/** The newest element of a stack comes first. */
function stack(name: string, generic: boolean): NetType {
  const item = generic ? "T" : "object";
  const first = (c: Call): Result => {
    empty(c, "Stack");
    return items(c)[0];
  };
  return {
    name,
    constructors: CONSTRUCTORS,
    properties: COUNT,
    methods: {
      ...UNPLACED,
      [`Push(${item} item) void`]: (c) => write(c, [c.arg(0), ...items(c)]),
      "Pop() object": (c) => {
        const value = first(c);
        write(c, items(c).slice(1));
        return value;
      },
      "Peek() object": first,
      "Clear() void": (c) => write(c, []),
      "ToArray() array": (c) => copy(c, items(c), listOf(c).element),
    },
  };
}

function newSet(call: Call): Result {
  const comparer = call.args.find((arg) => isFoldingComparer(arg));
  const plain = call.args.filter((arg) => arg !== comparer);
  const made = call.machine.plain(
    newList({ ...call, args: plain, arg: (index) => plain[index] ?? NULL, has: (index) => plain[index] !== undefined }) as Value,
  );
  if (made.kind !== "arr" || !comparer) return made;
  return new Arr(made.element, made.items, made.form, made.type, made.trace, { ignoresCase: true });
}

function inSet(call: Call, list: readonly Value[], wanted: Plain): boolean {
  if (listOf(call).ignoresCase && wanted.kind === "str") {
    const text = wanted.value.toUpperCase();
    return list.some((item) => {
      const plain = call.machine.plain(item);
      return plain.kind === "str" && plain.value.toUpperCase() === text;
    });
  }
  return list.some((item) => sameNet(call.machine, call.machine.plain(item), wanted));
}

const hashSetType: NetType = {
  name: "System.Collections.Generic.HashSet`1",
  constructors: {
    "HashSet()": newSet,
    "HashSet(int capacity)": newSet,
    "HashSet(list collection)": newSet,
    "HashSet(list collection, comparer comparer)": newSet,
  },
  properties: COUNT,
  methods: {
    ...UNPLACED,
    "Contains(T item) bool": (c) => inSet(c, items(c), c.arg(0)),
    "Add(T item) bool": (c) => {
      const plain = c.arg(0);
      if (plain.kind === "unknown") {
        const found = c.machine.plain(contains(c) as Value);
        if (found.kind === "bool" && found.value) return false;
      } else if (inSet(c, items(c), plain)) return false;
      write(c, [...items(c), plain]);
      return true;
    },
    "Remove(T item) bool": removeItem,
    "Clear() void": (c) => write(c, []),
    "UnionWith(list other) void": (c) => {
      const next = [...items(c)];
      for (const item of c.items(0)) if (!inSet(c, next, c.machine.plain(item))) next.push(element(c, c.machine.plain(item)));
      write(c, next);
    },
    "ExceptWith(list other) void": (c) =>
      write(
        c,
        items(c).filter((item) => !inSet(c, c.items(0), c.machine.plain(item))),
      ),
    "IntersectWith(list other) void": (c) =>
      write(
        c,
        items(c).filter((item) => inSet(c, c.items(0), c.machine.plain(item))),
      ),
    "IsSubsetOf(list other) bool": (c) => items(c).every((item) => inSet(c, c.items(0), c.machine.plain(item))),
    "IsSupersetOf(list other) bool": (c) => c.items(0).every((item) => inSet(c, items(c), c.machine.plain(item))),
    "Overlaps(list other) bool": (c) => c.items(0).some((item) => inSet(c, items(c), c.machine.plain(item))),
    "SetEquals(list other) bool": (c) =>
      items(c).every((item) => inSet(c, c.items(0), c.machine.plain(item))) &&
      c.items(0).every((item) => inSet(c, items(c), c.machine.plain(item))),
  },
};

export const queueTypes: readonly DotnetType[] = [
  queue("System.Collections.Queue", false),
  queue("System.Collections.Generic.Queue`1", true),
  stack("System.Collections.Stack", false),
  stack("System.Collections.Generic.Stack`1", true),
  hashSetType,
];
