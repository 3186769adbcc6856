import { perKey } from "../../../host/cache.js";
import { Alternatives, type Guarded, mapGuarded } from "../../../host/choice.js";
import { Cell, type Delta } from "../../machine/journal.js";
import { sameValue } from "../../machine/same.js";
import { Files } from "../../os/files.js";
import { PsError } from "../../tools/script-error.js";
import { splitPartlyKnown } from "../../values/partial-text.js";
import { Sink } from "../../values/sink.js";
import { shownText } from "../../values/texts.js";
import { Arr, birthClock, NOTHING, NULL, type Plain, Str, Unknown, type Value } from "../../values/value.js";
import { stopped } from "../errors/failures.js";
import { binary } from "../operators/operators.js";
import { errorList } from "../session/errors.js";
import { type Completion, NORMAL, outputValue, type Runtime } from "../session/runtime.js";
import { setVariable } from "../session/scope.js";
import type {
  Block,
  DoStatement,
  ForeachStatement,
  ForStatement,
  Statement,
  SwitchStatement,
  WhileStatement,
} from "../syntax/ast.js";
import { toStr, toText } from "../types/convert.js";
import { enumerate } from "../types/enumerate.js";
import { MODIFIED, watchOf } from "../types/live-views.js";
import { bare } from "../types/text.js";
import { runBlock } from "./blocks.js";
import { Enumerator } from "./loop-enumerator.js";
import { truthOf } from "./plain-values.js";
import { conditionValue, evaluate, runStatements } from "./recursion.js";

/**
 * A loop that waits for the host (its condition looks at what is not known) is taken to end after this many turns:
 * turns beyond would only repeat the same question.
 */
const TURNS_ON_A_QUESTION = 2;

const GO_ON: Completion = NORMAL;
const STOP: Completion = { kind: "break", label: "\u0000stop" };

/** What the ending of a body means for its loop: go on, stop, or an ending for someone further out. */
function turn(completion: Guarded<Completion>, label: string | null): Guarded<Completion> {
  if (completion === NORMAL) return NORMAL;
  return mapGuarded<Completion, Completion>(
    completion,
    (leaf) => {
      if (leaf.kind !== "break" && leaf.kind !== "continue") return leaf;
      if (leaf.label !== null && leaf.label !== label?.toLowerCase()) return leaf;
      return leaf.kind === "break" ? STOP : GO_ON;
    },
    Object.is,
  );
}

/** Runs a body and goes on with `next` in the worlds where the loop goes on. */
function afterTurn(r: Runtime, ended: Guarded<Completion>, next: () => Guarded<Completion>): Guarded<Completion> {
  const all = r.machine.goOn(ended, (leaf) => leaf === GO_ON, next);
  return mapGuarded(all, (leaf) => (leaf === STOP ? NORMAL : leaf), Object.is);
}

export function runForeach(r: Runtime, s: ForeachStatement): Guarded<Completion> {
  const collection = r.machine.plain(conditionValue(r, s.collection));
  const elements = elementsOf(r, collection, s.collection);
  const key = s.variable.key;
  // `$foreach` moves the loop itself; bodies that do not name it need no enumerator.
  const enumerator = names(r, s.body, "$foreach") ? new Enumerator(r.machine, elements, isRange(s.collection)) : null;
  if (enumerator) setVariable(r.machine, r.scope, "foreach", enumerator);
  const changed = watchOf(r.machine, collection);
  const loop = (from: number): Guarded<Completion> => {
    for (let index = from; index < elements.length; index++) {
      r.machine.budget.step();
      if (index > 0 && changed?.()) throw modified(r, s.collection);
      setVariable(r.machine, r.scope, key, elements[index] as Value);
      enumerator?.moveTo(index);
      const ended = turn(runStatements(r, s.body.body), s.label);
      if (enumerator) index = enumerator.position();
      if (ended === GO_ON) continue;
      if (ended === STOP) return NORMAL;
      return afterTurn(r, ended, () => loop(index + 1));
    }
    if (elements.length > 0 && changed?.()) throw modified(r, s.collection);
    return NORMAL;
  };
  return loop(0);
}

/** A collection that changes while it is walked over ends the loop. */
function modified(r: Runtime, at: { start: number; end: number }): PsError {
  return stopped("System.InvalidOperationException", MODIFIED, r.trace(at));
}

const namings = perKey((_body: Block) => new Map<string, boolean>());

function names(r: Runtime, body: Block, variable: string): boolean {
  const known = namings(body);
  let named = known.get(variable);
  if (named === undefined) {
    named = r.source.text.slice(body.start, body.end).toLowerCase().includes(variable);
    known.set(variable, named);
  }
  return named;
}

/** Elements of a foreach; an unknown collection has no element in one world and one unknown element in another. */
export function elementsOf(r: Runtime, collection: Plain, at: { start: number; end: number }): readonly Value[] {
  if (collection.kind === "null") return [];
  const elements = enumerate(r.machine, collection);
  if (elements === null) return [collection];
  if (!(elements instanceof Unknown)) return elements;
  const some = r.machine.askWhether(
    `some:${elements.symbol}`,
    `there is any of: ${elements.why}`,
    `there is none of: ${elements.why}`,
  );
  if (!some) return [];
  return [
    new Unknown(
      elements.cause,
      `an element of: ${elements.why}`,
      `element:${elements.symbol}`,
      r.trace(at),
      null,
      null,
      elements.secret,
      elements.reach,
    ),
  ];
}

export function runFor(r: Runtime, s: ForStatement): Guarded<Completion> {
  if (s.initializer) discard(r, s.initializer);
  return repeat(r, s.body, s.label, {
    before: s.condition,
    after: null,
    until: false,
    step: () => {
      if (s.iterator) discard(r, s.iterator);
    },
  });
}

export function runWhile(r: Runtime, s: WhileStatement): Guarded<Completion> {
  return repeat(r, s.body, s.label, { before: s.condition, after: null, until: false, step: () => undefined });
}

export function runDo(r: Runtime, s: DoStatement): Guarded<Completion> {
  return repeat(r, s.body, s.label, { before: null, after: s.condition, until: s.until, step: () => undefined });
}

function discard(r: Runtime, statement: Statement): void {
  r.collect(() => void conditionValue(r, statement));
}

interface Turns {
  readonly before: Statement | null;
  readonly after: Statement | null;
  readonly until: boolean;
  step(): void;
}

function repeat(r: Runtime, body: Block, label: string | null, turns: Turns): Guarded<Completion> {
  const machine = r.machine;
  const endless = turns.before === null && turns.after === null ? true : isConstant(turns.before ?? (turns.after as Statement));
  const loop = (done: number, asked: number, before: Turn | null): Guarded<Completion> => {
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
      if (turns.before) {
        if (!truthOf(r, conditionValue(r, turns.before))) return NORMAL;
        if (machine.looks !== start && ++questions > TURNS_ON_A_QUESTION) return NORMAL;
      }
      const during = machine.looks;
      const ended = turn(runStatements(r, body.body), label);
      // `while ($true)` ends by a break; when the break hangs on a question, the answer comes in the end.
      if (endless && machine.looks !== during && ++questions > TURNS_ON_A_QUESTION) return afterTurn(r, ended, () => NORMAL);
      if (ended !== GO_ON) {
        if (ended === STOP) return NORMAL;
        if (!(ended instanceof Alternatives)) return ended;
        const next = count + 1;
        const soFar = questions;
        return afterTurn(r, ended, () => (finish(r, turns) ? loop(next, soFar, null) : NORMAL));
      }
      const asking = machine.looks;
      if (!finish(r, turns)) return NORMAL;
      if (turns.after && machine.looks !== asking && ++questions > TURNS_ON_A_QUESTION) return NORMAL;
      const now = watching ? { changes: machine.journal.capture(mark, since), looks: machine.looks - start } : null;
      if (watching) machine.journal.release(mark);
      if (now && last && repeats(last, now, machine.plain(errorList(r)))) {
        // What waits for the host goes on when the host is ready; what waits for nothing never goes on.
        if (now.looks > 0) return NORMAL;
        machine.budget.exceeded("steps");
      }
      last = watched ? now : null;
      count++;
    }
  };
  return loop(0, 0, null);
}

/** What one turn of a loop did. */
interface Turn {
  readonly changes: Delta;
  readonly looks: number;
}

/** Whether a turn left everything as the turn before did. Values that only the host knows are new ones each time, and do not count. */
function repeats(before: Turn, now: Turn, errors: Plain): boolean {
  if (before.changes.size !== now.changes.size) return false;
  for (const [target, places] of now.changes) {
    // Failed probes fill the list of errors, messages the output; numbers in cells are counters of ours.
    if (target === errors || target instanceof Sink) continue;
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

/** End of a turn: step, then the condition of `do`. False: the loop is over. */
function finish(r: Runtime, turns: Turns): boolean {
  turns.step();
  if (!turns.after) return true;
  return truthOf(r, conditionValue(r, turns.after)) !== turns.until;
}

/** `1..3`, as it stands. */
function isRange(subject: Statement): boolean {
  const only = subject.kind === "Pipeline" && subject.elements.length === 1 ? subject.elements[0] : undefined;
  return only?.kind === "CommandExpression" && only.expression.kind === "Binary" && only.expression.operator === "..";
}

function isConstant(condition: Statement): boolean {
  if (condition.kind !== "Pipeline" || condition.elements.length !== 1) return false;
  const only = condition.elements[0];
  if (only?.kind !== "CommandExpression") return false;
  const expression = only.expression;
  return (
    expression.kind === "Number" ||
    expression.kind === "String" ||
    (expression.kind === "Variable" && (expression.key === "true" || expression.key === "false"))
  );
}

/** `switch`: every clause whose test holds runs, for each element of the subject; `default` when none held. */
export function runSwitch(r: Runtime, s: SwitchStatement): Guarded<Completion> {
  const subject = s.subject ? r.machine.plain(conditionValue(r, s.subject)) : switchFile(r, s);
  // $null is looked at once; nothing is not.
  const elements = subject.kind === "null" ? (subject.automation ? [] : [subject]) : elementsOf(r, subject, s);
  const before = r.scope.variables.get("_");
  const enumerator = s.clauses.some((clause) => names(r, clause.body, "$switch"))
    ? new Enumerator(r.machine, elements, s.subject !== null && isRange(s.subject))
    : null;
  if (enumerator) setVariable(r.machine, r.scope, "switch", enumerator);
  const loop = (from: number): Guarded<Completion> => {
    for (let index = from; index < elements.length; index++) {
      enumerator?.moveTo(index);
      const ended = turn(switchElement(r, s, withoutText(r, elements[index] as Value)), s.label);
      if (enumerator) index = enumerator.position();
      if (ended === GO_ON) continue;
      if (ended === STOP) return NORMAL;
      return afterTurn(r, ended, () => loop(index + 1));
    }
    return NORMAL;
  };
  const ended = loop(0);
  setVariable(r.machine, r.scope, "_", (before ?? NULL) as Value);
  return ended;
}

/** `switch` looks at numbers, however they were written. */
function withoutText(r: Runtime, value: Value): Value {
  if (value === NOTHING) return value;
  const plain = r.machine.now(value);
  return "choice" in plain ? value : bare(plain);
}

/** The lines of the file that `switch -File` names. */
function switchFile(r: Runtime, s: SwitchStatement): Plain {
  const { machine } = r;
  const at = r.trace(s);
  const path = s.file === null ? "" : toText(machine, evaluate(r, s.file));
  const content = new Files(machine).readText(path);
  if (content === undefined)
    throw new PsError({
      id: "PathNotFound",
      message: `Cannot find path '${shownText(path)}' because it does not exist.`,
      exception: "System.Management.Automation.ItemNotFoundException",
      at,
      category: "ObjectNotFound",
    });
  const lines = content instanceof Str ? knownLines(content) : splitPartlyKnown(machine, content, ["\r\n", "\n", "\r"], at);
  if (lines === null)
    return new Unknown(
      content instanceof Unknown ? content.cause : "input",
      `the lines of ${shownText(path)}`,
      machine.freshSymbol("switch-file"),
      at,
    );
  const ended = lines.at(-1);
  return new Arr("System.Object", ended instanceof Str && ended.value === "" ? lines.slice(0, -1) : lines);
}

function knownLines(text: Str): readonly Str[] {
  return text.value.split(/\r\n|\n|\r/).map((line) => new Str(line, text.trace, text.secret));
}

function switchElement(r: Runtime, s: SwitchStatement, element: Value): Guarded<Completion> {
  const machine = r.machine;
  const matched = new Cell(false);
  const clauses = (from: number): Guarded<Completion> => {
    for (let index = from; index < s.clauses.length; index++) {
      const clause = s.clauses[index] as (typeof s.clauses)[number];
      setVariable(machine, r.scope, "_", element);
      const holds = machine.attempt(() => clauseHolds(r, s, clause.test, machine.plain(element)));
      const ended = machine.each<boolean, Completion>(holds, (yes) => {
        if (!yes) return NORMAL;
        machine.journal.put(matched, true);
        return runStatements(r, clause.body.body);
      });
      if (ended === NORMAL) continue;
      if (!(ended instanceof Alternatives)) return ended;
      return machine.goOn(
        ended,
        (leaf) => leaf === NORMAL,
        () => clauses(index + 1),
      );
    }
    if (!s.otherwise) return NORMAL;
    const otherwise = s.otherwise;
    return machine.each<boolean, Completion>(matched.value as Guarded<boolean>, (any) =>
      any ? NORMAL : runDefault(r, element, otherwise),
    );
  };
  return clauses(0);
}

function runDefault(r: Runtime, element: Value, otherwise: Block): Guarded<Completion> {
  setVariable(r.machine, r.scope, "_", element);
  return runStatements(r, otherwise.body);
}

function clauseHolds(r: Runtime, s: SwitchStatement, test: SwitchStatement["clauses"][number]["test"], element: Plain): boolean {
  const at = r.trace(test);
  if (test.kind === "ScriptBlockExpression") {
    // The block is part of the statement: an error in it ends the whole switch.
    const block = { ast: test.body, source: r.source };
    const outputs = r.within({ tries: r.tries + 1 }, () => r.collect(() => runBlock(r, block, { underscore: element })));
    return truthOf(r, outputValue(outputs));
  }
  const pattern = r.machine.plain(evaluate(r, test));
  if (pattern.kind === "block") {
    const outputs = r.collect(() => runBlock(r, { ast: pattern.ast, source: pattern.source }, { underscore: element }));
    return truthOf(r, outputValue(outputs));
  }
  if (s.mode === "exact") {
    if (pattern.kind === "null" && element.kind !== "unknown") return element.kind === "null";
    // Both sides are compared as texts: `switch ($true) { 1 { } }` does not match.
    const texts: readonly [Plain, Plain] =
      element.kind === "unknown" || pattern.kind === "unknown"
        ? [element, pattern]
        : [toStr(r.machine, element, null), toStr(r.machine, pattern, null)];
    return truthOf(r, binary(r.machine, "eq", s.caseSensitive, texts[0], texts[1], at));
  }
  const text = toText(r.machine, element);
  const subject: Plain = typeof text === "string" ? new Str(text, at) : text;
  return truthOf(
    r,
    binary(r.machine, s.mode === "wildcard" ? "like" : "match", s.caseSensitive, subject, pattern, at, {
      setMatches: (matches) => setVariable(r.machine, r.scope, "matches", matches),
    }),
  );
}
