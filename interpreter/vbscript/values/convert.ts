/** Conversions of VBScript. What is not known gives an unknown; what cannot be converted throws error 13 or 94. */
import type { Machine } from "../../machine/machine.js";
import type { Trace } from "../../values/source.js";
import { joinTexts, type TextValue, traceOf } from "../../values/texts.js";
import { secretSymbol } from "../../values/unknowns.js";
import { Arr, Bool, EnumValue, Instance, Null, Num, type Plain, PsObject, Str, Unknown, type Value } from "../../values/value.js";
import { DateModel } from "./dates.js";
import { runtimeError } from "./error.js";
import { numberValue, parseNumber, roundHalfEven, textOfNumber } from "./numbers.js";
import { EMPTY, isNoObject } from "./objects.js";
import { retraced, symbolOf, truthQuestion } from "./unknowns.js";

export function isEmpty(value: Plain): boolean {
  return value instanceof Null && value.automation;
}

export function isNull(value: Plain): boolean {
  return value instanceof Null && !value.automation;
}

/** Models that know all their members, and so whether there is a default one. */
export interface WithDefault {
  /** Undefined: there is none. */
  defaultValue(self: Instance, at: Trace | null): Value | undefined;
}

function hasDefault(model: object): model is WithDefault {
  return "defaultValue" in model;
}

/** What an object is where a value is wanted: its default property. */
export function withoutObject(machine: Machine, value: Value, at: Trace | null): Plain {
  const plain = machine.plain(value);
  if (plain instanceof Instance && !(plain.model instanceof DateModel)) {
    if (isNoObject(plain)) throw runtimeError(91, at);
    const text = plain.model.text?.(plain);
    if (text !== undefined) return typeof text === "string" ? new Str(text, plain.trace ?? at) : text;
    const value = hasDefault(plain.model) ? plain.model.defaultValue(plain, at) : undefined;
    if (value !== undefined) return withoutObject(machine, value, at);
    if (hasDefault(plain.model)) throw runtimeError(438, at);
    return new Unknown("unmodelled", "the default property of an object", machine.freshSymbol("default"), at);
  }
  if (plain instanceof PsObject)
    return new Unknown("unmodelled", "the default property of an object", machine.freshSymbol("default"), at);
  return plain;
}

/** The text of a value; `Null` is an error unless it is joined by `&`. */
export function toText(machine: Machine, value: Value, at: Trace | null, ofNull: "error" | "empty" = "error"): TextValue {
  const plain = withoutObject(machine, value, at);
  switch (plain.kind) {
    case "str":
      return plain;
    case "unknown":
      return plain;
    case "null":
      if (plain.automation || ofNull === "empty") return new Str("", plain.trace ?? at);
      throw runtimeError(94, at);
    case "num":
      return new Str(textOfNumber(plain), plain.trace ?? at);
    case "bool":
      return new Str(plain.value ? "True" : "False", plain.trace ?? at);
    case "char":
      return new Str(String.fromCharCode(plain.code), plain.trace ?? at);
    case "enum":
      return new Str(plain.name, plain.trace ?? at);
    case "instance": {
      const text = plain.model.text?.(plain);
      if (typeof text === "string") return new Str(text, plain.trace ?? at);
      break;
    }
    default:
  }
  throw runtimeError(13, at);
}

/** The text of a value as one JavaScript string; null: not all of it is known. */
export function knownText(machine: Machine, value: Value, at: Trace | null): string | null {
  const text = toText(machine, value, at);
  return text instanceof Str ? text.value : null;
}

export function toNumber(machine: Machine, value: Value, at: Trace | null): number | Unknown {
  const plain = withoutObject(machine, value, at);
  switch (plain.kind) {
    case "num":
      return numberValue(plain);
    case "bool":
      return plain.value ? -1 : 0;
    case "null":
      if (plain.automation) return 0;
      throw runtimeError(94, at);
    case "unknown":
      return plain;
    case "str": {
      const number = parseNumber(plain.value);
      if (number === undefined) throw runtimeError(13, at);
      return number;
    }
    case "enum":
      return plain.value;
    case "char":
      return plain.code;
    case "instance":
      if (plain.model instanceof DateModel) return plain.model.serial;
      break;
    default:
  }
  throw runtimeError(13, at);
}

/** A whole number, rounded as VBScript does. */
export function toInteger(machine: Machine, value: Value, at: Trace | null): number | Unknown {
  const number = toNumber(machine, value, at);
  if (number instanceof Unknown) return number;
  const rounded = roundHalfEven(number);
  if (!Number.isFinite(rounded) || Math.abs(rounded) > 0xffffffff) throw runtimeError(6, at);
  return rounded;
}

/** A condition: what is not known is asked of the host. */
export function isTrue(machine: Machine, value: Value, at: Trace | null): boolean {
  const plain = withoutObject(machine, value, at);
  switch (plain.kind) {
    case "bool":
      return plain.value;
    case "null":
      return false;
    case "unknown":
      return machine.askWhether(...truthQuestion(plain));
    case "str": {
      const lower = plain.value.trim().toLowerCase();
      if (lower === "true" || lower === "false") return lower === "true";
      break;
    }
    default:
  }
  return toNumber(machine, plain, at) !== 0;
}

/** What `TypeName` gives. */
export function typeName(value: Plain): string {
  if (value instanceof Arr) return "Variant()";
  if (value instanceof Instance) return isNoObject(value) ? "Nothing" : comName(value.model.typeNames);
  if (value instanceof Null) return value === EMPTY || value.automation ? "Empty" : "Null";
  if (value instanceof Bool) return "Boolean";
  if (value instanceof Num) return NUMBER_NAMES.get(value.type) ?? "Double";
  if (value instanceof Str || value instanceof EnumValue) return "String";
  return value.kind === "object" ? "Object" : "String";
}

const NUMBER_NAMES: ReadonlyMap<string, string> = new Map([
  ["Byte", "Byte"],
  ["Int16", "Integer"],
  ["Int32", "Long"],
  ["Single", "Single"],
  ["Double", "Double"],
  ["Decimal", "Currency"],
]);

/** Names of interfaces as COM shows them, for types that are named otherwise here. */
const COM_NAMES: ReadonlyMap<string, string> = new Map([
  ["System.DirectoryServices.DirectoryEntry", "IADs"],
  ["System.Management.ManagementObject", "SWbemObjectEx"],
]);

function comName([first = "Object", second]: readonly string[]): string {
  // Of an object of COM .NET knows no more than that; its interface comes after.
  if (first === "System.__ComObject") return second === undefined || second.includes(".") ? "Object" : second;
  return COM_NAMES.get(first) ?? first;
}

/** The same value with another history. */
export function traced(value: Plain, trace: Trace): Plain {
  switch (value.kind) {
    case "str":
      return new Str(value.value, trace, value.secret);
    case "num":
      return new Num(value.type, value.value, trace, value.text);
    case "bool":
      return new Bool(value.value, trace);
    case "unknown":
      return retraced(value, trace);
    default:
      return value;
  }
}

/** An unknown that a function makes of others; equal arguments give the same unknown. */
export function derived(what: string, from: readonly Value[], at: Trace | null, type: string | null = null): Unknown {
  const unknown = from.find((value): value is Unknown => value instanceof Unknown);
  const secret = from.some((value) => (value instanceof Unknown || value instanceof Str) && value.secret);
  const symbol = `${what}(${from.map(symbolOf).join(",")})`;
  return new Unknown(
    unknown?.cause ?? "unmodelled",
    unknown?.why ?? `what ${what} gives`,
    secret ? secretSymbol(symbol) : symbol,
    at ?? traceOf(unknown),
    type,
    null,
    secret,
  );
}

export function joined(texts: readonly (string | TextValue)[], at: Trace | null): TextValue {
  return joinTexts(texts, at, "concatenated");
}
