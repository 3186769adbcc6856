import type { Call, DotnetType, NetType, Result, Signatures } from "../../../tools/dotnet-type.js";
import { abs, floorDecimal, negateDecimal, roundDecimal, truncateDecimal } from "../../../values/decimal.js";
import { asInteger, asNumber, compareNums, isInteger, toStringText } from "../../../values/number.js";
import { type Decimal, Num, type Plain } from "../../../values/value.js";
import { NetException } from "../../errors/failures.js";
import { writeReference } from "../../types/reference.js";
import { dialectOf } from "../../types/session-cells.js";
import { ceilingOf, floorOf, roundDouble, truncateOf } from "../../values/rounding.js";

/** System.Math. */
const SIGNED = ["int16", "int", "long", "sbyte", "decimal", "double", "single"];
const ALL = ["byte", "decimal", "double", "int16", "int", "long", "sbyte", "single", "uint16", "uint32", "uint64"];

function num(value: Plain): Num {
  return value.kind === "num" ? value : new Num("Int32", 0);
}

function each(
  name: string,
  types: readonly string[],
  parameters: (type: string) => string,
  handler: (call: Call) => Result,
): Signatures {
  return Object.fromEntries(types.map((type) => [`${name}(${parameters(type)}) ${type}`, handler]));
}

const two = (type: string): string => `${type} val1, ${type} val2`;
const one = (type: string): string => `${type} value`;

function extreme(call: Call, sign: number): Result {
  const a = num(call.arg(0));
  const b = num(call.arg(1));
  if (Number.isNaN(asNumber(a))) return a;
  if (Number.isNaN(asNumber(b))) return b;
  const order = compareNums(a, b) * sign;
  // Of two zeros the positive one is the greater.
  if (order === 0 && (a.type === "Double" || a.type === "Single")) return Object.is(a.value, -0) === sign < 0 ? a : b;
  return order >= 0 ? a : b;
}

function clamped(call: Call): Result {
  const [value, low, high] = [num(call.arg(0)), num(call.arg(1)), num(call.arg(2))];
  if (compareNums(low, high) > 0)
    throw new NetException(
      "System.ArgumentException",
      `'${toStringText(low, dialectOf(call.machine))}' cannot be greater than ${toStringText(high, dialectOf(call.machine))}.`,
    );
  return compareNums(value, low) < 0 ? low : compareNums(value, high) > 0 ? high : value;
}

function signOf(call: Call): Result {
  const value = asNumber(num(call.arg(0)));
  if (Number.isNaN(value))
    throw new NetException("System.ArithmeticException", "Function does not accept floating point Not-a-Number values.");
  return value > 0 ? 1 : value < 0 ? -1 : 0;
}

function absolute(call: Call): Result {
  const value = num(call.arg(0));
  if (value.type === "Decimal")
    return new Num("Decimal", asNumber(value) < 0 ? negateDecimal(value.value as Decimal) : value.value);
  if (typeof value.value === "bigint") return new Num(value.type, abs(value.value));
  if (isInteger(value.type) && value.type === "Int32" && value.value === -2147483648)
    throw new NetException("System.OverflowException", "Negating the minimum value of a twos complement number is invalid.");
  return new Num(value.type, Math.abs(value.value as number));
}

function rounded(call: Call): Result {
  const value = num(call.arg(0));
  const second = call.arg(1);
  const digits = second.kind === "num" ? call.int(1) : 0;
  const modeAt = second.kind === "enum" ? 1 : 2;
  const mode = call.has(modeAt) ? call.int(modeAt) : 0;
  if (digits < 0 || digits > (value.type === "Decimal" ? 28 : 15))
    throw new NetException(
      "System.ArgumentOutOfRangeException",
      "Rounding digits must be between 0 and 15, inclusive. (Parameter 'digits')",
    );
  if (value.type === "Decimal") return new Num("Decimal", roundDecimal(value.value as Decimal, digits, mode === 1));
  return new Num("Double", roundDouble(asNumber(value), digits, mode));
}

function whole(call: Call, double: (value: number) => number, decimal: (value: Decimal) => Decimal): Result {
  const value = num(call.arg(0));
  return value.type === "Decimal"
    ? new Num("Decimal", decimal(value.value as Decimal))
    : new Num("Double", double(asNumber(value)));
}

function simple(name: string, compute: (value: number) => number): Signatures {
  return { [`${name}(double d) double`]: (c) => compute(c.int(0)) };
}

function division(call: Call): Result {
  const a = asInteger(num(call.arg(0)));
  const b = asInteger(num(call.arg(1)));
  if (b === 0n) throw new NetException("System.DivideByZeroException", "Attempted to divide by zero.");
  const type = num(call.arg(0)).type;
  const make = (value: bigint): Num => new Num(type, type === "Int64" ? value : Number(value));
  writeReference(call.arg(2), make(a % b));
  return make(a / b);
}

const mathType: NetType = {
  name: "System.Math",
  staticProperties: {
    PI: () => new Num("Double", Math.PI),
    E: () => new Num("Double", Math.E),
    Tau: () => new Num("Double", 2 * Math.PI),
  },
  statics: {
    ...each("Max", ALL, two, (c) => extreme(c, 1)),
    ...each("Min", ALL, two, (c) => extreme(c, -1)),
    ...each("Abs", SIGNED, one, absolute),
    ...Object.fromEntries(SIGNED.map((type) => [`Sign(${type} value) int`, signOf])),
    ...Object.fromEntries(
      ["double", "decimal"].flatMap((type) => [
        [`Round(${type} a) ${type}`, rounded],
        [`Round(${type} value, int digits) ${type}`, rounded],
        [`Round(${type} value, System.MidpointRounding mode) ${type}`, rounded],
        [`Round(${type} value, int digits, System.MidpointRounding mode) ${type}`, rounded],
        [`Floor(${type} d) ${type}`, (c: Call) => whole(c, floorOf, floorDecimal)],
        [
          `Ceiling(${type} d) ${type}`,
          (c: Call) => whole(c, ceilingOf, (value) => negateDecimal(floorDecimal(negateDecimal(value)))),
        ],
        [`Truncate(${type} d) ${type}`, (c: Call) => whole(c, truncateOf, truncateDecimal)],
      ]),
    ),
    ...simple("Sqrt", Math.sqrt),
    ...simple("Exp", Math.exp),
    ...simple("Sin", Math.sin),
    ...simple("Cos", Math.cos),
    ...simple("Tan", Math.tan),
    ...simple("Asin", Math.asin),
    ...simple("Acos", Math.acos),
    ...simple("Atan", Math.atan),
    ...simple("Log10", Math.log10),
    ...simple("Log2", Math.log2),
    ...simple("Cbrt", Math.cbrt),
    "Log(double d) double": (c) => Math.log(c.int(0)),
    "Log(double a, double newBase) double": (c) =>
      c.int(1) === 2 ? Math.log2(c.int(0)) : c.int(1) === 10 ? Math.log10(c.int(0)) : Math.log(c.int(0)) / Math.log(c.int(1)),
    "Pow(double x, double y) double": (c) => c.int(0) ** c.int(1),
    "Atan2(double y, double x) double": (c) => Math.atan2(c.int(0), c.int(1)),
    "DivRem(int a, int b, object result) int": division,
    "DivRem(long a, long b, object result) long": division,
    "BigMul(int a, int b) long": (c) => BigInt(c.int(0)) * BigInt(c.int(1)),
    ...each("Clamp", ALL, (type) => `${type} value, ${type} min, ${type} max`, clamped),
  },
};

const bigIntegerType: NetType = {
  name: "System.Numerics.BigInteger",
  statics: {
    "Pow(bigint value, int exponent) bigint": (c) => {
      c.machine.budget.size(Math.min(1 << 22, c.int(1) * 8));
      if (c.int(1) > 10_000) throw new NetException("System.OutOfMemoryException", "The number is too large.");
      return c.long(0) ** BigInt(c.int(1));
    },
    "Parse(string value) bigint": (c) => {
      if (!/^\s*[-+]?\d+\s*$/.test(c.string(0)))
        throw new NetException("System.FormatException", "The value could not be parsed.");
      return BigInt(c.string(0).trim());
    },
    "Add(bigint left, bigint right) bigint": (c) => c.long(0) + c.long(1),
    "Multiply(bigint left, bigint right) bigint": (c) => c.long(0) * c.long(1),
    "Remainder(bigint dividend, bigint divisor) bigint": (c) => c.long(0) % c.long(1),
  },
  staticProperties: {
    Zero: () => new Num("BigInteger", 0n),
    One: () => new Num("BigInteger", 1n),
    MinusOne: () => new Num("BigInteger", -1n),
  },
};

export const mathTypes: readonly DotnetType[] = [mathType, bigIntegerType];
