import { isPlainObject, type Problems, quoted, shown } from "./problems.js";

/**
 * What a value of an argument looks like: one check per type of value, put together to a shape per group of arguments. Types are checked
 * although TypeScript does: programs in JavaScript, and in languages that come through the schema, can give other values.
 */
export type Check = (found: Problems, path: string, value: unknown) => void;

/** One check for every argument of a group: the compiler names those that are missing or too many. */
export type Shape<T> = { readonly [Name in keyof Required<T>]: Check };

/** The argument must be there. All others may be absent. */
export function required(check: Check): Check {
  return (found, path, value) => {
    if (value === undefined || value === null || value === "") found.add(path, "is missing");
    else check(found, path, value);
  };
}

function optional(check: Check): Check {
  return (found, path, value) => {
    if (value !== undefined) check(found, path, value);
  };
}

/** A value that another resource may give, and so is not known yet. Only that it is text, when it is known. */
export const input: Check = optional((found, path, value) => {
  const known = typeof value !== "object" && typeof value !== "function";
  if ((known && typeof value !== "string") || value === null || Array.isArray(value))
    found.add(path, `is ${shown(value)}; expected text`);
  else if (value === "") found.add(path, "is empty; expected text");
});

/** As `input`; what it is shall not be shown. */
export const secret: Check = optional((found, path, value) => {
  if (value === null || Array.isArray(value) || !["string", "object", "function"].includes(typeof value))
    found.add(path, "is no text; expected a secret output such as pulumi.secret(...)");
});

export const flag: Check = optional((found, path, value) => {
  if (typeof value !== "boolean") found.add(path, `is ${shown(value)}; expected true or false`);
});

export function text(pattern: RegExp, expected: string): Check {
  return optional((found, path, value) => {
    if (typeof value !== "string" || !pattern.test(value)) found.add(path, `is ${shown(value)}; expected ${expected}`);
  });
}

/** Text that passes a test of its own. */
export function textThat(passes: (text: string) => boolean, expected: string): Check {
  return optional((found, path, value) => {
    if (typeof value !== "string" || !passes(value)) found.add(path, `is ${shown(value)}; expected ${expected}`);
  });
}

export function integer(minimum: number, maximum: number, what: string): Check {
  return optional((found, path, value) => {
    if (typeof value === "number" && Number.isInteger(value) && value >= minimum && value <= maximum) return;
    found.add(path, `is ${shown(value)}; expected ${what} from ${minimum} to ${maximum}`);
  });
}

export const port = integer(1, 65535, "a TCP port");

export function oneOf(values: Readonly<Record<string, string>>, name: string): Check {
  const allowed = Object.values(values);
  return optional((found, path, value) => {
    if (typeof value !== "string" || !allowed.includes(value))
      found.add(path, `is ${shown(value)}; expected one of ${name}: ${allowed.join(", ")}`);
  });
}

/** `unique` gives what must differ between entries; undefined leaves an entry out. */
export function listOf(
  check: Check,
  options: { readonly most: number; readonly least?: number; readonly unique?: (entry: unknown) => string | undefined },
): Check {
  const { most, least = 0, unique } = options;
  return optional((found, path, value) => {
    if (!Array.isArray(value)) {
      found.add(path, `is ${shown(value)}; expected a list`);
      return;
    }
    if (value.length > most) found.add(path, `has ${value.length} entries; expected at most ${most}`);
    if (value.length < least) found.add(path, `is empty; expected at least ${least === 1 ? "one entry" : `${least} entries`}`);
    const seen = new Set<string>();
    // One problem more than the limit would not help anybody.
    value.slice(0, most).forEach((entry: unknown, index) => {
      const at = `${path}[${index}]`;
      if (entry === undefined) found.add(at, "is undefined; expected a value");
      else check(found, at, entry);
      const id = unique?.(entry);
      if (id === undefined) return;
      if (seen.has(id)) found.add(at, `is ${quoted(id)}, which is in the list already; expected each once`);
      seen.add(id);
    });
  });
}

export const sameText = (entry: unknown): string | undefined =>
  typeof entry === "string" || typeof entry === "number" ? String(entry).toLowerCase() : undefined;

/** The entries' names must differ. */
export const sameName =
  (name: string) =>
  (entry: unknown): string | undefined =>
    isPlainObject(entry) && typeof entry[name] === "string" ? entry[name].toLowerCase() : undefined;

/** A group of arguments. What has no check is no argument. */
export function group<T>(shape: Shape<T>): Check {
  const names = Object.keys(shape);
  const checks = new Map<string, Check>(Object.entries(shape as Readonly<Record<string, Check>>));
  return optional((found, path, value) => {
    if (!isPlainObject(value)) {
      found.add(path, `is ${shown(value)}; expected a group of arguments`);
      return;
    }
    const below = (name: string): string => (path === "" ? name : `${path}.${name}`);
    for (const [name, check] of checks) check(found, below(name), value[name]);
    for (const name of Object.keys(value)) {
      if (checks.has(name) || value[name] === undefined) continue;
      // A name that is no identifier would make no path.
      const at = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? below(name) : path === "" ? "args" : path;
      found.add(
        at,
        `${at === below(name) ? "is" : `has ${quoted(name.slice(0, 100))}, which is`} no argument; ${expected(name, names)}`,
      );
    }
  });
}

function expected(name: string, names: readonly string[]): string {
  const near = names.find((other) => distance(name.toLowerCase().slice(0, 40), other.toLowerCase()) <= 2);
  return near === undefined ? `expected ${names.join(", ")}` : `did you mean ${near}?`;
}

/** Letters to change, add or leave out on the way from one word to the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const kept = (row[j - 1] as number) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(kept, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[to.length] as number;
}
