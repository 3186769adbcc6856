import { Alternatives, type Guarded } from "../../host/choice.js";
import { BudgetExceeded } from "../budget.js";
import { Environment } from "../environment.js";
import { registerLanguage } from "../languages.js";
import type { Machine } from "../machine.js";
import { toText } from "../powershell/convert.js";
import { Sink } from "../powershell/runtime.js";
import { type Source, Trace } from "../source.js";
import type { ScriptOutcome, ScriptToRun } from "../tool.js";
import type { Unknown, Value } from "../value.js";
import { type BatchArguments, expandPercent, lineText } from "./expand.js";
import { BatchSyntaxError, isOpen, parseLine } from "./parse.js";
import { Places } from "./places.js";
import { type Ending, GO_ON, runCommand, type Shell } from "./run.js";

/** A logical line: physical lines joined by carets and open parentheses. */
interface Line {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Offsets in the source. */
  readonly places: Places;
}

/** Runs a batch script, or one command line when the source came from `cmd /c` or a carrier. */
export function runBatch(
  machine: Machine,
  source: Source,
  args: BatchArguments | null,
  out: (value: Value) => void,
): Guarded<number | Unknown> {
  machine.sources.add(source);
  const lines = logicalLines(source.text);
  const labels = new Map<string, number>();
  lines.forEach((line, index) => {
    const label = /^\s*:\s*([^\s:+]+)/.exec(line.text)?.[1];
    if (label && !labels.has(label.toLowerCase())) labels.set(label.toLowerCase(), index);
  });
  const shell: Shell = {
    machine,
    source,
    args,
    out,
    inBatch: args !== null,
    call: (label, callArgs) => {
      const target = labels.get(label.toLowerCase());
      if (target === undefined) return false;
      machine.budget.nested(() => void runFrom(target, { script: args?.script ?? "", args: callArgs }, 0));
      return true;
    },
    at: new Trace(source, 0, source.text.length),
    forVariables: new Map(),
  };

  const runFrom = (first: number, current: BatchArguments | null, jumps: number): Guarded<Ending> => {
    for (let index = first; index < lines.length; index++) {
      const ended = runLine(shell, lines[index] as Line, current);
      if (ended === GO_ON) continue;
      if (!(ended instanceof Alternatives) && ended.kind !== "goto") return ended;
      return machine.each<Ending, Ending>(ended, (leaf) => {
        if (leaf === GO_ON) return runFrom(index + 1, current, jumps);
        if (leaf.kind !== "goto") return leaf;
        const target = labels.get(leaf.label);
        if (leaf.label === "eof" || target === undefined) return { kind: "end" };
        // A loop by goto that hangs on a question is left after a few turns, like other loops that wait for the host.
        if (jumps > 200) machine.budget.exceeded("steps");
        return runFrom(target, current, jumps + 1);
      });
    }
    return GO_ON;
  };
  const ended = runFrom(0, args, 0);
  const errorlevel = machine.cell<number | Unknown>("cmd:errorlevel", () => 0);
  return machine.each<Ending, number | Unknown>(ended, (leaf) => (leaf.kind === "exit" ? leaf.code : errorlevel.value));
}

function runLine(shell: Shell, line: Line, args: BatchArguments | null): Guarded<Ending> {
  const { machine } = shell;
  machine.budget.step();
  if (/^\s*:/.test(line.text)) return GO_ON;
  return machine.attempt<Guarded<Ending>>(() => {
    const { text, places } = expandPercent(machine, line.text, args);
    const at = new Trace(shell.source, line.start, line.end);
    const place = (start: number, end: number): Trace => {
      const first = line.places.of(places.of(start));
      return new Trace(shell.source, first, Math.max(first, line.places.of(places.of(end - 1)) + 1));
    };
    const command = parseLine(text);
    return command === null ? GO_ON : runCommand({ ...shell, at, args, place }, command);
  }) as Guarded<Ending>;
}

function logicalLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  let current = "";
  let places = new Places();
  let from = 0;
  while (start <= text.length) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end).replace(/\r$/, "");
    if (current === "") {
      from = start;
      places = new Places();
    } else places.copy(start - 1, 1);
    current = current === "" ? line : `${current}\n${line}`;
    places.copy(start, line.length);
    if (newline < 0 || !isOpen(current)) {
      if (current.trim() !== "") lines.push({ text: current, start: from, end, places });
      current = "";
    }
    if (newline < 0) break;
    start = newline + 1;
  }
  return lines;
}

function runner(machine: Machine, script: ScriptToRun, at: Trace): ScriptOutcome {
  const sink = new Sink();
  const file = script.source.place.file;
  const args: BatchArguments | null =
    script.args === undefined
      ? null
      : {
          script: file ?? "",
          args: script.args.map((one) =>
            quoteIfNeeded(one.value === null ? `-${one.name}` : lineText(machine, toText(machine, one.value))),
          ),
        };
  const run = (): Guarded<number | Unknown> => {
    try {
      return runBatch(machine, script.source, args, (value) => sink.push(machine, value));
    } catch (stop) {
      if (stop instanceof BatchSyntaxError) {
        machine.note("unreadable", "all", `cmd does not accept the line: ${stop.message}`, at);
        return 1;
      }
      if (stop instanceof BudgetExceeded) throw stop;
      throw stop;
    }
  };
  const code = new Environment(machine).inChildProcess(run);
  return { outputs: machine.settled(sink.items(machine)), exitCode: machine.settled(code) };
}

function quoteIfNeeded(text: string): string {
  return /\s/.test(text) && !text.startsWith('"') ? `"${text}"` : text;
}

registerLanguage("cmd", runner);
