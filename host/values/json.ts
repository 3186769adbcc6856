/** JSON, and two-way codecs between JSON and the values that facts hold. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A document or a stored value does not have the shape it should have. */
export class ShapeError extends Error {
  constructor(
    /** Where, as a JSON pointer. */
    readonly pointer: string,
    /** What was expected there. */
    readonly expected: string,
  ) {
    super(`${pointer === "" ? "the value" : pointer}: expected ${expected}`);
    this.name = "ShapeError";
  }
}

/** How values of one type are compared, written and read. `decode` throws {@link ShapeError}. */
export interface Codec<T> {
  equal(a: T, b: T): boolean;
  encode(value: T): Json;
  decode(json: Json, pointer: string): T;
}

const identical = <T>(a: T, b: T): boolean => Object.is(a, b);

export const booleans: Codec<boolean> = {
  equal: identical,
  encode: (value) => value,
  decode: (json, pointer) => {
    if (typeof json !== "boolean") throw new ShapeError(pointer, "true or false");
    return json;
  },
};

export const numbers: Codec<number> = {
  equal: identical,
  encode: (value) => value,
  decode: (json, pointer) => {
    if (typeof json !== "number") throw new ShapeError(pointer, "a number");
    return json;
  },
};

export const texts: Codec<string> = {
  equal: identical,
  encode: (value) => value,
  decode: (json, pointer) => {
    if (typeof json !== "string") throw new ShapeError(pointer, "text");
    return json;
  },
};

/** Text that Windows compares without case. */
export const foldedTexts: Codec<string> = { ...texts, equal: (a, b) => a.toLowerCase() === b.toLowerCase() };

/** One of a closed set of words. */
export function oneOf<const T extends string>(...words: readonly T[]): Codec<T> {
  return {
    equal: identical,
    encode: (value) => value,
    decode: (json, pointer) => {
      const word = words.find((candidate) => candidate === json);
      if (word === undefined) throw new ShapeError(pointer, `one of ${words.join(", ")}`);
      return word;
    },
  };
}

export function nullable<T>(inner: Codec<T>): Codec<T | null> {
  return {
    equal: (a, b) => (a === null || b === null ? a === b : inner.equal(a, b)),
    encode: (value) => (value === null ? null : inner.encode(value)),
    decode: (json, pointer) => (json === null ? null : inner.decode(json, pointer)),
  };
}

export function listsOf<T>(inner: Codec<T>): Codec<readonly T[]> {
  return {
    equal: (a, b) => a.length === b.length && a.every((item, index) => inner.equal(item, b[index] as T)),
    encode: (value) => value.map((item) => inner.encode(item)),
    decode: (json, pointer) => {
      if (!Array.isArray(json)) throw new ShapeError(pointer, "a list");
      return json.map((item, index) => inner.decode(item as Json, `${pointer}/${index}`));
    },
  };
}

/** A codec for values that are JSON already; equality is structural. `check` throws {@link ShapeError}. */
export function shaped<T extends Json>(check: (json: Json, pointer: string) => T): Codec<T> {
  return {
    equal: (a, b) => canonicalJson(a) === canonicalJson(b),
    encode: (value) => value,
    decode: check,
  };
}

/** JSON text with sorted member names: equal values give equal text. */
export function canonicalJson(json: Json): string {
  if (json === null || typeof json !== "object") return JSON.stringify(json);
  if (Array.isArray(json)) return `[${json.map((item) => canonicalJson(item as Json)).join(",")}]`;
  const members = json as { readonly [name: string]: Json };
  return `{${Object.keys(members)
    .sort()
    .filter((name) => members[name] !== undefined)
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(members[name] as Json)}`)
    .join(",")}}`;
}
