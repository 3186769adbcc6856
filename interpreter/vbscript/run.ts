/** Runs a VBScript text on the machine. */
import { type Guarded, mapGuarded } from "../../host/choice.js";
import type { Machine } from "../machine/machine.js";
import { flushPendingWrites } from "../tools/pending-writes.js";
import { type Source, Trace } from "../values/source.js";
import { Unknown, type Value } from "../values/value.js";
import { runProgram } from "./evaluator/dynamic.js";
import { type Ending, Engine, type Frame, type ScriptHost } from "./evaluator/engine.js";
import type { Program } from "./syntax/ast.js";
import { parseProgram } from "./syntax/parse.js";
import { TooDeep, VbSyntaxError } from "./syntax/syntax-error.js";

/** How a script of the script host ended. */
export interface HostRun {
  readonly exitCode: Guarded<number | Unknown>;
  readonly ending: Guarded<"ok" | "failed">;
  /** Why nothing of it ran; null: it ran. */
  readonly syntaxError: VbSyntaxError | null;
}

export interface RunOptions {
  readonly host: ScriptHost;
  readonly out: (value: Value) => void;
}

const NOT_RUN: HostRun = { exitCode: 1, ending: "failed", syntaxError: null };

export function runVbScript(machine: Machine, source: Source, options: RunOptions): HostRun {
  const engine = new Engine(machine, options.host, options.out);
  return runIn(engine, source);
}

/** Runs a text in a session that may have run others: the blocks of a WSF job share what they define. */
export function runIn(engine: Engine, source: Source): HostRun {
  const { machine } = engine;
  machine.sources.add(source);
  let program: Program;
  try {
    program = parseProgram(source.text);
  } catch (error) {
    if (error instanceof VbSyntaxError) return { ...NOT_RUN, syntaxError: error };
    if (error instanceof TooDeep) machine.budget.exceeded("depth");
    throw error;
  }
  machine.coverage.command("(vbscript)", "modelled", new Trace(source, 0, 0));
  return runProgramOf(engine, source, program);
}

export function runProgramOf(engine: Engine, source: Source, program: Program): HostRun {
  const { machine } = engine;
  machine.budget.allowStatements(program.size);
  const frame: Frame = {
    engine,
    source,
    scope: engine.globals,
    procedure: null,
    self: null,
    withObject: null,
    explicit: program.explicit,
  };
  const ended = runProgram(frame, program);
  machine.attempt(() => flushPendingWrites(machine));
  return outcomeOf(machine, ended);
}

function outcomeOf(machine: Machine, ended: Guarded<Ending>): HostRun {
  const exitCode = machine.each<Ending, number | Unknown>(ended, (leaf) =>
    leaf.kind === "quit"
      ? leaf.code
      : leaf.kind === "error"
        ? new Unknown("input", "the exit code of a script that stops with an error", machine.freshSymbol("vbs:exit"))
        : 0,
  );
  const ending = mapGuarded<Ending, "ok" | "failed">(
    ended,
    (leaf) =>
      leaf.kind === "error" || (leaf.kind === "quit" && typeof leaf.code === "number" && leaf.code !== 0) ? "failed" : "ok",
    Object.is,
  );
  return { exitCode, ending, syntaxError: null };
}
