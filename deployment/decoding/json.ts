/** JSON text as property values. */

import type { PropertyValue } from "../graph.js";

const DEEPEST = 200;

/** The value of a JSON text; undefined when it is none. */
export function plainValue(text: string): PropertyValue | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
  return toPropertyValue(parsed);
}

/** What JSON, YAML and the like give, as a property value. Deeper than 200 levels nothing is read. */
export function toPropertyValue(value: unknown, depth = 0): PropertyValue {
  if (depth > DEEPEST) return null;
  if (Array.isArray(value)) return value.map((one) => toPropertyValue(one, depth + 1));
  if (value instanceof Map) return new Map([...value].map(([key, inner]) => [String(key), toPropertyValue(inner, depth + 1)]));
  if (typeof value === "object" && value !== null)
    return new Map(Object.entries(value).map(([key, inner]) => [key, toPropertyValue(inner, depth + 1)]));
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return null;
}
