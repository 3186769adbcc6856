import type { Machine } from "../machine.js";
import type { Arr, Dict, Plain } from "../value.js";
import { dictEntries } from "./dict.js";
import { dialectOf } from "./session.js";

/**
 * Collections that .NET walks over as they are: a dictionary's keys, values and enumerator, and lists. One that changes between
 * two elements ends the walk with an exception.
 */

const views = new WeakMap<Arr, Dict>();

/** Says that a list shows the entries of a dictionary: `$h.Keys`, `$h.Values`, `$h.GetEnumerator()`. */
export function viewOf(dict: Dict, list: Arr): Arr {
  views.set(list, dict);
  return list;
}

/** Tells whether a collection has changed since now; null: it is one that cannot change while it is walked over. */
export function watchOf(machine: Machine, collection: Plain): (() => boolean) | null {
  if (collection.kind !== "arr" || collection.form !== "list") return null;
  const dict = views.get(collection);
  if (dict === undefined) {
    const before = machine.settled(collection.items);
    return () => machine.settled(collection.items) !== before;
  }
  const before = dictEntries(machine, dict);
  // Since .NET Core 3 only new keys end the walk over a Dictionary<K,V>.
  const onlyNew = dict.form === "dictionary" && dialectOf(machine) === "7";
  return () => {
    const now = dictEntries(machine, dict);
    // An entry that is set is a new one; those that stay are the same, in the same order.
    if (!onlyNew) return now.length !== before.length || now.some((entry, index) => entry !== before[index]);
    const keys = new Set(before.map((entry) => entry.key));
    return now.some((entry) => !keys.has(entry.key));
  };
}

export const MODIFIED = "Collection was modified; enumeration operation may not execute.";
