import {
  compareDecimal,
  decimalFromDouble,
  decimalFromInteger,
  decimalNumber,
  decimalText,
  divideRounded,
  power10,
} from "./decimal.js";
import type { Trace } from "./source.js";
import { type Decimal, Num, type NumType } from "./value.js";

/** Ranges of the integer types. */
const RANGES: Readonly<Record<string, readonly [bigint, bigint]>> = {
  SByte: [-128n, 127n],
  Byte: [0n, 255n],
  Int16: [-32768n, 32767n],
  UInt16: [0n, 65535n],
  Int32: [-2147483648n, 2147483647n],
  UInt32: [0n, 4294967295n],
  Int64: [-(1n << 63n), (1n << 63n) - 1n],
  UInt64: [0n, (1n << 64n) - 1n],
};

export function isInteger(type: NumType): boolean {
  return type in RANGES || type === "BigInteger";
}

export function isSigned(type: NumType): boolean {
  return type === "SByte" || type === "Int16" || type === "Int32" || type === "Int64";
}

/** Order of the types in .NET's TypeCode: arithmetic happens in the later one. */
export const TYPE_ORDER: readonly NumType[] = [
  "SByte",
  "Byte",
  "Int16",
  "UInt16",
  "Int32",
  "UInt32",
  "Int64",
  "UInt64",
  "Single",
  "Double",
  "Decimal",
  "BigInteger",
];

/** Whether the value is kept as a bigint. */
export function isWide(type: NumType): boolean {
  return type === "Int64" || type === "UInt64" || type === "BigInteger";
}

/** A number of an integer type from an integer that is in its range. */
export function integerNum(type: NumType, value: bigint, at: Trace | null = null): Num {
  return new Num(type, isWide(type) ? value : Number(value), at);
}

export function fits(type: NumType, value: bigint): boolean {
  if (type === "BigInteger") return true;
  const range = RANGES[type];
  return range !== undefined && value >= range[0] && value <= range[1];
}

export function isDecimal(value: Num["value"]): value is Decimal {
  return typeof value === "object";
}

/** The nearest double. */
export function asNumber(num: Num): number {
  const value = num.value;
  return typeof value === "number" ? value : typeof value === "bigint" ? Number(value) : decimalNumber(value);
}

/** The integer value of a number of an integer type. */
export function asInteger(num: Num): bigint {
  return typeof num.value === "bigint" ? num.value : BigInt(num.value as number);
}

/** null: out of Decimal's range. */
export function asDecimal(num: Num): Decimal | null {
  const value = num.value;
  if (typeof value === "object") return value;
  if (typeof value === "bigint") return decimalFromInteger(value);
  return isInteger(num.type) ? decimalFromInteger(BigInt(value)) : decimalFromDouble(value, num.type === "Single");
}

export function isZero(num: Num): boolean {
  const value = num.value;
  return typeof value === "object" ? value.unscaled === 0n : typeof value === "bigint" ? value === 0n : value === 0;
}

/** Integer nearest to a number, halves to even; null when it is not finite. */
export function roundHalfEven(num: Num): bigint | null {
  const value = num.value;
  if (typeof value === "bigint") return value;
  if (typeof value === "object") return divideRounded(value.unscaled, power10(value.scale));
  if (!Number.isFinite(value)) return null;
  const floor = Math.floor(value);
  const rest = value - floor;
  const rounded = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
  return BigInt(rounded);
}

export function compareNums(a: Num, b: Num): number {
  if (isInteger(a.type) && isInteger(b.type)) {
    const x = asInteger(a);
    const y = asInteger(b);
    return x < y ? -1 : x > y ? 1 : 0;
  }
  if (a.type === "Decimal" || b.type === "Decimal") {
    const x = asDecimal(a);
    const y = asDecimal(b);
    if (x && y) return compareDecimal(x, y);
  }
  const x = asNumber(a);
  const y = asNumber(b);
  return x < y ? -1 : x > y ? 1 : x === y ? 0 : Number.NaN;
}

// ---------------------------------------------------------------- text

/** Digits and decimal exponent: value = 0.d1d2d3... * 10^exponent. */
function digitsOf(value: number, precision: number | null): { digits: string; exponent: number } {
  const text = precision === null ? value.toExponential() : value.toExponential(Math.min(precision, 101) - 1);
  const [mantissa = "0", exponent = "0"] = text.split("e");
  return { digits: mantissa.replace(".", "").replace(/0+$/, ""), exponent: Number(exponent) + 1 };
}

/** .NET's general format: scientific when the exponent is above `limit` or below -3. */
function general(value: number, precision: number | null, limit: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value < 0 ? "-Infinity" : "Infinity";
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const sign = value < 0 ? "-" : "";
  const { digits, exponent } = digitsOf(Math.abs(value), precision);
  if (exponent > limit || exponent < -3) {
    const power = exponent - 1;
    const tail = digits.length > 1 ? `.${digits.slice(1)}` : "";
    return `${sign}${digits[0]}${tail}E${power < 0 ? "-" : "+"}${Math.abs(power).toString().padStart(2, "0")}`;
  }
  if (exponent <= 0) return `${sign}0.${"0".repeat(-exponent)}${digits}`;
  if (digits.length <= exponent) return `${sign}${digits}${"0".repeat(exponent - digits.length)}`;
  return `${sign}${digits.slice(0, exponent)}.${digits.slice(exponent)}`;
}

/** `G<precision>`. */
export function doubleGeneral(value: number, precision: number): string {
  return general(value, precision, precision);
}

/** The shortest text that reads back as the same Double. */
export function doubleRoundTrip(value: number): string {
  return general(value, null, 17);
}

/** The shortest text that reads back as the same Single. */
export function singleRoundTrip(value: number): string {
  if (!Number.isFinite(value) || value === 0) return general(value, null, 9);
  for (let precision = 1; precision < 9; precision++) {
    if (Math.fround(Number(value.toPrecision(precision))) === value) return general(value, precision, 9);
  }
  return general(value, 9, 9);
}

/** What `[string]`, interpolation and -join give: 15 digits of a Double, 7 of a Single. */
export function numberText(num: Num): string {
  const value = num.value;
  if (typeof value === "object") return decimalText(value);
  if (typeof value === "bigint") return value.toString();
  if (num.type === "Double") return positiveZero(general(value, 15, 15));
  if (num.type === "Single") return positiveZero(general(value, 7, 7));
  return value.toString();
}

function positiveZero(text: string): string {
  return text;
}

/** What `.ToString()` gives: 5.1 (.NET Framework) has 15 and 7 digits, 7 the shortest text that reads back. */
export function toStringText(num: Num, dialect: "5.1" | "7"): string {
  if (dialect === "5.1") {
    const text = numberText(num);
    return text === "-0" ? "0" : text;
  }
  if (num.type === "Double") return doubleRoundTrip(num.value as number);
  if (num.type === "Single") return singleRoundTrip(num.value as number);
  return numberText(num);
}
