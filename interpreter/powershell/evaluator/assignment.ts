import { used } from "../../tools/open-world/uses.js";
import { PsError } from "../../tools/script-error.js";
import { Trace } from "../../values/source.js";
import { int, NOTHING, NULL, type Plain, Unknown, type Value } from "../../values/value.js";
import { settingError } from "../errors/failures.js";
import { keyFor } from "../members/indexing.js";
import { getIndex, setIndex, setMember, setStatic } from "../members/members.js";
import { binary } from "../operators/operators.js";
import type { Runtime } from "../session/runtime.js";
import type { Assignment, Attribute, BinaryOperator, Expression } from "../syntax/ast.js";
import { convertTo, toText } from "../types/convert.js";
import { dictSet } from "../types/dict.js";
import { enumerate } from "../types/enumerate.js";
import { withTrace } from "../types/traced.js";
import { isUnplaced, resolveType } from "../types/types.js";
import { declaredProperty, setScriptStatic } from "./classes.js";
import { isBoxed, isOtherKey, memberName } from "./member-access.js";
import { typeOf } from "./plain-values.js";
import { conditionValue, evaluatePlain } from "./recursion.js";
import { validate } from "./validation.js";
import { declareVariable, ownVariable, writeVariable } from "./variables.js";

/** Gives what was assigned, before the target made it fit; null: the target kept what it had. */
export function assign(r: Runtime, s: Assignment): Value | null {
  const target = s.target;
  if (s.operator === "=" || s.operator === "??=") {
    if (s.operator === "??=" && evaluatePlain(r, target).kind !== "null") return null;
    const value = conditionValue(r, s.value);
    assignTo(r, target, value, s);
    return value;
  }
  // `$x += 1` looks at the variable of its own scope only.
  const before =
    target.kind === "Variable" && target.drive === null ? r.machine.plain(ownVariable(r, target)) : evaluatePlain(r, target);
  const right = r.machine.plain(conditionValue(r, s.value));
  const traces = [before, right].flatMap((value) => ("trace" in value && value.trace instanceof Trace ? [value.trace] : []));
  const operator = s.operator[0] as BinaryOperator;
  const at = r.trace(s, operator === "+" ? "concatenated" : null, traces);
  const value = binary(r.machine, operator, false, before, right, at);
  assignTo(r, target, value, s);
  return value;
}

/** Assigns to anything that may stand on the left of `=`. */
export function assignTo(r: Runtime, target: Expression, value: Value, at: { start: number; end: number } = target): void {
  switch (target.kind) {
    case "Variable":
      writeVariable(r, target, assigned(r, value, target, at));
      return;
    case "Convert": {
      const type = typeOf(r, target);
      const operand = target.operand;
      if (operand.kind === "Variable") {
        declareVariable(r, operand, type, [], value, r.trace(target));
        return;
      }
      if (operand.kind === "Attributed" || operand.kind === "Convert") {
        declareNested(r, target, value);
        return;
      }
      assignTo(r, operand, convertTo(r.machine, r.machine.plain(value), type, r.trace(target)), at);
      return;
    }
    case "Attributed":
      declareNested(r, target, value);
      return;
    case "Paren":
      if (
        target.value.kind === "Pipeline" &&
        target.value.elements.length === 1 &&
        target.value.elements[0]?.kind === "CommandExpression"
      ) {
        assignTo(r, target.value.elements[0].expression, value, at);
      }
      return;
    case "ArrayLiteral":
      destructure(r, target.items, r.machine.plain(value), at);
      return;
    case "Member":
      assignMember(r, target, value === NOTHING ? NULL : value);
      return;
    case "Index": {
      const object = evaluatePlain(r, target.target);
      const key = evaluatePlain(r, target.index);
      const place = r.trace(target);
      if (object.kind === "unknown") {
        if (object.reach !== null) used(r.machine, object.reach, "an element that is set", [value], place, true);
        return;
      }
      if (object.kind === "null") throw new PsError({ id: "NullArray", message: "Cannot index into a null array.", at: place });
      if (object.kind === "dict" && key.kind !== "null" && isBoxed(target.index)) {
        dictSet(r.machine, object, key, value);
        return;
      }
      setIndex(
        r.machine,
        object,
        target.index.kind === "ArrayLiteral" && key.kind === "arr" ? r.machine.settled(key.items) : [key],
        value,
        place,
      );
      return;
    }
    default:
      throw new PsError({ id: "InvalidLeftHandSide", message: "The assignment expression is not valid.", at: r.trace(target) });
  }
}

/** What a variable holds after `=`: the value with a step in its history. */
function assigned(r: Runtime, value: Value, target: { readonly name: string }, at: { start: number; end: number }): Value {
  return withTrace(value, (from) => r.trace(at, `assigned to $${target.name}`, from ? [from] : []));
}

function declareNested(r: Runtime, target: Expression, value: Value): void {
  const attributes: Attribute[] = [];
  let type = null;
  let inner = target;
  while (inner.kind === "Convert" || inner.kind === "Attributed") {
    if (inner.kind === "Convert") type ??= resolveType(inner.type, r) ?? null;
    else attributes.push(inner.attribute);
    inner = inner.operand;
  }
  if (inner.kind === "Variable") declareVariable(r, inner, type, attributes, value, r.trace(target));
  else assignTo(r, inner, value);
}

function destructure(r: Runtime, targets: readonly Expression[], value: Plain, at: { start: number; end: number }): void {
  const elements = value.kind === "null" ? [NULL] : enumerate(r.machine, value);
  if (elements instanceof Unknown) {
    targets.forEach((target, index) => {
      assignTo(r, target, new Unknown(elements.cause, elements.why, `${elements.symbol}[${index}]`, r.trace(at)), at);
    });
    return;
  }
  // Only a list is taken apart: a set or a queue is one value.
  const list = elements === null || (value.kind === "arr" && isUnplaced(value)) ? [value] : elements;
  targets.forEach((target, index) => {
    const last = index === targets.length - 1;
    if (last && list.length > targets.length) {
      assignTo(r, target, getIndex(r.machine, value, rangeFrom(index, list.length), r.trace(at)), at);
    } else assignTo(r, target, list[index] ?? NULL, at);
  });
}

function rangeFrom(start: number, end: number): Value[] {
  const numbers: Value[] = [];
  for (let index = start; index < end; index++) numbers.push(int(index));
  return numbers;
}

function assignMember(r: Runtime, target: Extract<Expression, { kind: "Member" }>, value: Value): void {
  const at = r.trace(target);
  if (target.isStatic) {
    const name = memberName(r, target.member);
    if (target.target.kind !== "Type" || typeof name !== "string") return;
    const type = typeOf(r, target.target);
    if (!setScriptStatic(r, type, name, value)) setStatic(r.machine, type, name, value, at);
    return;
  }
  const object = evaluatePlain(r, target.target);
  if (object.kind === "unknown") {
    if (object.reach !== null) {
      const name = memberName(r, target.member);
      used(r.machine, object.reach, typeof name === "string" ? name : "a member", [value], at, true);
    }
    return;
  }
  const given = typeof target.member === "string" ? target.member : evaluatePlain(r, target.member);
  // An [ordered] table takes the text of such a key.
  if (object.kind === "dict" && object.form !== "ordered" && isOtherKey(given)) {
    dictSet(r.machine, object, keyFor(r.machine, object, given, at), value);
    return;
  }
  const name = typeof given === "string" ? given : toText(r.machine, given);
  if (typeof name !== "string") {
    if (object.kind === "dict") dictSet(r.machine, object, name, value);
    // A handle may stand for anything of the host; a bag of values may not.
    if (object.kind === "instance")
      r.machine.note(name.cause, "all", `the name of the property that is set is not known: ${name.why}`, at);
    return;
  }
  if (object.kind === "null") {
    throw new PsError({
      id: "PropertyNotFound",
      message: `The property '${name}' cannot be found on this object. Verify that the property exists and can be set.`,
      at,
    });
  }
  const declared = object.kind === "object" ? declaredProperty(object, name) : null;
  if (declared) {
    const { type, attributes } = declared;
    try {
      const converted = type ? convertTo(r.machine, r.machine.plain(value), type, at) : value;
      if (attributes.length > 0) validate(r, attributes, converted, name, at);
      setMember(r.machine, object, name, converted, at);
    } catch (error) {
      if (error instanceof PsError && !error.thrown) throw settingError(name, error.message, at);
      throw error;
    }
    return;
  }
  setMember(r.machine, object, name, value, at);
}
