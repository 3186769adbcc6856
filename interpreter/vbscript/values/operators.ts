/** Operators of VBScript. */
import type { Machine } from "../../machine/machine.js";
import { enquire } from "../../values/host-question.js";
import { canBeEqual } from "../../values/partial-text.js";
import type { Trace } from "../../values/source.js";
import { Bool, bool, FALSE, Instance, NULL, Num, type Plain, Str, TRUE, Unknown, type Value } from "../../values/value.js";
import type { BinaryOperator, UnaryOperator } from "../syntax/ast.js";
import { BoundedNumber } from "./bounded.js";
import { derived, isEmpty, isNull, joined, toNumber, toText, withoutObject } from "./convert.js";
import { DateModel, dateValue } from "./dates.js";
import { runtimeError } from "./error.js";
import { double, numberOf, numberValue, parseNumber, roundHalfEven } from "./numbers.js";
import { isNoObject } from "./objects.js";
import { question, symbolOf, truthQuestion, wording } from "./unknowns.js";

/** An operand, and whether it stands in the text as a literal: those are converted more readily. */
export interface Operand {
  readonly value: Plain;
  readonly isLiteral: boolean;
}

export function binary(machine: Machine, operator: BinaryOperator, left: Operand, right: Operand, at: Trace | null): Value {
  switch (operator) {
    case "is":
      return isSame(left.value, right.value, at);
    case "&":
      return concatenate(machine, left.value, right.value, at);
    case "=":
    case "<>":
    case "<":
    case ">":
    case "<=":
    case ">=":
      return compare(machine, operator, left, right, at);
    case "and":
    case "or":
    case "xor":
    case "eqv":
    case "imp":
      return logical(machine, operator, left.value, right.value, at);
    default:
      return arithmetic(machine, operator, left.value, right.value, at);
  }
}

export function unary(machine: Machine, operator: UnaryOperator, operand: Plain, at: Trace | null): Value {
  const value = withoutObject(machine, operand, at);
  if (isNull(value)) return NULL;
  if (operator === "not") {
    if (value instanceof Bool) return new Bool(!value.value, at);
    if (value instanceof Unknown) return question(machine, ...truthQuestion(value), true);
    const number = toNumber(machine, value, at);
    return number instanceof Unknown ? derived("not", [number], at) : numberOf(~roundHalfEven(number), at);
  }
  const number = toNumber(machine, value, at);
  if (number instanceof Unknown) return operator === "+" ? value : derived("-", [number], at);
  return numberOf(operator === "-" ? -number || 0 : number, at);
}

function isSame(left: Plain, right: Plain, at: Trace | null): Value {
  if (left instanceof Unknown || right instanceof Unknown) {
    // An object that is not modelled is an object all the same.
    if (isNoObject(left) || isNoObject(right)) return FALSE;
    return derived("is", [left, right], at, "System.Boolean");
  }
  if (!isObject(left) || !isObject(right)) throw runtimeError(424, at);
  return bool(left === right || (isNoObject(left) && isNoObject(right)));
}

function isObject(value: Plain): boolean {
  return value.kind === "instance" || value.kind === "object" || value.kind === "dict";
}

export function concatenate(machine: Machine, left: Value, right: Value, at: Trace | null): Value {
  const a = withoutObject(machine, left, at);
  const b = withoutObject(machine, right, at);
  if (isNull(a) && isNull(b)) return NULL;
  const text = joined([toText(machine, a, at, "empty"), toText(machine, b, at, "empty")], at);
  machine.budget.size(text instanceof Str ? text.value.length : 1);
  return text;
}

// ---------------------------------------------------------------- arithmetic

function arithmetic(machine: Machine, operator: BinaryOperator, left: Plain, right: Plain, at: Trace | null): Value {
  const a = withoutObject(machine, left, at);
  const b = withoutObject(machine, right, at);
  if (isNull(a) || isNull(b)) return NULL;
  if (operator === "+") {
    const texts = isTextual(a) && isTextual(b);
    if (texts || (isTextual(a) && isEmpty(b)) || (isEmpty(a) && isTextual(b))) return concatenate(machine, a, b, at);
  }
  const x = toNumber(machine, a, at);
  const y = toNumber(machine, b, at);
  if (x instanceof Unknown || y instanceof Unknown) {
    if (operator === "+" || operator === "-") return shifted(operator, x, y, [a, b], at);
    return derived(operator, [a, b], at);
  }
  const result = compute(operator, x, y, at);
  if ((operator === "+" || operator === "-") && (isDate(a) || isDate(b)) && !(isDate(a) && isDate(b)))
    return dateValue(result, at);
  if (operator === "/" || operator === "^") return double(result, at);
  if (operator === "\\" || operator === "mod") return numberOf(result, at);
  return isFloating(a) || isFloating(b) ? double(result, at) : numberOf(result, at);
}

/** A number that is known in part stays so when a known one is added. */
function shifted(operator: "+" | "-", x: number | Unknown, y: number | Unknown, from: readonly Plain[], at: Trace | null): Value {
  const plain = derived(operator, from, at);
  const bounded =
    x instanceof BoundedNumber && typeof y === "number" ? x : operator === "+" && y instanceof BoundedNumber ? y : null;
  const by = typeof y === "number" ? y : typeof x === "number" ? x : null;
  if (bounded === null || by === null || bounded.least === null) return plain;
  const least = operator === "+" ? bounded.least + by : bounded.least - by;
  return new BoundedNumber(plain.cause, plain.why, plain.symbol, at, least, null);
}

function isTextual(value: Plain): boolean {
  return value instanceof Str || (value instanceof Unknown && (value.type === "System.String" || value.parts !== null));
}

function isDate(value: Plain): boolean {
  return value instanceof Instance && value.model instanceof DateModel;
}

function isFloating(value: Plain): boolean {
  return value instanceof Num && (value.type === "Double" || value.type === "Single") && !Number.isInteger(numberValue(value));
}

function compute(operator: BinaryOperator, x: number, y: number, at: Trace | null): number {
  let result: number;
  switch (operator) {
    case "+":
      result = x + y;
      break;
    case "-":
      result = x - y;
      break;
    case "*":
      result = x * y;
      break;
    case "/":
      if (y === 0) throw runtimeError(11, at);
      result = x / y;
      break;
    case "\\":
    case "mod": {
      const divisor = roundHalfEven(y);
      if (divisor === 0) throw runtimeError(11, at);
      const dividend = roundHalfEven(x);
      result = operator === "mod" ? dividend % divisor : Math.trunc(dividend / divisor);
      result = result === 0 ? 0 : result;
      break;
    }
    case "^":
      result = x ** y;
      if (Number.isNaN(result)) throw runtimeError(5, at);
      break;
    default:
      throw runtimeError(5, at);
  }
  if (!Number.isFinite(result)) throw runtimeError(6, at);
  return result;
}

// ---------------------------------------------------------------- logic

function logical(machine: Machine, operator: BinaryOperator, left: Plain, right: Plain, at: Trace | null): Value {
  const a = withoutObject(machine, left, at);
  const b = withoutObject(machine, right, at);
  // One side may decide whatever the other is.
  for (const side of [a, b]) {
    if (operator === "and" && side instanceof Bool && !side.value && !isNumeric(side === a ? b : a)) return FALSE;
    if (operator === "or" && side instanceof Bool && side.value && !isNumeric(side === a ? b : a)) return TRUE;
  }
  if (isNull(a) || isNull(b)) return NULL;
  const x = truthOrNumber(machine, a, at);
  const y = truthOrNumber(machine, b, at);
  if (typeof x === "boolean" && typeof y === "boolean") return bool(boolLogic(operator, x, y));
  if (x instanceof Unknown || y instanceof Unknown) return derived(operator, [a, b], at);
  const m = typeof x === "boolean" ? (x ? -1 : 0) : roundHalfEven(x);
  const n = typeof y === "boolean" ? (y ? -1 : 0) : roundHalfEven(y);
  return numberOf(bitLogic(operator, m, n), at);
}

function isNumeric(value: Plain): boolean {
  return value instanceof Num || (value instanceof Unknown && /Int|Double/.test(value.type ?? ""));
}

/** A Boolean, a number, or an unknown number; an unknown of which nobody knows the type is asked as a condition. */
function truthOrNumber(machine: Machine, value: Plain, at: Trace | null): boolean | number | Unknown {
  if (value instanceof Bool) return value.value;
  if (value instanceof Unknown) {
    if (isNumeric(value)) return value;
    return machine.askWhether(...truthQuestion(value));
  }
  if (value instanceof Str && /^\s*(?:true|false)\s*$/i.test(value.value)) return value.value.trim().toLowerCase() === "true";
  return toNumber(machine, value, at);
}

function boolLogic(operator: BinaryOperator, x: boolean, y: boolean): boolean {
  switch (operator) {
    case "and":
      return x && y;
    case "or":
      return x || y;
    case "xor":
      return x !== y;
    case "eqv":
      return x === y;
    default:
      return !x || y;
  }
}

function bitLogic(operator: BinaryOperator, x: number, y: number): number {
  switch (operator) {
    case "and":
      return x & y;
    case "or":
      return x | y;
    case "xor":
      return x ^ y;
    case "eqv":
      return ~(x ^ y);
    default:
      return ~x | y;
  }
}

// ---------------------------------------------------------------- comparisons

type Comparison = "=" | "<>" | "<" | ">" | "<=" | ">=";

export function compare(machine: Machine, operator: Comparison, left: Operand, right: Operand, at: Trace | null): Value {
  // `a > b` is `b < a`, and `a <> b` is not `a = b`: equal questions are asked once.
  switch (operator) {
    case ">":
      return order(machine, "<", right, left, false, at);
    case ">=":
      return order(machine, "<=", right, left, false, at);
    case "<>":
      return order(machine, "=", left, right, true, at);
    default:
      return order(machine, operator, left, right, false, at);
  }
}

function order(
  machine: Machine,
  operator: "=" | "<" | "<=",
  left: Operand,
  right: Operand,
  negated: boolean,
  at: Trace | null,
): Value {
  const a = withoutObject(machine, left.value, at);
  const b = withoutObject(machine, right.value, at);
  if (isNull(a) || isNull(b)) return NULL;
  const known = decide(machine, operator, { ...left, value: a }, { ...right, value: b }, at);
  if (known !== undefined) return bool(known !== negated);
  const words =
    operator === "="
      ? ["is", "is not"]
      : operator === "<"
        ? ["is less than", "is not less than"]
        : ["is at most", "is more than"];
  return question(
    machine,
    `(vb${operator} ${symbolOf(a)} ${symbolOf(b)})`,
    `${wording(a)} ${words[0]} ${wording(b)}`,
    `${wording(a)} ${words[1]} ${wording(b)}`,
    negated,
  );
}

/** Undefined: only the host knows. */
function decide(
  machine: Machine,
  operator: "=" | "<" | "<=",
  left: Operand,
  right: Operand,
  at: Trace | null,
): boolean | undefined {
  const a = left.value;
  const b = right.value;
  if (a instanceof Unknown || b instanceof Unknown) return decideUnknown(machine, operator, a, b, at);
  if (a instanceof Str && (b instanceof Str || isEmpty(b)))
    return byOrder(operator, compareTexts(a.value, b instanceof Str ? b.value : ""));
  if (b instanceof Str && isEmpty(a)) return byOrder(operator, compareTexts("", b.value));
  if (a instanceof Str || b instanceof Str) return mixed(machine, operator, left, right, at);
  return byOrder(operator, (toNumber(machine, a, at) as number) - (toNumber(machine, b, at) as number));
}

/** A text and a number: a literal makes the other side fit; otherwise every number is less than every text. */
function mixed(machine: Machine, operator: "=" | "<" | "<=", left: Operand, right: Operand, at: Trace | null): boolean {
  const textLeft = left.value instanceof Str;
  const text = (textLeft ? left.value : right.value) as Str;
  const other = textLeft ? right : left;
  if (other.value instanceof Bool && /^(?:true|false)$/i.test(text.value)) {
    const value = text.value.toLowerCase() === "true" ? -1 : 0;
    const second = other.value.value ? -1 : 0;
    return byOrder(operator, textLeft ? value - second : second - value);
  }
  if (left.isLiteral || right.isLiteral) {
    const number = parseNumber(text.value);
    if (number !== undefined) {
      const second = toNumber(machine, other.value, at) as number;
      return byOrder(operator, textLeft ? number - second : second - number);
    }
  }
  return byOrder(operator, textLeft ? 1 : -1);
}

function decideUnknown(machine: Machine, operator: "=" | "<" | "<=", a: Plain, b: Plain, at: Trace | null): boolean | undefined {
  if (a instanceof Unknown && b instanceof Unknown && a.symbol === b.symbol) return operator !== "<";
  const unknown = (a instanceof Unknown ? a : b) as Unknown;
  const other = a instanceof Unknown ? b : a;
  if (other instanceof Str || other instanceof Unknown || isEmpty(other)) {
    if (operator !== "=" || unknown instanceof BoundedNumber) return undefined;
    const text = isEmpty(other) ? new Str("") : (other as Str | Unknown);
    if (!canBeEqual(unknown, text)) return false;
    if (!(text instanceof Str)) return undefined;
    return enquire(machine, unknown, { form: "equal", text: text.value, passes: (candidate) => candidate === text.value });
  }
  if (!(unknown instanceof BoundedNumber)) return undefined;
  const number = toNumber(machine, other, at);
  if (number instanceof Unknown) return undefined;
  if (operator === "=" || a === unknown) return unknown.compare(operator, number);
  // number < unknown is not unknown <= number.
  const turned = unknown.compare(operator === "<" ? "<=" : "<", number);
  return turned === undefined ? undefined : !turned;
}

/** Letter by letter, as VBScript compares unless it is told otherwise. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function byOrder(operator: "=" | "<" | "<=", difference: number): boolean {
  return operator === "=" ? difference === 0 : operator === "<" ? difference < 0 : difference <= 0;
}
