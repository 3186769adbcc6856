// What stands under a key in a dictionary when not all keys are known.
import type { Machine } from "../../machine/machine.js";
import type { Trace } from "../../values/source.js";
import { derive, symbolOf } from "../../values/unknowns.js";
import { type Dict, type DictEntry, type Plain, Str, type Unknown, type Value } from "../../values/value.js";
import { areEqual } from "./compare.js";
import { dictEntries, dictEntry } from "./dict.js";

/** The entries of larger tables are not told apart: there would be a world for each. */
const MOST_ENTRIES = 8;

/**
 * The entry under a key in the world that is running; undefined: there is none; an unknown: nobody knows. A key that is not known is
 * compared with each key of the table, as a condition would: so it is the same in both, and the entry is one of those that there are.
 */
export function entryUnder(machine: Machine, dict: Dict, key: Plain): DictEntry | Unknown | undefined {
  const found = dictEntry(machine, dict, key);
  if (found !== undefined) return found;
  const entries = dictEntries(machine, dict);
  if (key.kind !== "unknown")
    return entries.map((entry) => machine.plain(entry.key)).find((one): one is Unknown => one.kind === "unknown");
  if (entries.length === 0) return undefined;
  const texts = entries.map((entry) => machine.plain(entry.key)).filter((one): one is Str => one instanceof Str);
  if (texts.length < entries.length) return key;
  const place = keyAmong(machine, texts, key, dict.caseSensitive);
  return typeof place === "number" ? entries[place] : place;
}

/** The place of the key that an unknown one is; undefined: it is none of them; an unknown: nobody knows. */
export function keyAmong(
  machine: Machine,
  keys: readonly Str[],
  key: Unknown,
  caseSensitive: boolean,
): number | Unknown | undefined {
  if (keys.length > MOST_ENTRIES || (key.type !== null && key.type !== "System.String")) return key;
  const place = keys.findIndex((one) => areEqual(machine, key, one, caseSensitive));
  if (place >= 0) return place;
  // What may be a list of keys is none of them and may find some all the same.
  return key.type === "System.String" || key.parts !== null ? undefined : key;
}

/** The value under a key in the world that is running; undefined: there is none. */
export function valueUnder(machine: Machine, dict: Dict, key: Plain, at: Trace | null): Value | undefined {
  const entry = entryUnder(machine, dict, key);
  return entry === undefined || !("kind" in entry)
    ? entry?.value
    : derive([entry], `${symbolOf(dict)}[${symbolOf(key)}]`, null, at);
}
