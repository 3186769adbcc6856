import type { Machine } from "../../../machine/machine.js";
import type { Call, DotnetType, NetType, Result, Signatures } from "../../../tools/dotnet-type.js";
import { PsError } from "../../../tools/script-error.js";
import { openIn } from "../../../values/open-lists.js";
import { derive, symbolOf, unmodelled } from "../../../values/unknowns.js";
import { Arr, type Block, NULL, type Plain, TypeRef, Unknown, type Value } from "../../../values/value.js";
import { BindingError, NetException } from "../../errors/failures.js";
import { defaultOf } from "../../members/members.js";
import { compareValues } from "../../types/compare.js";
import { convertElement, convertTo, listItems, orderOf, toText, truthValue } from "../../types/convert.js";
import { itemsNow } from "../../types/live-views.js";
import { isSequenceOf } from "../../types/ranks.js";
import { isReference, readReference, writeReference } from "../../types/reference.js";
import { genericParts, typeNameOf } from "../../types/types.js";
import { enumeratorOf } from "../objects/enumerators.js";
import { sameNet } from "../objects/objects.js";
import { outOfRange } from "../text/strings.js";
import { entryValues } from "./dictionaries.js";

/** Arrays and lists: what they share, and what each of them adds. */

export function listOf(call: Call): Arr {
  return call.self as Arr;
}

function itemsOf(machine: Machine, self: Plain): readonly Value[] {
  return self.kind === "arr" ? itemsNow(machine, self) : [];
}

export function items(call: Call): readonly Value[] {
  return itemsOf(call.machine, call.self);
}

export function write(call: Call, next: readonly Value[]): void {
  call.machine.budget.size(1);
  call.machine.journal.set(listOf(call), "items", next);
}

/** An element in the type of the list. */
export function element(call: Call, value: Plain): Value {
  const type = listOf(call).element;
  return type === "System.Object" ? value : convertTo(call.machine, value, new TypeRef(type), call.at);
}

function indexOf(call: Call, list: readonly Value[], wanted: Plain, from = 0): number | Unknown {
  for (let index = from; index < list.length; index++) {
    const item = call.machine.plain(list[index] as Value);
    if (item.kind === "unknown" || wanted.kind === "unknown") {
      if (item.kind === "unknown" && wanted.kind === "unknown" && item.symbol === wanted.symbol) return index;
      return derive([item, wanted], `indexof(${symbolOf(call.self)},${symbolOf(wanted)})`, "System.Int32", call.at);
    }
    if (sameNet(call.machine, item, wanted)) return index;
  }
  return -1;
}

/** Whether the list holds a value; what is not known is a choice. */
export function contains(call: Call): Result {
  const wanted = call.arg(0);
  let open: Unknown | null = null;
  for (const value of items(call)) {
    const item = call.machine.plain(value);
    if (item.kind === "unknown" || wanted.kind === "unknown") {
      if (item.kind === "unknown" && wanted.kind === "unknown" && item.symbol === wanted.symbol) return true;
      open = item.kind === "unknown" ? item : (wanted as Unknown);
    } else if (sameNet(call.machine, item, wanted)) return true;
  }
  if (!open) return false;
  const unknown = derive(
    [open],
    `contains(${items(call).map(symbolOf).join(",")};${symbolOf(wanted)})`,
    "System.Boolean",
    call.at,
  );
  return truthValue(call.machine, unknown);
}

function checked(call: Call, index: number, limit: number): number {
  const at = call.int(index);
  if (at < 0 || at >= limit)
    throw outOfRange("index", "Index was out of range. Must be non-negative and less than the size of the collection.");
  return at;
}

function fixedSize(): never {
  throw new NetException("System.NotSupportedException", "Collection was of a fixed size.");
}

/** Order of elements as Comparer.Default has it. Undefined: only the host's culture knows. */
function sorted(call: Call, list: readonly Value[], comparison: Plain | null): readonly Value[] | null {
  const machine = call.machine;
  const plain = list.map((item) => machine.plain(item));
  if (plain.some((item) => item.kind === "unknown")) return null;
  let open = false;
  const compare = (a: Plain, b: Plain): number => {
    machine.budget.step();
    if (comparison?.kind === "block" && machine.blocks) {
      const outputs = machine.blocks(comparison, { args: [a, b], newScope: true });
      const last = machine.plain(outputs[outputs.length - 1] ?? NULL);
      return last.kind === "num" ? Number(last.value as number) : 0;
    }
    if (a.kind === "null" || b.kind === "null") return a.kind === b.kind ? 0 : a.kind === "null" ? -1 : 1;
    const result = compareValues(machine, a, b, true, call.at);
    if (result === undefined) open = true;
    return result ?? 0;
  };
  const result = plain.toSorted(compare);
  return open ? null : result;
}

function sortSelf(call: Call, comparison: Plain | null): void {
  const next = sorted(call, items(call), comparison);
  if (next) return write(call, next);
  call.machine.note("input", "all", "the order of a sorted list is not known", call.at);
}

function run(call: Call, block: Plain, value: Value): boolean {
  if (block.kind !== "block" || !call.machine.blocks) return false;
  const outputs = call.machine.blocks(block, { args: [value], underscore: value, newScope: true });
  const result = call.machine.plain(truthValue(call.machine, outputs[outputs.length - 1] ?? NULL));
  return result.kind === "bool" && result.value;
}

export function copy(call: Call, list: readonly Value[], type: string): Arr {
  return new Arr(type, list, "array", null, call.at);
}

/** Copies into an array that exists. */
function copyTo(call: Call, source: readonly Value[], target: Plain, from: number, to: number, count: number): void {
  if (target.kind !== "arr") return;
  const next = [...call.machine.settled(target.items)];
  if (to + count > next.length)
    throw new NetException(
      "System.ArgumentException",
      "Destination array was not long enough. Check the destination index, length, and the array's lower bounds. (Parameter 'destinationArray')",
    );
  const type = new TypeRef(target.element);
  for (let index = 0; index < count; index++)
    next[to + index] = convertElement(call.machine, source[from + index] ?? NULL, type, call.at);
  call.machine.journal.set(target, "items", next);
}

/** What queues, stacks and sets have too: they know no places. */
export const UNPLACED: Signatures = {
  "Contains(object value) bool": contains,
  "GetEnumerator() object": (c) => enumeratorOf(c.machine, c.self, items(c), c.at),
  "CopyTo(array array, int index) void": (c) => copyTo(c, items(c), c.arg(0), 0, c.int(1), items(c).length),
  "CopyTo(array array) void": (c) => copyTo(c, items(c), c.arg(0), 0, 0, items(c).length),
  "get_Count() int": (c) => items(c).length,
};

export const READ: Signatures = {
  ...UNPLACED,
  "IndexOf(object value) int": (c) => indexOf(c, items(c), c.arg(0)),
  "IndexOf(object value, int startIndex) int": (c) => indexOf(c, items(c), c.arg(0), c.int(1)),
  "get_Item(int index) object": (c) => items(c)[checked(c, 0, items(c).length)],
  "Item(int index) object": (c) => items(c)[checked(c, 0, items(c).length)],
};

/** The same members of a list whose elements have a type: what is looked for is converted to it. */
function typed(signatures: Signatures): Signatures {
  return Object.fromEntries(
    Object.entries(signatures).map(([signature, handler]) => [signature.replace("object value", "T item"), handler]),
  );
}

function addRange(call: Call): void {
  const generic = genericParts(call.type)?.args[0];
  const given = call.arg(0);
  if (generic === undefined ? !/^(?:arr|dict|instance|unknown)$/.test(given.kind) : !isSequenceOf(given, generic)) {
    const wanted =
      generic === undefined ? "System.Collections.ICollection" : `System.Collections.Generic.IEnumerable\`1[${generic}]`;
    const text = given.kind === "arr" || given.kind === "dict" ? typeNameOf(given) : toText(call.machine, given);
    const value = typeof text === "string" && !(given.kind === "str" && given.secret) ? text : "";
    const why = `Cannot convert the "${value}" value of type "${typeNameOf(given)}" to type "${wanted}".`;
    throw new BindingError(
      "MethodArgumentConversionInvalidCastArgument",
      `Cannot convert argument "${generic === undefined ? "c" : "collection"}", with value: "${value}", for "AddRange" to type "${wanted}": "${why}"`,
      "System.Management.Automation.MethodException",
      call.at,
      "System.Management.Automation.PSInvalidCastException",
      why,
    );
  }
  const more = given.kind === "dict" ? entryValues(call.machine, given, call.at) : listItems(call.machine, given);
  if (more instanceof Unknown || more === null) {
    call.machine.note("unmodelled", "all", "adds elements that are not known to a list", call.at);
    return;
  }
  write(call, [...items(call), ...more.map((item) => element(call, call.machine.plain(item)))]);
}

function lengthOf(self: Plain, machine: Machine): number | Unknown {
  const items = itemsOf(machine, self);
  const open = openIn(items);
  return open ? derive([open], `${open.symbol}.count`, "System.Int32", null) : items.length;
}

const arrayType: NetType = {
  name: "System.Array",
  properties: {
    Length: lengthOf,
    LongLength: (self, machine) => {
      const length = lengthOf(self, machine);
      return typeof length === "number" ? BigInt(length) : length;
    },
    Rank: (self) => (self.kind === "arr" && self.type ? (self.type.split(",").length as number) : 1),
    SyncRoot: (self) => self,
    IsReadOnly: () => false,
    IsFixedSize: () => true,
    IsSynchronized: () => false,
    Count: lengthOf,
  },
  methods: {
    ...READ,
    "Add(object value) int": fixedSize,
    "Remove(object value) void": fixedSize,
    "RemoveAt(int index) void": fixedSize,
    "Insert(int index, object value) void": fixedSize,
    "Clear() void": (c) =>
      write(
        c,
        items(c).map(() => defaultOf(c.machine, listOf(c).element)),
      ),
    "Clone() object": (c) => new Arr(listOf(c).element, items(c), "array", listOf(c).type, c.at),
    "GetLength(int dimension) int": (c) => (c.int(0) === 0 ? items(c).length : outer()),
    "GetUpperBound(int dimension) int": (c) => (c.int(0) === 0 ? items(c).length - 1 : outer()),
    "GetLowerBound(int dimension) int": (c) => (c.int(0) === 0 ? 0 : outer()),
    "GetValue(int index) object": (c) => items(c)[c.int(0)] ?? outer(),
    "SetValue(object value, int index) void": (c) => {
      if (c.int(1) < 0 || c.int(1) >= items(c).length) outer();
      write(c, items(c).with(c.int(1), element(c, c.arg(0))));
    },
    "Get(int index) object": (c) => items(c)[c.int(0)] ?? outer(),
    "Set(int index, object value) void": (c) => write(c, items(c).with(c.int(0), element(c, c.arg(1)))),
    "Equals(object obj) bool": (c) => c.arg(0) === c.self,
  },
  statics: {
    "Reverse(array array) void": (c) => setItems(c, 0, (list) => [...list].reverse()),
    "Reverse(array array, int index, int length) void": (c) =>
      setItems(c, 0, (list) => [
        ...list.slice(0, c.int(1)),
        ...list.slice(c.int(1), c.int(1) + c.int(2)).reverse(),
        ...list.slice(c.int(1) + c.int(2)),
      ]),
    "Sort(array array) void": (c) => setItems(c, 0, (list) => sorted(c, list, null) ?? unsorted(c, list)),
    "Sort(array keys, array items) void": (c) => {
      const keys = c.items(0);
      const values = c.items(1);
      const order = sorted(c, keys, null);
      if (!order) return void unsorted(c, keys);
      const used = new Set<number>();
      const places = order.map((key) => {
        const place = keys.findIndex((one, index) => !used.has(index) && c.machine.plain(one) === key);
        used.add(place);
        return place;
      });
      setItems(c, 0, () => order);
      setItems(c, 1, () => places.map((place) => values[place] as Value));
    },
    "IndexOf(array array, object value) int": (c) => {
      if (c.arg(0).kind === "null")
        throw new NetException("System.ArgumentNullException", "Value cannot be null. (Parameter 'array')");
      return indexOf(c, c.items(0), c.arg(1));
    },
    "IndexOf(array array, object value, int startIndex) int": (c) => {
      if (c.int(2) < 0 || c.int(2) > c.items(0).length)
        throw outOfRange(
          "startIndex",
          "Index was out of range. Must be non-negative and less than or equal to the size of the collection.",
        );
      return indexOf(c, c.items(0), c.arg(1), c.int(2));
    },
    "LastIndexOf(array array, object value) int": (c) =>
      c.items(0).findLastIndex((item) => sameNet(c.machine, c.machine.plain(item), c.arg(1))),
    "BinarySearch(array array, object value) int": (c) => binarySearch(c),
    "Copy(array sourceArray, array destinationArray, int length) void": (c) => copyTo(c, c.items(0), c.arg(1), 0, 0, c.int(2)),
    "Copy(array sourceArray, int sourceIndex, array destinationArray, int destinationIndex, int length) void": (c) =>
      copyTo(c, c.items(0), c.arg(2), c.int(1), c.int(3), c.int(4)),
    "Clear(array array, int index, int length) void": (c) => {
      const target = c.arg(0) as Arr;
      setItems(c, 0, (list) =>
        list.map((item, index) =>
          index >= c.int(1) && index < c.int(1) + c.int(2) ? defaultOf(c.machine, target.element) : item,
        ),
      );
    },
    "Resize(object array, int newSize) void": (c) => {
      const target = c.arg(0);
      if (!isReference(target)) return;
      const before = c.machine.plain(readReference(target));
      const list = itemsOf(c.machine, before);
      const type = before.kind === "arr" ? before.element : "System.Object";
      c.machine.budget.size(c.int(1));
      writeReference(
        target,
        new Arr(
          type,
          Array.from({ length: c.int(1) }, (_, index) => list[index] ?? defaultOf(c.machine, type)),
          "array",
          null,
          c.at,
        ),
      );
    },
    "CreateInstance(type elementType, int length) array": (c) => {
      const type = c.arg(0);
      const name = type.kind === "type" ? type.name : "System.Object";
      c.machine.budget.size(c.int(1));
      return new Arr(
        name,
        Array.from({ length: c.int(1) }, () => defaultOf(c.machine, name)),
        "array",
        null,
        c.at,
      );
    },
    "Find(array array, delegate match) object": (c) => c.items(0).find((item) => run(c, c.arg(1), item)) ?? NULL,
    "FindAll(array array, delegate match) array": (c) =>
      copy(
        c,
        c.items(0).filter((item) => run(c, c.arg(1), item)),
        (c.arg(0) as Arr).element,
      ),
    "FindIndex(array array, delegate match) int": (c) => c.items(0).findIndex((item) => run(c, c.arg(1), item)),
    "Exists(array array, delegate match) bool": (c) => c.items(0).some((item) => run(c, c.arg(1), item)),
    "TrueForAll(array array, delegate match) bool": (c) => c.items(0).every((item) => run(c, c.arg(1), item)),
    "ForEach(array array, delegate action) void": (c) => {
      for (const item of c.items(0)) c.machine.blocks?.(c.arg(1) as Block, { args: [item], underscore: item, newScope: true });
    },
    "ConvertAll(array array, delegate converter) array": (c) =>
      copy(
        c,
        c
          .items(0)
          .map(
            (item) => c.machine.blocks?.(c.arg(1) as Block, { args: [item], underscore: item, newScope: true }).at(-1) ?? NULL,
          ),
        "System.Object",
      ),
    "Empty() array": (c) => copy(c, [], "System.Object"),
  },
};

function outer(): never {
  throw new NetException("System.IndexOutOfRangeException", "Index was outside the bounds of the array.");
}

function unsorted(call: Call, list: readonly Value[]): readonly Value[] {
  call.machine.note("input", "all", "the order of a sorted array is not known", call.at);
  return list;
}

function setItems(call: Call, index: number, change: (list: readonly Value[]) => readonly Value[]): void {
  const target = call.arg(index);
  if (target.kind === "arr") call.machine.journal.set(target, "items", change(call.machine.settled(target.items)));
}

function binarySearch(call: Call): Result {
  const list = call.items(0).map((item) => call.machine.plain(item));
  let low = 0;
  let high = list.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const order = compareValues(call.machine, list[middle] as Plain, call.arg(1), true, call.at);
    if (order === undefined)
      return unmodelled(
        "the order depends on the host's culture",
        `binarysearch(${symbolOf(call.arg(1))})`,
        call.at,
        "System.Int32",
      );
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return ~low;
}

export const COUNT: NonNullable<NetType["properties"]> = {
  Count: lengthOf,
  IsReadOnly: () => false,
  IsFixedSize: () => false,
  SyncRoot: (self) => self,
  IsSynchronized: () => false,
};

const GROWING: Signatures = {
  ...READ,
  "LastIndexOf(object value) int": (c) => {
    const list = items(c);
    for (let index = list.length - 1; index >= 0; index--)
      if (sameNet(c.machine, c.machine.plain(list[index] as Value), c.arg(0))) return index;
    return -1;
  },
  "AddRange(object collection) void": addRange,
  "Insert(int index, object value) void": (c) => {
    if (c.int(0) < 0 || c.int(0) > items(c).length) throw outOfRange("index", "Index must be within the bounds of the List.");
    write(c, items(c).toSpliced(c.int(0), 0, element(c, c.arg(1))));
  },
  "InsertRange(int index, object collection) void": (c) =>
    write(c, items(c).toSpliced(c.int(0), 0, ...c.items(1).map((item) => element(c, c.machine.plain(item))))),
  "RemoveAt(int index) void": (c) => write(c, items(c).toSpliced(checked(c, 0, items(c).length), 1)),
  "RemoveRange(int index, int count) void": (c) => {
    if (c.int(0) < 0 || c.int(1) < 0 || c.int(0) + c.int(1) > items(c).length)
      throw new NetException(
        "System.ArgumentException",
        "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.",
      );
    write(c, items(c).toSpliced(c.int(0), c.int(1)));
  },
  "Clear() void": (c) => write(c, []),
  "Reverse() void": (c) => write(c, [...items(c)].reverse()),
  "Sort() void": (c) => sortSelf(c, null),
  "Sort(delegate comparison) void": (c) => sortSelf(c, c.arg(0)),
  "GetRange(int index, int count) object": (c) =>
    new Arr(listOf(c).element, items(c).slice(c.int(0), c.int(0) + c.int(1)), "list", listOf(c).type, c.at),
  "TrimToSize() void": () => undefined,
  "TrimExcess() void": () => undefined,
};

export function removeItem(call: Call): boolean {
  const place = indexOf(call, items(call), call.arg(0));
  if (typeof place !== "number") {
    call.machine.note("unmodelled", "all", "removes an element that is not known from a list", call.at);
    return false;
  }
  if (place >= 0) write(call, items(call).toSpliced(place, 1));
  return place >= 0;
}

/** Elements that an array can hold. */
const MOST_ELEMENTS = 0x7fffffc7;

/** Makes a list from constructor arguments: nothing, a capacity or a collection. */
export function newList(call: Call): Result {
  const generic = genericParts(call.type)?.args[0] ?? "System.Object";
  const from = call.arg(0);
  if (call.has(0) && from.kind === "null")
    throw new NetException(
      "System.ArgumentNullException",
      `Value cannot be null. (Parameter '${genericParts(call.type) ? "collection" : "c"}')`,
    );
  if (from.kind === "num" && call.int(0) < 0)
    throw outOfRange(
      "capacity",
      call.type.includes("HashSet")
        ? "Specified argument was out of the range of valid values."
        : "'capacity' must be non-negative.",
    );
  const element = genericParts(call.type)?.args[0];
  if (from.kind === "num" && call.int(0) > MOST_ELEMENTS)
    throw new NetException("System.OutOfMemoryException", "Array dimensions exceeded supported range.");
  // A set is no ICollection, which the lists without an element type are made of.
  const isSet = from.kind === "arr" && /^System\.Collections\.Generic\.(?:HashSet|SortedSet)`1/.test(from.type ?? "");
  if (element === undefined ? isSet : from.kind === "arr" && !isSequenceOf(from, element))
    throw new PsError({
      id: "MethodCountCouldNotFindBest",
      message: 'Cannot find an overload for "new" and the argument count: "1".',
      exception: "System.Management.Automation.MethodException",
      at: call.at,
    });
  if (from.kind === "dict" && element === undefined && call.type === "System.Collections.ArrayList")
    return new Arr(generic, [...entryValues(call.machine, from, call.at)], "list", call.type, call.at);
  if (from.kind === "dict")
    return unmodelled(
      "a list of the entries of a table is not modelled",
      `new ${call.type}(${symbolOf(from)})`,
      call.at,
      call.type,
    );
  const given = call.has(0) && from.kind !== "num" ? listItems(call.machine, from) : null;
  if (given instanceof Unknown) return derive([given], `new ${call.type}(${given.symbol})`, call.type, call.at);
  const type = new TypeRef(generic);
  const converted = (given ?? []).map((item) => convertElement(call.machine, item, type, call.at));
  return new Arr(generic, orderOf(call.machine, call.type, converted), "list", call.type, call.at);
}

export const CONSTRUCTORS: Signatures = {
  "List() object": newList,
  "List(int capacity) object": newList,
  "List(list collection) object": newList,
};

const arrayListType: NetType = {
  name: "System.Collections.ArrayList",
  constructors: CONSTRUCTORS,
  properties: {
    ...COUNT,
    Capacity: (self, _machine, at) =>
      unmodelled("the capacity of a list is not modelled", `capacity(${symbolOf(self)})`, at, "System.Int32"),
  },
  methods: {
    ...GROWING,
    "Clone() object": (c) => new Arr(listOf(c).element, items(c), "list", listOf(c).type, c.at),
    "Add(object value) int": (c) => {
      write(c, [...items(c), c.arg(0)]);
      return items(c).length - 1;
    },
    "Remove(object obj) void": (c) => void removeItem(c),
    "ToArray() object[]": (c) => copy(c, items(c), "System.Object"),
    "ToArray(type type) array": (c) =>
      convertTo(c.machine, copy(c, items(c), "System.Object"), new TypeRef(`${(c.arg(0) as TypeRef).name}[]`), c.at),
  },
  statics: {
    "Repeat(object value, int count) object": (c) =>
      new Arr(
        "System.Object",
        Array.from({ length: c.int(1) }, () => c.arg(0)),
        "list",
        "System.Collections.ArrayList",
        c.at,
      ),
  },
};

const GENERIC_METHODS: Signatures = {
  ...typed(GROWING),
  "Add(T item) void": (c) => write(c, [...items(c), c.arg(0)]),
  "Remove(T item) bool": removeItem,
  "ToArray() array": (c) => copy(c, items(c), listOf(c).element),
  "Find(delegate match) object": (c) => items(c).find((item) => run(c, c.arg(0), item)) ?? NULL,
  "FindAll(delegate match) object": (c) =>
    new Arr(
      listOf(c).element,
      items(c).filter((item) => run(c, c.arg(0), item)),
      "list",
      listOf(c).type,
      c.at,
    ),
  "FindIndex(delegate match) int": (c) => items(c).findIndex((item) => run(c, c.arg(0), item)),
  "FindLast(delegate match) object": (c) => items(c).findLast((item) => run(c, c.arg(0), item)) ?? NULL,
  "Exists(delegate match) bool": (c) => items(c).some((item) => run(c, c.arg(0), item)),
  "TrueForAll(delegate match) bool": (c) => items(c).every((item) => run(c, c.arg(0), item)),
  "RemoveAll(delegate match) int": (c) => {
    const kept = items(c).filter((item) => !run(c, c.arg(0), item));
    const removed = items(c).length - kept.length;
    write(c, kept);
    return removed;
  },
  "ForEach(delegate action) void": (c) => {
    for (const item of items(c)) c.machine.blocks?.(c.arg(0) as Block, { args: [item], underscore: item, newScope: true });
  },
};

const listType: NetType = {
  name: "System.Collections.Generic.List`1",
  constructors: CONSTRUCTORS,
  properties: {
    ...COUNT,
    Capacity: (self, _machine, at) =>
      unmodelled("the capacity of a list is not modelled", `capacity(${symbolOf(self)})`, at, "System.Int32"),
  },
  methods: GENERIC_METHODS,
};
const collectionType: NetType = {
  name: "System.Collections.ObjectModel.Collection`1",
  constructors: CONSTRUCTORS,
  properties: COUNT,
  methods: GENERIC_METHODS,
};
const readOnlyCollectionType: NetType = {
  name: "System.Collections.ObjectModel.ReadOnlyCollection`1",
  properties: COUNT,
  methods: typed(READ),
};
const stringCollectionType: NetType = {
  name: "System.Collections.Specialized.StringCollection",
  constructors: CONSTRUCTORS,
  properties: COUNT,
  methods: {
    ...GROWING,
    "Add(string value) int": (c) => {
      write(c, [...items(c), c.arg(0)]);
      return items(c).length - 1;
    },
    "Remove(string value) void": (c) => void removeItem(c),
  },
};
const severalTypes: readonly NetType[] = [
  "System.Text.RegularExpressions.MatchCollection",
  "System.Collections.Hashtable+KeyCollection",
  "System.Collections.Hashtable+ValueCollection",
  "System.Collections.Specialized.OrderedDictionary+OrderedDictionaryKeyValueCollection",
  "System.Collections.Generic.Dictionary`2+KeyCollection",
  "System.Collections.Generic.Dictionary`2+ValueCollection",
].map((name) => ({ name, properties: COUNT, methods: READ }));

export const listTypes: readonly DotnetType[] = [
  arrayType,
  arrayListType,
  listType,
  collectionType,
  readOnlyCollectionType,
  stringCollectionType,
  ...severalTypes,
];
