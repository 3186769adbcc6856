import { Alternatives, type Guarded, leaves, mapGuarded, under } from "../../host/choice.js";
import { BudgetExceeded } from "../machine/budget.js";
import type { Machine } from "../machine/machine.js";
import { Environment } from "../os/environment.js";
import { ownExitCell } from "../tools/languages.js";
import type { ScriptOutcome, ScriptToRun } from "../tools/tool.js";
import type { Family } from "../tools/toolbox.js";
import { Sink } from "../values/sink.js";
import { type Source, Trace } from "../values/source.js";
import type { Unknown, Value } from "../values/value.js";
import { cutLines } from "./cut.js";
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
    return machine.each<Ending, Ending>(this.from(frame, first), (leaf) => {
      while (openLocals(machine) > open) endlocal(machine);
      return leaf;
    });
  }

  /**
   * Runs from a line on, in all worlds. Where they are at different lines, the one that is furthest behind runs until it comes to
   * the line of another; from there they go on together, or a row of `if ... goto` would double the worlds each time.
   */
  private from(frame: Frame | null, first: number): Guarded<Ending> {
    const { machine } = this;
    let now: Guarded<Place> = { line: first, turns: NO_TURNS };
    for (;;) {
      const positions: Position[] = [...new Set(leaves<Place>(under(now, machine.assumptions)))].filter(isPosition);
      const behind = positions.reduce<Position | null>((least, one) => (least && least.line <= one.line ? least : one), null);
      if (behind === null) break;
      // Others at the same line have been in other loops: they are not taken together, and come later.
      const until = Math.min(...positions.map((one) => (one.line > behind.line ? one.line : Number.POSITIVE_INFINITY)));
      now = machine.goOn<Place>(
        now,
        (place) => place === behind,
        () => this.run(frame, behind, until),
      );
    }
    return mapGuarded<Place, Ending>(now, (place) => (isPosition(place) ? GO_ON : place), Object.is);
  }

  /** Runs lines in a row: to one that others are at, or to the first that leads to different places. */
  private run(frame: Frame | null, start: Position, until: number): Guarded<Place> {
    const { machine } = this;
    let { line: index, turns } = start;
    for (let isFirst = true; index < this.lines.length; isFirst = false) {
      if (!isFirst && index >= until) return this.at(index, turns);
      if (this.lines.isLabel(index)) {
        if (!this.met.has(index)) this.met.set(index, machine.looks);
        machine.budget.step();
        index++;
        continue;
      }
      const ended = runLine(this.shell(frame), this.lines.line(index));
      const line = index;
      const known = turns;
      if (ended instanceof Alternatives)
        return machine.each<Ending, Place>(ended, (leaf) => this.after(leaf, frame, line, known));
      const next = this.after(ended, frame, index, turns);
      if (!isPosition(next)) return next;
      // A jump back is for the world that is furthest behind.
      if (next.line <= index && until !== Number.POSITIVE_INFINITY) return next;
      ({ line: index, turns } = next);
    }
    return ENDED_HERE;
  }

  /** Where the script is after a line. */
  private after(ended: Ending, frame: Frame | null, line: number, turns: ReadonlyMap<number, Turns>): Place {
    if (ended === GO_ON) return this.at(line + 1, turns);
    if (ended.kind !== "goto") return ended;
    const jump = this.jump(ended.label, frame, line, turns);
    return jump === null ? ENDED : this.at(jump.to, jump.turns);
  }

  private readonly positions = new Map<ReadonlyMap<number, Turns>, Map<number, Position>>();

  /** Equal positions are one object, so that worlds at the same line meet. */
  private at(line: number, turns: ReadonlyMap<number, Turns>): Place {
    if (line >= this.lines.length) return ENDED_HERE;
    let byLine = this.positions.get(turns);
    if (!byLine) this.positions.set(turns, (byLine = new Map()));
    let position = byLine.get(line);
    if (!position) byLine.set(line, (position = { line, turns }));
    return position;
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
    if (machine.budget.isSpent()) {
      const from = this.lines.line(target + 1 < this.lines.length ? target + 1 : line);
      const last = this.lines.line(line);
      const place = new Trace(this.source, Math.min(from.start, last.start), last.end);
      cutLines(machine, this.source.text.slice(place.start, place.end), "steps", place);
      return { to: line + 1, turns: next };
    }
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

/** A line that is to be run, with the turns of loops by goto, by the line of their label. */
interface Position {
  readonly line: number;
  readonly turns: ReadonlyMap<number, Turns>;
}

/** Where a world is: at a line, or at its end. */
type Place = Position | Ending;

const isPosition = (place: Place): place is Position => "line" in place;

const NO_TURNS: ReadonlyMap<number, Turns> = new Map();

/** The script came to its last line. */
const ENDED_HERE: Ending = GO_ON;

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
  const allowance = machine.budget.enter();
  try {
    machine.budget.step();
    return runLineWhole(shell, line);
  } catch (stop) {
    if (!(stop instanceof BudgetExceeded) || stop.final) throw stop;
    cutLines(machine, line.text, stop.what, new Trace(shell.source, line.start, line.end));
    return GO_ON;
  } finally {
    machine.budget.leave(allowance);
  }
}

function runLineWhole(shell: Shell, line: Line): Guarded<Ending> {
  const { machine } = shell;
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
