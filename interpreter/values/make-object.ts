import type { Trace } from "./source.js";
import { PsObject, type Value } from "./value.js";

/** An object with these properties, of a class that only has properties. */
export function makeObject(
  typeName: string,
  properties: readonly (readonly [name: string, value: Value])[],
  at: Trace | null,
): PsObject {
  const object = new PsObject([typeName, "System.Object"], at);
  for (const [name, value] of properties) object.properties.set(name.toLowerCase(), { name, value });
  return object;
}
