import { Alternatives } from "../../host/choice.js";
import type { Machine } from "../machine/machine.js";
import { numberText } from "./number.js";
import type { Trace } from "./source.js";
import { FALSE, type Plain, type Reach, Str, TRUE, Unknown, type Value } from "./value.js";

/** Working with values that are only partly known: names for them, texts with holes, questions about them. */

/** A canonical name of a value, for the symbols of what is derived from it. Secrets do not show. */
export function symbolOf(value: Value): string {
  if (value instanceof Alternatives) return `one-of(${value.choice.subject})`;
  switch (value.kind) {
    case "unknown":
      return value.symbol;
    case "str":
      return value.secret ? `secret#${secretNumber(value.value)}` : JSON.stringify(value.value);
    case "num":
      return numberText(value);
    case "bool":
      return value.value ? "$true" : "$false";
    case "char":
      return `[char]${value.code}`;
    case "null":
      return "$null";
    case "enum":
      return `${value.type}::${value.name}`;
    case "type":
      return `[${value.name}]`;
    case "block":
      return `block@${value.ast.start}`;
    case "instance": {
      // Values (versions, dates) are named by what they are: a new one each turn of a loop is the same in a question.
      const text = value.model.equals ? value.model.text?.(value) : undefined;
      if (text === undefined) return `instance#${value.birth}`;
      return `${value.model.typeNames[0] ?? ""}(${typeof text === "string" ? text : text.symbol})`;
    }
    default:
      return `${value.kind}#${value.birth}`;
  }
}

const secrets = new Map<string, number>();
let secretCount = 0;

/** Numbers are never given again: two secrets must not share a symbol. */
function secretNumber(text: string): number {
  let number = secrets.get(text);
  if (number === undefined) {
    if (secrets.size > 10_000) secrets.clear();
    secrets.set(text, (number = secretCount++));
  }
  return number;
}

/** How a value reads in a sentence. */
export function wording(value: Value): string {
  if (value instanceof Alternatives) return "a value that depends on the host";
  switch (value.kind) {
    case "unknown":
      if (value.parts) return `'${value.parts.map((part) => (typeof part === "string" ? part : "⟨…⟩")).join("")}'`;
      return `a value (${value.why})`;
    case "str":
      return value.secret ? "a secret" : `'${value.value.length > 60 ? `${value.value.slice(0, 57)}...` : value.value}'`;
    case "arr":
      return "a list";
    case "dict":
      return "a table";
    case "object":
    case "instance":
      return "an object";
    default:
      return symbolOf(value);
  }
}

/** An unknown that is computed from others: it has the cause and reason of the first that is unknown. */
export function derive(from: readonly Value[], symbol: string, type: string | null, at: Trace | null): Unknown {
  let first: Unknown | null = null;
  let secret = false;
  for (const value of from) {
    if (value instanceof Alternatives) continue;
    if (value.kind === "unknown") first ??= value;
    if ((value.kind === "unknown" || value.kind === "str") && value.secret) secret = true;
  }
  return new Unknown(first?.cause ?? "unmodelled", first?.why ?? "is not modelled", symbol, at, type, null, secret);
}

/** What the analysis does not model, with a name of its own so that equal questions agree. */
export function unmodelled(why: string, symbol: string, at: Trace | null, type: string | null = null): Unknown {
  return new Unknown("unmodelled", why, symbol, at, type);
}

export type Piece = string | Unknown;

/** Fragments of a text: one string when it is known; else what is known of it around its holes. */
export function pieces(text: Str | Unknown): readonly Piece[] {
  return text.kind === "str" ? [text.value] : (text.parts ?? [text]);
}

/** One text of fragments: neighbours merge, empty ones vanish. */
export function textOf(parts: readonly Piece[], at: Trace | null, secret = false): Str | Unknown {
  const only = parts[0];
  if (parts.length === 1 && typeof only === "object" && only.type === "System.String") {
    return only.trace === at && only.secret === (secret || only.secret)
      ? only
      : retraced(only, at ?? only.trace, secret || only.secret);
  }
  const merged: Piece[] = [];
  for (const part of parts) {
    if (part === "") continue;
    const last = merged[merged.length - 1];
    if (typeof part === "string" && typeof last === "string") merged[merged.length - 1] = last + part;
    else if (typeof part !== "string" && part.parts) merged.push(...part.parts);
    else merged.push(part);
  }
  if (merged.every((part): part is string => typeof part === "string")) return new Str(merged.join(""), at, secret);
  const holes = merged.filter((part): part is Unknown => typeof part !== "string");
  const hole = holes[0] as Unknown;
  const tainted = secret || holes.some((one) => one.secret);
  if (merged.length === 1 && hole.type === "System.String") {
    return hole.trace === at && hole.secret === tainted ? hole : retraced(hole, at ?? hole.trace, tainted);
  }
  const symbol =
    merged.length === 1
      ? `str(${hole.symbol})`
      : `text(${merged.map((part) => (typeof part === "string" ? JSON.stringify(part) : part.symbol)).join("+")})`;
  return new Unknown(hole.cause, hole.why, tainted ? secretSymbol(symbol) : symbol, at, "System.String", merged, tainted);
}

/** A symbol that does not show what it was made of. */
export function secretSymbol(symbol: string): string {
  return `secret#${secretNumber(symbol)}`;
}

/** The same unknown (also of a subclass that answers questions) with another trace. */
export function retraced(hole: Unknown, at: Trace | null, secret: boolean): Unknown {
  // Objects of one shape are what the engine is fast with.
  if (hole.constructor === Unknown) {
    return new Unknown(hole.cause, hole.why, hole.symbol, at, hole.type, hole.parts, secret, hole.reach);
  }
  const copy = Object.create(Object.getPrototypeOf(hole) as object) as Unknown;
  return Object.assign(copy, hole, { trace: at, secret });
}

/** The same unknown, as what came from something that is not modelled. */
export function reaching(value: Unknown, reach: Reach | null): Unknown {
  if (reach === null || value.reach !== null) return value;
  return new Unknown(value.cause, value.why, value.symbol, value.trace, value.type, value.parts, value.secret, reach);
}

/** Known length at least; 0 when nothing is known. */
export function knownLength(text: Str | Unknown): number {
  return pieces(text).reduce((sum, part) => sum + (typeof part === "string" ? part.length : 0), 0);
}

/** Whether a value is a text for sure. */
export function isText(value: Plain): value is Str | Unknown {
  return value.kind === "str" || (value.kind === "unknown" && (value.type === "System.String" || value.parts !== null));
}

/** A condition that only the host decides: true or false with the choice of that subject. Equal subjects are one choice. */
export function question(machine: Machine, subject: string, yes: string, no: string, negated = false): Value {
  const choice = machine.choice(subject, [yes, no]);
  return machine.now(new Alternatives<Plain>(choice, negated ? [FALSE, TRUE] : [TRUE, FALSE])) as Value;
}

/** Subject and outcomes of "is this unknown value true", the same for all who ask. */
export function truthQuestion(unknown: Unknown): readonly [string, string, string] {
  return [`true:${unknown.symbol}`, `${unknown.why} (taken as true)`, `${unknown.why} (taken as false)`];
}
