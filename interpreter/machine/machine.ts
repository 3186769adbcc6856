import { createHash } from "node:crypto";
import {
  Alternatives,
  type Assumptions,
  Choice,
  decided,
  distinctLeaves,
  type Guarded,
  guard,
  hasMoreLeaves,
  leaves,
  mapGuarded,
  Undecided,
  under,
} from "../../host/choice.js";
import { type Fact, unknownFact } from "../../host/facts.js";
import { disturbance, type Key } from "../../host/keys.js";
import { HostState } from "../../host/state.js";
import type { Cause } from "../../host/values/origin.js";
import type { FileSource } from "../os/file-source.js";
import type { Toolbox } from "../tools/toolbox.js";
import type { Source, Trace } from "../values/source.js";
import {
  ABSENT,
  type Absent,
  ageless,
  type Block,
  birthClock,
  type Instance,
  type Plain,
  rewindClock,
  Str,
  Unknown,
  type Value,
} from "../values/value.js";
import { Budget } from "./budget.js";
import { type Conventions, NO_CONVENTIONS, trustedContent } from "./conventions.js";
import { Coverage } from "./coverage.js";
import { Cell, type Delta, Journal } from "./journal.js";
import { type Area, hostAreas, placeName } from "./notes.js";
import { sameValue } from "./same.js";
import { Secrets } from "./secrets.js";

/** More alternatives than this of one value are not kept: it becomes unknown. */
const MAXIMUM_LEAVES = 32;
/** So deep within each other, worlds that go on together are told apart by the conditions that lead to them. */
const MOST_TOGETHER = 3;
/** Bytes that a fact takes with its origin, about. */
const FACT = 256;
/** More choices than this are not assumed at once inside one statement. */
const MAXIMUM_ASSUMPTIONS = 64;

export interface MachineOptions {
  readonly host: HostState;
  readonly files: FileSource;
  readonly toolbox: Toolbox;
  readonly budget?: Budget;
  /** Puts unknown values back into a text that was decoded from an encoding they survived (base64). */
  readonly restore?: (text: string) => Str | Unknown;
  /** What addresses on the network give, as far as it is known. */
  readonly web?: (url: string) => Str | Unknown | undefined;
  readonly conventions?: Conventions;
}

export type BlockRunner = (
  block: Block,
  options: {
    readonly underscore?: Value;
    readonly args?: readonly Value[];
    readonly self?: Value;
    readonly newScope?: boolean;
    /** What ends the block (an error, `exit`) ends nothing else. */
    readonly contained?: boolean;
  },
) => readonly Value[];

/**
 * The host that scripts run on, in all worlds at once, and the only way to change it. Nothing is ever executed.
 *
 * Code that runs on the machine is written as if there were one world. Where it needs to know something that is not known it
 * calls {@link ask}; where it needs the plain value of something that depends on a choice it calls {@link plain}. Both stop the
 * running unit with `Undecided` when the choice is open, and {@link attempt} runs the unit again once for each outcome and joins
 * what the runs did. So a unit (a statement, a tool's run) must do all its effects through the machine and keep no state of its own.
 */
export class Machine {
  readonly journal = new Journal();
  readonly budget: Budget;
  readonly coverage = new Coverage((bytes) => this.budget.weigh(bytes));
  /** What no message may repeat. */
  readonly secrets = new Secrets();
  /** Texts that were read as code, for whoever shows a finding's line. */
  readonly sources = new Set<Source>();
  /** See `Attached`. */
  readonly attached = new Map<object, unknown>();
  readonly files: FileSource;
  readonly toolbox: Toolbox;
  /** A decoded text: the text itself, or partly unknown where stand-ins of unknown values were inside. */
  readonly restore: (text: string) => Str | Unknown;
  /** What an address on the network gives; undefined: nobody knows. */
  readonly web: (url: string) => Str | Unknown | undefined;
  /** What the organisation says of its own code. */
  readonly conventions: Conventions;
  /** Runs script blocks for operators, methods and tools that take one; set by the PowerShell front end. */
  blocks: BlockRunner | null = null;
  private readonly hostCell: Cell<HostState>;
  private readonly choices = new Map<string, Choice>();
  private readonly counter = new Cell<number>(0, (_choice, values) => Math.max(...values));
  /** Named state of front ends and tool families: see {@link cell}. */
  private readonly cells = new Map<string, Cell<unknown>>();
  private readonly tables = new Map<string, Map<string, unknown>>();
  private assumed: Assumptions = new Map();
  /** Worlds that go on together, within others that do. */
  private together = 0;
  /** How often the outcome of a choice was looked at: lets loops notice that they wait for something unknown. */
  looks = 0;

  constructor(options: MachineOptions) {
    this.hostCell = new Cell(options.host, (choice, values) => HostState.join(choice, values));
    this.files = options.files;
    this.toolbox = options.toolbox;
    this.restore = options.restore ?? ((text) => new Str(text));
    this.conventions = options.conventions ?? NO_CONVENTIONS;
    const web = options.web ?? (() => undefined);
    this.web = (url) => web(url) ?? trustedContent(this.conventions, url);
    this.budget = options.budget ?? new Budget();
    // V8 takes a function that is written straight into a property for long-lived, and with it the machine and all it holds.
    const weigh = (bytes: number) => this.budget.weigh(bytes);
    const collapse = (value: Guarded<unknown>) => this.collapse(value);
    this.journal.same = sameValue;
    this.journal.weigh = weigh;
    this.journal.collapse = collapse;
  }

  get assumptions(): Assumptions {
    return this.assumed;
  }

  // -------------------------------------------------------------- choices

  /** The choice with this subject, made on first use. Outcomes read after "when". */
  choice(subject: string, outcomes: readonly string[]): Choice {
    let choice = this.choices.get(subject);
    if (!choice) this.choices.set(subject, (choice = new Choice(subject, outcomes, this.choices.size)));
    return choice;
  }

  /** Which outcome holds in the world that is running. Stops the running unit when that is open. */
  ask(subject: string, outcomes: readonly string[]): number {
    const choice = this.choice(subject, outcomes);
    const outcome = this.assumed.get(choice);
    if (outcome === undefined) throw new Undecided(choice);
    this.looks++;
    return outcome;
  }

  /** A yes/no question: `askWhether("file:c:\\x", "C:\\x exists", "C:\\x does not exist")`. */
  askWhether(subject: string, yes: string, no: string): boolean {
    return this.ask(subject, [yes, no]) === 0;
  }

  /** A symbol for an unknown that is new each time the code at this place runs. */
  freshSymbol(what: string): string {
    const count = this.counter.value + 1;
    this.journal.put(this.counter, count);
    return `${what}#${count}`;
  }

  /** The value in the world that is running; unlike {@link plain} it may still depend on open choices. */
  now<T>(value: Guarded<T>): Guarded<T> {
    if (!(value instanceof Alternatives)) return value;
    const current = under(value, this.assumed);
    if (current !== value) this.looks++;
    return current;
  }

  /** The plain value in the world that is running. Stops the running unit when it depends on an open choice. */
  plain(value: Value): Plain {
    if (!(value instanceof Alternatives)) return value;
    const plain = decided<Plain>(value, this.assumed);
    this.looks++;
    return plain;
  }

  /** Like {@link plain} for state that is not a `Value`. */
  settled<T>(value: Guarded<T>): T {
    return decided(value, this.assumed);
  }

  /**
   * Runs a unit; when it needs the outcome of an open choice, everything it did is undone and it runs once per outcome.
   * The result depends on those choices; what the runs did to the machine is joined.
   */
  attempt<T>(run: () => T, equal: (a: T, b: T) => boolean = Object.is): Guarded<T> {
    const mark = this.journal.mark();
    const start = birthClock();
    try {
      const result = run();
      this.journal.release(mark);
      return result;
    } catch (stop) {
      if (stop instanceof Undecided) this.journal.rollback(mark);
      this.journal.release(mark);
      if (!(stop instanceof Undecided)) throw stop;
      rewindClock(start);
      return this.fork(stop.choice, () => this.attempt(run, equal), equal);
    }
  }

  /** Runs once per outcome of a choice and joins. When the outcome is assumed already it runs for that one only. */
  fork<T>(choice: Choice, run: (outcome: number) => Guarded<T>, equal: (a: T, b: T) => boolean = Object.is): Guarded<T> {
    const known = this.assumed.get(choice);
    if (known !== undefined) return run(known);
    const before = this.assumed;
    if (before.size >= MAXIMUM_ASSUMPTIONS) this.budget.exceeded("worlds");
    const mark = this.journal.mark();
    const since = birthClock();
    let latest = since;
    const results: Guarded<T>[] = [];
    const deltas = [];
    try {
      for (let outcome = 0; outcome < choice.outcomes.length; outcome++) {
        // Branches that lie in no other are as many as there are questions: they count as steps only.
        if (before.size > 0) this.budget.fork();
        this.assumed = new Map(before).set(choice, outcome);
        rewindClock(since);
        results.push(run(outcome));
        latest = Math.max(latest, birthClock());
        deltas.push(this.journal.capture(mark, since));
        this.journal.rollback(mark, since);
      }
    } catch (stop) {
      if (stop instanceof Undecided) this.journal.rollback(mark);
      else this.keep(choice, deltas, mark, since);
      this.journal.release(mark);
      throw stop;
    } finally {
      this.assumed = before;
      rewindClock(Math.max(latest, birthClock()));
    }
    this.journal.release(mark);
    this.journal.join(choice, deltas, since);
    return guard(choice, results, equal);
  }

  /**
   * Work that goes over a budget stops in the middle of a branch. What the branches did until then stays: a danger that was
   * written before the limit is not lost with the rest.
   */
  private keep(choice: Choice, done: readonly Delta[], mark: number, since: number): void {
    const partial = this.journal.capture(mark, since);
    this.journal.rollback(mark, since);
    const deltas = choice.outcomes.map((_, outcome) => done[outcome] ?? (outcome === done.length ? partial : new Map()));
    this.journal.join(choice, deltas, since);
  }

  /** Runs `f` for every plain value a value can have, each in its own world, and joins. */
  each<T, U>(value: Guarded<T>, f: (plain: T) => Guarded<U>, equal: (a: U, b: U) => boolean = Object.is): Guarded<U> {
    const current = under(value, this.assumed);
    if (!(current instanceof Alternatives)) return f(current);
    return this.fork(current.choice, (outcome) => this.each(current.values[outcome] as Guarded<T>, f, equal), equal);
  }

  /**
   * Runs `next` in the worlds whose leaf of `ended` goes on, and leaves the others as they are. Where several leaves go on, these
   * worlds run it together, once: each guard clause on the way (`if (...) { return }` inside of another `if`) would double the
   * work otherwise. What is run may then meet combinations of outcomes that cannot be; what it does there is dropped.
   */
  goOn<T>(ended: Guarded<T>, goesOn: (leaf: T) => boolean, next: () => Guarded<T>): Guarded<T> {
    let current = this.fewer(under(ended, this.assumed));
    let going = 0;
    for (const leaf of leaves(current)) if (goesOn(leaf)) going++;
    if (going > 1 && this.together >= MOST_TOGETHER) {
      current = this.fewer(current, 2);
      going = 1;
    }
    if (going < 2) return this.each(current, (leaf) => (goesOn(leaf) ? next() : leaf));
    const mark = this.journal.mark();
    const since = birthClock();
    const join = (): void => {
      const delta = this.journal.capture(mark, since);
      this.journal.rollback(mark, since);
      this.journal.release(mark);
      this.journal.joinWhere(current, goesOn, delta, since);
    };
    let result: Guarded<T>;
    this.together++;
    try {
      result = next();
    } catch (stop) {
      if (stop instanceof Undecided) {
        this.journal.rollback(mark);
        this.journal.release(mark);
      } else join();
      throw stop;
    } finally {
      this.together--;
    }
    join();
    return this.fewer(mapGuarded<T, T>(current, (leaf) => (goesOn(leaf) ? result : leaf), Object.is));
  }

  /**
   * Endings that hang on very many conditions are held as one choice between the endings that there are: which conditions lead to
   * which is given up, that all of them may happen is not.
   */
  private fewer<T>(ended: Guarded<T>, most = MAXIMUM_LEAVES): Guarded<T> {
    if (!hasMoreLeaves(ended, most)) return ended;
    const kinds = [...distinctLeaves(ended)];
    if (kinds.length < 2) return kinds[0] as T;
    const texts = kinds.map((_, index) => `many conditions turn out in one way (${index + 1} of ${kinds.length})`);
    // The same conditions lead to the same choice when the unit is run again.
    const tree = createHash("sha256").update(shapeOf(ended, kinds)).digest("base64").slice(0, 16);
    return new Alternatives(this.choice(`ending of many conditions ${tree}`, texts), kinds);
  }

  private collapse(value: Guarded<unknown>): Guarded<unknown> {
    if (!hasMoreLeaves(value, MAXIMUM_LEAVES)) return value;
    return this.vague(
      [...distinctLeaves(value)].find((leaf) => leaf !== ABSENT && leaf !== null),
      value,
    );
  }

  /** What stands for too many possible states of a place: unknown, in the form of what was there. */
  private vague(sample: unknown, value: Guarded<unknown>): Guarded<unknown> {
    const unknown = (): Unknown =>
      new Unknown("budget", `has more than ${MAXIMUM_LEAVES} possible values`, this.freshSymbol("collapsed"));
    if (isValueLike(sample)) return unknown();
    // A list, or an entry of a dictionary, object or output.
    if (Array.isArray(sample)) return [unknown()];
    if (typeof sample === "object" && sample !== null && "value" in sample) {
      return "before" in sample ? { before: null, value: unknown() } : { ...sample, value: unknown() };
    }
    return value;
  }

  // -------------------------------------------------------------- state

  /** Journaled state under a name: `machine.cell("cmd:errorlevel", () => 0)`. */
  cell<T>(name: string, initial: () => T): Cell<T> {
    let cell = this.cells.get(name);
    if (!cell) this.cells.set(name, (cell = new Cell<unknown>(ageless(initial()))));
    return cell as Cell<T>;
  }

  /** A journaled map under a name; write with {@link setRow} and {@link deleteRow}, read with {@link row}. */
  private table<T>(name: string): Map<string, Guarded<T | Absent>> {
    let table = this.tables.get(name);
    if (!table) this.tables.set(name, (table = new Map()));
    return table as Map<string, Guarded<T | Absent>>;
  }

  row<T>(name: string, key: string): T | undefined {
    const found = this.table<T>(name).get(key);
    if (found === undefined) return undefined;
    const value = decided(found, this.assumed);
    return value === ABSENT ? undefined : (value as T);
  }

  /** Like {@link row} without deciding: the row may still depend on open choices. */
  rowNow<T>(name: string, key: string): Guarded<T | Absent> {
    const found = this.table<T>(name).get(key);
    return found === undefined ? ABSENT : this.now(found);
  }

  setRow<T>(name: string, key: string, value: T): void {
    this.journal.setEntry(this.table<T>(name), key, value);
  }

  deleteRow(name: string, key: string): void {
    this.journal.deleteEntry(this.table(name), key);
  }

  /** Rows that exist in the world that is running, in order of insertion. */
  rows<T>(name: string): [string, T][] {
    const found: [string, T][] = [];
    for (const [key, guarded] of this.table<T>(name)) {
      const value = decided(guarded, this.assumed);
      if (value !== ABSENT) found.push([key, value as T]);
    }
    this.budget.weigh(found.length * 4);
    return found;
  }

  /** All rows that some world has, without deciding which. */
  everyRow<T>(name: string): [string, Guarded<T | Absent>][] {
    return [...this.table<T>(name)];
  }

  field<T>(object: Instance, name: string): T | undefined {
    const found = object.fields.get(name);
    if (found === undefined) return undefined;
    const value = decided(found as Guarded<T | Absent>, this.assumed);
    return value === ABSENT ? undefined : (value as T);
  }

  setField(object: Instance, name: string, value: unknown): void {
    this.journal.setEntry(object.fields, name, value);
  }

  // -------------------------------------------------------------- the host

  get host(): HostState {
    return this.hostCell.value;
  }

  /** The fact in the world that is running; undefined: untouched. Stops the running unit when it depends on an open choice. */
  fact<T>(key: Key<T>): Fact<T> | undefined {
    return decided(this.host.read(key), this.assumed);
  }

  /** Records a fact. */
  setFact<T>(key: Key<T>, fact: Fact<T>): void {
    this.budget.weigh(FACT);
    this.write(key, fact);
  }

  private write<T>(key: Key<T>, fact: Fact<T>): void {
    this.journal.put(this.hostCell, this.host.write(key, fact));
  }

  /**
   * Records that something could not be read or known here, with the areas whose rules it touches ("all": every rule).
   * It becomes a `host-undecided` finding unless a stronger verdict makes it moot.
   */
  note(cause: Cause, affects: readonly Area[] | "all", why: string, at: Trace | null): void {
    const origin = at?.origin ?? null;
    // That there was too much to follow is noted all the same.
    if (cause !== "budget" && cause !== "internal") this.budget.weigh(FACT);
    for (const area of hostAreas(affects)) {
      this.write(disturbance(area, placeName(cause, why, origin)), unknownFact(cause, why, origin));
    }
  }
}

/** Which outcomes of which choices lead to which leaf. A part that several worlds share is written once. */
function shapeOf<T>(tree: Guarded<T>, kinds: readonly T[]): string {
  const written: string[] = [];
  const numbers = new Map<Guarded<T>, string>();
  const name = (node: Guarded<T>): string => {
    if (!(node instanceof Alternatives)) return String(kinds.indexOf(node));
    const known = numbers.get(node);
    if (known !== undefined) return known;
    const inner = node.values.map((one) => name(one as Guarded<T>)).join(",");
    const own = `#${written.length}`;
    written.push(`${node.choice.serial}(${inner})`);
    numbers.set(node, own);
    return own;
  };
  return `${name(tree)} ${written.join(" ")}`;
}

function isValueLike(value: unknown): boolean {
  return typeof value === "object" && value !== null && "kind" in value;
}

export type { Source };
