/** Functions that convert values and tell what they are. */
import { Arr, Bool, bool, Instance, int, NULL, Num, type Plain, Str, Unknown, type Value } from "../../values/value.js";
import { derived, isEmpty, isNull, isTrue, toNumber, typeName } from "../values/convert.js";
import { DateModel, dateValue, parseDate } from "../values/dates.js";
import { double, numberOf, parseNumber, roundHalfEven } from "../values/numbers.js";
import { sizesOf, VbArray } from "../values/objects.js";
import { argument, type BuiltIn, type FunctionCall, fails, integer, number, open, plain, result, text } from "./function.js";

function toWhole(type: "Byte" | "Int16" | "Int32", least: number, most: number): BuiltIn {
  return (call) => {
    const value = number(call, 0);
    if (value instanceof Unknown) return retyped(call, value, `System.${type}`);
    const rounded = roundHalfEven(value);
    if (rounded < least || rounded > most) throw fails(call, 6);
    return new Num(type, rounded, call.at);
  };
}

/** The same unknown as a number: a text and the number made of it answer alike. */
function retyped(call: FunctionCall, value: Unknown, type: string): Value {
  return value.type === type || (value.parts === null && value.type !== "System.String")
    ? value
    : derived("number", [value], call.at, type);
}

function toDouble(call: FunctionCall): Value {
  const value = number(call, 0);
  return value instanceof Unknown ? retyped(call, value, "System.Double") : double(value, call.at);
}

function toDate(call: FunctionCall): Value {
  const value = plain(call, 0);
  if (value instanceof Unknown) return open(call, "System.DateTime");
  if (value instanceof Instance) return value;
  const serial = value instanceof Str ? parseDate(value.value) : (toNumber(call.machine, value, call.at) as number);
  if (serial === undefined) throw fails(call, 13);
  return dateValue(serial, call.at);
}

function radix(base: 8 | 16): BuiltIn {
  return (call) => {
    if (isNull(plain(call, 0))) return NULL;
    const value = number(call, 0);
    if (value instanceof Unknown) return open(call, "System.String");
    const whole = roundHalfEven(value);
    const wide = whole < -32768 ? whole >>> 0 : whole < 0 ? whole & 0xffff : whole;
    const given = plain(call, 0);
    const unsigned = whole < 0 && given instanceof Num && given.type !== "Int16" ? whole >>> 0 : wide;
    return new Str(unsigned.toString(base).toUpperCase(), call.at);
  };
}

function rounded(change: (value: number) => number): BuiltIn {
  return (call) => {
    if (isNull(plain(call, 0))) return NULL;
    const value = number(call, 0);
    return value instanceof Unknown ? open(call, "System.Double") : numberOf(change(value) || 0, call.at);
  };
}

function math(change: (value: number) => number): BuiltIn {
  return (call) => {
    const value = number(call, 0);
    if (value instanceof Unknown) return open(call, "System.Double");
    const changed = change(value);
    if (Number.isNaN(changed)) throw fails(call, 5);
    return double(changed, call.at);
  };
}

function round(call: FunctionCall): Value {
  const value = number(call, 0);
  const digits = integer(call, 1, 0);
  if (value instanceof Unknown || digits instanceof Unknown) return open(call, "System.Double");
  if (digits < 0) throw fails(call, 5);
  const factor = 10 ** Math.min(digits, 15);
  return numberOf(roundHalfEven(value * factor) / factor, call.at);
}

/** Whether a value is of a kind; of what is not known the type decides, or nobody does. */
function tells(test: (value: Plain) => boolean, ofUnknown: (value: Unknown) => boolean | undefined = () => undefined): BuiltIn {
  return (call) => {
    const value = call.machine.plain(argument(call, 0));
    if (!(value instanceof Unknown)) return bool(test(value));
    const answer = ofUnknown(value);
    return answer === undefined ? open(call, "System.Boolean") : bool(answer);
  };
}

function isNumeric(value: Plain): boolean {
  if (value instanceof Str) return parseNumber(value.value) !== undefined;
  return value instanceof Num || value instanceof Bool || isEmpty(value);
}

function isObject(value: Plain): boolean {
  return (value instanceof Instance && !(value.model instanceof DateModel)) || value.kind === "object";
}

function looksLikeObject(value: Unknown): boolean | undefined {
  if (value.type === null) return undefined;
  return (
    value.type.startsWith("System.DirectoryServices.") ||
    value.type.startsWith("System.Management.") ||
    value.type === "System.__ComObject"
  );
}

const VAR_TYPES: ReadonlyMap<string, number> = new Map([
  ["Empty", 0],
  ["Null", 1],
  ["Integer", 2],
  ["Long", 3],
  ["Single", 4],
  ["Double", 5],
  ["Currency", 6],
  ["Date", 7],
  ["String", 8],
  ["Boolean", 11],
  ["Byte", 17],
  ["Variant()", 8204],
]);

function bounds(call: FunctionCall, ofLow: boolean): Value {
  const value = call.machine.plain(argument(call, 0));
  const dimension = integer(call, 1, 1);
  if (value instanceof Unknown || dimension instanceof Unknown) return ofLow ? int(0, call.at) : open(call, "System.Int32");
  if (!(value instanceof Arr)) throw fails(call, 13);
  const size = sizesOf(call.machine, value)[dimension - 1];
  if (size === undefined) throw fails(call, 9);
  return numberOf(ofLow ? 0 : size - 1, call.at);
}

function formatNumber(call: FunctionCall): Value {
  const value = number(call, 0);
  const digits = integer(call, 1, 2);
  if (value instanceof Unknown || digits instanceof Unknown) return open(call, "System.String");
  const fixed = Math.abs(value).toFixed(digits < 0 ? 2 : Math.min(digits, 20));
  const [whole = "0", rest] = fixed.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return new Str(`${value < 0 ? "-" : ""}${grouped}${rest === undefined ? "" : `.${rest}`}`, call.at);
}

export const CONVERSION_FUNCTIONS: readonly (readonly [string, BuiltIn])[] = [
  [
    "cstr",
    (call) => {
      const value = text(call, 0);
      return value instanceof Str ? result(call, value.value, value) : value;
    },
  ],
  [
    "cbool",
    (call) => {
      const value = plain(call, 0);
      return value instanceof Unknown ? value : bool(isTrue(call.machine, value, call.at));
    },
  ],
  ["cbyte", toWhole("Byte", 0, 255)],
  ["cint", toWhole("Int16", -32768, 32767)],
  ["clng", toWhole("Int32", -2147483648, 2147483647)],
  ["cdbl", toDouble],
  ["csng", toDouble],
  ["ccur", toDouble],
  ["cdate", toDate],
  ["cvdate", toDate],
  ["hex", radix(16)],
  ["oct", radix(8)],
  ["int", rounded(Math.floor)],
  ["fix", rounded(Math.trunc)],
  ["abs", rounded(Math.abs)],
  ["sgn", rounded(Math.sign)],
  ["round", round],
  ["sqr", math(Math.sqrt)],
  ["exp", math(Math.exp)],
  ["log", math((value) => (value > 0 ? Math.log(value) : Number.NaN))],
  ["sin", math(Math.sin)],
  ["cos", math(Math.cos)],
  ["tan", math(Math.tan)],
  ["atn", math(Math.atan)],
  ["rnd", (call) => new Unknown("input", "a random number", call.machine.freshSymbol("vbs:rnd"), call.at, "System.Double")],
  [
    "isarray",
    tells(
      (value) => value instanceof Arr,
      (value) => (value.type === "System.Object[]" ? true : undefined),
    ),
  ],
  ["isempty", tells(isEmpty, () => false)],
  ["isnull", tells(isNull)],
  ["isobject", tells(isObject, looksLikeObject)],
  ["isnumeric", tells(isNumeric, (value) => (/Int|Double/.test(value.type ?? "") ? true : undefined))],
  [
    "isdate",
    tells(
      (value) =>
        (value instanceof Instance && value.model instanceof DateModel) ||
        (value instanceof Str && parseDate(value.value) !== undefined),
      (value) => (value.type === "System.DateTime" ? true : undefined),
    ),
  ],
  [
    "typename",
    (call) => {
      const value = call.machine.plain(argument(call, 0));
      return value instanceof Unknown && value.type !== "System.String"
        ? open(call, "System.String")
        : new Str(typeName(value), call.at);
    },
  ],
  [
    "vartype",
    (call) => {
      const value = call.machine.plain(argument(call, 0));
      if (value instanceof Unknown && value.type !== "System.String") return open(call, "System.Int32");
      return int(VAR_TYPES.get(typeName(value)) ?? 9, call.at);
    },
  ],
  ["ubound", (call) => bounds(call, false)],
  ["lbound", (call) => bounds(call, true)],
  ["array", (call) => new VbArray([call.args.length], call.args, call.at)],
  ["formatnumber", formatNumber],
  ["formatcurrency", (call) => open(call, "System.String")],
  ["formatpercent", (call) => open(call, "System.String")],
  [
    "rgb",
    (call) => {
      const parts = [0, 1, 2].map((index) => integer(call, index));
      const [red, green, blue] = parts;
      if (typeof red !== "number" || typeof green !== "number" || typeof blue !== "number") return open(call, "System.Int32");
      return numberOf(Math.min(red, 255) + Math.min(green, 255) * 256 + Math.min(blue, 255) * 65536, call.at);
    },
  ],
];
