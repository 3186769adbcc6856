import { perKey } from "../../../host/cache.js";
import type { Machine } from "../../machine/machine.js";
import type { Handler, Signatures } from "../../tools/dotnet-type.js";
import type { Plain } from "../../values/value.js";
import { RANKS, rank, real, typeRank } from "./ranks.js";
import { ACCELERATORS } from "./type-table.js";
import { elementOf, typeNameOf } from "./types.js";

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

/** Overloads by lower-case name. Parsed on first use: most types of the table are never asked. */
export const overloadsOf = perKey((signatures: Signatures): ReadonlyMap<string, readonly Overload[]> => {
  const made = new Map<string, Overload[]>();
  for (const [text, handler] of Object.entries(signatures)) {
    const overload = parseSignature(text, handler);
    const key = overload.name.toLowerCase();
    const list = made.get(key);
    if (list) list.push(overload);
    else made.set(key, [overload]);
  }
  return made;
});

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

export interface Candidate {
  readonly overload: Overload;
  /** Type of each argument; with `expanded` the tail goes into the params array. */
  readonly types: readonly string[];
  readonly expanded: boolean;
  readonly ranks: readonly number[];
}

/** A way to take this number of arguments, with what each argument ranks; undefined: there is none. "unfit": an argument fits not. */
function candidate(overload: Overload, args: readonly Plain[], generic: readonly string[]): Candidate | "unfit" | undefined {
  const parameters = overload.parameters;
  const count = args.length;
  const last = parameters[parameters.length - 1];
  const variable = last?.isParams === true;
  if (count > parameters.length && !variable) return undefined;
  if (count < parameters.length) {
    const omitted = parameters.slice(count);
    const fits = variable && omitted.length === 1 ? true : omitted.every((parameter) => parameter.optional);
    if (!fits) return undefined;
  }
  const types: string[] = [];
  const ranks: number[] = [];
  let expanded = variable && count !== parameters.length;
  for (const [index, arg] of args.entries()) {
    const parameter = parameters[Math.min(index, parameters.length - 1)] as ParameterInfo;
    const type = closed(parameter.type, generic);
    if (!parameter.isParams) {
      types.push(type);
      ranks.push(rank(arg, type));
      continue;
    }
    const element = elementOf(type) ?? "System.Object";
    const single = rank(arg, element);
    const whole = expanded ? 0 : rank(arg, type);
    if (single > whole) expanded = true;
    types.push(expanded ? element : type);
    ranks.push(expanded ? single : whole);
  }
  return ranks.every((one) => one > 0) ? { overload, types, expanded, ranks } : "unfit";
}

/** A method without another one of its name takes its arguments as they are: only then do conversions that rank not at all happen. */
function onlyOne(overloads: readonly Overload[], args: readonly Plain[], generic: readonly string[]): Candidate | undefined {
  const [overload] = overloads;
  if (overload === undefined || overloads.length > 1 || overload.parameters.length !== args.length) return undefined;
  // Members of generic collections have a second one by their interface.
  if (overload.parameters.some((parameter) => parameter.isParams || parameter.optional || parameter.type === "T"))
    return undefined;
  const types = overload.parameters.map((parameter) => closed(parameter.type, generic));
  return { overload, types, expanded: false, ranks: [] };
}

/**
 * The overload that PowerShell takes; "count": none takes so many arguments; "none": the arguments fit none; "ambiguous": they fit
 * several equally well. `casts` are the types of arguments that are casts in the script: an overload with just these types is
 * preferred to all others.
 */
export function choose(
  _machine: Machine,
  overloads: readonly Overload[],
  args: readonly Plain[],
  generic: readonly string[],
  casts: readonly (string | null)[] | undefined = undefined,
): Candidate | "count" | "none" | "ambiguous" {
  const only = onlyOne(overloads, args, generic);
  if (only) return only;
  let candidates: Candidate[] = [];
  let counted = false;
  for (const overload of overloads) {
    const made = candidate(overload, args, generic);
    if (made === undefined) continue;
    counted = true;
    // An override hides the method of the base type.
    if (made !== "unfit" && !candidates.some((one) => sameParameters(one.overload, overload))) candidates.push(made);
  }
  if (!counted) return "count";
  if (candidates.length === 0) return "none";
  if (casts?.some((cast) => cast !== null)) {
    const asked = candidates.filter(({ overload }) =>
      casts.every((cast, index) => cast === null || overload.parameters[index]?.type === cast),
    );
    if (asked.length > 0) candidates = asked;
  }
  let best = candidates[0] as Candidate;
  let tied = false;
  for (const next of candidates.slice(1)) {
    const order = compare(next, best, args);
    if (order === 0) tied = true;
    else if (order > 0) {
      best = next;
      tied = false;
    }
  }
  return tied ? "ambiguous" : best;
}

function sameParameters(a: Overload, b: Overload): boolean {
  return (
    a.parameters.length === b.parameters.length &&
    a.parameters.every((parameter, index) => {
      const other = b.parameters[index] as ParameterInfo;
      return parameter.type === other.type && parameter.isParams === other.isParams;
    })
  );
}

/** Positive: a is better. Earlier arguments weigh more. */
function compare(a: Candidate, b: Candidate, args: readonly Plain[]): number {
  let score = 0;
  const count = a.ranks.length;
  a.ranks.forEach((value, index) => {
    const other = b.ranks[index] as number;
    const weight = count - index;
    if (value !== other) score += value > other ? weight : -weight;
    else if (value === RANKS.unrelatedArrays) score += weight * byElements(a, b, args[index] as Plain, index);
  });
  if (score !== 0) return score;
  score = byGenerality(a, b);
  if (score !== 0) return score;
  if (a.expanded && b.expanded) return a.overload.parameters.length > b.overload.parameters.length ? 1 : -1;
  if (a.expanded !== b.expanded) return a.expanded ? -1 : 1;
  // The same types: what is optional in the other one is left out.
  return a.types.every((type, index) => type === b.types[index])
    ? b.overload.parameters.length - a.overload.parameters.length
    : 0;
}

/** Of two arrays that the argument has to be made into, the one whose elements fit better. */
function byElements(a: Candidate, b: Candidate, arg: Plain, index: number): number {
  const own = effectiveElement(arg);
  const mine = elementOf(a.types[index] as string);
  const theirs = elementOf(b.types[index] as string);
  return own === null || mine === null || theirs === null ? 0 : Math.sign(typeRank(own, mine) - typeRank(own, theirs));
}

/** Elements of one type make an object[] count as an array of it. */
function effectiveElement(arg: Plain): string | null {
  if (arg.kind !== "arr") return null;
  if (arg.element !== "System.Object" || !Array.isArray(arg.items)) return arg.element;
  const names = new Set((arg.items as readonly Plain[]).map((item) => ("kind" in item ? typeNameOf(item) : "System.Object")));
  const [first] = names;
  return names.size === 1 && first !== undefined && first !== "null" ? first : "System.Object";
}

/** The most specific type where nothing is lost by the conversion, else the most general one. */
function byGenerality(a: Candidate, b: Candidate): number {
  let score = 0;
  let weight = a.ranks.length;
  for (let index = 0; index < a.ranks.length; index++, weight = Math.abs(weight) - 1) {
    const mine = a.ranks[index] as number;
    const theirs = b.ranks[index] as number;
    if (mine < RANKS.nullToValue || theirs < RANKS.nullToValue) continue;
    if (mine >= RANKS.numericImplicit !== theirs >= RANKS.numericImplicit) continue;
    if (mine >= RANKS.numericImplicit) weight = -weight;
    const [one, other] = [real(a.types[index] as string), real(b.types[index] as string)];
    const there = typeRank(one, other);
    const back = typeRank(other, one);
    if (there !== back) score += there < back ? weight : -weight;
  }
  return score;
}
