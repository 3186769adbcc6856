import type { Cause } from "../../../host/values/origin.js";
import type { Machine } from "../../machine/machine.js";
import { flushPendingWrites } from "../../tools/pending-writes.js";
import type { Argument, NativeCall, ScriptOutcome } from "../../tools/tool.js";
import { sourceWithHoles } from "../../values/code-text.js";
import type { Trace } from "../../values/source.js";
import { joinTexts, type TextValue, traceOf } from "../../values/texts.js";
import { Str, Unknown, type Value } from "../../values/value.js";

/** Command lines that one program hands to Windows to start another: the one way in which they are followed. */

const NOTHING_RAN: ScriptOutcome = { outputs: [], exitCode: 0 };

/**
 * Runs a command line, which may have holes. A command line starts one program; what the shell would read more into it is rare.
 * `what` says who starts it, for the layers of a finding's place.
 */
export function runCommandLine(
  machine: Machine,
  line: TextValue,
  what: string,
  at: Trace | null,
  input?: readonly Value[],
): ScriptOutcome {
  flushPendingWrites(machine);
  if (at === null || (line instanceof Str && line.value.trim() === "")) return NOTHING_RAN;
  const source = sourceWithHoles(machine, line, null, traceOf(line) ?? at);
  const runner = machine.toolbox.runner("cmd");
  if (source === null || runner === undefined) {
    const unknown = line instanceof Unknown ? line : null;
    const cause: Cause = unknown?.cause ?? "unmodelled";
    machine.note(cause, "all", `${what} starts a program that is not known${unknown ? `: ${unknown.why}` : ""}`, at);
    return {
      outputs: [],
      exitCode: new Unknown(cause, "the exit code of a program that is not known", machine.freshSymbol("exit"), at),
    };
  }
  return machine.budget.nested(() =>
    runner(machine, { language: "cmd", source, isolated: true, layer: what, ...(input ? { input } : {}) }, at),
  );
}

/** Runs it in the place of the program that starts it, whose output and exit code are then its own. */
export function follow(call: NativeCall, line: TextValue | null, what: string = call.name): void {
  if (line === null) return;
  const outcome = runCommandLine(call.machine, line, what, call.at, call.piped ? call.input : undefined);
  for (const value of outcome.outputs) call.out(value);
  if (typeof outcome.exitCode === "number") call.exit(outcome.exitCode);
}

/** The place of the first of some arguments. */
export function spanOf(argv: readonly Argument[], at: Trace): Trace {
  return argv[0]?.at ?? at;
}

export function textValue(argument: Argument): Str | Unknown {
  return typeof argument.text === "string" ? new Str(argument.text, argument.at, argument.at.source.secret) : argument.text;
}

/** An argument as it stands on a command line: blanks and what the shell would read otherwise stand in quotes. */
export function quoted(argument: Argument): readonly TextValue[] {
  const { text, at } = argument;
  const needs = typeof text === "string" && (text === "" || (/[\s&|<>]/.test(text) && !/^".*"$/s.test(text)));
  const quote = new Str('"', at);
  return needs ? [quote, textValue(argument), quote] : [textValue(argument)];
}

/** Arguments as one command line. */
export function lineOf(argv: readonly Argument[], at: Trace): TextValue | null {
  if (argv.length === 0) return null;
  return joinTexts(
    argv.flatMap((one, index) => [...(index === 0 ? [] : [" "]), ...quoted(one)]),
    spanOf(argv, at),
  );
}
