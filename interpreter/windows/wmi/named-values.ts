// Values by name, as cmdlets take them in a hashtable: properties of an instance, arguments of a method.
import type { Machine } from "../../machine/machine.js";
import { scalarText } from "../../values/scalar-conversions.js";
import { Dict, type Plain, type Value } from "../../values/value.js";

/** A hashtable's entries by name in lower case; undefined: it is not known. */
export function namedValues(machine: Machine, value: Plain | undefined): Map<string, Value> | undefined {
  const found = new Map<string, Value>();
  if (value === undefined || value.kind === "null") return found;
  if (!(value instanceof Dict)) return undefined;
  for (const guarded of value.entries.values()) {
    const entry = machine.settled(guarded);
    if (typeof entry !== "object") continue;
    const key = scalarText(machine, entry.key);
    if (typeof key !== "string") return undefined;
    found.set(key.toLowerCase(), entry.value);
  }
  return found;
}
