/** Names and calls: variables, procedures, functions of the language, members of objects. */

import type { Trace } from "../../values/source.js";
import { isPartlyUnknown } from "../../values/stand-ins.js";
import { Arr, Instance, NULL, type Plain, Unknown, type Value } from "../../values/value.js";
import { builtin } from "../functions/index.js";
import type { Arguments, Expression, NameExpression } from "../syntax/ast.js";
import { runtimeError } from "../values/error.js";
import { EMPTY } from "../values/objects.js";
import { ElementReference } from "./arrays.js";
import { ClassModel } from "./classes.js";
import { specialFunction } from "./dynamic.js";
import { type DefinedProcedure, type Frame, type Reference, traceOf } from "./engine.js";
import { evaluate } from "./expressions.js";
import { hostObject } from "./host-objects.js";
import { type Argument, indexed, member, type Use } from "./members.js";
import { ProcedureModel } from "./procedure-reference.js";
import { callProcedure } from "./procedures.js";
import { withObject } from "./statements.js";
import { undeclared, variable } from "./variables.js";

export function valuesOf(frame: Frame, args: Arguments): readonly Value[] {
  return args.map((arg) => (arg === null ? EMPTY : evaluate(frame, arg)));
}

function argumentsOf(frame: Frame, args: Arguments): readonly Argument[] {
  return args.map((arg) => {
    // What is left out is nothing to an object of COM.
    if (arg === null) return { value: NULL, reference: null };
    const reference = referenceOf(frame, arg);
    return { value: reference ? reference.read() : evaluate(frame, arg), reference };
  });
}

/** Where an argument is kept, if it is a variable or an element of one. */
function referenceOf(frame: Frame, e: Expression): Reference | null {
  if (e.kind === "name") {
    if (isRunningFunction(frame, e.key)) return variable(frame, e.key) ?? null;
    return variable(frame, e.key) ?? newVariable(frame, e);
  }
  if (e.kind === "call" && e.callee.kind === "name" && !isRunningFunction(frame, e.callee.key)) {
    const array = variable(frame, e.callee.key)?.read();
    const plain = array === undefined ? undefined : frame.engine.machine.plain(array);
    if (plain instanceof Arr)
      return new ElementReference(frame.engine.machine, plain, valuesOf(frame, e.args), traceOf(frame, e));
  }
  return null;
}

/** A name that nobody declared is a variable from its first use on, if it is nothing else. */
function newVariable(frame: Frame, e: NameExpression): Reference | null {
  const { engine, scope } = frame;
  if (frame.explicit || isPartlyUnknown(frame.engine.machine, e.key)) return null;
  if (
    engine.procedures.has(e.key) ||
    builtin(e.key) ||
    specialFunction(e.key) ||
    hostObject(frame, e.key) ||
    ownProcedure(frame, e.key)
  )
    return null;
  engine.machine.journal.setEntry(scope.variables, e.key, EMPTY);
  return variable(frame, e.key) ?? null;
}

/** The name of a function inside of it is the value that it will give. */
function isRunningFunction(frame: Frame, key: string): boolean {
  return frame.procedure !== null && frame.procedure.key === key && frame.scope.variables.has(key);
}

function ownProcedure(frame: Frame, key: string): DefinedProcedure | undefined {
  const model = frame.self?.model;
  if (!(model instanceof ClassModel)) return undefined;
  const found = model.procedure(key, "function") ?? model.procedure(key, "sub") ?? model.procedure(key, "get");
  return found ? { procedure: found, source: model.defined.source, explicit: model.defined.explicit } : undefined;
}

/** The value of a name alone. */
export function nameValue(frame: Frame, e: NameExpression): Value {
  const found = variable(frame, e.key);
  if (found) return found.read();
  return callName(frame, e, [], "read", traceOf(frame, e));
}

function callName(frame: Frame, e: NameExpression, args: readonly Argument[], use: Use, at: Trace): Value {
  const { engine } = frame;
  const { machine } = engine;
  const own = ownProcedure(frame, e.key);
  if (own) return callProcedure(engine, own, args, frame.self, at);
  const defined = engine.procedures.get(e.key);
  if (defined) return callProcedure(engine, defined, args, null, at);
  const object = hostObject(frame, e.key);
  if (object)
    return args.length === 0
      ? object
      : indexed(
          frame,
          object,
          args.map((arg) => arg.value),
          at,
        );
  const special = specialFunction(e.key);
  if (special) return special(frame, args, at);
  const found = builtin(e.key);
  if (found) return found({ machine, name: e.name, args: args.map((arg) => arg.value), at });
  // What a page does not define is a member of its window.
  const page = engine.host.kind === "mshta" ? hostObject(frame, "window") : undefined;
  if (page && use !== "read") return member(frame, page, e.name, args, use, at);
  if (use === "read") return undeclared(frame, e.key, at);
  if (isPartlyUnknown(frame.engine.machine, e.key)) {
    machine.note("input", "all", "calls a procedure whose name is not known", at);
    return new Unknown("input", "what a procedure gives whose name is not known", machine.freshSymbol("vbs:call"), at);
  }
  if (frame.explicit) throw runtimeError(500, at, e.name);
  throw runtimeError(13, at, e.name);
}

/** `callee(args)`, or `callee args` as a statement. `args` null: what stands there is the whole of a `Call`. */
export function call(frame: Frame, callee: Expression, args: Arguments | null, use: Use, at: Trace): Value {
  if (args === null) {
    if (callee.kind === "call") return call(frame, callee.callee, callee.args, use, at);
    return call(frame, callee, [], use, at);
  }
  switch (callee.kind) {
    case "name": {
      const found =
        isRunningFunction(frame, callee.key) && (args.length > 0 || use === "statement")
          ? undefined
          : variable(frame, callee.key);
      if (!found) return callName(frame, callee, argumentsOf(frame, args), use, at);
      const value = frame.engine.machine.plain(found.read());
      return callValue(frame, callee.name, value, args, use, at);
    }
    case "member": {
      const object = callee.object === null ? withObject(frame, callee) : evaluate(frame, callee.object);
      return member(frame, object, callee.name, argumentsOf(frame, args), use, at);
    }
    default: {
      const value = frame.engine.machine.plain(evaluate(frame, callee));
      return args.length === 0 && use === "statement" ? value : callValue(frame, "", value, args, use, at);
    }
  }
}

/** What a variable holds, with arguments behind it. */
function callValue(frame: Frame, name: string, value: Plain, args: Arguments, use: Use, at: Trace): Value {
  if (value instanceof Instance && value.model instanceof ProcedureModel)
    return callProcedure(frame.engine, value.model.defined, argumentsOf(frame, args), null, at);
  if (args.length === 0) {
    if (use === "statement" && !(value instanceof Instance) && !(value instanceof Unknown)) throw runtimeError(13, at, name);
    return value;
  }
  return indexed(frame, value, valuesOf(frame, args), at);
}
