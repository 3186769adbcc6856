import type { Machine } from "../../machine/machine.js";
import { PsError } from "../../tools/script-error.js";
import { enumFromText, enumOfValue } from "../../values/enums.js";
import { enquire } from "../../values/host-question.js";
import { asNumber, compareNums, isInteger } from "../../values/number.js";
import type { Trace } from "../../values/source.js";
import { isText, question, symbolOf, wording } from "../../values/unknowns.js";
import { bool, type Num, type Plain, SwitchBool, TypeRef, type Unknown, type Value } from "../../values/value.js";
import { ComparisonError, operationError, stopped } from "../errors/failures.js";
import { canBeEqual, compareTexts, equalTexts } from "../values/compare-text.js";
import { convertTo, truth, truthValue } from "./convert.js";
import { operandNumber, scalarNumber } from "./convert-number.js";
import { scriptTypesOf } from "./running.js";
import { dialectOf } from "./session-cells.js";
import { bare, isCustom, toStr, toText } from "./text.js";
import { typeNameOf } from "./types.js";

/** `-eq` of two single values: the right side is converted to what the left one is. A choice when it is not known. */
export function equalValues(machine: Machine, given: Plain, right: Plain, caseSensitive: boolean, negated = false): Value {
  const left = unknownTextIn(given, right) ?? given;
  const result = decideEqual(machine, left, right, caseSensitive);
  return typeof result === "boolean" ? bool(result !== negated) : askEqual(machine, left, right, caseSensitive, negated, result);
}

/** Equality in the world that is running; asks where it is not known. */
export function areEqual(machine: Machine, left: Plain, right: Plain, caseSensitive: boolean): boolean {
  const value = machine.plain(equalValues(machine, left, right, caseSensitive));
  return value.kind === "bool" && value.value;
}

/** undefined: what is known does not decide; a Value: the choice that does. */
export function decideEqual(machine: Machine, left: Plain, right: Plain, caseSensitive: boolean): boolean | Value | undefined {
  if (left.kind === "unknown" || right.kind === "unknown") return unknownEqual(machine, left, right, caseSensitive);
  switch (left.kind) {
    case "null":
      return right.kind === "null";
    case "str": {
      if (right.kind === "null") return false;
      const text = toStr(machine, bare(right), null);
      return text.kind === "str"
        ? equalTexts(left.value, text.value, caseSensitive)
        : unknownEqual(machine, left, text, caseSensitive);
    }
    case "bool": {
      if (right.kind === "null" || (left instanceof SwitchBool && right.kind !== "bool" && right.kind !== "instance"))
        return false;
      const other = truth(machine, right);
      return typeof other === "boolean" ? left.value === other : truthValue(machine, other, !left.value);
    }
    case "char":
      if (right.kind === "char")
        return equalTexts(String.fromCharCode(left.code), String.fromCharCode(right.code), caseSensitive);
      if (right.kind === "str")
        return right.value.length === 1 && equalTexts(String.fromCharCode(left.code), right.value, caseSensitive);
      return right.kind === "num" && isInteger(right.type) ? asNumber(right) === left.code : false;
    case "num":
      return numberEqual(machine, left, right);
    case "enum": {
      if (right.kind === "enum") return left.type === right.type ? left.value === right.value : left.value === right.value;
      if (right.kind === "str") {
        const info = enumOfValue(left);
        const value = info ? enumFromText(info, right.value, true) : undefined;
        return value === undefined ? equalTexts(left.name, right.value, false) : value === left.value;
      }
      const number = right.kind === "null" ? undefined : scalarNumber(right);
      return number !== undefined && asNumber(number) === left.value;
    }
    case "type":
      return right.kind === "type" && right.name === left.name && right.definition === left.definition;
    case "instance": {
      if (left === right) return true;
      if (right.kind === "null" || !left.model.equals) return false;
      const open = unknownTextIn(left, right);
      if (open) return unknownEqual(machine, open, right, caseSensitive);
      return left.model.equals(left, converted(machine, right, typeNameOf(left)) ?? right) === true;
    }
    default:
      return left === right;
  }
}

/** What is compared where an object stands for a text that nobody knows. */
function unknownTextIn(value: Plain, other: Plain): Unknown | undefined {
  const same = value.kind === "instance" && other.kind !== "null" ? value.model.equals?.(value, other) : undefined;
  return typeof same === "object" ? same : undefined;
}

/** The right side in the type of the left one; undefined: it cannot be. */
function converted(machine: Machine, right: Plain, type: string): Plain | undefined {
  if (typeNameOf(right) === type) return right;
  try {
    return machine.plain(convertTo(machine, right, new TypeRef(type), null));
  } catch (error) {
    if (error instanceof PsError) return undefined;
    throw error;
  }
}

function numberEqual(machine: Machine, left: Num, right: Plain): boolean {
  if (right.kind === "null" || right instanceof SwitchBool) return false;
  const number = right.kind === "str" ? operandNumber(right.value, dialectOf(machine)) : scalarNumber(right);
  return number !== null && number !== undefined && compareNums(left, number) === 0;
}

function unknownEqual(machine: Machine, left: Plain, right: Plain, caseSensitive: boolean): boolean | Value | undefined {
  if (left.kind === "unknown" && right.kind === "unknown" && left.symbol === right.symbol) return true;
  if (left.kind === "null" || right.kind === "null") {
    const open = left.kind === "null" ? right : left;
    // A text with parts was put together: it is not $null.
    return open.kind === "unknown" && open.parts !== null ? false : undefined;
  }
  if (left.kind === "bool" && right.kind === "unknown") return truthValue(machine, right, !left.value);
  if (left.kind === "unknown" && left.type === "System.Boolean" && right.kind === "bool")
    return truthValue(machine, left, !right.value);
  const a = left.kind === "num" || left.kind === "enum" ? toStr(machine, left, null) : left;
  const b = right.kind === "num" || right.kind === "enum" ? toStr(machine, right, null) : right;
  if (isText(a) && isText(b)) {
    if (!canBeEqual(a, b, caseSensitive)) return numeric(left) || numeric(right) ? undefined : false;
    const [open, known] = a.kind === "unknown" ? [a, b] : [b as Unknown, a];
    if (open.kind === "unknown" && known.kind === "str") {
      const answer = enquire(machine, open, {
        form: "equal",
        text: known.value,
        passes: (candidate) => equalTexts(candidate, known.value, caseSensitive) === true,
      });
      if (answer !== undefined) return answer;
    }
  }
  return undefined;
}

/** Numbers equal texts by value (`1 -eq '01'`), so fragments of their text decide nothing. */
function numeric(value: Plain): boolean {
  return value.kind === "num" || (value.kind === "unknown" && value.type !== null && value.type !== "System.String");
}

function askEqual(
  machine: Machine,
  left: Plain,
  right: Plain,
  caseSensitive: boolean,
  negated: boolean,
  given: Value | undefined,
): Value {
  if (given !== undefined) {
    if (!negated) return given;
    const plain = machine.plain(given);
    return bool(!(plain.kind === "bool" && plain.value));
  }
  const sides = [left, right].map((side) =>
    side.kind === "str" && !caseSensitive && !side.secret ? JSON.stringify(side.value.toLowerCase()) : symbolOf(side),
  );
  // Equality reads the same from both sides.
  if (left.kind !== "unknown" || (right.kind === "unknown" && right.symbol < left.symbol)) {
    sides.reverse();
    return question(
      machine,
      `(${caseSensitive ? "-ceq" : "-eq"} ${sides.join(" ")})`,
      `${wording(right)} equals ${wording(left)}`,
      `${wording(right)} does not equal ${wording(left)}`,
      negated,
    );
  }
  return question(
    machine,
    `(${caseSensitive ? "-ceq" : "-eq"} ${sides.join(" ")})`,
    `${wording(left)} equals ${wording(right)}`,
    `${wording(left)} does not equal ${wording(right)}`,
    negated,
  );
}

export type OrderOperator = "lt" | "le" | "gt" | "ge";

/** `-lt` and its kin for two single values. */
export function orderedValues(
  machine: Machine,
  operator: OrderOperator,
  left: Plain,
  right: Plain,
  caseSensitive: boolean,
  at: Trace | null,
): Value {
  if (left.kind === "unknown" || right.kind === "unknown") return askOrder(machine, operator, left, right, caseSensitive);
  const result = compareValues(machine, left, right, caseSensitive, at);
  if (result === undefined) return askOrder(machine, operator, left, right, caseSensitive);
  return bool(holds(operator, result));
}

function holds(operator: OrderOperator, result: number): boolean {
  // With NaN every one of them is false.
  return operator === "lt" ? result < 0 : operator === "le" ? result <= 0 : operator === "gt" ? result > 0 : result >= 0;
}

function askOrder(machine: Machine, operator: OrderOperator, left: Plain, right: Plain, caseSensitive: boolean): Value {
  if (left.kind === "unknown" && right.kind === "unknown" && left.symbol === right.symbol)
    return bool(operator === "le" || operator === "ge");
  // `-ge` is the opposite of `-lt`, so both share one choice; so do `-gt` and `-le`.
  const base = operator === "lt" || operator === "ge" ? "lt" : "gt";
  const word = base === "lt" ? "less than" : "greater than";
  const subject = `(-${caseSensitive ? "c" : ""}${base} ${symbolOf(left)} ${symbolOf(right)})`;
  return question(
    machine,
    subject,
    `${wording(left)} is ${word} ${wording(right)}`,
    `${wording(left)} is not ${word} ${wording(right)}`,
    base !== operator,
  );
}

/** Order of two known values; undefined: only the host's culture knows. Throws when they cannot be compared. */
export function compareValues(
  machine: Machine,
  left: Plain,
  right: Plain,
  caseSensitive: boolean,
  at: Trace | null,
): number | undefined {
  if (
    (left.kind === "enum" && (right.kind === "null" || (right.kind === "num" && right.type === "Decimal"))) ||
    (left.kind === "null" && right.kind === "enum")
  ) {
    throw stopped("System.InvalidOperationException", "The binary operator is not defined for these types.", at);
  }
  if (left === right && (left.kind === "arr" || left.kind === "dict" || left.kind === "object")) return 0;
  if (left instanceof SwitchBool) {
    if (right.kind === "bool" && right.value === left.value) return 0;
    throw operationError("NotIcomparable", `Cannot compare "${plainText(machine, left)}" because it is not IComparable.`, at);
  }
  if (left.kind === "null") return nullOrder(right);
  if (right.kind === "null")
    return left.kind === "num" || left.kind === "char" || left.kind === "bool" ? scalarAboveNull(left) : 1;
  switch (left.kind) {
    case "str": {
      const text = toText(machine, right);
      return typeof text === "string" ? compareTexts(left.value, text, caseSensitive) : undefined;
    }
    case "num":
    case "bool":
    case "enum":
    case "char":
      return compareScalars(machine, left, right, caseSensitive, at);
    case "instance": {
      const other = right.kind === "bool" ? undefined : converted(machine, right, typeNameOf(left));
      const result = other === undefined ? undefined : left.model.compare?.(left, other);
      if (result !== undefined) return result;
      if (other === undefined && left.model.compare) {
        throw operationError(
          "ComparisonFailure",
          `Could not compare "${plainText(machine, left)}" to "${plainText(machine, right)}".`,
          at,
        );
      }
      throw operationError("NotIcomparable", `Cannot compare "${plainText(machine, left)}" because it is not IComparable.`, at);
    }
    case "object": {
      // A class of the script may say itself how its objects compare.
      const own = scriptTypesOf(machine)?.invoke(machine, left, "CompareTo", [right], at);
      const order = own === undefined ? undefined : machine.plain(own);
      if (order?.kind === "num") return Math.sign(asNumber(order));
      if (isCustom(left)) {
        const text = plainText(machine, left);
        const other = plainText(machine, right);
        const shownRight = right.kind === "arr" ? typeNameOf(right) : other;
        throw new ComparisonError(
          `Cannot compare "${text}" to "${other}" because the objects are not the same type or the object "${text}" does not implement "IComparable".`,
          `Could not compare "" to "${shownRight}". Error: "Cannot convert the "${shownRight}" value of type "${typeNameOf(right)}" to type "System.Management.Automation.PSCustomObject"."`,
          at,
        );
      }
      break;
    }
    case "type":
      // A type is equal to itself without being comparable.
      if (right.kind === "type" && right.name === left.name) return 0;
      break;
    default:
      break;
  }
  const shownLeft = left.kind === "arr" ? typeNameOf(left) : plainText(machine, left);
  throw operationError("NotIcomparable", `Cannot compare "${shownLeft}" because it is not IComparable.`, at);
}

function plainText(machine: Machine, value: Plain): string {
  const text = toText(machine, value);
  return typeof text === "string" && !(value.kind === "str" && value.secret) ? text : "";
}

/** `$null` is below everything but negative numbers. */
function nullOrder(right: Plain): number {
  if (right.kind === "null") return 0;
  const number = right.kind === "num" ? asNumber(right) : 0;
  return number < 0 ? 1 : -1;
}

function scalarAboveNull(left: Plain): number {
  const number = left.kind === "num" ? asNumber(left) : 0;
  return number < 0 ? -1 : 1;
}

function compareScalars(
  machine: Machine,
  left: Plain,
  right: Plain,
  caseSensitive: boolean,
  at: Trace | null,
): number | undefined {
  if (left.kind === "bool") {
    const other = truth(machine, right);
    if (typeof other !== "boolean") return undefined;
    return Number(left.value) - Number(other);
  }
  if (left.kind === "char" && (right.kind === "char" || right.kind === "str")) {
    const text = right.kind === "char" ? String.fromCharCode(right.code) : right.value;
    const code = (value: string): number => (caseSensitive ? value : value.toUpperCase()).charCodeAt(0);
    if (text.length === 1) return Math.sign(code(String.fromCharCode(left.code)) - code(text));
  }
  const beyond = (number: number): boolean => !Number.isInteger(number) || number < 0 || number > 0xffff;
  if (
    left.kind === "char" &&
    (right.kind === "str" ||
      right.kind === "bool" ||
      (right.kind === "num" && (!isInteger(right.type) || beyond(asNumber(right)))))
  ) {
    throw operationError(
      "ComparisonFailure",
      `Could not compare "${plainText(machine, left)}" to "${plainText(machine, right)}".`,
      at,
    );
  }
  if (left.kind === "enum" && right.kind === "num" && Math.abs(asNumber(right)) > 2147483647) {
    throw stopped("System.InvalidOperationException", "The binary operator is not defined for these types.", at);
  }
  if (left.kind === "enum" && right.kind === "str") {
    const info = enumOfValue(left);
    const value = info ? enumFromText(info, right.value, true) : "none";
    if (typeof value === "number") return Math.sign(left.value - value);
  }
  const a = scalarNumber(left) as Num;
  const b =
    right.kind === "str"
      ? operandNumber(right.value, dialectOf(machine))
      : right instanceof SwitchBool
        ? undefined
        : scalarNumber(right);
  if (b === undefined || b === null) {
    // The conversion that fails says why; for lists the comparison does.
    if (right.kind === "str") convertTo(machine, right, new TypeRef(typeNameOf(left)), at);
    throw operationError(
      "ComparisonFailure",
      `Could not compare "${plainText(machine, left)}" to "${plainText(machine, right)}". Error: "Cannot convert the "${typeNameOf(right)}" value of type "${typeNameOf(right)}" to type "${typeNameOf(left)}"."`,
      at,
    );
  }
  return compareNums(a, b);
}

/** What `-contains` gives when the collection is not known. */
export function askContains(machine: Machine, collection: Unknown, item: Plain, negated: boolean): Value {
  if (item.kind === "str") {
    const answer = enquire(machine, collection, {
      form: "equal",
      text: item.value,
      passes: (candidate) => equalTexts(candidate, item.value, false) === true,
    });
    if (answer !== undefined) return bool(answer !== negated);
  }
  return question(
    machine,
    `(-contains ${collection.symbol} ${symbolOf(item)})`,
    `${wording(collection)} contains ${wording(item)}`,
    `${wording(collection)} does not contain ${wording(item)}`,
    negated,
  );
}
