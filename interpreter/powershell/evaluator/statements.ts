import { Alternatives, type Guarded, Undecided } from "../../../host/choice.js";
import { BudgetExceeded } from "../../machine/budget.js";
import { changed, PsError } from "../../tools/script-error.js";
import { Char, int, NOTHING, type Value } from "../../values/value.js";
import { innerText } from "../errors/failures.js";
import { TerminatingError } from "../errors/terminating-error.js";
import { catches, errorAction, errorRecord, preferenceStops, recordError, setSuccess } from "../session/errors.js";
import {
  breakTo,
  type Completion,
  ControlFlow,
  continueTo,
  mapCompletion,
  NORMAL,
  outputValue,
  RETURN,
  type Runtime,
} from "../session/runtime.js";
import { constrain, removeVariable, setVariable } from "../session/scope.js";
import type {
  Block,
  Expression,
  FlowStatement,
  IfStatement,
  Statement,
  StatementList,
  TrapStatement,
  TryStatement,
  TypeName,
} from "../syntax/ast.js";
import { toText } from "../types/convert.js";
import { resolveType } from "../types/types.js";
import { assign } from "./assignment.js";
import { defineClass, defineEnum } from "./classes.js";
import { defineConfiguration, runDscResource } from "./configuration.js";
import { cut, neverEnds } from "./cut.js";
import { leave, trapsOf } from "./endings.js";
import { defineFunction, startValue } from "./functions.js";
import { runDo, runFor, runForeach, runSwitch, runWhile } from "./loops.js";
import { runChain, runPipeline } from "./pipeline.js";
import { truthOf } from "./plain-values.js";
import { evaluate } from "./recursion.js";
import { addNamespace, importedByUsing } from "./using.js";
import { isInSlot } from "./variables.js";

/**
 * Runs statements one after the other. When a statement ends abruptly in some worlds only, the rest runs in the others.
 */
export function runStatements(
  r: Runtime,
  statements: StatementList,
  from = 0,
  traps: readonly TrapStatement[] | null = Array.isArray(statements) ? trapsOf(statements) : null,
): Guarded<Completion> {
  for (let index = from; index < statements.length; index++) {
    const statement = statements.at(index) as Statement;
    if (statement.kind === "Trap") continue;
    const completion =
      traps === null
        ? runStatement(r, statement)
        : mapCompletion(
            r.machine,
            r.within({ tries: r.tries + 1 }, () => runStatement(r, statement, traps)),
            (leaf) => runTraps(r, traps, leaf),
          );
    if (completion === NORMAL) continue;
    if (!(completion instanceof Alternatives)) return completion;
    return r.machine.goOn(completion, isNormal, () => runStatements(r, statements, index + 1, traps));
  }
  return NORMAL;
}

const isNormal = (leaf: Completion): boolean => leaf === NORMAL;

/** Runs one statement in all worlds: where it needs to know what is not known, it runs once for each outcome. */
export function runStatement(
  r: Runtime,
  statement: Statement,
  traps: readonly TrapStatement[] | null = null,
): Guarded<Completion> {
  const machine = r.machine;
  const mark = machine.journal.mark();
  const allowance = machine.budget.enter();
  try {
    machine.budget.step();
    const completion = dispatch(r, statement, traps);
    machine.journal.release(mark);
    machine.budget.leave(allowance);
    return completion;
  } catch (stop) {
    if (stop instanceof Undecided) machine.journal.rollback(mark);
    machine.journal.release(mark);
    machine.budget.leave(allowance);
    if (stop instanceof Undecided) return machine.fork(stop.choice, () => runStatement(r, statement, traps));
    if (stop instanceof BudgetExceeded && !stop.final) {
      if (stop.what === "steps" && neverEnds(statement)) machine.budget.exceeded("steps");
      cut(r, statement, stop);
      return NORMAL;
    }
    if (stop instanceof ControlFlow) return stop.completion;
    if (stop instanceof PsError) return endWithError(r, statement, stop);
    throw stop;
  }
}

/** A statement-terminating error ends the statement; inside `try`, or when it was thrown, it looks for a handler. */
function endWithError(r: Runtime, statement: Statement, error: PsError): Guarded<Completion> {
  const located = error.at ? error : locate(r, statement, error);
  if (located.thrown || r.tries > 0) return { kind: "throw", error: located };
  const stops = r.machine.attempt(() => preferenceStops(r));
  return mapBoolean(r, stops, (stop) => {
    // "Stop" ends the script, not only the function that asked for it.
    if (stop) return { kind: "throw", error: asThrown(located) };
    if (statement.kind === "Assignment") leaveUnset(r, statement.target);
    recordError(r, located);
    setSuccess(r, false);
    return NORMAL;
  });
}

/** Whether a statement is an expression alone, which succeeds when it gives a value at all. */
function isExpression(value: Statement): boolean {
  return value.kind === "Pipeline" && value.elements.length === 1 && value.elements[0]?.kind === "CommandExpression";
}

/** A local variable whose assignment failed is a local variable all the same: it hides one of the same name outside. */
function leaveUnset(r: Runtime, target: Expression): void {
  if (target.kind === "ArrayLiteral") {
    for (const item of target.items) leaveUnset(r, item);
    return;
  }
  const inner = assignedTarget(target);
  if (!isInSlot(r, r.scope) || inner.kind !== "Variable" || inner.drive !== null || r.scope.variables.has(inner.key)) return;
  const type = target.kind === "Convert" ? (resolveType(target.type, r) ?? null) : null;
  setVariable(r.machine, r.scope, inner.key, type?.name === "System.Char" ? new Char(0) : startValue(type));
  constrain(r.machine, r.scope, inner.key, { type, attributes: [], readOnly: false, isPrivate: true, isUnset: true });
}

function mapBoolean(r: Runtime, value: Guarded<boolean>, f: (value: boolean) => Completion): Guarded<Completion> {
  return r.machine.each(value, f);
}

function locate(r: Runtime, statement: Statement, error: PsError): PsError {
  return changed(error, { at: r.trace(statement) });
}

/** `traps`: those of the block that the statement stands in. */
function dispatch(r: Runtime, s: Statement, traps: readonly TrapStatement[] | null = null): Guarded<Completion> {
  switch (s.kind) {
    case "Pipeline":
      runPipeline(r, s);
      return NORMAL;
    case "Assignment":
      assign(r, s);
      if (isExpression(s.value)) setSuccess(r, true);
      return NORMAL;
    case "If":
      return runIf(r, s);
    case "Foreach":
      return runForeach(r, s);
    case "For":
      return runFor(r, s);
    case "While":
      return runWhile(r, s);
    case "Do":
      return runDo(r, s);
    case "Switch":
      return runSwitch(r, s);
    case "Try":
      return runTry(r, s, traps);
    case "Return":
    case "Throw":
    case "Exit":
    case "Break":
    case "Continue":
      return runFlow(r, s);
    case "Function":
      defineFunction(r, s);
      return NORMAL;
    case "PipelineChain":
      return runChain(r, s);
    case "Class":
      defineClass(r, s);
      return NORMAL;
    case "Enum":
      defineEnum(r, s);
      return NORMAL;
    case "Data":
      return runData(r, s.variable, s.body);
    case "BlockStatement":
      return runStatements(r, s.body.body);
    case "Configuration":
      defineConfiguration(r, s);
      return NORMAL;
    case "DscNode":
    case "DscResource":
      runDscResource(r, s);
      return NORMAL;
    case "Using":
      if (s.what === "namespace") addNamespace(r, s);
      else importedByUsing(r, s);
      return NORMAL;
    case "Trap":
      return NORMAL;
  }
}

function runIf(r: Runtime, s: IfStatement): Guarded<Completion> {
  for (const clause of s.clauses) {
    if (truthOf(r, conditionValue(r, clause.condition))) return runStatements(r, clause.body.body);
  }
  return s.otherwise ? runStatements(r, s.otherwise.body) : NORMAL;
}

/** The value of a statement in a condition, on the right of `=`, or as a hashtable's value. */
export function conditionValue(r: Runtime, statement: Statement): Value {
  if (statement.kind === "Assignment") {
    const value = assign(r, statement);
    return value === null || keepsOwn(r, statement.target, value) ? evaluate(r, assignedTarget(statement.target)) : value;
  }
  if (statement.kind === "Pipeline" && statement.elements.length === 1) {
    const only = statement.elements[0];
    if (only?.kind === "CommandExpression" && only.redirections.length === 0) return evaluate(r, only.expression);
  }
  return statementValue(r, statement);
}

/**
 * Whether the value of an assignment is what its target holds then: a type beside it and the variables of a function make the
 * value fit first. Of everything else it is the right side.
 */
function keepsOwn(r: Runtime, target: Expression, value: Value): boolean {
  if (target.kind === "Member" || target.kind === "Index") return value === NOTHING;
  return target.kind !== "Variable" || value === NOTHING || isInSlot(r, r.scope);
}

function assignedTarget(target: Expression): Expression {
  return target.kind === "Convert" || target.kind === "Attributed" ? assignedTarget(target.operand) : target;
}

/** Runs a statement and gives its outputs as one value. Abrupt endings leave through an exception. */
export function statementValue(r: Runtime, statement: Statement): Value {
  return outputValue(
    r.collect(() => {
      leave(runStatementInside(r, statement));
    }),
  );
}

/** Like {@link runStatement} but errors of the statement itself go to the statement that holds it. */
function runStatementInside(r: Runtime, statement: Statement): Guarded<Completion> {
  r.machine.budget.step();
  return dispatch(r, statement);
}

function runFlow(r: Runtime, s: FlowStatement): Completion {
  if (s.kind === "Break" || s.kind === "Continue") {
    const label = s.label ? labelText(r, s.label) : null;
    return s.kind === "Break" ? breakTo(label) : continueTo(label);
  }
  if (s.kind === "Return") {
    if (s.value && r.returns !== null && r.returns.scope === r.scope) {
      const { value } = s;
      r.within({ sink: r.returns.sink }, () => leave(runStatementInside(r, value)));
    } else if (s.value) leave(runStatementInside(r, s.value));
    return RETURN;
  }
  const value = s.value ? statementValue(r, s.value) : null;
  if (s.kind === "Exit") return { kind: "exit", code: value ?? int(0) };
  const error = errorRecord(r, value, r.trace(s));
  const action = errorAction(r, undefined);
  // Errors that are to be ignored include thrown ones, unless somebody catches them.
  if (r.tries === 0 && (action === "silentlycontinue" || action === "ignore")) {
    recordError(r, error);
    setSuccess(r, false);
    return NORMAL;
  }
  throw error;
}

function labelText(
  r: Runtime,
  label: NonNullable<Extract<FlowStatement, { kind: "Break" | "Continue" }>["label"]>,
): string | null {
  if (label.kind === "String") return label.value.toLowerCase();
  const text = toText(r.machine, evaluate(r, label));
  return typeof text === "string" ? text.toLowerCase() : null;
}

function runTry(r: Runtime, s: TryStatement, traps: readonly TrapStatement[] | null): Guarded<Completion> {
  let completion = r.within({ tries: r.tries + 1 }, () => runStatements(r, s.body.body));
  if (s.catches.length > 0) {
    completion = mapCompletion(r.machine, completion, (leaf) => (leaf.kind === "throw" ? handle(r, s, leaf, traps) : leaf));
  }
  const finalizer = s.finalizer;
  if (finalizer) {
    completion = mapCompletion(r.machine, completion, (leaf) =>
      mapCompletion(r.machine, runStatements(r, finalizer.body), (last) => (last === NORMAL ? leaf : last)),
    );
  }
  // An error that nobody caught ends this statement only, as it would have without the `try`.
  if (r.tries > 0) return completion;
  return mapCompletion(r.machine, completion, (leaf) => {
    if (leaf.kind !== "throw") return leaf;
    if (!leaf.error.thrown) return endWithError(r, s, leaf.error);
    // What `throw` threw is ignored like other errors where these are.
    const byThrow = leaf.error.target !== null || leaf.error.id === "ScriptHalted";
    if (!byThrow || !/^(?:silentlycontinue|ignore)$/.test(errorAction(r, undefined))) return leaf;
    recordError(r, leaf.error, false);
    setSuccess(r, false);
    return NORMAL;
  });
}

function handle(
  r: Runtime,
  s: TryStatement,
  thrown: Extract<Completion, { kind: "throw" }>,
  traps: readonly TrapStatement[] | null,
): Guarded<Completion> {
  if (thrown.error instanceof TerminatingError && thrown.error.scope === r.scope) return thrown;
  // What PowerShell wraps is looked at first, then the RuntimeException around it.
  const handler =
    s.catches.find((clause) => clause.types.length > 0 && catches(r, clause.types, thrown.error)) ??
    s.catches.find((clause) =>
      clause.types.some((type) => resolveType(type, r)?.name === "System.Management.Automation.RuntimeException"),
    ) ??
    s.catches.find((clause) => clause.types.length === 0);
  // What no clause takes is for the traps beside the `try`, before its `finally`; what they pass on comes to them again.
  if (!handler) return traps === null ? thrown : runTraps(r, traps, thrown);
  const record = recordError(r, handler.types.length > 0 ? unwrapped(r, handler.types, thrown.error) : thrown.error, false);
  setSuccess(r, false);
  return withUnderscore(r, record, () =>
    // An error in the handler ends the whole statement.
    r.within({ tries: r.tries + 1 }, () => runStatements(r, handler.body.body)),
  );
}

/** A `catch` whose type fits the exception inside sees that one. */
function unwrapped(r: Runtime, types: readonly TypeName[], error: PsError): PsError {
  if (error.inner === null || error.way === "cmdlet") return error;
  const inside = withoutInner(error, error.inner, innerText(error));
  return catches(r, types, inside) ? inside : error;
}

function withoutInner(error: PsError, exception: string, message: string): PsError {
  return new PsError({
    id: error.id,
    message,
    exception,
    at: error.at,
    thrown: error.thrown,
    target: error.target,
    category: error.category,
  });
}

function withUnderscore<T>(r: Runtime, value: Value, run: () => T): T {
  const scope = r.scope;
  const before = scope.variables.get("_");
  setVariable(r.machine, scope, "_", value);
  const result = run();
  if (before === undefined) removeVariable(r.machine, scope, "_");
  else setVariable(r.machine, scope, "_", before as Value);
  return result;
}

/** `continue` in a trap goes on after the failed statement, `break` passes the error on, falling off reports it and goes on. */
function runTraps(r: Runtime, traps: readonly TrapStatement[], completion: Completion): Guarded<Completion> {
  if (completion.kind !== "throw") return completion;
  const trap = traps.find((one) => catches(r, one.type ? [one.type] : [], completion.error));
  if (!trap) return completion;
  // A trap sees the exception inside, whatever its type says: of what left a cmdlet that is the error as it was.
  const { error } = completion;
  const { inner } = error.way === "cmdlet" ? { inner: null } : error;
  const record = recordError(r, inner === null ? error : withoutInner(error, inner, innerText(error)), false);
  return withUnderscore(r, record, () =>
    mapCompletion(r.machine, runStatements(r, trap.body.body), (leaf) => {
      if (leaf.kind === "break") return { kind: "throw", error: asThrown(error) };
      setSuccess(r, false);
      // Falling off reports the error, and that stops the script where errors do.
      if (leaf === NORMAL && (r.propagates || preferenceStops(r))) return { kind: "throw", error: asThrown(error) };
      if (leaf.kind === "continue" || leaf === NORMAL) return NORMAL;
      return leaf;
    }),
  );
}

/** What a trap passes on ends the script, as what `throw` throws does. */
function asThrown(error: PsError): PsError {
  if (error.thrown) return error;
  return changed(error, { thrown: true, way: "passed" });
}

function runData(r: Runtime, variable: string | null, body: Block): Guarded<Completion> {
  if (variable === null) return runStatements(r, body.body);
  const value = outputValue(r.collect(() => leave(runStatements(r, body.body))));
  setVariable(r.machine, r.scope, variable.toLowerCase(), value);
  return NORMAL;
}
