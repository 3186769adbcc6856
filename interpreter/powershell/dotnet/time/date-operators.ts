import type { Machine } from "../../../machine/machine.js";
import type { ArithmeticOperator, OperatorModel } from "../../../tools/dotnet-type.js";
import { PsError } from "../../../tools/script-error.js";
import { asNumber, isInteger } from "../../../values/number.js";
import type { Trace } from "../../../values/source.js";
import { derive, symbolOf } from "../../../values/unknowns.js";
import { Num, type Plain, TypeRef, type Value } from "../../../values/value.js";
import { badOperand } from "../../operators/arithmetic.js";
import { convertTo } from "../../types/convert.js";
import { operandNumber, scalarNumber } from "../../types/convert-number.js";
import { dialectOf } from "../../types/session-cells.js";
import { DATE, dateOf, dateValue, SPAN, spanOf, spanValue } from "./dates.js";

/** Operators on dates and spans. */

/** An operand as a span or date, as the operator methods of .NET convert it; undefined: it cannot be. */
function operand<T>(
  machine: Machine,
  value: Plain,
  type: string,
  read: (machine: Machine, value: Plain) => T | undefined,
): T | undefined {
  const direct = read(machine, value);
  if (direct !== undefined) return direct;
  const integer = value.kind === "num" && isInteger(value.type) && value.type !== "BigInteger";
  if (value.kind !== "str" && value.kind !== "char" && value.kind !== "enum" && !integer) return undefined;
  try {
    const converted = machine.plain(convertTo(machine, value, new TypeRef(type), null));
    return read(machine, converted);
  } catch (error) {
    if (error instanceof PsError) return undefined;
    throw error;
  }
}

const several = (operator: string, at: Trace | null): PsError =>
  new PsError({
    id: "MethodCountCouldNotFindBest",
    message: `Cannot find an overload for "${operator}" and the argument count: "2".`,
    exception: "System.Management.Automation.MethodException",
    at,
  });

/** A number, a text or $null in front of a span. */
function beforeSpan(machine: Machine, operator: ArithmeticOperator, left: Plain, span: bigint, at: Trace | null): Value {
  if (left.kind === "enum") throw badOperand("op_Subtraction", at);
  if (operator === "*") {
    const number = left.kind === "num" ? left : scalarNumber(left);
    if (!number) throw badOperand("op_Multiply", at);
    const product = Math.round(asNumber(number) * Number(span));
    if (Math.abs(product) > 9.2e18)
      throw new PsError({
        id: "DotNetMethodException",
        message: "TimeSpan overflowed because the duration is too long.",
        at,
        category: "NotSpecified",
        inner: "System.OverflowException",
      });
    return spanValue(machine, BigInt(product), at);
  }
  // A text with a number in it counts as that number of ticks.
  const number = left.kind === "str" ? operandNumber(left.value, dialectOf(machine)) : null;
  const ticks = left.kind === "null" ? 0n : operand(machine, number ?? left, SPAN, spanOf);
  if (ticks === undefined) throw badOperand("op_Addition", at);
  if (operator === "/") return new Num("Double", Number(ticks) / Number(span), at);
  return spanValue(machine, operator === "+" ? ticks + span : ticks - span, at);
}

export const dateOperators: OperatorModel = (machine, operator: ArithmeticOperator, left, right, at) => {
  if (operator !== "+" && operator !== "-") return undefined;
  const date = dateOf(machine, left);
  if (!date) {
    // A number or $null in front of a date counts as ticks.
    const before = left.kind === "null" ? 0n : operand(machine, left, DATE, dateOf)?.ticks;
    const after = dateOf(machine, right);
    if (operator === "-" && before !== undefined && after && left.kind !== "str")
      return spanValue(machine, before - after.ticks, at);
    throw badOperand("op_Addition", at);
  }
  if (right.kind === "unknown") return derive([right], `(${operator} ${symbolOf(left)} ${right.symbol})`, null, at);
  if (operator === "-") {
    const other = dateOf(machine, right);
    if (other) return spanValue(machine, date.ticks - other.ticks, at);
    const span = spanOf(machine, right);
    if (span === undefined) throw several("op_Subtraction", at);
    return dateValue(machine, date.ticks - span, date.kind, at);
  }
  const span = operand(machine, right, SPAN, spanOf);
  if (span === undefined) throw badOperand("op_Addition", at);
  return dateValue(machine, date.ticks + span, date.kind, at);
};

export const spanOperators: OperatorModel = (machine, operator, left, right, at) => {
  if (right.kind === "unknown") return derive([right], `(${operator} ${symbolOf(left)} ${right.symbol})`, null, at);
  if (operator === "%") return undefined;
  const span = spanOf(machine, left);
  if (span === undefined) return beforeSpan(machine, operator, left, spanOf(machine, right) as bigint, at);
  if (operator === "*" || operator === "/") {
    const number =
      right.kind === "num"
        ? right
        : right.kind === "str"
          ? operandNumber(right.value, dialectOf(machine))
          : right.kind === "char" || right.kind === "enum"
            ? scalarNumber(right)
            : null;
    if (number)
      return spanValue(
        machine,
        BigInt(Math.round(operator === "*" ? Number(span) * asNumber(number) : Number(span) / asNumber(number))),
        at,
      );
    const other = operator === "/" ? spanOf(machine, right) : undefined;
    if (other === undefined) throw several(operator === "*" ? "op_Multiply" : "op_Division", at);
    return new Num("Double", Number(span) / Number(other), at);
  }
  const other = operand(machine, right, SPAN, spanOf);
  if (other === undefined) throw badOperand("op_Addition", at);
  return spanValue(machine, operator === "+" ? span + other : span - other, at);
};
