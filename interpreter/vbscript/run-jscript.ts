/** Runs JScript as far as it goes straight; what comes after is code that is not read. */
import { type Source, Trace } from "../values/source.js";
import type { Engine } from "./evaluator/engine.js";
import { readBeginning } from "./jscript/parse.js";
import { type HostRun, runProgramOf } from "./run.js";

export function runJScript(engine: Engine, source: Source): HostRun {
  const { machine } = engine;
  machine.sources.add(source);
  machine.coverage.command("(jscript)", "modelled", new Trace(source, 0, 0));
  const { program, stopped } = readBeginning(source.text);
  const run = runProgramOf(engine, source, program);
  if (stopped !== null)
    machine.note("opaque", "all", "a script in JScript is not read from here on", new Trace(source, stopped, stopped + 1));
  return run;
}
