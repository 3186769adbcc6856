import type { Machine } from "../../machine/machine.js";
import { PsError } from "../../tools/script-error.js";
import { enumOfValue, enumValue, typeOfEnum } from "../../values/enums.js";
import { asInteger, asNumber, integerNum, isInteger } from "../../values/number.js";
import type { Trace } from "../../values/source.js";
import { derive, question, symbolOf, wording } from "../../values/unknowns.js";
import { Arr, bool, type Dict, NULL, Num, type Plain, TypeRef, Unknown, type Value } from "../../values/value.js";
import { castError, methodNotFound, operationError, shown, stopped } from "../errors/failures.js";
import { formatOperator } from "../format/composite.js";
import type { BinaryOperator } from "../syntax/ast.js";
import { askContains, equalValues, type OrderOperator, orderedValues } from "../types/compare.js";
import { convertTo, truth, truthValue, typeFromText } from "../types/convert.js";
import { numberAs, operandNumber, scalarNumber, toNumeric } from "../types/convert-number.js";
import { enumerate } from "../types/enumerate.js";
import { dialectOf } from "../types/session-cells.js";
import { elementText, isCustom, toStr } from "../types/text.js";
import { isOfType, typeNameOf } from "../types/types.js";
import { arithmetic, increment, operandType, signed } from "./arithmetic.js";
import { joinOperator, likeOperator, matchOperator, replaceOperator, splitOperator, unarySplit } from "./text-operators.js";

export { parseNumber } from "../values/literal.js";
export { increment } from "./arithmetic.js";

export interface OperatorOptions {
  /** `-match` of a single text that matched: what `$Matches` becomes. */
  readonly setMatches?: (matches: Dict | Unknown) => void;
}

/** All binary operators but the ones that may skip their right side (`-and`, `-or`, `??`). */
export function binary(
  machine: Machine,
  operator: BinaryOperator,
  caseSensitive: boolean,
  left: Plain,
  right: Plain,
  at: Trace | null,
  options: OperatorOptions = {},
): Value {
  switch (operator) {
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return arithmetic(machine, operator, left, right, at);
    case "eq":
    case "ne":
      return filtered(machine, left, (item) => equalValues(machine, item, right, caseSensitive, operator === "ne"));
    case "lt":
    case "le":
    case "gt":
    case "ge":
      return filtered(machine, left, (item) =>
        orderedValues(machine, operator satisfies OrderOperator, item, right, caseSensitive, at),
      );
    case "like":
    case "notlike":
      // What passes comes out as text.
      return filtered(
        machine,
        left,
        (item) => likeOperator(machine, item, right, caseSensitive, operator === "notlike", at),
        true,
      );
    case "match":
    case "notmatch":
      return matchOperator(machine, left, right, caseSensitive, operator === "notmatch", options.setMatches, at);
    case "replace":
      return replaceOperator(machine, left, right, caseSensitive, at);
    case "split":
      return splitOperator(machine, left, right, caseSensitive, at);
    case "join":
      return joinOperator(machine, left, toStr(machine, right, null), at);
    case "contains":
      return contains(machine, left, right, caseSensitive, false);
    case "notcontains":
      return contains(machine, left, right, caseSensitive, true);
    case "in":
      return contains(machine, right, left, caseSensitive, false);
    case "notin":
      return contains(machine, right, left, caseSensitive, true);
    case "is":
    case "isnot":
      return isOperator(machine, left, right, operator === "isnot", at);
    case "as":
      return asOperator(machine, left, right, at);
    case "band":
    case "bor":
    case "bxor":
      return bitwise(machine, operator, left, right, at);
    case "shl":
    case "shr":
      return shifted(machine, operator, left, right, at);
    case "f":
      return formatOperator(machine, toStr(machine, left, null), right, at);
    case "..":
      return range(machine, left, right, at);
    case "xor":
      return exclusiveOr(machine, left, right);
    case "and":
      return both(machine, left, right, true);
    case "or":
      return both(machine, left, right, false);
    case "??":
      return left.kind === "null" ? right : left;
  }
}

/** Comparison operators with a list on the left give the elements that pass. */
function filtered(machine: Machine, left: Plain, test: (item: Plain) => Value, asTexts = false): Value {
  if (left.kind !== "arr" && !(left.kind === "instance" && left.model.enumerate && !left.model.equals)) return test(left);
  const items = enumerate(machine, left);
  if (items === null) return test(left);
  if (items instanceof Unknown) return derive([items], `(filter ${items.symbol})`, "System.Object[]", null);
  const kept = items.filter((item) => {
    const result = machine.plain(test(machine.plain(item)));
    return result.kind === "bool" && result.value;
  });
  return new Arr("System.Object", asTexts ? kept.map((item) => toStr(machine, item, null)) : kept);
}

function contains(machine: Machine, collection: Plain, item: Plain, caseSensitive: boolean, negated: boolean): Value {
  const items = enumerate(machine, collection);
  if (items instanceof Unknown) return askContains(machine, items, item, negated);
  let open: Value | null = null;
  // What is decided without a question comes first: then no question is asked.
  for (const element of items ?? [collection]) {
    const result = equalValues(machine, machine.plain(element), item, caseSensitive);
    if ("kind" in result) {
      if (result.kind === "bool" && result.value) return bool(!negated);
    } else open ??= result;
  }
  if (open === null) return bool(negated);
  for (const element of items ?? [collection]) {
    const result = machine.plain(equalValues(machine, machine.plain(element), item, caseSensitive));
    if (result.kind === "bool" && result.value) return bool(!negated);
  }
  return bool(negated);
}

function both(machine: Machine, left: Plain, right: Plain, and: boolean): Value {
  const first = truth(machine, left);
  if (typeof first === "boolean" && first !== and) return bool(!and);
  if (typeof first === "boolean") return truthValue(machine, right);
  const decided = machine.plain(truthValue(machine, left));
  return decided.kind === "bool" && decided.value !== and ? decided : truthValue(machine, right);
}

function exclusiveOr(machine: Machine, left: Plain, right: Plain): Value {
  const a = machine.plain(truthValue(machine, left));
  const b = machine.plain(truthValue(machine, right));
  return bool(a.kind === "bool" && b.kind === "bool" && a.value !== b.value);
}

/** The type on the right of `-is` and `-as`: a type or its name. */
function typeOperand(machine: Machine, right: Plain, id: string, at: Trace | null): TypeRef | Unknown {
  if (right.kind === "type" || right.kind === "unknown") return right;
  const text = elementText(machine, right, null, 0);
  const found = right.kind === "str" && text.kind === "str" ? typeFromText(machine, text.value) : null;
  if (found) return found;
  const message = `Cannot convert the "${shown(right, text.kind === "str" ? text.value : "")}" value of type "${typeNameOf(right)}" to type "System.Type".`;
  if (id === "RuntimeException") throw new PsError({ id, message, at });
  throw castError(id, message, at);
}

function isOperator(machine: Machine, left: Plain, right: Plain, negated: boolean, at: Trace | null): Value {
  const type = typeOperand(machine, right, "RuntimeException", at);
  const result =
    type instanceof Unknown
      ? derive([type], `(-is ${symbolOf(left)} ${type.symbol})`, "System.Boolean", at)
      : isOfType(machine, left, type);
  if (typeof result === "boolean") return bool(result !== negated);
  const name = type instanceof Unknown ? wording(type) : `[${type.name}]`;
  return question(machine, result.symbol, `${wording(left)} is a ${name}`, `${wording(left)} is not a ${name}`, negated);
}

function asOperator(machine: Machine, left: Plain, right: Plain, at: Trace | null): Value {
  if (right.kind === "str" && typeFromText(machine, right.value) === null) {
    typeOperand(machine, right, "InvalidCastFromStringToType", at);
  }
  const type = typeOperand(machine, right, "InvalidCastFromStringToType", at);
  if (type instanceof Unknown) return derive([left, type], `(-as ${symbolOf(left)} ${type.symbol})`, null, at);
  if (left.kind === "unknown") {
    // It may be $null: then the type is not promised.
    const result = machine.plain(convertTo(machine, left, type, at));
    return result.kind === "unknown" && type.name !== "System.String"
      ? derive([left], `(-as ${left.symbol} ${type.name})`, null, at)
      : result;
  }
  try {
    return convertTo(machine, left, type, at);
  } catch (error) {
    if (error instanceof PsError) return NULL;
    throw error;
  }
}

// ---------------------------------------------------------------- integers

/** An operand of a bit operator as a number of any type. */
function bitOperand(machine: Machine, value: Plain, other: Plain, method: string, at: Trace | null): Num {
  const number = value.kind === "str" ? operandNumber(value.value, dialectOf(machine)) : scalarNumber(value);
  if (number === null) return toNumeric(value, other.kind === "num" ? other.type : "Int32", dialectOf(machine), at);
  if (number === undefined) {
    // A fraction on the other side is converted before the method is looked for.
    if (other.kind === "num" && !isInteger(other.type))
      throw stopped("System.NullReferenceException", "Object reference not set to an instance of an object.", at);
    throw methodNotFound(operandType(value), method, at);
  }
  return number;
}

type BitType = "Int32" | "UInt32" | "Int64" | "UInt64";

/** The type that two integers are joined in; a negative number keeps its bits in the unsigned type. */
function bitType(a: Num, b: Num): BitType {
  const types = [a.type, b.type];
  if (types.includes("UInt64")) return "UInt64";
  if (types.includes("Int64")) return "Int64";
  return types.includes("UInt32") ? "UInt32" : "Int32";
}

function bitwise(machine: Machine, operator: "band" | "bor" | "bxor", left: Plain, right: Plain, at: Trace | null): Value {
  if (left.kind === "unknown" || right.kind === "unknown") {
    return derive(
      [left, right],
      `(-${operator} ${symbolOf(left)} ${symbolOf(right)})`,
      left.kind === "enum" ? left.type : null,
      at,
    );
  }
  const method = { band: "op_BitwiseAnd", bor: "op_BitwiseOr", bxor: "op_ExclusiveOr" }[operator];
  const enumOfSide =
    left.kind === "enum"
      ? left
      : right.kind === "enum" && left.kind === "str" && operandNumber(left.value, dialectOf(machine)) === null
        ? right
        : null;
  const info = enumOfSide ? enumOfValue(enumOfSide) : undefined;
  const named = (side: Plain): Plain =>
    info && side.kind === "str" && operandNumber(side.value, dialectOf(machine)) === null
      ? machine.plain(convertTo(machine, side, typeOfEnum(info), at))
      : side;
  const [x, y] = [named(left), named(right)];
  const a = bitOperand(machine, x, y, method, at);
  const b = bitOperand(machine, y, x, method, at);
  const join = (p: bigint, q: bigint): bigint => (operator === "band" ? p & q : operator === "bor" ? p | q : p ^ q);
  if (!isInteger(a.type) || !isInteger(b.type)) return fractionBits(a, b, join, at);
  if (a.type === "BigInteger" || b.type === "BigInteger") return new Num("BigInteger", join(asInteger(a), asInteger(b)), at);
  const type = bitType(a, b);
  const width = type.endsWith("64") ? 64 : 32;
  const bits = join(BigInt.asUintN(width, asInteger(a)), BigInt.asUintN(width, asInteger(b)));
  const value = type.startsWith("U") ? bits : BigInt.asIntN(width, bits);
  if (info) return enumValue(info, Number(value), at);
  return integerNum(type, value, at);
}

/** With a fraction on one side both become Int64 when one is negative, else UInt64. */
function fractionBits(a: Num, b: Num, join: (p: bigint, q: bigint) => bigint, at: Trace | null): Value {
  if (a.type === "BigInteger" || b.type === "BigInteger")
    throw stopped("System.NullReferenceException", "Object reference not set to an instance of an object.", at);
  const type = asNumber(a) < 0 || asNumber(b) < 0 ? "Int64" : "UInt64";
  const whole = (num: Num): bigint => asInteger(toNumeric(new Num("Double", asNumber(num)), type, "7", at));
  const bits = join(BigInt.asUintN(64, whole(a)), BigInt.asUintN(64, whole(b)));
  return integerNum(type, type === "Int64" ? BigInt.asIntN(64, bits) : bits, at);
}

function complement(machine: Machine, value: Plain, at: Trace | null): Value {
  if (value.kind === "unknown") return derive([value], `(-bnot ${value.symbol})`, null, at);
  // What is no number and no text is made one, or not, as by a cast.
  const isOperand = value.kind === "str" || scalarNumber(value) !== undefined;
  const operand = isOperand ? value : machine.plain(convertTo(machine, value, new TypeRef("System.Int32"), at));
  if (operand.kind === "unknown") return derive([operand], `(-bnot ${operand.symbol})`, null, at);
  const given = bitOperand(machine, operand, NULL, "op_OnesComplement", at);
  const number = isInteger(given.type) ? given : wholeOperand(given, at);
  if (number.type === "BigInteger") return new Num("BigInteger", ~asInteger(number), at);
  const type = bitType(number, number);
  const width = type.endsWith("64") ? 64 : 32;
  const bits = BigInt.asUintN(width, ~asInteger(number));
  const result = type.startsWith("U") ? bits : BigInt.asIntN(width, bits);
  const info = value.kind === "enum" ? enumOfValue(value) : undefined;
  return info ? enumValue(info, Number(result), at) : integerNum(type, result, at);
}

/** A fraction rounded to the first of these types that holds it. */
function wholeOperand(num: Num, at: Trace | null): Num {
  for (const type of ["Int32", "UInt32", "Int64", "UInt64"] as const) {
    const whole = numberAs(num, type, at);
    if (whole) return whole;
  }
  throw castError(
    "ConvertToFinalInvalidCastException",
    `Cannot convert the "${asNumber(num)}" value of type "System.${num.type}" to type "System.Int32".`,
    at,
  );
}

function shifted(machine: Machine, operator: "shl" | "shr", left: Plain, right: Plain, at: Trace | null): Value {
  if (left.kind === "unknown" || right.kind === "unknown")
    return derive([left, right], `(-${operator} ${symbolOf(left)} ${symbolOf(right)})`, null, at);
  if (left.kind === "bool" || left.kind === "char") {
    throw operationError(
      "NotADefinedOperationForType",
      `The operation '[${typeNameOf(left)}] -${operator} [${typeNameOf(right)}]' is not defined.`,
      at,
    );
  }
  if (left.kind === "enum")
    throw stopped(
      "System.InvalidOperationException",
      `The binary operator is not defined for the types '${left.type}' and '${typeNameOf(right)}'.`,
      at,
    );
  if (left.kind === "null") return new Num("Int32", 0, at);
  const given = bitOperand(machine, left, NULL, operator === "shl" ? "op_LeftShift" : "op_RightShift", at);
  const number = isInteger(given.type) ? given : wholeOperand(given, at);
  const count = toNumeric(right, "Int32", dialectOf(machine), at).value as number;
  if (number.type === "BigInteger") {
    if (Math.abs(count) > 100_000) machine.budget.exceeded("bytes");
    return new Num(
      "BigInteger",
      operator === "shl" ? asInteger(number) << BigInt(count) : asInteger(number) >> BigInt(count),
      at,
    );
  }
  // Narrow types keep their type and drop what leaves it.
  const size = (
    { SByte: 8, Byte: 8, Int16: 16, UInt16: 16, Int32: 32, UInt32: 32, Int64: 64, UInt64: 64 } as Readonly<Record<string, number>>
  )[number.type] as number;
  const by = BigInt(count & (size === 64 ? 63 : 31));
  const value = operator === "shl" ? asInteger(number) << by : asInteger(number) >> by;
  const unsigned = number.type.startsWith("U") || number.type === "Byte";
  return integerNum(number.type, unsigned ? BigInt.asUintN(size, value) : BigInt.asIntN(size, value), at);
}

/** `1..5`, and in 7 `'a'..'e'`. */
function range(machine: Machine, left: Plain, right: Plain, at: Trace | null): Value {
  if (left.kind === "unknown" || right.kind === "unknown")
    return derive([left, right], `(.. ${symbolOf(left)} ${symbolOf(right)})`, "System.Object[]", at);
  const dialect = dialectOf(machine);
  if (dialect === "7" && isRangeChar(left) && isRangeChar(right)) return charRange(machine, left, right, at);
  const from = rangeEnd(left, dialect, at);
  const to = rangeEnd(right, dialect, at);
  const count = Math.abs(to - from) + 1;
  machine.budget.size(count);
  const step = to < from ? -1 : 1;
  return new Arr(
    "System.Object",
    Array.from({ length: count }, (_, index) => new Num("Int32", from + index * step, at)),
    "array",
    null,
    at,
  );
}

/** What an end of a range is as an Int32: the conversions of .NET, whose errors stop the operator. */
function rangeEnd(value: Plain, dialect: "5.1" | "7", at: Trace | null): number {
  if (value.kind === "str" && (value.value.trim() === "" || operandNumber(value.value, dialect) === null))
    throw stopped("System.FormatException", `The input string '${shown(value, value.value)}' was not in a correct format.`, at);
  if (/^(?:arr|dict|object|block|type)$/.test(value.kind)) {
    const type = value.kind === "object" && isCustom(value) ? "System.Management.Automation.PSObject" : typeNameOf(value);
    throw stopped("System.InvalidCastException", `Unable to cast object of type '${type}' to type 'System.IConvertible'.`, at);
  }
  return toNumeric(value, "Int32", dialect, at).value as number;
}

/** A character, or a text of one that is no digit. */
function isRangeChar(value: Plain): boolean {
  return value.kind === "char" || (value.kind === "str" && value.value.length === 1 && !/\d/.test(value.value));
}

function charRange(machine: Machine, left: Plain, right: Plain, at: Trace | null): Value {
  const code = (value: Plain): number =>
    value.kind === "char" ? value.code : value.kind === "str" ? value.value.charCodeAt(0) : 0;
  const from = code(left);
  const to = code(right);
  const step = to < from ? -1 : 1;
  const type = new TypeRef("System.Char");
  const items = Array.from({ length: Math.abs(to - from) + 1 }, (_, index) =>
    convertTo(machine, new Num("Int32", from + index * step), type, at),
  );
  return new Arr("System.Object", items, "array", null, at);
}

export type UnaryOperator = "not" | "-" | "+" | "bnot" | "split" | "isplit" | "csplit" | "join" | "++" | "--";

export function unary(machine: Machine, operator: UnaryOperator, operand: Plain, at: Trace | null): Value {
  switch (operator) {
    case "not":
      return truthValue(machine, operand, true);
    case "-":
    case "+":
      return signed(machine, operator, operand, at);
    case "bnot":
      return complement(machine, operand, at);
    case "split":
    case "isplit":
    case "csplit":
      return unarySplit(machine, operand, at);
    case "join":
      return joinOperator(machine, operand, elementText(machine, NULL, null, 0), at);
    case "++":
      return increment(machine, operand, 1, at);
    case "--":
      return increment(machine, operand, -1, at);
  }
}
