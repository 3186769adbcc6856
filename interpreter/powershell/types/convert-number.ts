import { parseDecimal } from "../../values/decimal.js";
import { asDecimal, asNumber, fits, integerNum, isInteger, numberText, roundHalfEven } from "../../values/number.js";
import type { Trace } from "../../values/source.js";
import { Char, Num, type NumType, type Plain } from "../../values/value.js";
import { badText, cannotConvert, castError, shown } from "../errors/failures.js";
import type { Dialect } from "../syntax/ast.js";
import { numberFromText, parseNumber } from "../values/literal.js";
import { typeNameOf } from "./types.js";

/** Numeric types by full name. */
export const NUMERIC: ReadonlyMap<string, NumType> = new Map<string, NumType>([
  ["System.SByte", "SByte"],
  ["System.Byte", "Byte"],
  ["System.Int16", "Int16"],
  ["System.UInt16", "UInt16"],
  ["System.Int32", "Int32"],
  ["System.UInt32", "UInt32"],
  ["System.Int64", "Int64"],
  ["System.UInt64", "UInt64"],
  ["System.Single", "Single"],
  ["System.Double", "Double"],
  ["System.Decimal", "Decimal"],
  ["System.Numerics.BigInteger", "BigInteger"],
]);

export function fullNameOf(type: NumType): string {
  return type === "BigInteger" ? "System.Numerics.BigInteger" : `System.${type}`;
}

const RANGE_NAMES: Readonly<Record<string, string>> = {
  SByte: "a signed byte",
  Byte: "an unsigned byte",
  Int16: "an Int16",
  UInt16: "a UInt16",
  Int32: "an Int32",
  UInt32: "a UInt32",
  Int64: "an Int64",
  UInt64: "a UInt64",
  Decimal: "a Decimal",
  Single: "a Single",
};

function outOfRange(type: NumType): string {
  return `Value was either too large or too small for ${RANGE_NAMES[type] ?? type}.`;
}

/** A number as another numeric type: integers round halves to even. Undefined: it does not fit. */
export function numberAs(num: Num, type: NumType, at: Trace | null): Num | undefined {
  if (num.type === type) return num;
  switch (type) {
    case "Double":
      return new Num(type, asNumber(num), at);
    case "Single":
      return new Num(type, Math.fround(asNumber(num)), at);
    case "Decimal": {
      const decimal = asDecimal(num);
      return decimal ? new Num(type, decimal, at) : undefined;
    }
    case "BigInteger": {
      const whole = isInteger(num.type) ? roundHalfEven(num) : truncated(num);
      return whole === null ? undefined : new Num(type, whole, at);
    }
    default: {
      const whole = roundHalfEven(num);
      return whole !== null && fits(type, whole) ? integerNum(type, whole, at) : undefined;
    }
  }
}

/** Conversions to BigInteger cut the fraction off. */
function truncated(num: Num): bigint | null {
  const value = asNumber(num);
  if (!Number.isFinite(value)) return null;
  if (typeof num.value === "object") return num.value.unscaled / 10n ** BigInt(num.value.scale);
  return BigInt(Math.trunc(value));
}

/** A scalar as a number; undefined: it has none. */
export function scalarNumber(value: Plain): Num | undefined {
  switch (value.kind) {
    case "num":
      return value;
    case "bool":
      return new Num("Int32", value.value ? 1 : 0);
    case "null":
      return new Num("Int32", 0);
    case "char":
      return new Num("Int32", value.code);
    case "enum":
      return Number.isSafeInteger(value.value) && fits("Int32", BigInt(value.value))
        ? new Num("Int32", value.value)
        : new Num("Int64", BigInt(value.value));
    default:
      return undefined;
  }
}

/** `[int]value` and its kin. Throws PsError as PowerShell does. */
export function toNumeric(value: Plain, type: NumType, dialect: Dialect, at: Trace | null): Num {
  const full = fullNameOf(type);
  if (value.kind === "str") {
    const number = textAs(value.value, type, dialect);
    if (number instanceof Num) return new Num(type, number.value, at);
    throw badText(
      errorIdFor(type),
      shown(value, value.value),
      full,
      number === "range"
        ? outOfRange(type)
        : `The input string '${shown(value, isInteger(type) ? value.value.trim() : value.value)}' was not in a correct format.`,
      at,
    );
  }
  const number = scalarNumber(value);
  if (number === undefined) throw cannotConvert(typeNameOf(value), typeNameOf(value), full, at);
  const result = numberAs(number, type, at);
  if (result) return new Num(result.type, result.value, at);
  throw castError(
    "InvalidCastIConvertible",
    `Cannot convert value "${numberText(number)}" to type "${full}". Error: "${outOfRange(type)}"`,
    at,
  );
}

function errorIdFor(type: NumType): string {
  if (type === "Double" || type === "Single") return "InvalidCastFromStringToDoubleOrSingle";
  return type === "Decimal" ? "InvalidCastFromStringToDecimal" : "InvalidCastFromStringToInteger";
}

/** Text with thousands separators anywhere in the whole part, as NumberStyles.AllowThousands takes them. */
function withoutThousands(text: string): string | null {
  const match = /^([-+]?)(\d[\d,]*)(\.\d*)?([eE][-+]?\d+)?$/.exec(text);
  return match ? `${match[1]}${(match[2] as string).replaceAll(",", "")}${match[3] ?? ""}${match[4] ?? ""}` : null;
}

/** A text as a number of a type: as a literal of PowerShell, else by .NET's own parsing. */
function textAs(text: string, type: NumType, dialect: Dialect): Num | "format" | "range" {
  const trimmed = text.replace(/^[\s\u0000]+|[\s\u0000]+$/g, "");
  if (trimmed === "" || /^[-+]?0x$/i.test(trimmed)) return convertLiteral(new Num("Int32", 0), type);
  const literal = parseNumber(trimmed, dialect);
  const direct = literal ? convertLiteral(literal, type) : "format";
  if (direct instanceof Num) return direct;
  if (isInteger(type)) {
    const whole = integerText(trimmed, type);
    if (whole !== undefined) return whole;
  } else if (type === "Decimal") {
    const trailing = /^(\d[\d,]*\.?\d*)([-+])$/.exec(trimmed);
    const parsed = parseDecimal(withoutThousands(trailing ? `${trailing[2]}${trailing[1]}` : trimmed) ?? trimmed);
    if (parsed) return new Num("Decimal", parsed);
  } else {
    const special = floatText(trimmed);
    if (special !== undefined) return new Num(type, type === "Single" ? Math.fround(special) : special);
  }
  const plain = withoutThousands(trimmed);
  if (plain !== null && type !== "BigInteger") {
    const real = parseNumber(plain, dialect);
    if (real) return convertLiteral(real, type);
  }
  return direct;
}

function convertLiteral(literal: Num, type: NumType): Num | "range" {
  return numberAs(literal, type, null) ?? "range";
}

/** Decimal digits, or hexadecimal behind `0x`, `#` or `&h`; undefined: another form. */
function integerText(text: string, type: NumType): Num | "range" | undefined {
  const hex = type === "BigInteger" ? null : /^(?:0x|#|&h)([0-9a-f]+)$/i.exec(text);
  if (hex) {
    const bits = { SByte: 8, Byte: 8, Int16: 16, UInt16: 16, Int32: 32, UInt32: 32, Int64: 64, UInt64: 64 }[
      type as string
    ] as number;
    const value = BigInt(`0x${hex[1]}`);
    if (value >> BigInt(bits) !== 0n) return undefined;
    return integerNum(type, type.startsWith("U") || type === "Byte" ? value : BigInt.asIntN(bits, value));
  }
  if (type === "BigInteger" ? !/^[-+]?\d[\d,]*$/.test(text) : !/^[-+]?\d+$/.test(text)) return undefined;
  const value = BigInt(text.replaceAll(",", "").replace("+", ""));
  return fits(type, value) ? integerNum(type, value) : "range";
}

function floatText(text: string): number | undefined {
  const lower = text.toLowerCase();
  if (lower === "nan" || lower === "-nan" || lower === "+nan") return Number.NaN;
  if (/^[-+]?(infinity|∞)$/.test(lower) && !lower.includes("∞")) return lower.startsWith("-") ? -Infinity : Infinity;
  const plain = withoutThousands(text) ?? text;
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain) ? Number(plain) : undefined;
}

/** A text operand of arithmetic as a number, in the type its form has; null: it is none. */
export function operandNumber(text: string, dialect: Dialect): Num | null {
  const literal = numberFromText(text, dialect);
  if (literal) return literal;
  const plain = withoutThousands(text.trim());
  return plain === null ? null : numberFromText(plain, dialect);
}

/** `[char]value`; null: PowerShell refuses with "invalid cast". */
export function toChar(value: Plain, at: Trace | null): Char {
  const refuse = (why: string): never => {
    const text =
      value.kind === "num" ? numberText(value) : value.kind === "bool" ? (value.value ? "True" : "False") : typeNameOf(value);
    throw castError("InvalidCastIConvertible", `Cannot convert value "${text}" to type "System.Char". Error: "${why}"`, at);
  };
  switch (value.kind) {
    case "char":
      return value;
    case "str":
      if (value.value.length === 1) return new Char(value.value.charCodeAt(0), at);
      throw badText(
        "InvalidCastParseTargetInvocation",
        shown(value, value.value),
        "System.Char",
        "String must be exactly one character long.",
        at,
      );
    case "null":
      return new Char(0, at);
    case "num": {
      if (!isInteger(value.type) || value.type === "BigInteger") return refuse(`Invalid cast from '${value.type}' to 'Char'.`);
      const code = Number(value.value as number | bigint);
      return code >= 0 && code <= 0xffff
        ? new Char(code, at)
        : refuse("Value was either too large or too small for a character.");
    }
    case "enum":
      return new Char(value.value, at);
    case "bool":
      return refuse("Invalid cast from 'Boolean' to 'Char'.");
    default:
      throw cannotConvert(typeNameOf(value), typeNameOf(value), "System.Char", at);
  }
}
