import type { Machine } from "../../machine/machine.js";
import type { Arr, Plain, Value } from "../../values/value.js";
import { dictEntries } from "./dict.js";
import { dialectOf } from "./session-cells.js";

/**
 * Collections that .NET walks over as they are: a dictionary's keys, values and enumerator, and lists. One that changes between
 * two elements ends the walk with an exception.
 */

/** Elements of a list as they are now: those of a view are the dictionary's. */
export function itemsNow(machine: Machine, list: Arr): readonly Value[] {
  const { view } = list;
  return view?.pick ? dictEntries(machine, view.dict).map(view.pick) : machine.settled(list.items);
}

/** Tells whether a collection has changed since now; null: it is one that cannot change while it is walked over. */
export function watchOf(machine: Machine, collection: Plain): (() => boolean) | null {
  if (collection.kind !== "instance" && (collection.kind !== "arr" || collection.form !== "list")) return null;
  const dict = collection.view?.dict;
  if (dict === undefined) {
    if (collection.kind === "instance") return null;
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
