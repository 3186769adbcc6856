import type { Machine } from "../machine.js";
import type { Trace } from "../source.js";
import { Arr, bool, type Dict, Num, NULL, type Plain, TypeRef, Unknown, type Value } from "../value.js";
import type { BinaryOperator } from "./ast.js";
import { arithmetic, increment, signed } from "./arithmetic.js";
import { askContains, equalValues, orderedValues, type OrderOperator } from "./compare.js";
import { operandNumber, scalarNumber, toNumeric } from "./convert-number.js";
import { convertTo, truth, truthValue, typeFromText } from "./convert.js";
import { enumerate } from "./enumerate.js";
import { PsError } from "./error.js";
import { castError, methodNotFound, shown } from "./failures.js";
import { formatOperator } from "./format/composite.js";
import { asInteger, asNumber, integerNum, isInteger } from "./number.js";
import { dialectOf } from "./session.js";
import { joinOperator, likeOperator, matchOperator, replaceOperator, splitOperator, unarySplit } from "./text-operators.js";
import { elementText, toStr } from "./text.js";
import { isOfType, typeNameOf } from "./types.js";
import { derive, question, symbolOf, wording } from "./unknowns.js";
import { enumInfo, enumValue } from "./dotnet/enums.js";

export { increment } from "./arithmetic.js";
export { parseNumber } from "./literal.js";

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
      return filtered(machine, left, (item) => orderedValues(machine, operator satisfies OrderOperator, item, right, caseSensitive, at));
    case "like":
    case "notlike":
      // What passes comes out as text.
      return filtered(machine, left, (item) => likeOperator(machine, item, right, caseSensitive, operator === "notlike", at), true);
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
      return formatOperator(machine, elementText(machine, left, null, 0), right, at);
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
  const found = text.kind === "str" ? typeFromText(machine, text.value) : null;
  if (found) return found;
  const message = `Cannot convert the "${shown(right, text.kind === "str" ? text.value : "")}" value of type "${typeNameOf(right)}" to type "System.Type".`;
  if (id === "RuntimeException") throw new PsError(id, message, undefined, at);
  throw castError(id, message, at);
}

function isOperator(machine: Machine, left: Plain, right: Plain, negated: boolean, at: Trace | null): Value {
  const type = typeOperand(machine, right, "RuntimeException", at);
  const result = type instanceof Unknown ? derive([type], `(-is ${symbolOf(left)} ${type.symbol})`, "System.Boolean", at) : isOfType(machine, left, type);
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
    return result.kind === "unknown" && type.name !== "System.String" ? derive([left], `(-as ${left.symbol} ${type.name})`, null, at) : result;
  }
  try {
    return convertTo(machine, left, type, at);
  } catch (error) {
    if (error instanceof PsError) return NULL;
    throw error;
  }
}

// ---------------------------------------------------------------- integers

/** An operand of a bit operator: an integer, in Int64 or UInt64 when it needs the room. */
function bitOperand(machine: Machine, value: Plain, method: string, at: Trace | null): Num {
  const number = value.kind === "str" ? operandNumber(value.value, dialectOf(machine)) : scalarNumber(value);
  if (number === null) return toNumeric(value, "Int32", dialectOf(machine), at);
  if (number === undefined) throw methodNotFound(typeNameOf(value), method, at);
  if (isInteger(number.type)) return number;
  const rounded = toNumeric(number, asNumber(number) < 0 ? "Int64" : "UInt64", dialectOf(machine), at);
  return rounded;
}

function bitType(a: Num, b: Num): "Int32" | "UInt32" | "Int64" | "UInt64" {
  const types = [a.type, b.type];
  if (types.includes("UInt64")) return "UInt64";
  if (types.includes("Int64")) return "Int64";
  if (types.includes("UInt32")) return types.every((type) => type === "UInt32" || type === "Byte" || type === "UInt16") || [a, b].every((num) => asInteger(num) >= 0n) ? "UInt32" : "Int64";
  return "Int32";
}

function bitwise(machine: Machine, operator: "band" | "bor" | "bxor", left: Plain, right: Plain, at: Trace | null): Value {
  if (left.kind === "unknown" || right.kind === "unknown") {
    return derive([left, right], `(-${operator} ${symbolOf(left)} ${symbolOf(right)})`, left.kind === "enum" ? left.type : null, at);
  }
  const method = { band: "op_BitwiseAnd", bor: "op_BitwiseOr", bxor: "op_ExclusiveOr" }[operator];
  const info = left.kind === "enum" ? enumInfo(left.type) : undefined;
  const other = info && right.kind === "str" ? machine.plain(convertTo(machine, right, new TypeRef(info.name), at)) : right;
  const a = bitOperand(machine, left, method, at);
  const b = bitOperand(machine, other, method, at);
  const type = bitType(a, b);
  const width = type.endsWith("64") ? 64 : 32;
  const x = BigInt.asUintN(width, asInteger(a));
  const y = BigInt.asUintN(width, asInteger(b));
  const bits = operator === "band" ? x & y : operator === "bor" ? x | y : x ^ y;
  const value = type.startsWith("U") ? bits : BigInt.asIntN(width, bits);
  if (info) return enumValue(info, Number(value), at);
  return integerNum(type, value, at);
}

function complement(machine: Machine, value: Plain, at: Trace | null): Value {
  if (value.kind === "unknown") return derive([value], `(-bnot ${value.symbol})`, null, at);
  const number = bitOperand(machine, value, "op_OnesComplement", at);
  const type = bitType(number, number);
  const width = type.endsWith("64") ? 64 : 32;
  const bits = BigInt.asUintN(width, ~asInteger(number));
  return integerNum(type, type.startsWith("U") ? bits : BigInt.asIntN(width, bits), at);
}

function shifted(machine: Machine, operator: "shl" | "shr", left: Plain, right: Plain, at: Trace | null): Value {
  if (left.kind === "unknown" || right.kind === "unknown") return derive([left, right], `(-${operator} ${symbolOf(left)} ${symbolOf(right)})`, null, at);
  const number = bitOperand(machine, left, operator === "shl" ? "op_LeftShift" : "op_RightShift", at);
  const count = toNumeric(right, "Int32", dialectOf(machine), at).value as number;
  const type = bitType(number, number);
  const width = type.endsWith("64") ? 64 : 32;
  const by = BigInt(count & (width - 1));
  const value = operator === "shl" ? asInteger(number) << by : asInteger(number) >> by;
  return integerNum(type, type.startsWith("U") ? BigInt.asUintN(width, value) : BigInt.asIntN(width, value), at);
}

/** `1..5`, and in 7 `'a'..'e'`. */
function range(machine: Machine, left: Plain, right: Plain, at: Trace | null): Value {
  if (left.kind === "unknown" || right.kind === "unknown") return derive([left, right], `(.. ${symbolOf(left)} ${symbolOf(right)})`, "System.Object[]", at);
  const dialect = dialectOf(machine);
  if (dialect === "7" && isRangeChar(left) && isRangeChar(right)) return charRange(machine, left, right, at);
  const from = rangeEnd(left, dialect, at);
  const to = rangeEnd(right, dialect, at);
  const count = Math.abs(to - from) + 1;
  machine.budget.size(count);
  const step = to < from ? -1 : 1;
  return new Arr("System.Object", Array.from({ length: count }, (_, index) => new Num("Int32", from + index * step, at)), "array", null, at);
}

function rangeEnd(value: Plain, dialect: "5.1" | "7", at: Trace | null): number {
  return toNumeric(value, "Int32", dialect, at).value as number;
}

/** A character, or a text of one that is no digit. */
function isRangeChar(value: Plain): boolean {
  return value.kind === "char" || (value.kind === "str" && value.value.length === 1 && !/\d/.test(value.value));
}

function charRange(machine: Machine, left: Plain, right: Plain, at: Trace | null): Value {
  const code = (value: Plain): number => (value.kind === "char" ? value.code : value.kind === "str" ? value.value.charCodeAt(0) : 0);
  const from = code(left);
  const to = code(right);
  const step = to < from ? -1 : 1;
  const type = new TypeRef("System.Char");
  const items = Array.from({ length: Math.abs(to - from) + 1 }, (_, index) => convertTo(machine, new Num("Int32", from + index * step), type, at));
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

