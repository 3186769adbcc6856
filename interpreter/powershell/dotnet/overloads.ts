import type { Machine } from "../../machine.js";
import type { Plain } from "../../value.js";
import { NUMERIC } from "../convert-number.js";
import { isInteger, TYPE_ORDER } from "../number.js";
import { ACCELERATORS } from "../type-table.js";
import { derives, elementOf, genericParts, typeNameOf } from "../types.js";
import { ENUMS } from "./enums.js";
import type { Handler, Signatures } from "./net-type.js";

/** A parsed signature. */
export interface Overload {
  readonly name: string;
  readonly parameters: readonly ParameterInfo[];
  readonly returns: string;
  readonly handler: Handler;
}

export interface ParameterInfo {
  readonly type: string;
  readonly name: string;
  readonly isParams: boolean;
  readonly optional: boolean;
}

const parsed = new WeakMap<Signatures, ReadonlyMap<string, readonly Overload[]>>();

/** Overloads by lower-case name. Parsed on first use: most types of the table are never asked. */
export function overloadsOf(signatures: Signatures): ReadonlyMap<string, readonly Overload[]> {
  let map = parsed.get(signatures);
  if (!map) {
    const made = new Map<string, Overload[]>();
    for (const [text, handler] of Object.entries(signatures)) {
      const overload = parseSignature(text, handler);
      const key = overload.name.toLowerCase();
      const list = made.get(key);
      if (list) list.push(overload);
      else made.set(key, [overload]);
    }
    map = made;
    parsed.set(signatures, map);
  }
  return map;
}

function parseSignature(text: string, handler: Handler): Overload {
  const open = text.indexOf("(");
  const close = text.lastIndexOf(")");
  const list = text.slice(open + 1, close).trim();
  return {
    name: text.slice(0, open).trim(),
    parameters: list === "" ? [] : splitParameters(list).map(parseParameter),
    returns: fullName(text.slice(close + 1).trim() || "void"),
    handler,
  };
}

function splitParameters(list: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index <= list.length; index++) {
    const char = list[index];
    if (char === "[") depth++;
    else if (char === "]") depth--;
    else if (char === undefined || (char === "," && depth === 0)) {
      parts.push(list.slice(start, index).trim());
      start = index + 1;
    }
  }
  return parts;
}

function parseParameter(text: string): ParameterInfo {
  const isParams = text.startsWith("params ");
  const words = (isParams ? text.slice(7) : text).split(" ");
  const type = words[0] as string;
  const optional = type.endsWith("?");
  return { type: fullName(optional ? type.slice(0, -1) : type), name: words[1] ?? "value", isParams, optional };
}

/** Names with a meaning of their own in signatures. */
const OWN_NAMES: ReadonlySet<string> = new Set(["text", "T", "K", "V", "delegate", "list", "comparer", "provider"]);

export function fullName(type: string): string {
  if (OWN_NAMES.has(type)) return type;
  const element = elementOf(type);
  if (element !== null) return `${fullName(element)}${type.slice(element.length)}`;
  return ACCELERATORS.get(type) ?? type;
}

/** Replaces `T`, `K`, `V` by the arguments of the generic type. */
export function closed(type: string, generic: readonly string[]): string {
  if (type === "T" || type === "K") return generic[0] ?? "System.Object";
  if (type === "V") return generic[1] ?? "System.Object";
  const element = elementOf(type);
  return element === null ? type : `${closed(element, generic)}${type.slice(element.length)}`;
}

// ---------------------------------------------------------------- the best overload

/** How well a conversion fits; the scale of PowerShell's own overload resolution (higher is better). 0: not at all. */
const IDENTITY = 0x11f;
const STRING_TO_CHARS = 0x11a;
const ASSIGNABLE = 0x10f;
const NUMERIC_IMPLICIT = 0xff;
const NUMERIC_STRING = 0xef;
const NUMERIC_EXPLICIT = 0xcf;
const NULL_TO_REFERENCE = 0xbf;
const NULL_TO_VALUE = 0xaf;
const LANGUAGE = 0x9f;
const PARSE = 0x7f;
const CONSTRUCTOR = 0x6f;
const CONVERTIBLE = 0x3f;
const TO_STRING = 0x1f;
const UNRELATED_ARRAYS = 0x0f;
const SCALAR_TO_ARRAY = 8;

const TEXT_PARSED =
  /^System\.(DateTime|DateTimeOffset|TimeSpan|Guid|Version|Net\.IPAddress|Uri|Text\.RegularExpressions\.Regex|Globalization\.CultureInfo)$/;

function widens(from: string, to: string): boolean {
  const a = NUMERIC.get(from);
  const b = NUMERIC.get(to);
  if (!a || !b) return false;
  if (b === "Double") return a !== "Decimal" && a !== "BigInteger";
  if (b === "Single") return isInteger(a) && a !== "BigInteger";
  if (b === "Decimal") return isInteger(a) && a !== "BigInteger";
  if (!isInteger(b) || !isInteger(a)) return false;
  const unsigned = (type: string): boolean => type.startsWith("U") || type === "Byte";
  if (unsigned(b)) return unsigned(a) && TYPE_ORDER.indexOf(a) < TYPE_ORDER.indexOf(b);
  return TYPE_ORDER.indexOf(a) < TYPE_ORDER.indexOf(b);
}

export function rank(value: Plain, type: string): number {
  if (type === "text") return rank(value, "System.String");
  if (type === "list" || type === "comparer" || type === "provider")
    return value.kind === "str" || value.kind === "num" || value.kind === "bool" ? 0 : ASSIGNABLE;
  if (type === "delegate") return value.kind === "block" ? ASSIGNABLE : value.kind === "unknown" ? CONVERTIBLE : 0;
  if (value.kind === "null") {
    if (type === "System.Object") return NULL_TO_REFERENCE + 1;
    return NUMERIC.has(type) || type === "System.Boolean" || type === "System.Char" || ENUMS.has(type)
      ? NULL_TO_VALUE
      : NULL_TO_REFERENCE;
  }
  const own = value.kind === "unknown" ? (value.type ?? (value.parts ? "System.String" : null)) : typeNameOf(value);
  if (own === null) return type === "System.Object" ? ASSIGNABLE : LANGUAGE;
  if (own === type) return IDENTITY;
  if (type === "System.Object") return ASSIGNABLE;
  if (value.kind === "instance" && value.model.typeNames.includes(type)) return ASSIGNABLE;
  if (own === "System.RuntimeType" && type === "System.Type") return ASSIGNABLE;
  const element = elementOf(type);
  if (element !== null) return arrayRank(value, own, element);
  if (derives(own, type) === true) return ASSIGNABLE;
  if (NUMERIC.has(own) && NUMERIC.has(type)) {
    if (!widens(own, type)) return NUMERIC_EXPLICIT;
    return NUMERIC.get(type) === "Decimal" ? NUMERIC_IMPLICIT + 1 : NUMERIC_IMPLICIT;
  }
  if (type === "System.String") return value.kind === "char" ? LANGUAGE : TO_STRING;
  if (type === "System.Boolean") return value.kind === "num" || value.kind === "str" ? LANGUAGE : CONVERTIBLE;
  if (NUMERIC.has(type)) {
    if (own === "System.String") return NUMERIC_STRING;
    if (value.kind === "bool" || value.kind === "char" || value.kind === "enum") return CONVERTIBLE;
    return value.kind === "unknown" ? LANGUAGE : 0;
  }
  if (type === "System.Char") return own === "System.String" ? LANGUAGE : NUMERIC.has(own) ? CONVERTIBLE : 0;
  if (ENUMS.has(type)) return own === "System.String" || NUMERIC.has(own) ? LANGUAGE : 0;
  if (type === "System.Type") return own === "System.String" ? LANGUAGE : 0;
  if (TEXT_PARSED.test(type) && own === "System.String") return PARSE;
  if (
    value.kind === "block" &&
    /^System\.(Func|Action|Predicate|Comparison|Converter|Text\.RegularExpressions\.MatchEvaluator)/.test(type)
  )
    return LANGUAGE;
  if (genericParts(type) && value.kind === "arr") return CONSTRUCTOR;
  if (value.kind === "unknown") return CONVERTIBLE;
  return type === "System.Security.Principal.SecurityIdentifier" && own === "System.String" ? CONSTRUCTOR : 0;
}

function arrayRank(value: Plain, own: string, element: string): number {
  if (own === "System.String" && element === "System.Char") return STRING_TO_CHARS;
  if (value.kind === "arr") return derives(own, `${element}[]`) === true ? ASSIGNABLE : UNRELATED_ARRAYS;
  if (value.kind === "unknown" && (own.endsWith("[]") || own === "System.Object")) return UNRELATED_ARRAYS;
  const inner = rank(value, element);
  return inner > SCALAR_TO_ARRAY ? inner - SCALAR_TO_ARRAY : 0;
}

export interface Candidate {
  readonly overload: Overload;
  /** Type of each argument; with `expanded` the tail goes into the params array. */
  readonly types: readonly string[];
  readonly expanded: boolean;
  readonly ranks: readonly number[];
}

/** All ways an overload takes this number of arguments. */
function shapes(overload: Overload, count: number, generic: readonly string[]): { types: string[]; expanded: boolean }[] {
  const parameters = overload.parameters;
  const required = parameters.filter((parameter) => !parameter.optional && !parameter.isParams).length;
  const result: { types: string[]; expanded: boolean }[] = [];
  if (count >= required && count <= parameters.length) {
    const isFull = count === parameters.length || parameters.slice(count).every((parameter) => parameter.optional);
    if (isFull)
      result.push({ types: parameters.slice(0, count).map((parameter) => closed(parameter.type, generic)), expanded: false });
  }
  const last = parameters[parameters.length - 1];
  if (last?.isParams && count >= parameters.length - 1) {
    const element = elementOf(closed(last.type, generic)) ?? "System.Object";
    const types = parameters.slice(0, -1).map((parameter) => closed(parameter.type, generic));
    while (types.length < count) types.push(element);
    result.push({ types, expanded: true });
  }
  return result;
}

/** The overload that PowerShell takes; "count": none takes so many arguments; "none": the arguments fit none. */
export function choose(
  _machine: Machine,
  overloads: readonly Overload[],
  args: readonly Plain[],
  generic: readonly string[],
): Candidate | "count" | "none" {
  const candidates: Candidate[] = [];
  let counted = false;
  for (const overload of overloads) {
    for (const shape of shapes(overload, args.length, generic)) {
      counted = true;
      const ranks = args.map((arg, index) => rank(arg, shape.types[index] as string));
      if (ranks.every((value) => value > 0)) candidates.push({ overload, types: shape.types, expanded: shape.expanded, ranks });
    }
  }
  if (!counted) return "count";
  if (candidates.length === 0) return "none";
  return candidates.reduce((best, next) => (compare(next, best) > 0 ? next : best));
}

/** Positive: a is better. Earlier arguments weigh more. */
function compare(a: Candidate, b: Candidate): number {
  let score = 0;
  a.ranks.forEach((value, index) => {
    const other = b.ranks[index] as number;
    const weight = a.ranks.length - index;
    if (value !== other) score += value > other ? weight : -weight;
  });
  if (score !== 0) return score;
  if (a.expanded !== b.expanded) return a.expanded ? -1 : 1;
  let specific = 0;
  a.types.forEach((type, index) => {
    specific += specificity(type, b.types[index] as string);
  });
  if (specific !== 0) return specific;
  return b.overload.parameters.length - a.overload.parameters.length;
}

/** Positive: the first type is the more specific one. */
function specificity(a: string, b: string): number {
  if (a === b) return 0;
  if (elementOf(a) !== null && elementOf(b) !== null) return specificity(elementOf(a) as string, elementOf(b) as string);
  if (widens(a, b)) return 1;
  if (widens(b, a)) return -1;
  if (derives(a, b) === true) return 1;
  if (derives(b, a) === true) return -1;
  return 0;
}
