/** Loops of VBScript. */
import { Alternatives, type Guarded } from "../../../host/choice.js";
import { Cell, type Delta } from "../../machine/journal.js";
import { sameValue } from "../../machine/same.js";
import type { Trace } from "../../values/source.js";
import { Arr, birthClock, Instance, type Reach, Unknown, type Value } from "../../values/value.js";
import type { Expression, Statement } from "../syntax/ast.js";
import { derived, isTrue, toNumber } from "../values/convert.js";
import { runtimeError } from "../values/error.js";
import { numberOf } from "../values/numbers.js";
import { EMPTY, isNoObject } from "../values/objects.js";
import { type Ending, exitEnding, type Frame, NORMAL, traceOf } from "./engine.js";
import { evaluate } from "./expressions.js";
import { reachOf } from "./open-objects.js";
import { assignTo, runStatements, tolerant } from "./statements.js";

/** A loop that waits for the host is taken to end after so many turns: turns beyond would repeat the same question. */
const TURNS_ON_A_QUESTION = 2;

type Body = readonly Statement[];

/** Runs a body, and goes on with `next` in the worlds where the loop goes on. */
function turn(frame: Frame, body: Body, leavesBy: "for" | "do" | null, next: () => Guarded<Ending>): Guarded<Ending> {
  const ending = runStatements(frame, body);
  return afterTurn(frame, ending, leavesBy, next);
}

function afterTurn(
  frame: Frame,
  ending: Guarded<Ending>,
  leavesBy: "for" | "do" | null,
  next: () => Guarded<Ending>,
): Guarded<Ending> {
  const out = leavesBy === null ? null : exitEnding(leavesBy);
  return frame.engine.machine.each<Ending, Ending>(ending, (leaf) => (leaf === NORMAL ? next() : leaf === out ? NORMAL : leaf));
}

// ---------------------------------------------------------------- For

export function runFor(frame: Frame, s: Extract<Statement, { kind: "for" }>): Guarded<Ending> {
  const { machine } = frame.engine;
  const bound = (expression: Expression | null) =>
    expression === null ? 1 : toNumber(machine, evaluate(frame, expression), traceOf(frame, expression));
  const bounds = tolerant(frame, () => [bound(s.from), bound(s.to), bound(s.step)] as const, null);
  if (bounds === null) {
    // A loop that could not be set up runs once, and fails at its end.
    return turn(frame, s.body, "for", () => {
      throw runtimeError(92, traceOf(frame, s));
    });
  }
  const [from, to, step] = bounds;
  if (typeof from !== "number" || typeof to !== "number" || typeof step !== "number")
    return unknownTurns(frame, s, [from, to, step]);
  const loop = (start: number): Guarded<Ending> => {
    for (let value = start; step >= 0 ? value <= to : value >= to; value += step) {
      machine.budget.step();
      assignTo(frame, s.variable, numberOf(value, traceOf(frame, s.variable)), false);
      const ending = runStatements(frame, s.body);
      if (ending === NORMAL) {
        // A body may move the loop itself.
        const now = toNumber(machine, evaluate(frame, s.variable), null);
        if (typeof now === "number") value = now;
        continue;
      }
      if (ending === exitEnding("for")) return NORMAL;
      if (!(ending instanceof Alternatives)) return ending;
      const next = value + step;
      return afterTurn(frame, ending, "for", () => loop(next));
    }
    assignTo(frame, s.variable, numberOf(ends(from, to, step)), false);
    return NORMAL;
  };
  return loop(from);
}

function ends(from: number, to: number, step: number): number {
  if (step === 0 || (step > 0 ? from > to : from < to)) return from;
  return from + (Math.floor((to - from) / step) + 1) * step;
}

/** A loop whose ends nobody knows has no turn, or one with a number that nobody knows, which stands for all. */
function unknownTurns(
  frame: Frame,
  s: Extract<Statement, { kind: "for" }>,
  bounds: readonly (number | Unknown)[],
): Guarded<Ending> {
  const { machine } = frame.engine;
  const open = bounds.find((one): one is Unknown => one instanceof Unknown) as Unknown;
  const at = traceOf(frame, s.variable);
  const subject = `vbs:turns:${bounds.map((one) => (one instanceof Unknown ? one.symbol : one)).join(":")}`;
  if (!machine.askWhether(subject, `the loop runs (${open.why})`, `the loop does not run (${open.why})`)) return NORMAL;
  assignTo(frame, s.variable, derived("turn", [open], at, "System.Int32"), false);
  return turn(frame, s.body, "for", () => NORMAL);
}

// ---------------------------------------------------------------- For Each

export function runForEach(frame: Frame, s: Extract<Statement, { kind: "foreach" }>): Guarded<Ending> {
  const { machine } = frame.engine;
  const at = traceOf(frame, s.collection);
  const elements = tolerant(frame, () => elementsOf(frame, evaluate(frame, s.collection), at), null);
  if (elements === null) {
    return turn(frame, s.body, "for", () => {
      throw runtimeError(451, at);
    });
  }
  const loop = (from: number): Guarded<Ending> => {
    for (let index = from; index < elements.length; index++) {
      machine.budget.step();
      assignTo(frame, s.variable, elements[index] as Value, true);
      const ending = runStatements(frame, s.body);
      if (ending === NORMAL) continue;
      if (ending === exitEnding("for")) return NORMAL;
      if (!(ending instanceof Alternatives)) return ending;
      return afterTurn(frame, ending, "for", () => loop(index + 1));
    }
    return NORMAL;
  };
  return loop(0);
}

/** Elements of a collection; of one that is not known there is none in one world, and one in another. */
function elementsOf(frame: Frame, collection: Value, at: Trace): readonly Value[] {
  const { machine } = frame.engine;
  const plain = machine.plain(collection);
  if (plain instanceof Arr) return machine.settled<readonly Value[]>(plain.items);
  if (plain instanceof Unknown) return someOf(frame, plain, plain.reach, at);
  if (!(plain instanceof Instance) || isNoObject(plain)) throw runtimeError(451, at);
  // A container of ADSI is walked over as its children are.
  const children = plain.model.enumerate ? plain : machine.plain(plain.model.get?.(plain, "children", at) ?? EMPTY);
  const found = children instanceof Instance ? children.model.enumerate?.(children) : undefined;
  if (Array.isArray(found)) return found as readonly Value[];
  const reach = reachOf(plain);
  if (found instanceof Unknown) return someOf(frame, found, reach, at);
  // What a model does not list may hold anything.
  const type = plain.model.typeNames.at(-1) ?? "object";
  const open = new Unknown("unmodelled", `the elements of ${type}`, machine.freshSymbol(`elements:${type}`), at);
  return someOf(frame, open, reach, at);
}

function someOf(frame: Frame, open: Unknown, reach: Reach | null, at: Trace): readonly Value[] {
  const some = frame.engine.machine.askWhether(
    `some:${open.symbol}`,
    `there is any of: ${open.why}`,
    `there is none of: ${open.why}`,
  );
  if (!some) return [];
  const type = open.type?.startsWith("System.DirectoryServices.") ? open.type : null;
  return [
    new Unknown(
      open.cause,
      `an element of: ${open.why}`,
      `element:${open.symbol}`,
      at,
      type,
      null,
      open.secret,
      open.reach ?? reach,
    ),
  ];
}

// ---------------------------------------------------------------- Do and While

export function runLoop(frame: Frame, s: Extract<Statement, { kind: "loop" }>): Guarded<Ending> {
  const { machine } = frame.engine;
  const leavesBy = s.isDo ? "do" : null;
  const endless = s.before === null && s.after === null;
  const begun = machine.looks;
  const loop = (done: number, asked: number, before: Turn | null): Guarded<Ending> => {
    let count = done;
    let questions = asked;
    let last = before;
    for (;;) {
      machine.budget.step();
      // From time to time two turns are compared: one that repeats the other would be followed by the same for ever.
      const watched = count >= 4 && (count & (count - 1)) === 0;
      const watching = watched || last !== null;
      const since = birthClock();
      const mark = watching ? machine.journal.mark() : 0;
      const start = machine.looks;
      if (s.before !== null) {
        if (!conditionAtStart(frame, s.before, s.until)) return NORMAL;
        if (machine.looks !== start && ++questions > TURNS_ON_A_QUESTION) return NORMAL;
      }
      const during = machine.looks;
      const ending = runStatements(frame, s.body);
      if (endless && machine.looks !== during && ++questions > TURNS_ON_A_QUESTION)
        return afterTurn(frame, ending, leavesBy, () => NORMAL);
      if (ending !== NORMAL) {
        if (!(ending instanceof Alternatives)) return leavesBy !== null && ending === exitEnding(leavesBy) ? NORMAL : ending;
        const next = count + 1;
        const soFar = questions;
        return afterTurn(frame, ending, leavesBy, () =>
          s.after === null || conditionAtEnd(frame, s.after, s.until) ? loop(next, soFar, null) : NORMAL,
        );
      }
      const asking = machine.looks;
      if (s.after !== null && !conditionAtEnd(frame, s.after, s.until)) return NORMAL;
      if (s.after !== null && machine.looks !== asking && ++questions > TURNS_ON_A_QUESTION) return NORMAL;
      const now = watching ? { changes: machine.journal.capture(mark, since), looks: machine.looks - start } : null;
      if (watching) machine.journal.release(mark);
      if (now && last && repeats(last, now)) {
        // What waits for the host goes on when the host is ready; what waits for nothing never goes on.
        if (now.looks > 0 || machine.looks > begun) return NORMAL;
        machine.budget.exceeded("steps");
      }
      last = watched ? now : null;
      count++;
    }
  };
  return loop(0, 0, null);
}

/** A condition that fails lets the body run. */
function conditionAtStart(frame: Frame, condition: Expression, until: boolean): boolean {
  const failed = Symbol("failed");
  const result = tolerant<boolean | symbol>(frame, () => truth(frame, condition), failed);
  return result === failed ? true : result !== until;
}

/** A condition at the end that fails ends the loop. */
function conditionAtEnd(frame: Frame, condition: Expression, until: boolean): boolean {
  const failed = Symbol("failed");
  const result = tolerant<boolean | symbol>(frame, () => truth(frame, condition), failed);
  return result === failed ? false : result !== until;
}

function truth(frame: Frame, condition: Expression): boolean {
  return isTrue(frame.engine.machine, evaluate(frame, condition), traceOf(frame, condition));
}

/** What one turn of a loop did. */
interface Turn {
  readonly changes: Delta;
  readonly looks: number;
}

/** Whether a turn left everything as the turn before did. Values that only the host knows are new each time, and do not count. */
function repeats(before: Turn, now: Turn): boolean {
  if (before.changes.size !== now.changes.size) return false;
  for (const [target, places] of now.changes) {
    if (target instanceof Cell && typeof target.value === "number") continue;
    const earlier = before.changes.get(target);
    if (!earlier || earlier.size !== places.size) return false;
    for (const [key, value] of places) {
      const old = earlier.get(key);
      if (value instanceof Unknown && old instanceof Unknown) continue;
      if (!sameValue(value, old)) return false;
    }
  }
  return true;
}
