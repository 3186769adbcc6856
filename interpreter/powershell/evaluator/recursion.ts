import type { Guarded } from "../../../host/choice.js";
import type { ScriptOutcome, ScriptToRun } from "../../tools/tool.js";
import type { Trace } from "../../values/source.js";
import type { Plain, Value } from "../../values/value.js";
import type { Completion, Runtime } from "../session/runtime.js";
import type { Expression, Statement, StatementList, TrapStatement } from "../syntax/ast.js";
import type { BlockCode, BlockOptions } from "./blocks.js";

/**
 * The recursion of the evaluator: expressions hold statements, statements hold expressions, and both call commands that run blocks.
 * What a part asks of the whole goes through the session, so that no file of the evaluator has to load one that needs it.
 */
export interface Evaluator {
  evaluate(r: Runtime, e: Expression): Value;
  runStatement(r: Runtime, statement: Statement): Guarded<Completion>;
  runStatements(
    r: Runtime,
    statements: StatementList,
    from?: number,
    traps?: readonly TrapStatement[] | null,
  ): Guarded<Completion>;
  conditionValue(r: Runtime, statement: Statement): Value;
  runBlock(r: Runtime, code: BlockCode, options?: BlockOptions): void;
  runInline(r: Runtime, script: ScriptToRun, at: Trace): ScriptOutcome;
}

export const evaluate: Evaluator["evaluate"] = (r, e) => r.evaluator.evaluate(r, e);
export const runStatement: Evaluator["runStatement"] = (r, statement) => r.evaluator.runStatement(r, statement);
export const runStatements: Evaluator["runStatements"] = (r, statements, from, traps) =>
  r.evaluator.runStatements(r, statements, from, traps);
export const conditionValue: Evaluator["conditionValue"] = (r, statement) => r.evaluator.conditionValue(r, statement);
export const runBlock: Evaluator["runBlock"] = (r, code, options) => r.evaluator.runBlock(r, code, options);
export const runInline: Evaluator["runInline"] = (r, script, at) => r.evaluator.runInline(r, script, at);

/** Evaluates to a plain value. */
export function evaluatePlain(r: Runtime, e: Expression): Plain {
  return r.machine.plain(evaluate(r, e));
}
