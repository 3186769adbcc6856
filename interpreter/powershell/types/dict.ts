import type { Machine } from "../../machine/machine.js";
import { PsError } from "../../tools/script-error.js";
import { asNumber } from "../../values/number.js";
import { symbolOf } from "../../values/unknowns.js";
import { ABSENT, type Dict, type DictEntry, type Plain, type Value } from "../../values/value.js";
import { inHashOrder } from "../values/hash-order.js";
import { bare } from "./text.js";

/**
 * Keys of dictionaries are typed: `5` and `'5'` are two keys. The text keys of PowerShell's own hashtables ignore case.
 * A key that is not known has the name of its unknown.
 */
export function dictKey(value: Plain, caseSensitive = false): string {
  switch (value.kind) {
    case "str":
      return `s:${caseSensitive ? value.value : value.value.toLowerCase()}`;
    case "char":
      return `c:${value.code}`;
    case "num": {
      const number = value.value;
      return `${value.type}:${typeof number === "object" ? `${number.unscaled}e${number.scale}` : number}`;
    }
    case "bool":
      return `b:${value.value}`;
    case "enum":
      return `e:${value.type}:${value.value}`;
    case "type":
      return `t:${value.name}`;
    case "instance": {
      const text = value.model.equals ? value.model.text?.(value) : undefined;
      return typeof text === "string" ? `i:${value.model.typeNames[0] ?? ""}:${text}` : symbolOf(value);
    }
    default:
      return `?:${symbolOf(value)}`;
  }
}

/** The value under a key in the world that is running; undefined: there is none. */
export function dictGet(machine: Machine, dict: Dict, key: Plain): Value | undefined {
  return dictEntry(machine, dict, key)?.value;
}

export function dictEntry(machine: Machine, dict: Dict, key: Plain): DictEntry | undefined {
  const found = dict.entries.get(dictKey(key, dict.caseSensitive));
  if (found === undefined) return undefined;
  const entry = machine.settled(found);
  return entry === ABSENT ? undefined : entry;
}

/** Sets a value; a key that exists keeps its place and its spelling. */
export function dictSet(machine: Machine, dict: Dict, key: Plain, value: Value): void {
  if (key.kind === "null")
    throw new PsError({ id: "NullArrayIndex", message: "Index operation failed; the array index evaluated to null." });
  machine.budget.size(1);
  if (key.kind === "str") machine.secrets.named(key.value, value);
  const before = dictEntry(machine, dict, key);
  machine.journal.setEntry(dict.entries, dictKey(key, dict.caseSensitive), { key: before?.key ?? bare(key), value });
  if (before === undefined && /\bSorted/.test(dict.type))
    dictReplace(machine, dict, inKeyOrder(machine, dictEntries(machine, dict)));
}

/** Sorted dictionaries keep their entries in the order of their keys. */
function inKeyOrder(machine: Machine, entries: readonly DictEntry[]): readonly DictEntry[] {
  const rank = (entry: DictEntry): number | string => {
    const key = machine.plain(entry.key);
    return key.kind === "num" ? asNumber(key) : key.kind === "str" ? key.value.toLowerCase() : symbolOf(key);
  };
  return entries.toSorted((a, b) => {
    const x = rank(a);
    const y = rank(b);
    return x < y ? -1 : x > y ? 1 : 0;
  });
}

/** Whether the key was there. */
export function dictDelete(machine: Machine, dict: Dict, key: Plain): boolean {
  if (dictEntry(machine, dict, key) === undefined) return false;
  machine.journal.deleteEntry(dict.entries, dictKey(key, dict.caseSensitive));
  return true;
}

/** Entries in the order in which the dictionary shows them. */
export function dictEntries(machine: Machine, dict: Dict): readonly DictEntry[] {
  const entries: DictEntry[] = [];
  for (const found of dict.entries.values()) {
    const entry = machine.settled(found);
    if (entry !== ABSENT) entries.push(entry);
  }
  return inHashOrder(dict, entries);
}

/** Replaces all entries, in this order. */
export function dictReplace(machine: Machine, dict: Dict, entries: readonly DictEntry[]): void {
  for (const key of [...dict.entries.keys()]) machine.journal.deleteEntry(dict.entries, key);
  for (const entry of entries) {
    machine.journal.setEntry(dict.entries, dictKey(machine.plain(entry.key), dict.caseSensitive), entry);
  }
}
