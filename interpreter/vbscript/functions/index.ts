/** The functions and constants of the language by name. */
import { CONSTANTS } from "./constants.js";
import { CONVERSION_FUNCTIONS } from "./conversions.js";
import { DATE_FUNCTIONS } from "./dates.js";
import type { BuiltIn } from "./function.js";
import { OBJECT_FUNCTIONS } from "./objects.js";
import { STRING_FUNCTIONS } from "./strings.js";

const FUNCTIONS: ReadonlyMap<string, BuiltIn> = new Map([
  ...STRING_FUNCTIONS,
  ...CONVERSION_FUNCTIONS,
  ...DATE_FUNCTIONS,
  ...OBJECT_FUNCTIONS,
  ...[...CONSTANTS].map(([name, value]): [string, BuiltIn] => [name, () => value]),
]);

/** By name in lower case; undefined: the language has no such function. */
export function builtin(key: string): BuiltIn | undefined {
  return FUNCTIONS.get(key);
}
