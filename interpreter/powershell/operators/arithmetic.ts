import type { Machine } from "../../machine/machine.js";
import type { ArithmeticOperator } from "../../tools/dotnet-type.js";
import { PsError } from "../../tools/script-error.js";
import {
  addDecimal,
  divideDecimal,
  multiplyDecimal,
  negateDecimal,
  remainderDecimal,
  subtractDecimal,
} from "../../values/decimal.js";
import { enumOfValue, enumValue } from "../../values/enums.js";
import {
  asDecimal,
  asInteger,
  asNumber,
  fits,
  integerNum,
  isInteger,
  isSigned,
  isZero,
  TYPE_ORDER,
} from "../../values/number.js";
import { outputsOf } from "../../values/open-lists.js";
import type { Trace } from "../../values/source.js";
import { derive, isText, pieces, symbolOf, textOf } from "../../values/unknowns.js";
import {
  Arr,
  Dict,
  type EnumValue,
  type Instance,
  NOTHING,
  NULL,
  Num,
  type NumType,
  type Plain,
  Str,
  SwitchBool,
  TypeRef,
  Unknown,
  type Value,
} from "../../values/value.js";
import { badText, cannotConvert, MethodError, methodNotFound, operationError, shown, stopped } from "../errors/failures.js";
import { netType } from "../types/calls.js";
import { convertTo } from "../types/convert.js";
import { numberAs, operandNumber, scalarNumber, toNumeric } from "../types/convert-number.js";
import { dictEntries, dictGet, dictSet } from "../types/dict.js";
import { dialectOf } from "../types/session-cells.js";
import { bare, isCustom, toStr } from "../types/text.js";
import { typeNameOf } from "../types/types.js";

const METHODS: Readonly<Record<ArithmeticOperator, string>> = {
  "+": "op_Addition",
  "-": "op_Subtraction",
  "*": "op_Multiply",
  "/": "op_Division",
  "%": "op_Modulus",
};

export function arithmetic(machine: Machine, operator: ArithmeticOperator, left: Plain, right: Plain, at: Trace | null): Value {
  if (left.kind === "unknown") return unknownArithmetic(machine, operator, left, right, at);
  switch (left.kind) {
    case "str":
      if (operator === "+") return concatenate(machine, left, right, at);
      if (operator === "*") return repeatText(machine, left, right, at);
      break;
    case "char":
      if (operator === "+") return concatenate(machine, new Str(String.fromCharCode(left.code), left.trace), right, at);
      if (operator === "*") {
        throw operationError(
          "NotADefinedOperationForType",
          `The operation '[System.Char] * [${typeNameOf(right)}]' is not defined.`,
          at,
        );
      }
      break;
    case "arr":
      if (operator === "+") return appendItems(machine, left, right, at);
      if (operator === "*") return repeatItems(machine, left, right, at);
      throw methodNotFound(typeNameOf(left), METHODS[operator], at);
    case "dict":
      if (operator === "+") return addTables(machine, left, right, at);
      throw methodNotFound(typeNameOf(left), METHODS[operator], at);
    case "null":
      if (operator === "+") return right.kind === "null" ? NULL : right;
      if (operator === "*") return NULL;
      break;
    case "instance": {
      const result = netType(machine, typeNameOf(left))?.operators?.(machine, operator, left, right, at);
      if (result !== undefined) return result;
      if (operator === "+" && left.model.enumerate) return appendItems(machine, left, right, at);
      throw methodNotFound(typeNameOf(left), METHODS[operator], at);
    }
    case "bool":
      if (left instanceof SwitchBool) throw methodNotFound(typeNameOf(left), METHODS[operator], at);
      if (operator === "*" && right.kind !== "unknown") {
        if (
          right.kind !== "str" &&
          right.kind !== "instance" &&
          right.kind !== "enum" &&
          !(right.kind === "num" && right.type === "Decimal")
        )
          throw operationError(
            "NotADefinedOperationForType",
            `The operation '[System.Boolean] * [${typeNameOf(right)}]' is not defined.`,
            at,
          );
        if (right.kind === "str") throw methodNotFound("System.String", METHODS[operator], at);
      }
      if (right.kind === "enum" && operator !== "+" && operator !== "*")
        return derive([], `(${operator} ${symbolOf(left)} ${symbolOf(right)})`, null, at);
      if (operator !== "*" && right.kind === "num" && right.type === "Decimal")
        throw stopped(
          "System.InvalidOperationException",
          "No coercion operator is defined between types 'System.Boolean' and 'System.Decimal'.",
          at,
        );
      break;
    case "object":
    case "block":
    case "type":
      throw methodNotFound(operandType(left), METHODS[operator], at);
    default:
      break;
  }
  if (right.kind === "unknown") return derive([right], `(${operator} ${symbolOf(left)} ${right.symbol})`, null, at);
  return numericOperation(machine, operator, left, right, at);
}

/** The type that an operator is looked for in: a custom object is seen as the wrapper that it is. */
export function operandType(value: Plain): string {
  return value.kind === "object" && isCustom(value) ? "System.Management.Automation.PSObject" : typeNameOf(value);
}

/** `$a + 1` when $a is not known: a text keeps what is known of it, everything else is unknown. */
function unknownArithmetic(machine: Machine, operator: ArithmeticOperator, left: Unknown, right: Plain, at: Trace | null): Value {
  if (operator === "+" && isText(left)) return concatenate(machine, left, right, at);
  const type = operator === "+" && left.type !== null && left.type.endsWith("[]") ? "System.Object[]" : null;
  return derive([left, right], `(${operator} ${left.symbol} ${symbolOf(right)})`, type, at);
}

function concatenate(machine: Machine, left: Str | Unknown, right: Plain, at: Trace | null): Value {
  const text = toStr(machine, bare(right), null);
  const size = [...pieces(left), ...pieces(text)].reduce((sum, part) => sum + (typeof part === "string" ? part.length : 1), 0);
  machine.budget.size(size);
  return textOf([...pieces(left), ...pieces(text)], at, left.secret || text.secret);
}

/** How often something is repeated; null: it is not known. */
function times(machine: Machine, right: Plain, at: Trace | null, lists = false): number | null {
  if (right.kind === "unknown") return null;
  if (lists && right.kind === "arr") throw cannotConvert(typeNameOf(right), typeNameOf(right), "System.UInt32", at);
  // What is rounded to zero is not negative.
  if (lists && right.kind === "num" && asNumber(right) < 0 && numberAs(right, "UInt32", at) === undefined) {
    throw new PsError({
      id: "InvalidCastIConvertible",
      message: `Cannot convert value "${asNumber(right)}" to type "System.UInt32". Error: "Value was either too large or too small for a UInt32."`,
      at,
    });
  }
  return toNumeric(right, "Int32", dialectOf(machine), at).value as number;
}

function repeatText(machine: Machine, left: Str, right: Plain, at: Trace | null): Value {
  const count = times(machine, right, at);
  if (count === null) return derive([right], `(* ${symbolOf(left)} ${symbolOf(right)})`, "System.String", at);
  if (count < 0) {
    throw stopped(
      "System.ArgumentOutOfRangeException",
      `times ('${count}') must be a non-negative value. (Parameter 'times')\nActual value was ${count}.`,
      at,
    );
  }
  machine.budget.size(left.value.length * count);
  return new Str(left.value.repeat(count), at, left.secret);
}

function appendItems(machine: Machine, left: Arr | Instance, right: Plain, at: Trace | null): Value {
  const items = left.kind === "arr" ? machine.settled(left.items) : left.model.enumerate?.(left);
  const more =
    right.kind === "arr"
      ? machine.settled(right.items)
      : right.kind === "instance"
        ? (right.model.enumerate?.(right) ?? [right])
        : right === NOTHING
          ? []
          : [right];
  if (items instanceof Unknown || items === undefined || more instanceof Unknown) {
    return derive(
      [items ?? left, more instanceof Unknown ? more : right] as Value[],
      `(+ ${symbolOf(left)} ${symbolOf(right)})`,
      "System.Object[]",
      at,
    );
  }
  // An unknown that may be a list would be spread: then how many elements there are is not known either.
  if (right.kind === "unknown" && right.parts === null && right.type === null) {
    return new Arr("System.Object", [...items, right], "array", null, at);
  }
  machine.budget.weigh((items.length + more.length) * 8);
  return new Arr("System.Object", outputsOf([...items, ...more]), "array", null, at);
}

function repeatItems(machine: Machine, left: Arr, right: Plain, at: Trace | null): Value {
  const count = times(machine, right, at, true);
  if (count === null) return derive([right], `(* ${symbolOf(left)} ${symbolOf(right)})`, "System.Object[]", at);
  const items = machine.settled(left.items);
  machine.budget.size(items.length * count);
  const result: Value[] = [];
  for (let index = 0; index < count; index++) result.push(...items);
  return new Arr(left.form === "array" ? left.element : "System.Object", result, "array", null, at);
}

function addTables(machine: Machine, left: Dict, right: Plain, at: Trace | null): Value {
  if (right.kind === "unknown") return derive([right], `(+ ${symbolOf(left)} ${right.symbol})`, left.type, at);
  if (right.kind !== "dict")
    throw operationError("AddHashTableToNonHashTable", "A hash table can only be added to another hash table.", at);
  const result =
    left.form === "ordered"
      ? new Dict("ordered", left.type, left.caseSensitive, at)
      : new Dict("hashtable", "System.Collections.Hashtable", false, at);
  machine.budget.weigh((left.entries.size + right.entries.size) * 192);
  for (const entry of dictEntries(machine, left)) dictSet(machine, result, machine.plain(entry.key), entry.value);
  for (const entry of dictEntries(machine, right)) {
    const key = machine.plain(entry.key);
    if (dictGet(machine, result, key) !== undefined) {
      const text = toStr(machine, key, null);
      const name = text.kind === "str" ? text.value : "";
      throw stopped(
        "System.ArgumentException",
        `Item has already been added. Key in dictionary: '${name}'  Key being added: '${name}'`,
        at,
      );
    }
    dictSet(machine, result, key, entry.value);
  }
  return result;
}

// ---------------------------------------------------------------- numbers

/** An operand as a number; undefined: the operator is not defined for it. A text is read as a number of its own form. */
function operand(machine: Machine, value: Plain, other: Plain, at: Trace | null): Num | undefined {
  if (value.kind === "str") {
    const number = operandNumber(value.value, dialectOf(machine));
    if (number) return number;
    const wanted = other.kind === "num" ? other.type : "Int32";
    const id =
      wanted === "Double" || wanted === "Single"
        ? "InvalidCastFromStringToDoubleOrSingle"
        : wanted === "Decimal"
          ? "InvalidCastFromStringToDecimal"
          : "InvalidCastFromStringToInteger";
    const text = shown(value, value.value.trim());
    throw badText(
      id,
      text,
      wanted === "BigInteger" ? "System.Numerics.BigInteger" : `System.${wanted}`,
      `The input string '${text}' was not in a correct format.`,
      at,
    );
  }
  // A switch is no number, though a truth value is.
  return value instanceof SwitchBool ? undefined : scalarNumber(value);
}

function numericOperation(machine: Machine, operator: ArithmeticOperator, left: Plain, right: Plain, at: Trace | null): Value {
  const a = operand(machine, left, right, at);
  const b = operand(machine, right, left, at);
  if (a === undefined || b === undefined) {
    const result =
      right.kind === "instance"
        ? netType(machine, typeNameOf(right))?.operators?.(machine, operator, left, right, at)
        : undefined;
    if (result !== undefined) return result;
    if (a?.type === "Decimal" && right.kind !== "instance") return decimalOperator(machine, operator, a, right, at);
    if (a !== undefined && (a.type === "Decimal" || a.type === "BigInteger")) throw badOperand(METHODS[operator], at);
    throw methodNotFound(operandType(a === undefined ? left : right), METHODS[operator], at);
  }
  if (left.kind === "enum") return enumOperation(operator, left, a, b, at);
  return compute(operator, a, b, at);
}

/** The operators of Decimal are methods of .NET: they take what can be converted to a Decimal. */
function decimalOperator(machine: Machine, operator: ArithmeticOperator, a: Num, right: Plain, at: Trace | null): Value {
  const method = METHODS[operator];
  let b: Plain;
  try {
    b = machine.plain(convertTo(machine, right, new TypeRef("System.Decimal"), at));
  } catch (error) {
    if (!(error instanceof PsError)) throw error;
    const text = right.kind === "object" ? toStr(machine, right, null) : null;
    const value = text?.kind === "str" ? text.value : typeNameOf(right);
    throw new PsError({
      id: "MethodArgumentConversionInvalidCastArgument",
      message: `Cannot convert argument "1", with value: "${value}", for "${method}" to type "System.Decimal": "${error.message}"`,
      exception: "System.Management.Automation.MethodException",
      at,
    });
  }
  if (b.kind !== "num") return derive([b], `(${operator} ${symbolOf(a)} ${symbolOf(right)})`, "System.Decimal", at);
  if ((operator === "/" || operator === "%") && isZero(b)) {
    const why = "Attempted to divide by zero.";
    throw new MethodError(
      "System.DivideByZeroException",
      why,
      `Exception calling "${method}" with "2" argument(s): "${why}"`,
      at,
    );
  }
  return compute(operator, a, b, at);
}

/** `[DayOfWeek]::Monday + 1` is a day; `1 + [DayOfWeek]::Monday` is a number. */
function enumOperation(operator: ArithmeticOperator, left: EnumValue, a: Num, b: Num, at: Trace | null): Value {
  if (!isInteger(b.type)) {
    throw stopped("System.InvalidCastException", `Unable to cast object of type '${left.type}' to type 'System.${b.type}'.`, at);
  }
  const result = compute(operator, a, b, at);
  if (result.type !== "Int32") {
    throw stopped(
      "System.InvalidCastException",
      `Unable to cast object of type 'System.${result.type}' to type '${left.type}'.`,
      at,
    );
  }
  const info = enumOfValue(left);
  return info
    ? enumValue(info, asNumber(result), at)
    : derive([], `(${operator} ${symbolOf(left)} ${symbolOf(b)})`, left.type, at);
}

/** An operator method of .NET whose argument cannot be made of the right side. */
export function badOperand(method: string, at: Trace | null): PsError {
  return new PsError({
    id: "MethodArgumentConversionInvalidCastArgument",
    message: `Cannot convert an argument of "${method}".`,
    exception: "System.Management.Automation.MethodException",
    at,
  });
}

export function divideByZero(at: Trace | null): PsError {
  return new PsError({
    id: "RuntimeException",
    message: "Attempted to divide by zero.",
    at,
    category: "NotSpecified",
    inner: "System.DivideByZeroException",
  });
}

/** Arithmetic of two numbers: in the later of the two types, and in Double when the result does not fit. */
export function compute(operator: ArithmeticOperator, a: Num, b: Num, at: Trace | null): Num {
  if (a.type === "BigInteger" || (b.type === "BigInteger" && a.type !== "Decimal")) return bigOperation(operator, a, b, at);
  const later = TYPE_ORDER.indexOf(a.type) >= TYPE_ORDER.indexOf(b.type) ? a.type : b.type;
  if (later === "Decimal") return decimalOperation(operator, a, b, at);
  if (later === "Double" || later === "Single") return doubleOperation(operator, asNumber(a), asNumber(b), at);
  const type = integerTypeFor(a, b, later);
  if (type === "Decimal") return decimalOperation(operator, a, b, at);
  return type === "Double" ? doubleOperation(operator, asNumber(a), asNumber(b), at) : integerOperation(operator, type, a, b, at);
}

/** Nothing narrower than Int32; an unsigned type with a negative number goes to the next signed one that holds both. */
function integerTypeFor(a: Num, b: Num, later: NumType): NumType {
  if (TYPE_ORDER.indexOf(later) <= TYPE_ORDER.indexOf("Int32")) return "Int32";
  if (later !== "UInt32" && later !== "UInt64") return later;
  const negative = (num: Num): boolean => isSigned(num.type) && asInteger(num) < 0n;
  if (!negative(a) && !negative(b)) return later;
  return later === "UInt32" ? "Int64" : "Decimal";
}

function integerOperation(operator: ArithmeticOperator, type: NumType, a: Num, b: Num, at: Trace | null): Num {
  const x = asInteger(a);
  const y = asInteger(b);
  if ((operator === "/" || operator === "%") && y === 0n) throw divideByZero(at);
  let result: bigint;
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
      if (x % y !== 0n) return new Num("Double", Number(x) / Number(y), at);
      result = x / y;
      break;
    case "%":
      result = x % y;
      break;
  }
  if (fits(type, result)) return integerNum(type, result, at);
  // Products of 64-bit numbers are cut to a Double, not rounded.
  if (operator === "*" && type.endsWith("64")) return new Num("Double", cutToDouble(result), at);
  return doubleOperation(operator, Number(x), Number(y), at);
}

/** The Double nearest to zero, as the conversion from BigInteger gives it. */
function cutToDouble(value: bigint): number {
  const size = value < 0n ? -value : value;
  const bits = size.toString(2).length;
  if (bits <= 53) return Number(value);
  const drop = BigInt(bits - 53);
  const cut = (size >> drop) << drop;
  return value < 0n ? -Number(cut) : Number(cut);
}

function doubleOperation(operator: ArithmeticOperator, x: number, y: number, at: Trace | null): Num {
  switch (operator) {
    case "+":
      return new Num("Double", x + y, at);
    case "-":
      return new Num("Double", x - y, at);
    case "*":
      return new Num("Double", x * y, at);
    case "/":
      return new Num("Double", x / y, at);
    case "%":
      return new Num("Double", x % y, at);
  }
}

function decimalOperation(operator: ArithmeticOperator, a: Num, b: Num, at: Trace | null): Num {
  const x = asDecimal(a);
  const y = asDecimal(b);
  const overflow = new PsError({ id: "RuntimeException", message: "Value was either too large or too small for a Decimal.", at });
  if (!x || !y) throw overflow;
  if ((operator === "/" || operator === "%") && y.unscaled === 0n) throw divideByZero(at);
  const operations = { "+": addDecimal, "-": subtractDecimal, "*": multiplyDecimal, "/": divideDecimal, "%": remainderDecimal };
  const result = operations[operator](x, y);
  if (!result) throw overflow;
  return new Num("Decimal", result, at);
}

function bigOperation(operator: ArithmeticOperator, a: Num, b: Num, at: Trace | null): Num {
  const big = (num: Num): bigint => numberAs(num, "BigInteger", null)?.value as bigint;
  const x = big(a);
  const y = big(b);
  if ((operator === "/" || operator === "%") && y === 0n) {
    throw new PsError({
      id: "DotNetMethodException",
      message: "Attempted to divide by zero.",
      at,
      category: "NotSpecified",
      inner: "System.DivideByZeroException",
    });
  }
  const result =
    operator === "+" ? x + y : operator === "-" ? x - y : operator === "*" ? x * y : operator === "/" ? x / y : x % y;
  return new Num("BigInteger", result, at);
}

/** `-$x`, `+$x`. */
export function signed(machine: Machine, operator: "-" | "+", value: Plain, at: Trace | null): Value {
  if (value.kind === "unknown")
    return derive([value], `(${operator} ${value.symbol})`, value.type === "System.String" ? null : value.type, at);
  if (value.kind === "null") return new Num("Int32", 0, at);
  if (value.kind === "instance") {
    const result = netType(machine, typeNameOf(value))?.operators?.(machine, operator, NULL, value, at);
    if (result !== undefined) return result;
  }
  const zero = new Num("Int32", 0);
  const number = operand(machine, value, zero, at);
  if (number === undefined) throw methodNotFound(operandType(value), operator === "-" ? "op_Subtraction" : "op_Addition", at);
  if (operator === "-" && number.type === "Double") return new Num("Double", 0 - (number.value as number), at);
  if (operator === "-" && number.type === "Decimal") return new Num("Decimal", negateDecimal(number.value as never), at);
  return compute(operator, zero, number, at);
}

/** `$x++`, `$x--`: numbers only; $null counts as zero. */
export function increment(_machine: Machine, value: Plain, by: 1 | -1, at: Trace | null): Value {
  if (value.kind === "unknown") return derive([value], `(+ ${value.symbol} ${by})`, null, at);
  if (value.kind === "null") return new Num("Int32", by, at);
  if (value.kind === "enum") {
    const info = enumOfValue(value);
    return info ? enumValue(info, value.value + by, at) : derive([], `(+ ${symbolOf(value)} ${by})`, value.type, at);
  }
  if (value.kind !== "num") {
    throw operationError(
      "OperatorRequiresNumber",
      `The '${by === 1 ? "++" : "--"}' operator works only on numbers. The operand is a '${operandType(value)}'.`,
      at,
    );
  }
  return compute(by === 1 ? "+" : "-", value, new Num("Int32", 1), at);
}
