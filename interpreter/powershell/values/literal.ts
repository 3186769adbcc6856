import { decimalFromInteger, multiplyDecimal, parseDecimal } from "../../values/decimal.js";
import { fits, integerNum } from "../../values/number.js";
import { Num, type NumType } from "../../values/value.js";
import type { Dialect } from "../syntax/ast.js";

const MULTIPLIERS: Readonly<Record<string, bigint>> = {
  kb: 1024n,
  mb: 1024n ** 2n,
  gb: 1024n ** 3n,
  tb: 1024n ** 4n,
  pb: 1024n ** 5n,
};

/** Type suffixes; 5.1 knows `l` and `d` only. See "about_Numeric_Literals". */
const SUFFIXES: Readonly<Record<string, NumType | "unsigned">> = {
  y: "SByte",
  uy: "Byte",
  s: "Int16",
  us: "UInt16",
  l: "Int64",
  ul: "UInt64",
  u: "unsigned",
  n: "BigInteger",
  d: "Decimal",
};

const LITERAL = /^([-+]?)(?:0x([0-9a-f]+)|0b([01]+)|(\d+\.?\d*|\.\d+)(e[-+]?\d+)?)(y|uy|s|us|l|ul|u|n|d)?(kb|mb|gb|tb|pb)?$/i;

/** A number as the grammar reads it; null: the text is none (or its value does not fit the suffix). */
export function parseNumber(text: string, dialect: Dialect): Num | null {
  const match = LITERAL.exec(text);
  if (!match || text.length > 400) return null;
  const [, sign = "", hex, binary, digits, exponent, suffixText = "", multiplierText = ""] = match;
  const suffix = suffixText.toLowerCase();
  if (dialect === "5.1" && (binary !== undefined || (suffix !== "" && suffix !== "l" && suffix !== "d"))) return null;
  const type = SUFFIXES[suffix];
  const multiplier = multiplierText === "" ? 1n : (MULTIPLIERS[multiplierText.toLowerCase()] as bigint);
  const negative = sign === "-";
  if (hex !== undefined || binary !== undefined) {
    // A hexadecimal `d` is a digit, never the suffix.
    const bits = hex === undefined ? (binary as string).length : hex.length * 4;
    const value = signedBits(BigInt(hex === undefined ? `0b${binary}` : `0x${hex}`), bits, type, hex === undefined);
    const result = integerLiteral((negative ? -value : value) * multiplier, type, true);
    // The pattern of 64 one-bits is the Int64 -1, not the Int32.
    if (result?.type === "Int32" && type === undefined && bits > 32 && value < 0n)
      return integerNum("Int64", BigInt(result.value as number));
    return result?.type === "Decimal" || result?.type === "Double" ? null : result;
  }
  if (exponent !== undefined || digits?.includes("."))
    return realLiteral(sign, digits as string, exponent ?? "", type, multiplier);
  const value = BigInt(digits as string);
  return integerLiteral((negative ? -value : value) * multiplier, type, false);
}

/** Bit patterns of exactly 32 or 64 bits (8 and 16 too in binary) are two's complement unless a suffix says otherwise. */
function signedBits(value: bigint, width: number, type: NumType | "unsigned" | undefined, binary: boolean): bigint {
  if (type === "unsigned" || (type !== undefined && (type.startsWith("U") || type === "Byte"))) return value;
  const sizes: readonly [number, boolean][] = [
    [8, type === "SByte" || (binary && type === undefined)],
    [16, type === "Int16" || (binary && type === undefined)],
    [32, type === undefined],
    [64, type === undefined || type === "Int64"],
  ];
  for (const [size, applies] of sizes) {
    if (applies && width === size && value >> BigInt(size - 1) === 1n) return value - (1n << BigInt(size));
  }
  return value;
}

function integerLiteral(value: bigint, type: NumType | "unsigned" | undefined, bits: boolean): Num | null {
  switch (type) {
    case undefined: {
      if (fits("Int32", value)) return integerNum("Int32", value);
      if (fits("Int64", value)) return integerNum("Int64", value);
      const decimal = decimalFromInteger(value);
      if (decimal) return new Num("Decimal", decimal);
      return new Num("Double", Number(value));
    }
    case "unsigned":
      if (fits("UInt32", value)) return integerNum("UInt32", value);
      return fits("UInt64", value) ? integerNum("UInt64", value) : null;
    case "Decimal": {
      const decimal = decimalFromInteger(value);
      return decimal && !bits ? new Num("Decimal", decimal) : null;
    }
    default:
      return fits(type, value) ? integerNum(type, value) : null;
  }
}

function realLiteral(
  sign: string,
  digits: string,
  exponent: string,
  type: NumType | "unsigned" | undefined,
  multiplier: bigint,
): Num | null {
  if (type === "Decimal") {
    const decimal = parseDecimal(sign + digits + exponent);
    const factor = decimalFromInteger(multiplier);
    const product = decimal && factor ? multiplyDecimal(decimal, factor) : null;
    return product && new Num("Decimal", product);
  }
  const value = Number(sign + digits + exponent) * Number(multiplier);
  if (type === undefined) return new Num("Double", value);
  if (!Number.isFinite(value)) return null;
  const rounded = BigInt(halfEven(value));
  if (type === "unsigned") return integerLiteral(rounded, type, false);
  return fits(type, rounded) ? integerNum(type, rounded) : null;
}

function halfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
}

/**
 * A number in a text, as arithmetic and casts of texts read it: a literal of the grammar with blanks around it.
 * The empty text is zero. Null: no number.
 */
export function numberFromText(text: string, dialect: Dialect): Num | null {
  const trimmed = text.trim();
  if (trimmed === "") return new Num("Int32", 0);
  return parseNumber(trimmed, dialect);
}
