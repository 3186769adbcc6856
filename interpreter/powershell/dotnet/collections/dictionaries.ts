import type { Machine } from "../../../machine/machine.js";
import type { Call, DotnetType, NetType, Result, Signatures } from "../../../tools/dotnet-type.js";
import type { Trace } from "../../../values/source.js";
import { derive, symbolOf } from "../../../values/unknowns.js";
import { Arr, Dict, type DictEntry, NULL, type Plain, Str, Unknown, type Value } from "../../../values/value.js";
import { NetException } from "../../errors/failures.js";
import { keyFor, valueFor } from "../../members/indexing.js";
import { fieldOf, makeInstance } from "../../types/calls.js";
import { areEqual } from "../../types/compare.js";
import { truthValue } from "../../types/convert.js";
import { dictDelete, dictEntries, dictEntry, dictReplace, dictSet } from "../../types/dict.js";
import { entryUnder, valueUnder } from "../../types/dict-lookup.js";
import { writeReference } from "../../types/reference.js";
import { elementText, toText } from "../../types/text.js";
import { enumeratorOf } from "../objects/enumerators.js";
import { netText } from "../objects/objects.js";
import { outOfRange } from "../text/strings.js";
import { isComparer, isFoldingComparer } from "./comparers.js";

/** Hashtable, OrderedDictionary, Dictionary<K,V> and their kin. */

function dict(call: Call): Dict {
  return call.self as Dict;
}

function entriesOf(machine: Machine, self: Plain): readonly DictEntry[] {
  return self.kind === "dict" ? dictEntries(machine, self) : [];
}

/** An entry as GetEnumerator gives it. */
function entryValue(machine: Machine, self: Dict, entry: DictEntry, at: Trace | null): Value {
  const type =
    self.form === "dictionary"
      ? `System.Collections.Generic.KeyValuePair\`2${self.type.slice(self.type.indexOf("["))}`
      : "System.Collections.DictionaryEntry";
  return makeInstance(machine, type, { key: entry.key, value: entry.value }, at);
}

/** The entries of a dictionary as its enumerator gives them. */
export function entryValues(machine: Machine, self: Dict, at: Trace | null): readonly Value[] {
  return dictEntries(machine, self).map((entry) => entryValue(machine, self, entry, at));
}

const ENTRY: NetType["properties"] = {
  Key: (self, machine) => fieldOf<Value>(machine, self, "key"),
  Value: (self, machine) => fieldOf<Value>(machine, self, "value"),
};

function entryText(machine: Machine, self: Plain): string | Unknown {
  const key = toText(machine, fieldOf<Value>(machine, self, "key"));
  const plain = machine.plain(fieldOf<Value>(machine, self, "value"));
  // .NET writes the value as its own ToString does: a list as its type.
  const value = toText(machine, plain.kind === "object" ? plain : netText(machine, plain, null));
  if (typeof key === "string" && typeof value === "string") return `[${key}, ${value}]`;
  return derive(
    [key, value].filter((text): text is Unknown => text instanceof Unknown),
    `entry(${symbolOf(self)})`,
    "System.String",
    null,
  );
}

const dictionaryEntryType: NetType = {
  name: "System.Collections.DictionaryEntry",
  properties: { Name: (self, machine) => fieldOf<Value>(machine, self, "key"), ...ENTRY },
  constructors: {
    "DictionaryEntry(object key, object value) object": (c) =>
      makeInstance(c.machine, "System.Collections.DictionaryEntry", { key: c.arg(0), value: c.arg(1) }, c.at),
  },
  text: entryText,
};
const keyValuePairType: NetType = {
  name: "System.Collections.Generic.KeyValuePair`2",
  properties: ENTRY ?? {},
  constructors: {
    "KeyValuePair(K key, V value) object": (c) => makeInstance(c.machine, c.type, { key: c.arg(0), value: c.arg(1) }, c.at),
  },
  text: entryText,
};

function collectionType(self: Dict, what: "Key" | "Value"): string {
  if (self.form === "ordered") return "System.Collections.Specialized.OrderedDictionary+OrderedDictionaryKeyValueCollection";
  if (self.form === "dictionary") return `System.Collections.Generic.Dictionary\`2+${what}Collection`;
  return `System.Collections.Hashtable+${what}Collection`;
}

function shownOf(machine: Machine, self: Plain, pick: (entry: DictEntry) => Value, type: string, at: Trace | null): Arr {
  const items = entriesOf(machine, self).map(pick);
  return new Arr("System.Object", items, "list", type, at, { view: { dict: self as Dict, pick } });
}

const PROPERTIES: NonNullable<NetType["properties"]> = {
  IsReadOnly: () => false,
  IsFixedSize: () => false,
  IsSynchronized: () => false,
  Keys: (self, machine, at) => shownOf(machine, self, (entry) => entry.key, collectionType(self as Dict, "Key"), at),
  Values: (self, machine, at) => shownOf(machine, self, (entry) => entry.value, collectionType(self as Dict, "Value"), at),
  SyncRoot: (self) => self,
  Count: (self, machine) => entriesOf(machine, self).length,
};

/** Whether a key is there; with keys that are not known it is a choice. */
function hasKey(call: Call): Result {
  const key = keyFor(call.machine, dict(call), call.arg(0), call.at);
  if (key.kind === "null") throw new NetException("System.ArgumentNullException", "Key cannot be null. (Parameter 'key')");
  const entry = entryUnder(call.machine, dict(call), key);
  if (entry === undefined || !("kind" in entry)) return entry !== undefined;
  return truthValue(
    call.machine,
    derive(
      [entry],
      `haskey(${entriesOf(call.machine, call.self)
        .map((entry) => symbolOf(entry.key))
        .join(",")};${symbolOf(key)})`,
      "System.Boolean",
      call.at,
    ),
  );
}

function hasValue(call: Call): Result {
  return entriesOf(call.machine, call.self).some((entry) =>
    areEqual(call.machine, call.machine.plain(entry.value), call.arg(0), true),
  );
}

function add(call: Call): void {
  const key = keyFor(call.machine, dict(call), call.arg(0), call.at);
  if (key.kind === "null") throw new NetException("System.ArgumentNullException", "Key cannot be null. (Parameter 'key')");
  const text = elementText(call.machine, key, null, 0);
  const shown = text.kind === "str" && !text.secret ? text.value : "";
  if (dictEntry(call.machine, dict(call), key) !== undefined) {
    throw new NetException(
      "System.ArgumentException",
      dict(call).form === "dictionary"
        ? `An item with the same key has already been added. Key: ${shown}`
        : `Item has already been added. Key in dictionary: '${shown}'  Key being added: '${shown}'`,
    );
  }
  dictSet(call.machine, dict(call), key, valueFor(call.machine, dict(call), call.arg(1), call.at));
}

function remove(call: Call): boolean {
  const key = keyFor(call.machine, dict(call), call.arg(0), call.at);
  if (key.kind === "null") throw new NetException("System.ArgumentNullException", "Key cannot be null. (Parameter 'key')");
  if (key.kind === "unknown" && dictEntry(call.machine, dict(call), key) === undefined) {
    call.machine.note(key.cause, "all", "removes a key that is not known", call.at);
    return false;
  }
  return dictDelete(call.machine, dict(call), key);
}

function copyOf(call: Call): Dict {
  const self = dict(call);
  const result = new Dict(self.form, self.type, self.caseSensitive, call.at, dictEntries(call.machine, self).length);
  for (const entry of dictEntries(call.machine, self)) dictSet(call.machine, result, call.machine.plain(entry.key), entry.value);
  return result;
}

const METHODS: Signatures = {
  "Contains(object key) bool": hasKey,
  "Clear() void": (c) => dictReplace(c.machine, dict(c), []),
  "GetEnumerator() object": (c) =>
    enumeratorOf(
      c.machine,
      c.self,
      entriesOf(c.machine, c.self).map((entry) => entryValue(c.machine, dict(c), entry, c.at)),
      c.at,
    ),
  "get_Item(object key) object": (c) => valueUnder(c.machine, dict(c), keyFor(c.machine, dict(c), c.arg(0), c.at), c.at) ?? NULL,
  "Item(object key) object": (c) => valueUnder(c.machine, dict(c), keyFor(c.machine, dict(c), c.arg(0), c.at), c.at) ?? NULL,
  "set_Item(object key, object value) void": (c) =>
    dictSet(c.machine, dict(c), keyFor(c.machine, dict(c), c.arg(0), c.at), valueFor(c.machine, dict(c), c.arg(1), c.at)),
  "CopyTo(array array, int index) void": (c) => {
    const target = c.arg(0);
    if (target.kind !== "arr") return;
    const next = [...c.machine.settled(target.items)];
    entriesOf(c.machine, c.self).forEach((entry, index) => {
      next[c.int(1) + index] = entryValue(c.machine, dict(c), entry, c.at);
    });
    c.machine.journal.set(target, "items", next);
  },
};

/** A new dictionary: with a capacity, a comparer or another dictionary. */
function newDict(call: Call, form: Dict["form"], sensitive: boolean): Result {
  const comparer = call.args.find(isComparer);
  const source = call.args.find((arg) => arg.kind === "dict");
  const capacity =
    source?.kind === "dict" ? dictEntries(call.machine, source).length : call.arg(0).kind === "num" ? call.int(0) : 0;
  const result = new Dict(form, call.type, comparer ? !isFoldingComparer(comparer) : sensitive, call.at, capacity);
  if (source?.kind === "dict") {
    for (const entry of dictEntries(call.machine, source))
      dictSet(
        call.machine,
        result,
        keyFor(call.machine, result, call.machine.plain(entry.key), call.at),
        valueFor(call.machine, result, entry.value, call.at),
      );
  }
  return result;
}

function constructors(form: Dict["form"], sensitive = true): Signatures {
  const make = (c: Call): Result => newDict(c, form, sensitive);
  return {
    "Dictionary()": make,
    "Dictionary(int capacity)": make,
    "Dictionary(object source)": make,
    "Dictionary(object source, comparer comparer)": make,
    "Dictionary(int capacity, comparer comparer)": make,
  };
}

const UNTYPED: Signatures = {
  "Add(object key, object value) void": add,
  "Remove(object key) void": (c) => void remove(c),
  "ContainsKey(object key) bool": hasKey,
};

const hashtableType: NetType = {
  name: "System.Collections.Hashtable",
  constructors: constructors("hashtable"),
  properties: PROPERTIES,
  methods: {
    ...METHODS,
    "Add(object key, object value) void": add,
    "Remove(object key) void": (c) => void remove(c),
    "ContainsKey(object key) bool": hasKey,
    "ContainsValue(object value) bool": hasValue,
    "Clone() object": copyOf,
  },
  statics: { "Synchronized(hashtable table) hashtable": (c) => c.arg(0) },
};

const orderedDictionaryType: NetType = {
  name: "System.Collections.Specialized.OrderedDictionary",
  constructors: constructors("ordered"),
  properties: PROPERTIES,
  methods: {
    ...METHODS,
    "Add(object key, object value) void": add,
    "Remove(object key) void": (c) => void remove(c),
    "RemoveAt(int index) void": (c) => {
      const entries = entriesOf(c.machine, c.self);
      const entry = entries[c.int(0)];
      if (!entry)
        throw outOfRange("index", "Index was out of range. Must be non-negative and less than the size of the collection.");
      dictDelete(c.machine, dict(c), c.machine.plain(entry.key));
    },
    "Insert(int index, object key, object value) void": (c) => {
      const entries = entriesOf(c.machine, c.self);
      if (c.int(0) < 0 || c.int(0) > entries.length)
        throw outOfRange("index", "Index was out of range. Must be non-negative and less than the size of the collection.");
      if (dictEntry(c.machine, dict(c), c.arg(1)) !== undefined)
        throw new NetException("System.ArgumentException", "Item has already been added.");
      dictReplace(c.machine, dict(c), entries.toSpliced(c.int(0), 0, { key: c.arg(1), value: c.arg(2) }));
    },
    "AsReadOnly() object": (c) => c.self,
  },
};

const GENERIC: Signatures = {
  ...METHODS,
  "Add(K key, V value) void": add,
  "Remove(K key) bool": remove,
  "ContainsKey(K key) bool": hasKey,
  "ContainsValue(V value) bool": hasValue,
  "TryGetValue(K key, object value) bool": (c) => {
    const entry = entryUnder(c.machine, dict(c), c.arg(0));
    writeReference(c.arg(1), valueUnder(c.machine, dict(c), c.arg(0), c.at) ?? NULL);
    return entry === undefined || !("kind" in entry) ? entry !== undefined : truthValue(c.machine, entry);
  },
  "TryAdd(K key, V value) bool": (c) => {
    if (dictEntry(c.machine, dict(c), c.arg(0)) !== undefined) return false;
    add(c);
    return true;
  },
};
const defaultParameterDictionaryType: NetType = {
  name: "System.Management.Automation.DefaultParameterDictionary",
  base: "System.Collections.Hashtable",
};
const psBoundParametersDictionaryType: NetType = {
  name: "System.Management.Automation.PSBoundParametersDictionary",
  properties: PROPERTIES,
  methods: GENERIC,
};
const severalTypes: readonly NetType[] = [
  "System.Collections.Generic.Dictionary`2",
  "System.Collections.Concurrent.ConcurrentDictionary`2",
].map((name) => ({ name, constructors: constructors("dictionary"), properties: PROPERTIES, methods: GENERIC }));

const severalType2s: readonly NetType[] = [
  "System.Collections.Generic.SortedDictionary`2",
  "System.Collections.Generic.SortedList`2",
  "System.Collections.SortedList",
].map((name) => ({
  name,
  constructors: constructors("dictionary"),
  properties: PROPERTIES,
  methods: {
    ...GENERIC,
    ...(name.includes("`") ? {} : UNTYPED),
    "GetByIndex(int index) object": (c) => entriesOf(c.machine, c.self)[c.int(0)]?.value ?? NULL,
    "GetKey(int index) object": (c) => entriesOf(c.machine, c.self)[c.int(0)]?.key ?? NULL,
  },
}));

const nameValueCollectionType: NetType = {
  name: "System.Collections.Specialized.NameValueCollection",
  constructors: constructors("ordered", false),
  properties: {
    ...PROPERTIES,
    AllKeys: (self, machine, at) =>
      new Arr(
        "System.String",
        entriesOf(machine, self).map((entry) => entry.key),
        "array",
        null,
        at,
      ),
  },
  methods: {
    "Add(string name, string value) void": (c) => {
      const before = dictEntry(c.machine, dict(c), c.arg(0));
      const text = before ? toText(c.machine, before.value) : null;
      dictSet(c.machine, dict(c), c.arg(0), typeof text === "string" ? new Str(`${text},${c.string(1)}`, c.at) : c.arg(1));
    },
    "Set(string name, string value) void": (c) => dictSet(c.machine, dict(c), c.arg(0), c.arg(1)),
    "Get(string name) string": (c) => dictEntry(c.machine, dict(c), c.arg(0))?.value ?? NULL,
    "Remove(string name) void": (c) => void remove(c),
    "Clear() void": (c) => dictReplace(c.machine, dict(c), []),
  },
};

export const dictionaryTypes: readonly DotnetType[] = [
  dictionaryEntryType,
  keyValuePairType,
  hashtableType,
  orderedDictionaryType,
  defaultParameterDictionaryType,
  psBoundParametersDictionaryType,
  ...severalTypes,
  ...severalType2s,
  nameValueCollectionType,
];
