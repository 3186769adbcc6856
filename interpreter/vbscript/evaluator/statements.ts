/** Runs statements of VBScript. Each is a unit: where it needs to know what is not known, it runs once for each outcome. */
import { Alternatives, type Guarded, Undecided } from "../../../host/choice.js";
import { Arr, Instance, Unknown, type Value } from "../../values/value.js";
import type { Expression, Statement } from "../syntax/ast.js";
import { isTrue, toInteger, withoutObject } from "../values/convert.js";
import { DateModel } from "../values/dates.js";
import { asVbError, runtimeError, type VbError } from "../values/error.js";
import { EMPTY, NO_OBJECT, newArray, sizesOf } from "../values/objects.js";
import { compare } from "../values/operators.js";
import { resized } from "./arrays.js";
import { call, valuesOf } from "./calls.js";
import { type Ending, exitEnding, type Frame, NORMAL, Quit, resumes, setResume, traceOf } from "./engine.js";
import { evaluate, isLiteral } from "./expressions.js";
import { runFor, runForEach, runLoop } from "./loops.js";
import { setIndexed, setMember } from "./members.js";
import { assign, variable, variableToSet } from "./variables.js";

export function runStatements(frame: Frame, statements: readonly Statement[], from = 0): Guarded<Ending> {
  for (let index = from; index < statements.length; index++) {
    const ending = runStatement(frame, statements[index] as Statement);
    if (ending === NORMAL) continue;
    if (!(ending instanceof Alternatives)) return ending;
    return frame.engine.machine.each<Ending, Ending>(ending, (leaf) =>
      leaf === NORMAL ? runStatements(frame, statements, index + 1) : leaf,
    );
  }
  return NORMAL;
}

export function runStatement(frame: Frame, statement: Statement): Guarded<Ending> {
  const { machine } = frame.engine;
  machine.budget.step();
  const mark = machine.journal.mark();
  try {
    const ending = dispatch(frame, statement);
    machine.journal.release(mark);
    return ending;
  } catch (stop) {
    if (stop instanceof Undecided) machine.journal.rollback(mark);
    machine.journal.release(mark);
    if (stop instanceof Undecided) return machine.fork(stop.choice, () => runStatement(frame, statement));
    if (stop instanceof Quit) return { kind: "quit", code: stop.code };
    const error = asVbError(stop, traceOf(frame, statement));
    if (error === null) throw stop;
    return endWithError(frame, error);
  }
}

/** Under `On Error Resume Next` the next statement runs. */
function endWithError(frame: Frame, error: VbError): Guarded<Ending> {
  const { machine } = frame.engine;
  const goesOn = machine.attempt(() => resumes(frame));
  return machine.each<boolean, Ending>(goesOn, (yes) => {
    if (!yes) return { kind: "error", error };
    record(frame, error);
    return NORMAL;
  });
}

function record(frame: Frame, { number, description, source }: VbError): void {
  frame.engine.setError({ number, description, source });
}

/** The value, or `otherwise` where it fails and the script goes on with what is inside of the statement. */
export function tolerant<T>(frame: Frame, run: () => T, otherwise: T): T {
  try {
    return run();
  } catch (stop) {
    const error = asVbError(stop, null);
    if (error === null || !resumes(frame)) throw stop;
    record(frame, error);
    return otherwise;
  }
}

/** A condition that fails lets its body run, when errors are passed over. */
export function holds(frame: Frame, condition: Expression): boolean {
  return tolerant(frame, () => isTrue(frame.engine.machine, evaluate(frame, condition), traceOf(frame, condition)), true);
}

function dispatch(frame: Frame, s: Statement): Guarded<Ending> {
  const { engine } = frame;
  switch (s.kind) {
    case "dim":
    case "nothing":
    case "randomize":
      return NORMAL;
    case "const":
      for (const { key, value } of s.items) {
        engine.machine.journal.setEntry(frame.scope.variables, key, evaluate(frame, value));
        frame.scope.constants.add(key);
      }
      return NORMAL;
    case "assign":
      runAssignment(frame, s);
      return NORMAL;
    case "call":
      call(frame, s.callee, s.args, "statement", traceOf(frame, s));
      return NORMAL;
    case "redim":
      runRedim(frame, s);
      return NORMAL;
    case "erase":
      for (const target of s.targets) erase(frame, target);
      return NORMAL;
    case "if":
      return runIf(frame, s);
    case "select":
      return runSelect(frame, s);
    case "for":
      return runFor(frame, s);
    case "foreach":
      return runForEach(frame, s);
    case "loop":
      return runLoop(frame, s);
    case "with": {
      const object = tolerant(frame, () => objectOf(frame, s.object), NO_OBJECT as Value);
      return runStatements({ ...frame, withObject: object }, s.body);
    }
    case "exit":
      // What leaves a procedure takes the error with it.
      if (s.what === "sub" || s.what === "function" || s.what === "property") engine.clearError();
      return exitEnding(s.what);
    case "on-error":
      setResume(frame, s.resume);
      engine.clearError();
      return NORMAL;
  }
}

function objectOf(frame: Frame, expression: Expression): Value {
  const value = evaluate(frame, expression);
  const plain = frame.engine.machine.now(value);
  if (!(plain instanceof Alternatives) && !isObjectLike(plain)) throw runtimeError(424, traceOf(frame, expression));
  return value;
}

function isObjectLike(value: Exclude<Value, Alternatives<never>>): boolean {
  return (
    value instanceof Instance || value instanceof Unknown || value instanceof Arr || ("kind" in value && value.kind === "object")
  );
}

// ---------------------------------------------------------------- assignment

type Assignment = Extract<Statement, { kind: "assign" }>;

function runAssignment(frame: Frame, s: Assignment): void {
  const { machine } = frame.engine;
  const at = traceOf(frame, s);
  let value = evaluate(frame, s.value);
  if (s.isSet) {
    const plain = machine.now(value);
    if (!(plain instanceof Alternatives) && !isObjectLike(plain)) throw runtimeError(424, at);
  } else {
    // Without `Set` an object gives its default property to a variable; a property of another object is given the object.
    const plain = machine.now(value);
    if (s.target.kind !== "member" && plain instanceof Instance && !(plain.model instanceof DateModel))
      value = withoutObject(machine, plain, at);
  }
  assignTo(frame, s.target, value, s.isSet);
}

export function assignTo(frame: Frame, target: Expression, value: Value, isSet: boolean): void {
  const { machine } = frame.engine;
  const at = traceOf(frame, target);
  switch (target.kind) {
    case "name": {
      const reference = variableToSet(frame, target.key, at);
      assign(frame, reference, target.name, value, at);
      return;
    }
    case "member": {
      const object = target.object === null ? withObject(frame, target) : evaluate(frame, target.object);
      setMember(frame, object, target.name, value, isSet, at);
      return;
    }
    case "call": {
      const { callee } = target;
      const args = valuesOf(frame, target.args);
      if (callee.kind === "member") {
        const object = callee.object === null ? withObject(frame, callee) : evaluate(frame, callee.object);
        setIndexed(frame, object, callee.name, args, value, isSet, at);
        return;
      }
      const container = callee.kind === "name" ? variable(frame, callee.key)?.read() : evaluate(frame, callee);
      setIndexed(frame, machine.plain(container ?? EMPTY), null, args, value, isSet, at);
      return;
    }
    default:
      throw runtimeError(501, at);
  }
}

export function withObject(frame: Frame, node: Expression): Value {
  if (frame.withObject === null) throw runtimeError(505, traceOf(frame, node));
  return frame.withObject;
}

function runRedim(frame: Frame, s: Extract<Statement, { kind: "redim" }>): void {
  const { machine } = frame.engine;
  for (const { target, bounds } of s.items) {
    const at = traceOf(frame, target);
    const before = target.kind === "name" ? (variable(frame, target.key)?.read() ?? EMPTY) : evaluate(frame, target);
    const sizes = bounds.map((bound) => toInteger(machine, evaluate(frame, bound), traceOf(frame, bound)));
    const open = sizes.find((size): size is Unknown => size instanceof Unknown);
    const made: Value =
      open === undefined
        ? resized(machine, machine.plain(before), sizes as number[], s.preserve, at)
        : new Unknown(open.cause, open.why, machine.freshSymbol("vbs:array"), at, "System.Object[]");
    if (target.kind === "name") variableToSet({ ...frame, explicit: false }, target.key, at).write(made);
    else assignTo(frame, target, made, false);
  }
}

function erase(frame: Frame, target: Expression): void {
  const before = frame.engine.machine.plain(evaluate(frame, target));
  if (!(before instanceof Arr)) throw runtimeError(13, traceOf(frame, target));
  const sizes = sizesOf(frame.engine.machine, before);
  assignTo(frame, target, newArray(sizes.map((size) => size - 1)), false);
}

// ---------------------------------------------------------------- conditions

function runIf(frame: Frame, s: Extract<Statement, { kind: "if" }>): Guarded<Ending> {
  for (const { condition, body } of s.clauses) if (holds(frame, condition)) return runStatements(frame, body);
  return s.otherwise ? runStatements(frame, s.otherwise) : NORMAL;
}

function runSelect(frame: Frame, s: Extract<Statement, { kind: "select" }>): Guarded<Ending> {
  const { machine } = frame.engine;
  // A subject that fails is passed over with the whole statement; a test that fails lets its own body run.
  const subject = tolerant(frame, () => machine.plain(evaluate(frame, s.subject)), null);
  if (subject === null) return NORMAL;
  const left = { value: subject, isLiteral: isLiteral(s.subject) };
  for (const { tests, body } of s.cases) {
    for (const test of tests) {
      const at = traceOf(frame, test);
      const fits = tolerant(
        frame,
        () => {
          const right = { value: machine.plain(evaluate(frame, test)), isLiteral: isLiteral(test) };
          return isTrue(machine, compare(machine, "=", left, right, at), at);
        },
        true,
      );
      if (fits) return runStatements(frame, body);
    }
  }
  return s.otherwise ? runStatements(frame, s.otherwise) : NORMAL;
}
