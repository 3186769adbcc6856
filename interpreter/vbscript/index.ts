/** The Windows script host: VBScript, JScript, and files that hold scripts of both. */
import type { Machine } from "../machine/machine.js";
import { Environment } from "../os/environment.js";
import type { ScriptHostLanguage, ScriptOutcome, ScriptToRun } from "../tools/tool.js";
import type { Family } from "../tools/toolbox.js";
import { Sink } from "../values/sink.js";
import type { Trace } from "../values/source.js";
import { Unknown, type Value } from "../values/value.js";
import { Engine, type ScriptHost } from "./evaluator/engine.js";
import { runMarkup } from "./jobs.js";
import { type HostRun, type RunOptions, runVbScript } from "./run.js";
import { runJScript } from "./run-jscript.js";

export type { HostRun } from "./run.js";

/** Runs a script of the script host. `args` left out: nobody knows with which arguments it is started. */
export function runHostScript(
  machine: Machine,
  language: ScriptHostLanguage,
  script: Pick<ScriptToRun, "source" | "args" | "path" | "job" | "page">,
  out: (value: Value) => void = () => {},
): HostRun {
  const host: ScriptHost = {
    kind: language === "hta" || script.page === true ? "mshta" : "cscript",
    path: script.path ?? null,
    args:
      script.args === undefined
        ? new Unknown("input", "the arguments of the script", "vbs:arguments")
        : script.args.flatMap((one) => (one.value === null ? [] : [one.value])),
  };
  const options: RunOptions = { host, out };
  switch (language) {
    case "vbscript":
      return runVbScript(machine, script.source, options);
    case "jscript":
      return runJScript(new Engine(machine, host, out), script.source);
    default:
      return runMarkup(machine, script.source, options, script.job ?? null);
  }
}

function runner(machine: Machine, script: ScriptToRun, at: Trace): ScriptOutcome {
  const sink = new Sink();
  const run = new Environment(machine).inChildProcess(() =>
    runHostScript(machine, script.language as ScriptHostLanguage, script, (value) => sink.push(machine, value)),
  );
  if (run.syntaxError) machine.note("unreadable", "all", `VBScript does not accept the script: ${run.syntaxError.message}`, at);
  return { outputs: machine.settled(sink.items(machine)), exitCode: machine.settled(run.exitCode) };
}

const LANGUAGES: readonly ScriptHostLanguage[] = ["vbscript", "jscript", "wsf", "hta"];

/** The languages of the script host. */
export const scriptHostFamily: Family = { languages: LANGUAGES.map((language) => ({ language, run: runner })) };
