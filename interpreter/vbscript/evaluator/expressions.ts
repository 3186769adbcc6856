/** Evaluates expressions of VBScript. */
import { readText } from "../../values/stand-ins.js";
import { Bool, NULL, Num, type Plain, type Value } from "../../values/value.js";
import type { Expression, Literal } from "../syntax/ast.js";
import { dateValue, parseDate } from "../values/dates.js";
import { runtimeError } from "../values/error.js";
import { EMPTY, NO_OBJECT } from "../values/objects.js";
import { binary, type Operand, unary } from "../values/operators.js";
import { call, nameValue } from "./calls.js";
import { construct } from "./classes.js";
import { type Frame, traceOf } from "./engine.js";
import { member } from "./members.js";
import { withObject } from "./statements.js";

export function evaluate(frame: Frame, e: Expression): Value {
  switch (e.kind) {
    case "literal":
      return literalValue(frame, e, e.literal);
    case "name":
      return nameValue(frame, e);
    case "paren":
      return evaluate(frame, e.inner);
    case "me":
      if (frame.self === null) throw runtimeError(505, traceOf(frame, e));
      return frame.self;
    case "new":
      return construct(frame, e.key, e.name, traceOf(frame, e));
    case "member": {
      const object = e.object === null ? withObject(frame, e) : evaluate(frame, e.object);
      return member(frame, object, e.name, [], "read", traceOf(frame, e));
    }
    case "call":
      return call(frame, e.callee, e.args, "call", traceOf(frame, e));
    case "unary":
      return unary(frame.engine.machine, e.operator, plainOf(frame, e.operand), traceOf(frame, e));
    case "binary":
      return chain(frame, e);
  }
}

function plainOf(frame: Frame, e: Expression): Plain {
  return frame.engine.machine.plain(evaluate(frame, e));
}

/** A chain of operators may be long: it is walked from its first operand, not from its last. */
function chain(frame: Frame, e: Extract<Expression, { kind: "binary" }>): Value {
  const { machine } = frame.engine;
  const operators: Extract<Expression, { kind: "binary" }>[] = [];
  let first: Expression = e;
  while (first.kind === "binary") {
    operators.push(first);
    first = first.left;
  }
  let left: Operand = { value: plainOf(frame, first), isLiteral: isLiteral(first) };
  for (let index = operators.length - 1; index >= 0; index--) {
    const { operator, right } = operators[index] as (typeof operators)[number];
    machine.budget.step();
    const operand = { value: plainOf(frame, right), isLiteral: isLiteral(right) };
    // The whole chain is the place of what it gives.
    const at = traceOf(frame, index === 0 ? e : (operators[index] as (typeof operators)[number]));
    const value = binary(machine, operator, left, operand, at);
    if (index === 0) return value;
    left = { value: machine.plain(value), isLiteral: false };
  }
  return left.value;
}

export function isLiteral(e: Expression): boolean {
  return e.kind === "literal" || (e.kind === "unary" && isLiteral(e.operand)) || (e.kind === "paren" && isLiteral(e.inner));
}

function literalValue(frame: Frame, e: Expression, literal: Literal): Value {
  const at = traceOf(frame, e);
  switch (literal.type) {
    case "string":
      return readText(frame.engine.machine, literal.value, at, frame.source.secret);
    case "integer":
      return new Num(literal.value >= -32768 && literal.value <= 32767 ? "Int16" : "Int32", literal.value, at);
    case "double":
      return new Num("Double", literal.value, at);
    case "boolean":
      return new Bool(literal.value, at);
    case "date": {
      const serial = parseDate(literal.value);
      if (serial === undefined) throw runtimeError(13, at);
      return dateValue(serial, at);
    }
    case "empty":
      return EMPTY;
    case "null":
      return NULL;
    case "nothing":
      return NO_OBJECT;
  }
}
