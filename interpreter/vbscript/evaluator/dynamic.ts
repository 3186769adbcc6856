/** Code that a script makes: `Execute`, `ExecuteGlobal`, `Eval`, and procedures as values. */

import { isTrusted } from "../../machine/conventions.js";
import { sourceWithHoles } from "../../values/code-text.js";
import type { Source, Trace } from "../../values/source.js";
import { Instance, int, Str, Unknown, type Value } from "../../values/value.js";
import type { Program } from "../syntax/ast.js";
import { parseExpression, parseProgram } from "../syntax/parse.js";
import { VbSyntaxError } from "../syntax/syntax-error.js";
import { toText } from "../values/convert.js";
import { runtimeError, VbError } from "../values/error.js";
import { EMPTY } from "../values/objects.js";
import type { Frame } from "./engine.js";
import { evaluate } from "./expressions.js";
import type { Argument } from "./members.js";
import { ProcedureModel } from "./procedure-reference.js";
import { leave } from "./procedures.js";
import { runStatements } from "./statements.js";
import { declareAll } from "./variables.js";

type Special = (frame: Frame, args: readonly Argument[], at: Trace) => Value;

const SPECIAL: ReadonlyMap<string, Special> = new Map<string, Special>([
  ["execute", (frame, args, at) => execute(frame, frame, args, at)],
  ["executeglobal", (frame, args, at) => execute(frame, globalFrame(frame), args, at)],
  ["eval", evaluateText],
  ["getref", reference],
]);

export function specialFunction(key: string): Special | undefined {
  return SPECIAL.get(key);
}

function globalFrame(frame: Frame): Frame {
  return { ...frame, scope: frame.engine.globals, procedure: null, self: null, withObject: null };
}

/** The text of the first argument as code; null: it is not known, which is noted. */
function codeOf(frame: Frame, args: readonly Argument[], what: string, at: Trace): Source | null {
  const { machine } = frame.engine;
  const [code] = args;
  if (code === undefined) throw runtimeError(450, at, what);
  const text = toText(machine, code.value, at);
  const source = sourceWithHoles(machine, text, null, at);
  if (source === null && text instanceof Unknown && !isTrusted(text)) {
    const cause = text.cause === "input" ? "opaque" : text.cause;
    machine.note(cause, "all", `${what} runs a text that is not known: ${text.why}`, at);
  }
  return source;
}

function parsed<T>(read: () => T, at: Trace): T {
  try {
    return read();
  } catch (error) {
    // A text that does not compile is an error of the script that runs it.
    if (error instanceof VbSyntaxError)
      throw new VbError(int(error.number), error.message, "Microsoft VBScript compilation error", at);
    throw error;
  }
}

function execute(frame: Frame, target: Frame, args: readonly Argument[], at: Trace): Value {
  const source = codeOf(frame, args, "Execute", at);
  if (source === null) return EMPTY;
  const program = parsed(() => parseProgram(source.text), at);
  const { machine } = frame.engine;
  machine.sources.add(source);
  machine.budget.allowStatements(program.size);
  machine.budget.nested(() => leave(runProgram({ ...target, source, explicit: program.explicit }, program)));
  return EMPTY;
}

/** Defines what a text defines, and runs the rest of it. */
export function runProgram(frame: Frame, program: Program): ReturnType<typeof runStatements> {
  const { engine, source, explicit } = frame;
  for (const procedure of program.procedures)
    engine.machine.journal.setEntry(engine.procedures, procedure.key, { procedure, source, explicit });
  for (const definition of program.classes)
    engine.machine.journal.setEntry(engine.classes, definition.key, { definition, source, explicit });
  declareAll(frame, program.statements);
  declareConstants(frame, program);
  return runStatements(frame, program.statements);
}

/** Constants are there before the first statement, for procedures too. */
function declareConstants(frame: Frame, program: Program): void {
  for (const statement of program.statements) {
    if (statement.kind !== "const") continue;
    for (const { key, value } of statement.items) {
      frame.engine.machine.journal.setEntry(frame.scope.variables, key, evaluate(frame, value));
      frame.scope.constants.add(key);
    }
  }
}

function evaluateText(frame: Frame, args: readonly Argument[], at: Trace): Value {
  const [only] = args;
  const plain = only === undefined ? undefined : frame.engine.machine.plain(only.value);
  if (plain !== undefined && !(plain instanceof Str) && !(plain instanceof Unknown)) return plain;
  const source = codeOf(frame, args, "Eval", at);
  if (source === null) return new Unknown("input", "what Eval gives", frame.engine.machine.freshSymbol("vbs:eval"), at);
  const expression = parsed(() => parseExpression(source.text), at);
  frame.engine.machine.sources.add(source);
  return frame.engine.machine.budget.nested(() => evaluate({ ...frame, source }, expression));
}

function reference(frame: Frame, args: readonly Argument[], at: Trace): Value {
  const [name] = args;
  if (name === undefined) throw runtimeError(450, at, "GetRef");
  const text = toText(frame.engine.machine, name.value, at);
  if (text instanceof Unknown) {
    frame.engine.machine.note(text.cause, "all", `takes a procedure whose name is not known: ${text.why}`, at);
    return text;
  }
  const found = frame.engine.procedures.get(text.value.trim().toLowerCase());
  if (!found) throw runtimeError(5, at, "GetRef");
  return new Instance(new ProcedureModel(found), at);
}
