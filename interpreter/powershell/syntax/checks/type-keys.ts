import type { TypeName } from "../ast.js";

/** The name of a type for comparison: lower case, without `System.`. */
export function typeKey(type: TypeName): string {
  const name = type.name.toLowerCase();
  return name.startsWith("system.") ? name.slice("system.".length) : name;
}
