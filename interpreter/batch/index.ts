import { Alternatives, type Guarded } from "../../host/choice.js";
import type { Machine } from "../machine/machine.js";
import { Environment } from "../os/environment.js";
import { ownExitCell } from "../tools/languages.js";
import type { ScriptOutcome, ScriptToRun } from "../tools/tool.js";
import type { Family } from "../tools/toolbox.js";
import { Sink } from "../values/sink.js";
import { type Source, Trace } from "../values/source.js";
import type { Unknown, Value } from "../values/value.js";
import { expandPercent, lineText } from "./expand.js";
import { type BatchArguments, Frame } from "./frame.js";
import { type Line, Lines } from "./lines.js";
import { endlocal, openLocals, withDelayedExpansion } from "./locals.js";
import { BatchSyntaxError, parseLine } from "./parse.js";
import { type Ending, GO_ON, runCommand, type Shell } from "./run.js";
import { inputLines, StandardInput } from "./stdin.js";

/** Runs a batch script, or one command line when the source came from `cmd /c` or a carrier. */
export function runBatch(
  machine: Machine,
  source: Source,
  args: BatchArguments | null,
  out: (value: Value) => void,
  input?: StandardInput,
): Guarded<number | Unknown> {
  machine.sources.add(source);
  const ended = new BatchRun(machine, source, args?.script ?? "", out, input).start(args);
  const errorlevel = machine.cell<number | Unknown>("cmd:errorlevel", () => 0);
  return machine.each<Ending, number | Unknown>(ended, (leaf) => {
    machine.journal.put(ownExitCell(machine), leaf.kind === "exit" || (leaf.kind === "end" && leaf.own));
    return leaf.kind === "exit" ? leaf.code : errorlevel.value;
  });
}

/** A loop by goto that hangs on a question is left after so many turns, like other loops that wait for the host. */
const TURNS_ON_A_QUESTION = 2;

class BatchRun {
  private readonly lines: Lines;
  /** By label: how many questions there were when it was met first. */
  private readonly met = new Map<number, number>();

  constructor(
    private readonly machine: Machine,
    private readonly source: Source,
    private readonly script: string,
    private readonly out: (value: Value) => void,
    private readonly input: StandardInput | undefined,
  ) {
    this.lines = new Lines(source.text);
    // A line is a step, and so is each command of it.
    machine.budget.allowStatements(3 * this.lines.length);
  }

  start(args: BatchArguments | null): Guarded<Ending> {
    return this.within(args ? new Frame(this.script, args.script, args.args) : null, 0);
  }

  /** Runs from a line to the end, and closes what was opened with `setlocal` on the way. */
  private within(frame: Frame | null, first: number): Guarded<Ending> {
    const { machine } = this;
    const open = openLocals(machine);
    return machine.each<Ending, Ending>(this.from(frame, first, new Map()), (leaf) => {
      while (openLocals(machine) > open) endlocal(machine);
      return leaf;
    });
  }

  /** `turns`: of loops by goto, by the line of their label. */
  private from(frame: Frame | null, first: number, turns: ReadonlyMap<number, Turns>): Guarded<Ending> {
    const { machine } = this;
    let jumps = turns;
    for (let index = first; index < this.lines.length; index++) {
      if (this.lines.isLabel(index)) {
        if (!this.met.has(index)) this.met.set(index, machine.looks);
        machine.budget.step();
        continue;
      }
      const ended = runLine(this.shell(frame), this.lines.line(index));
      if (ended === GO_ON) continue;
      if (ended instanceof Alternatives) {
        const line = index;
        return machine.each<Ending, Ending>(ended, (leaf) => {
          if (leaf === GO_ON) return this.from(frame, line + 1, jumps);
          if (leaf.kind !== "goto") return leaf;
          const jump = this.jump(leaf.label, frame, line, jumps);
          return jump === null ? ENDED : this.from(frame, jump.to, jump.turns);
        });
      }
      if (ended.kind !== "goto") return ended;
      const jump = this.jump(ended.label, frame, index, jumps);
      if (jump === null) return ENDED;
      jumps = jump.turns;
      index = jump.to - 1;
    }
    return GO_ON;
  }

  /** Where a goto leads; null: to the end. */
  private jump(
    label: string,
    frame: Frame | null,
    line: number,
    turns: ReadonlyMap<number, Turns>,
  ): { readonly to: number; readonly turns: ReadonlyMap<number, Turns> } | null {
    const { machine } = this;
    const target = this.lines.label(label);
    if (label === "eof" || target === undefined) return null;
    if (target > line) return { to: target, turns };
    const { looks } = machine;
    const first = this.met.get(target) ?? 0;
    const before = turns.get(target) ?? { looks: first, asked: 0, state: null };
    const state = `${new Environment(machine).fingerprint()} ${frame?.fingerprint(machine) ?? ""}`;
    const asked = looks !== before.looks ? before.asked + 1 : before.asked;
    const next = new Map(turns).set(target, { looks, asked, state });
    const repeats = state === before.state;
    // What waits for nothing never goes on; what waits for the host goes on when the host is ready.
    if (repeats && looks === first) machine.budget.exceeded("steps");
    return { to: repeats || asked > TURNS_ON_A_QUESTION ? line + 1 : target, turns: next };
  }

  private shell(frame: Frame | null): Shell {
    const { machine, source, out } = this;
    return {
      machine,
      source,
      frame,
      out,
      inBatch: frame !== null,
      call: (label, args) => {
        const target = this.lines.label(label);
        if (target === undefined) return null;
        const inner = new Frame(this.script, `:${label}`, args);
        const ended = machine.budget.nested(() => this.within(inner, target));
        // `exit` without /b ends the whole script, from wherever it stands.
        return machine.each<Ending, Ending>(ended, (leaf) => (leaf.kind === "exit" ? leaf : GO_ON));
      },
      labels: this.lines.labelNames,
      capture: (line) => this.capture(frame, line),
      at: new Trace(source, 0, source.text.length),
      forVariables: new Map(),
      ...(this.input ? { input: this.input } : {}),
    };
  }

  private capture(frame: Frame | null, line: string): readonly Value[] {
    const { machine } = this;
    const sink = new Sink();
    new Environment(machine).inChildProcess(() => {
      const command = parseLine(line);
      if (command) void runCommand({ ...this.shell(frame), out: (value) => sink.push(machine, value) }, command);
    });
    return machine.settled(sink.items(machine));
  }
}

/** Turns of a loop by goto. */
interface Turns {
  /** How many questions to the host there were at the last jump back. */
  readonly looks: number;
  /** How many turns asked something. */
  readonly asked: number;
  /** Variables and words at the last jump: a turn that changes none of them is followed by the same for ever. */
  readonly state: string | null;
}

const ENDED: Ending = { kind: "end", own: false };

function runLine(shell: Shell, line: Line): Guarded<Ending> {
  const { machine } = shell;
  machine.budget.step();
  return machine.attempt<Guarded<Ending>>(() => {
    const { text, places } = expandPercent(machine, line.text, shell.frame);
    const at = new Trace(shell.source, line.start, line.end);
    const place = (start: number, end: number): Trace => {
      const first = line.places.of(places.of(start));
      return new Trace(shell.source, first, Math.max(first, line.places.of(places.of(end - 1)) + 1));
    };
    const command = parseLine(text);
    return command === null ? GO_ON : runCommand({ ...shell, at, place }, command);
  }) as Guarded<Ending>;
}

function runner(machine: Machine, script: ScriptToRun, at: Trace): ScriptOutcome {
  const sink = new Sink();
  const file = script.path ?? null;
  const args: BatchArguments | null =
    script.args === undefined
      ? file === null
        ? null
        : { script: file, args: null }
      : {
          script: file ?? "",
          args: script.args.map((one) =>
            quoteIfNeeded(one.value === null ? `-${one.name}` : lineText(machine, machine.toolbox.textOf(machine, one.value))),
          ),
        };
  const run = (): Guarded<number | Unknown> => {
    try {
      const input = script.input === undefined ? undefined : new StandardInput(inputLines(machine, script.input, at));
      return runBatch(machine, script.source, args, (value) => sink.push(machine, value), input);
    } catch (stop) {
      if (stop instanceof BatchSyntaxError) {
        machine.note("unreadable", "all", `cmd does not accept the line: ${stop.message}`, at);
        return 1;
      }
      throw stop;
    }
  };
  const inChild = () => new Environment(machine).inChildProcess(run);
  const { delayedExpansion } = script;
  const code = delayedExpansion === undefined ? inChild() : withDelayedExpansion(machine, delayedExpansion, inChild);
  return { outputs: machine.settled(sink.items(machine)), exitCode: machine.settled(code) };
}

function quoteIfNeeded(text: string): string {
  return /\s/.test(text) && !text.startsWith('"') ? `"${text}"` : text;
}

/** cmd.exe as a language. */
export const batchFamily: Family = { languages: [{ language: "cmd", run: runner }] };
