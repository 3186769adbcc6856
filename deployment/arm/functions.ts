/** The functions of the template language, but for those that look at the template itself. */

import { plainValue } from "../decoding/json.js";
import type { PropertyMap, PropertyValue } from "../graph.js";
import { Secret } from "../graph.js";
import { containsSecret, containsUnknown, isPropertyArray, isPropertyMap, reveal } from "../property-value.js";
import { joinTexts, memberOf, splitText, textOf, toJson, truthOf, unknown } from "./values.js";

export type Function = (args: readonly PropertyValue[]) => PropertyValue;

const LONGEST_RANGE = 10_000;

const text = (value: PropertyValue | undefined) => textOf(value);
const number = (value: PropertyValue | undefined) => {
  const found = text(value);
  return found === undefined || Number.isNaN(Number(found)) ? undefined : Number(found);
};
const list = (value: PropertyValue | undefined) => {
  const bare = value === undefined ? undefined : reveal(value).value;
  return isPropertyArray(bare) ? bare : undefined;
};
const map = (value: PropertyValue | undefined) => {
  const bare = value === undefined ? undefined : reveal(value).value;
  return isPropertyMap(bare) ? bare : undefined;
};

/** A function of known texts; not known as soon as one of them is not. */
function ofTexts(name: string, run: (...texts: string[]) => PropertyValue): Function {
  return (args) => {
    const texts = args.map(text);
    return texts.every((one) => one !== undefined) ? run(...(texts as string[])) : unknown(`${name}()`);
  };
}

function ofNumbers(name: string, run: (a: number, b: number) => number): Function {
  return (args) => {
    const [a, b] = [number(args[0]), number(args[1])];
    return a === undefined || b === undefined ? unknown(`${name}()`) : run(a, b);
  };
}

function compared(name: string, run: (order: number) => boolean): Function {
  return ([a, b]) => {
    const [x, y] = [number(a), number(b)];
    if (x !== undefined && y !== undefined) return run(x - y);
    const [s, t] = [text(a), text(b)];
    return s === undefined || t === undefined ? unknown(`${name}()`) : run(s < t ? -1 : s > t ? 1 : 0);
  };
}

function same(a: PropertyValue | undefined, b: PropertyValue | undefined): boolean | undefined {
  const [x, y] = [toJson(a ?? null), toJson(b ?? null)];
  // Texts are compared as they are; `equals` of Azure folds nothing.
  return x === undefined || y === undefined ? undefined : x === y;
}

/** `format('{0}-{1:D2}', ...)`: .NET's, with the forms that templates use. */
function format(args: readonly PropertyValue[]): PropertyValue {
  const pattern = text(args[0]);
  if (pattern === undefined) return unknown("format()");
  const parts: PropertyValue[] = [];
  let from = 0;
  for (const found of pattern.matchAll(/\{\{|\}\}|\{(\d+)(?:,-?\d+)?(?::([^}]*))?\}/g)) {
    parts.push(pattern.slice(from, found.index));
    from = found.index + found[0].length;
    if (found[1] === undefined) parts.push(found[0].slice(0, 1));
    else parts.push(formatted(args[Number(found[1]) + 1] ?? null, found[2]));
  }
  return joinTexts([...parts, pattern.slice(from)]);
}

function formatted(value: PropertyValue, form: string | undefined): PropertyValue {
  const digits = /^[Dd](\d+)$/.exec(form ?? "")?.[1] ?? (/^0+$/.test(form ?? "") ? String(form?.length) : undefined);
  const known = number(value);
  return digits !== undefined && known !== undefined ? String(known).padStart(Number(digits), "0") : value;
}

function length(args: readonly PropertyValue[]): PropertyValue {
  const items = list(args[0]);
  if (items) return items.length;
  const members = map(args[0]);
  if (members) return members.size;
  return text(args[0])?.length ?? unknown("length()");
}

function contains(args: readonly PropertyValue[]): PropertyValue {
  const key = text(args[1]);
  const members = map(args[0]);
  if (key === undefined) return unknown("contains()");
  if (members) return memberOf(members, key) !== undefined;
  const items = list(args[0]);
  if (items) {
    if (items.some((one) => text(one) === key)) return true;
    return items.some(containsUnknown) ? unknown("contains()") : false;
  }
  const whole = text(args[0]);
  return whole === undefined ? unknown("contains()") : whole.toLowerCase().includes(key.toLowerCase());
}

function union(args: readonly PropertyValue[]): PropertyValue {
  if (args.every((one) => list(one))) {
    const all = args.flatMap((one) => [...(list(one) ?? [])]);
    return all.filter((one, index) => all.findIndex((other) => same(one, other) === true) === index || containsUnknown(one));
  }
  if (!args.every((one) => map(one))) return unknown("union()");
  const merged = new Map<string, PropertyValue>();
  for (const one of args)
    for (const [key, value] of map(one) ?? []) {
      const before = merged.get(key);
      merged.set(key, before !== undefined && map(before) && map(value) ? union([before, value]) : value);
    }
  return merged;
}

function concat(args: readonly PropertyValue[]): PropertyValue {
  if (args.some((one) => list(one)))
    return args.every((one) => list(one)) ? args.flatMap((one) => [...(list(one) ?? [])]) : unknown("concat()");
  return joinTexts(args);
}

/** Marked as a secret where what it was made from was. */
function keeping(made: PropertyValue, args: readonly PropertyValue[]): PropertyValue {
  return args.some(containsSecret) && !(made instanceof Secret) ? new Secret(made) : made;
}

function slice(
  args: readonly PropertyValue[],
  name: string,
  cut: (items: string | readonly PropertyValue[], count: number) => PropertyValue,
): PropertyValue {
  const count = number(args[1]);
  const items = list(args[0]) ?? text(args[0]);
  return count === undefined || items === undefined ? unknown(`${name}()`) : cut(items, count);
}

function createObject(args: readonly PropertyValue[]): PropertyMap {
  const made = new Map<string, PropertyValue>();
  for (let index = 0; index + 1 < args.length; index += 2) {
    const key = text(args[index]);
    if (key !== undefined) made.set(key, args[index + 1] as PropertyValue);
  }
  return made;
}

const TABLE: Readonly<Record<string, Function>> = {
  concat,
  format,
  union,
  contains,
  length,
  createarray: (args) => [...args],
  createobject: createObject,
  array: ([value = null]) => (list(value) ? value : [value]),
  base64: ofTexts("base64", (one) => Buffer.from(one, "utf8").toString("base64")),
  base64tostring: ofTexts("base64ToString", (one) => Buffer.from(one, "base64").toString("utf8")),
  base64tojson: ofTexts(
    "base64ToJson",
    (one) => plainValue(Buffer.from(one, "base64").toString("utf8")) ?? unknown("base64ToJson()"),
  ),
  uricomponent: ofTexts("uriComponent", encodeURIComponent),
  uricomponenttostring: ofTexts("uriComponentToString", (one) => {
    try {
      return decodeURIComponent(one);
    } catch {
      return one;
    }
  }),
  uri: ([base, path]) => {
    const [known, tail] = [text(base), text(path)];
    if (known === undefined || tail === undefined)
      return joinTexts([base ?? "", known?.endsWith("/") === false ? "/" : "", path ?? ""]);
    try {
      return new URL(tail, known).href;
    } catch {
      return `${known}${tail}`;
    }
  },
  json: ofTexts("json", (one) => plainValue(one) ?? unknown("json()")),
  string: ([value = null]) => (list(value) || map(value) ? (toJson(value) ?? unknown("string()")) : joinTexts([value])),
  int: ([value = null]) => number(value) ?? unknown("int()"),
  bool: ([value = null]) => truthOf(value) ?? (number(value) === undefined ? unknown("bool()") : number(value) !== 0),
  tolower: ([value = ""]) => mapText(value, (one) => one.toLowerCase()),
  toupper: ([value = ""]) => mapText(value, (one) => one.toUpperCase()),
  trim: ofTexts("trim", (one) => one.trim()),
  replace: ([value = "", from = "", to = ""]) => {
    const [old, replacement] = [text(from), text(to)];
    if (old === undefined || old === "") return unknown("replace()");
    if (replacement === undefined) return joinTexts(between(splitText(value, old), to));
    return mapText(value, (one) => one.replaceAll(old, replacement));
  },
  split: ([value = "", by = ""]) => {
    const separators = list(by)?.map(text) ?? [text(by)];
    const [first] = separators;
    return first === undefined || separators.length > 1 ? unknown("split()") : splitText(value, first);
  },
  join: ([value = [], by = ""]) => {
    const items = list(value);
    return items ? joinTexts(between(items, by)) : unknown("join()");
  },
  startswith: ofTexts("startsWith", (one, other) => one.toLowerCase().startsWith(other.toLowerCase())),
  endswith: ofTexts("endsWith", (one, other) => one.toLowerCase().endsWith(other.toLowerCase())),
  indexof: ofTexts("indexOf", (one, other) => one.toLowerCase().indexOf(other.toLowerCase())),
  lastindexof: ofTexts("lastIndexOf", (one, other) => one.toLowerCase().lastIndexOf(other.toLowerCase())),
  padleft: ofTexts("padLeft", (one, width, letter = " ") => one.padStart(Math.min(Number(width), 10_000), letter)),
  substring: ofTexts("substring", (one, start, count) =>
    one.slice(Number(start), count === undefined ? undefined : Number(start) + Number(count)),
  ),
  take: (args) =>
    slice(args, "take", (items, count) =>
      typeof items === "string" ? items.slice(0, Math.max(0, count)) : items.slice(0, Math.max(0, count)),
    ),
  skip: (args) =>
    slice(args, "skip", (items, count) =>
      typeof items === "string" ? items.slice(Math.max(0, count)) : items.slice(Math.max(0, count)),
    ),
  first: ([value]) => list(value)?.[0] ?? text(value)?.slice(0, 1) ?? unknown("first()"),
  last: ([value]) => list(value)?.at(-1) ?? text(value)?.slice(-1) ?? unknown("last()"),
  range: ([start, count]) => {
    const [from, size] = [number(start), number(count)];
    if (from === undefined || size === undefined || size > LONGEST_RANGE) return unknown("range()");
    return Array.from({ length: Math.max(0, size) }, (_, index) => from + index);
  },
  empty: ([value = null]) => {
    if (reveal(value).value === null) return true;
    const size = length([value]);
    return typeof size === "number" ? size === 0 : unknown("empty()");
  },
  coalesce: (args) => args.find((one) => reveal(one).value !== null) ?? null,
  items: ([value]) => {
    const members = map(value);
    return members
      ? [...members].map(
          ([key, inner]) =>
            new Map<string, PropertyValue>([
              ["key", key],
              ["value", inner],
            ]),
        )
      : unknown("items()");
  },
  objectkeys: ([value]) => (map(value) ? [...(map(value) as PropertyMap).keys()] : unknown("objectKeys()")),
  flatten: ([value]) =>
    list(value) ? (list(value) as readonly PropertyValue[]).flatMap((one) => [...(list(one) ?? [one])]) : unknown("flatten()"),
  intersection: (args) => {
    const [first, ...rest] = args.map(list);
    if (!first || rest.some((one) => !one)) return unknown("intersection()");
    return first.filter((one) => rest.every((other) => other?.some((two) => same(one, two) === true)));
  },
  shallowmerge: ([value]) => union(list(value) ?? []),
  equals: ([a, b]) => same(a, b) ?? unknown("equals()"),
  not: ([value = null]) => (truthOf(value) === undefined ? unknown("not()") : !truthOf(value)),
  and: (args) =>
    args.some((one) => truthOf(one) === false) ? false : args.every((one) => truthOf(one) === true) ? true : unknown("and()"),
  or: (args) =>
    args.some((one) => truthOf(one) === true) ? true : args.every((one) => truthOf(one) === false) ? false : unknown("or()"),
  true: () => true,
  false: () => false,
  null: () => null,
  less: compared("less", (order) => order < 0),
  lessorequals: compared("lessOrEquals", (order) => order <= 0),
  greater: compared("greater", (order) => order > 0),
  greaterorequals: compared("greaterOrEquals", (order) => order >= 0),
  add: ofNumbers("add", (a, b) => a + b),
  sub: ofNumbers("sub", (a, b) => a - b),
  mul: ofNumbers("mul", (a, b) => a * b),
  div: ofNumbers("div", (a, b) => Math.trunc(a / b)),
  mod: ofNumbers("mod", (a, b) => a % b),
  min: (args) => extreme("min", args, Math.min),
  max: (args) => extreme("max", args, Math.max),
  datauri: ofTexts("dataUri", (one) => `data:text/plain;charset=utf8;base64,${Buffer.from(one).toString("base64")}`),
};

function extreme(name: string, args: readonly PropertyValue[], run: (...numbers: number[]) => number): PropertyValue {
  const numbers = (list(args[0]) ?? args).map(number);
  return numbers.length > 0 && numbers.every((one) => one !== undefined) ? run(...(numbers as number[])) : unknown(`${name}()`);
}

function mapText(value: PropertyValue, run: (text: string) => string): PropertyValue {
  const known = text(value);
  if (known !== undefined) return run(known);
  const parts = splitText(value, "\u0000");
  return parts.length === 1 && !list(value) && !map(value) ? partwise(value, run) : unknown("a text");
}

function partwise(value: PropertyValue, run: (text: string) => string): PropertyValue {
  const { value: bare } = reveal(value);
  return typeof bare === "object" && bare !== null && "parts" in bare
    ? joinTexts(bare.parts.map((one) => (typeof one === "string" ? run(one) : one)))
    : value;
}

function between(items: readonly PropertyValue[], separator: PropertyValue): PropertyValue[] {
  return items.flatMap((one, index) => (index === 0 ? [one] : [separator, one]));
}

const FUNCTIONS: ReadonlyMap<string, Function> = new Map(Object.entries(TABLE));

/** Undefined: no function of this name. */
export function pureFunction(name: string): Function | undefined {
  const run = FUNCTIONS.get(name);
  return run && ((args) => keeping(run(args), args));
}
