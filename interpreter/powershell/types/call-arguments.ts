import type { Machine } from "../../machine/machine.js";
import { PsError } from "../../tools/script-error.js";
import type { Trace } from "../../values/source.js";
import { derive } from "../../values/unknowns.js";
import { Arr, NULL, type Plain, Str, TypeRef } from "../../values/value.js";
import { BindingError, shown, stopped } from "../errors/failures.js";
import { convertTo } from "./convert.js";
import { NUMERIC } from "./convert-number.js";
import type { Candidate, Overload } from "./overloads.js";
import { bare, toStr } from "./text.js";

/** Arguments as the parameters of the overload that was chosen take them. */

/** Whether a parameter takes a value that is not known. */
export function takesUnknown(overload: Overload, index: number): boolean {
  const parameter = overload.parameters[Math.min(index, overload.parameters.length - 1)];
  if (!parameter) return false;
  return /^(text|T|K|V|System\.Object)(\[\])?$/.test(parameter.type);
}

export function convertArguments(machine: Machine, candidate: Candidate, args: readonly Plain[], at: Trace | null): Plain[] {
  const parameters = candidate.overload.parameters;
  const converted = args.map((arg, index) =>
    convertArgument(machine, arg, candidate.types[index] as string, candidate.overload, index, at),
  );
  if (!candidate.expanded) return converted;
  const fixed = parameters.length - 1;
  const tail = converted.slice(fixed);
  const element = candidate.types[fixed] ?? "System.Object";
  const hole = /^(System\.Object|text)$/.test(element) ? undefined : tail.find((item) => item.kind === "unknown");
  return [...converted.slice(0, fixed), hole ?? new Arr(element === "text" ? "System.String" : element, tail)];
}

function convertArgument(machine: Machine, arg: Plain, type: string, overload: Overload, index: number, at: Trace | null): Plain {
  if (/^(text|System\.String)$/.test(type)) {
    // Of the two nulls, only the one that a script writes becomes an empty text.
    if (arg.kind === "null") return arg.automation ? NULL : new Str("", at);
    return arg.kind === "unknown" && type !== "text" && arg.parts === null && arg.type === null
      ? derive([arg], `str(${arg.symbol})`, "System.String", arg.trace)
      : toStr(machine, arg, null);
  }
  if (arg.kind === "null" && arg.automation && (NUMERIC.has(type) || type === "System.Boolean" || type === "System.Char"))
    throw stopped("System.ArgumentException", "Argument types do not match", at);
  if (type === "provider" && (arg.kind === "bool" || arg.kind === "char" || arg.kind === "enum"))
    throw badArgument(machine, arg, "System.IFormatProvider", overload, index, "Invalid cast.", at);
  if (type === "delegate" && arg.kind !== "block" && arg.kind !== "unknown" && arg.kind !== "null")
    throw badArgument(machine, arg, "System.Delegate", overload, index, "The value is no script block.", at);
  // A parameter takes nothing as $null.
  if (type === "System.Object" && arg.kind === "null") return NULL;
  if (type === "System.Object") return bare(arg);
  if (/^(delegate|list|comparer|provider)$/.test(type)) return arg;
  if (arg.kind === "null" && !NUMERIC.has(type) && type !== "System.Boolean" && type !== "System.Char") return arg;
  try {
    const target = new TypeRef(type === "text[]" ? "System.String[]" : type);
    return machine.plain(convertTo(machine, arg, target, "trace" in arg ? (arg.trace ?? at) : at));
  } catch (error) {
    if (!(error instanceof PsError)) throw error;
    throw badArgument(machine, arg, type, overload, index, error.message, at);
  }
}

function badArgument(
  machine: Machine,
  arg: Plain,
  type: string,
  overload: Overload,
  index: number,
  why: string,
  at: Trace | null,
): PsError {
  const text = toStr(machine, arg, null);
  const parameter = overload.parameters[Math.min(index, overload.parameters.length - 1)];
  return new BindingError(
    "MethodArgumentConversionInvalidCastArgument",
    `Cannot convert argument "${parameter?.name ?? ""}", with value: "${text.kind === "str" ? shown(arg, text.value) : ""}", for "${overload.name}" to type "${type}": "${why}"`,
    "System.Management.Automation.MethodException",
    at,
    "System.Management.Automation.PSInvalidCastException",
    why,
  );
}
