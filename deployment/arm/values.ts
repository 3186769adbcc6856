/** Values of template expressions: property values, with operations that keep what is known of a text around what is not. */

import { PartialText, type PropertyMap, type PropertyValue, Secret, Unknown } from "../graph.js";
import { isPropertyArray, isPropertyMap, reveal } from "../property-value.js";

const LARGEST = 8 << 20;

export function unknown(origin: string, cause: Unknown["cause"] = "input"): Unknown {
  return new Unknown(cause, origin, `template:${origin}`);
}

/** The texts one after the other; unknown parts stay holes, and one secret makes the whole a secret. */
export function joinTexts(values: readonly PropertyValue[]): PropertyValue {
  const parts: (string | Unknown)[] = [];
  let hidden = false;
  let size = 0;
  for (const given of values) {
    const { value, secret } = reveal(given);
    hidden ||= secret;
    for (const part of partsOf(value)) {
      if (typeof part === "string") size += part.length;
      if (size > LARGEST) return unknown("a text that is too long");
      const last = parts[parts.length - 1];
      if (typeof part === "string" && typeof last === "string") parts[parts.length - 1] = last + part;
      else if (part !== "") parts.push(part);
    }
  }
  const [only] = parts;
  const text = parts.length === 0 ? "" : parts.length === 1 && only !== undefined ? only : new PartialText(parts);
  return hidden ? new Secret(text) : text;
}

/** A value as the parts of a text. */
export function partsOf(value: PropertyValue): readonly (string | Unknown)[] {
  if (value instanceof PartialText) return value.parts;
  if (value instanceof Unknown) return [value];
  if (value instanceof Secret) return partsOf(value.value);
  if (value === null) return [];
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [String(value)];
  if (typeof value === "boolean") return [value ? "True" : "False"];
  return [toJson(value) ?? unknown("a value that is no text")];
}

/** JSON of a value that is known to its end. */
export function toJson(value: PropertyValue): string | undefined {
  const plain = plainOf(value);
  return plain === undefined ? undefined : JSON.stringify(plain);
}

function plainOf(value: PropertyValue): unknown {
  const bare = reveal(value).value;
  if (bare === null || typeof bare === "string" || typeof bare === "number" || typeof bare === "boolean") return bare;
  if (isPropertyArray(bare)) {
    const items = bare.map(plainOf);
    return items.includes(undefined) ? undefined : items;
  }
  if (isPropertyMap(bare)) {
    const entries = [...bare].map(([key, inner]) => [key, plainOf(inner)] as const);
    return entries.some(([, inner]) => inner === undefined) ? undefined : Object.fromEntries(entries);
  }
  return undefined;
}

/** A member by name, in any case as Azure compares them. */
export function memberOf(map: PropertyMap, name: string): PropertyValue | undefined {
  const exact = map.get(name);
  if (exact !== undefined) return exact;
  const lower = name.toLowerCase();
  for (const [key, value] of map) if (key.toLowerCase() === lower) return value;
  return undefined;
}

/** Cuts a text at a separator, through its unknown parts. */
export function splitText(value: PropertyValue, separator: string): PropertyValue[] {
  const { value: bare, secret } = reveal(value);
  const pieces: PropertyValue[][] = [[]];
  for (const part of partsOf(bare)) {
    if (typeof part !== "string") {
      pieces[pieces.length - 1]?.push(part);
      continue;
    }
    const [first = "", ...rest] = part.split(separator);
    pieces[pieces.length - 1]?.push(first);
    for (const one of rest) pieces.push([one]);
  }
  return pieces.map((piece) => joinTexts(secret ? piece.map((one) => new Secret(one)) : piece));
}

export function textOf(value: PropertyValue | undefined): string | undefined {
  if (value === undefined) return undefined;
  const bare = reveal(value).value;
  return typeof bare === "string" ? bare : typeof bare === "number" || typeof bare === "boolean" ? String(bare) : undefined;
}

/** A condition: undefined when nobody knows. */
export function truthOf(value: PropertyValue): boolean | undefined {
  const text = textOf(value)?.toLowerCase();
  return text === "true" ? true : text === "false" ? false : undefined;
}
