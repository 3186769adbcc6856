import { Alternatives, sameGuarded } from "../../host/choice.js";
import { Arr, Bool, Char, Dict, EnumValue, HeapObject, Null, Num, PsObject, Str, TypeRef, Unknown } from "../values/value.js";

/** How deep two heap graphs are compared before they count as different. */
const MAXIMUM_DEPTH = 6;

/**
 * Whether two places hold the same thing for good: then two worlds that differ in nothing else are one world.
 * Not PowerShell's -eq: types and case count, and where a value came from does not. False negatives are safe.
 */
export function sameValue(a: unknown, b: unknown, since = 0, depth = 0): boolean {
  if (a === b) return true;
  // Objects that both branches could see before are shared with others: equal contents do not make them one.
  if (a instanceof HeapObject && (a.birth <= since || !(b instanceof HeapObject) || b.birth <= since)) return false;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return Object.is(a, b);
  if (a instanceof Alternatives || b instanceof Alternatives)
    return sameGuarded(a, b, (x, y) => sameValue(x, y, since, depth + 1));
  if (depth > MAXIMUM_DEPTH || a.constructor !== b.constructor) return false;
  if (a instanceof Str) return a.value === (b as Str).value && a.secret === (b as Str).secret;
  if (a instanceof Num) return a.type === (b as Num).type && sameNumber(a.value, (b as Num).value);
  if (a instanceof Bool) return a.value === (b as Bool).value;
  if (a instanceof Char) return a.code === (b as Char).code;
  if (a instanceof Null) return a.automation === (b as Null).automation;
  if (a instanceof Unknown) return a.symbol === (b as Unknown).symbol;
  if (a instanceof TypeRef) return a.name === (b as TypeRef).name && a.definition === (b as TypeRef).definition;
  if (a instanceof EnumValue) return a.type === (b as EnumValue).type && a.value === (b as EnumValue).value;
  if (a instanceof Arr) {
    const other = b as Arr;
    return (
      a.element === other.element &&
      a.form === other.form &&
      a.type === other.type &&
      sameItems(a.items, other.items, since, depth + 1)
    );
  }
  if (a instanceof Dict) return a.form === (b as Dict).form && sameTable(a.entries, (b as Dict).entries, since, depth + 1);
  if (a instanceof PsObject) {
    return (
      sameItems(a.typeNames, (b as PsObject).typeNames, since, depth + 1) &&
      sameTable(a.properties, (b as PsObject).properties, since, depth + 1)
    );
  }
  if (Array.isArray(a)) return sameItems(a, b as unknown[], since, depth + 1);
  if (Object.getPrototypeOf(a) === Object.prototype) {
    // Entries of dictionaries, properties of objects and rows of tables are small records.
    const x = a as Record<string, unknown>;
    const y = b as Record<string, unknown>;
    const keys = Object.keys(x);
    return keys.length === Object.keys(y).length && keys.every((key) => sameValue(x[key], y[key], since, depth + 1));
  }
  return false;
}

function sameItems(a: unknown, b: unknown, since: number, depth: number): boolean {
  if (a === b) return true;
  if (!Array.isArray(a) || !Array.isArray(b)) return sameValue(a, b, since, depth);
  return a.length === b.length && a.every((item, index) => sameValue(item, b[index], since, depth));
}

function sameTable(a: Map<string, unknown>, b: Map<string, unknown>, since: number, depth: number): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) if (!b.has(key) || !sameValue(value, b.get(key), since, depth)) return false;
  return true;
}

function sameNumber(a: unknown, b: unknown): boolean {
  if (typeof a === "object" && typeof b === "object" && a !== null && b !== null && "unscaled" in a && "unscaled" in b) {
    const x = a as { unscaled: bigint; scale: number };
    const y = b as { unscaled: bigint; scale: number };
    return x.unscaled === y.unscaled && x.scale === y.scale;
  }
  return Object.is(a, b);
}
