import type { Machine } from "../../machine/machine.js";
import type { Trace } from "../../values/source.js";
import { ABSENT, type Absent, type Property, PsObject, type Value } from "../../values/value.js";

/** An object with fixed properties, as cmdlets return them; names are lower-cased for the table only. */
export function record(type: string, at: Trace | null, properties: Readonly<Record<string, Value>>): PsObject {
  const object = new PsObject([type, "System.Object"], at);
  for (const [name, value] of Object.entries(properties)) object.properties.set(name.toLowerCase(), { name, value });
  return object;
}

/** A property of an object in the world that is running; undefined: it has none of that name. */
export function propertyOf(machine: Machine, object: PsObject, name: string): Value | undefined {
  const found = object.properties.get(name.toLowerCase());
  if (found === undefined) return undefined;
  const property = machine.settled<Property | Absent>(found);
  return property === ABSENT ? undefined : property.value;
}
