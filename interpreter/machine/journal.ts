import { Alternatives, type Choice, type Guarded, guard } from "../../host/choice.js";
import { ABSENT, birthClock } from "../values/value.js";

/**
 * The undo log of everything that scripts can change: variables, objects, outputs, the host, files, the registry.
 * A branch is tried by setting a mark, running, capturing what changed and rolling back; {@link Journal.join} then writes,
 * for every place that differs between the branches, one value that depends on the choice.
 */

/** A mutable place outside the heap objects: `Machine` keeps its own state in cells. */
export class Cell<T> {
  constructor(
    public value: T,
    /** How branches are joined; without it the value becomes Alternatives where branches differ. */
    readonly join: ((choice: Choice, values: readonly T[], before: T) => T) | null = null,
    readonly equal: (a: T, b: T) => boolean = Object.is,
  ) {}
}

/** Bytes that an item of a kept list costs, about. */
const ITEM = 8;

type Target = Map<unknown, unknown> | object;

/** More entries than this (three items each) behind the latest mark are worth a look at which of them are needed. */
const MANY_ENTRIES = 3 * 4096;

const START = { at: 0, clock: 0 };

/** Final value of every place that changed since a mark. */
export type Delta = Map<Target, Map<unknown, unknown>>;

/**
 * What was created inside a branch can only be seen from there: it is neither undone nor joined, since nothing outside leads to
 * it but what is undone or joined itself.
 */
function isYounger(target: Target, since: number): boolean {
  const { birth } = target as { readonly birth?: number };
  return birth !== undefined && birth > since;
}

export class Journal {
  /** Target, key and old value of each write, one after the other: most of what an analysis allocates goes through here. */
  private readonly entries: unknown[] = [];
  /** The marks somebody may still roll back to, outermost first, and perhaps some that nobody will any more. */
  private readonly marks: { readonly at: number; readonly clock: number }[] = [];
  /** The clock at the latest mark. */
  private marked = 0;
  /** How many entries there were when they were last made fewer. */
  private condensed = 0;

  /** Equality of values in places; set by the machine, which knows about values. */
  same: (a: unknown, b: unknown, since: number) => boolean = Object.is;
  /** Accounts for a list that is kept; set by the machine. */
  weigh: (bytes: number) => void = () => {};
  /** Called when a joined value has too many alternatives to keep. */
  collapse: (value: Guarded<unknown>) => Guarded<unknown> = (value) => value;

  /** Where the log is now; {@link release} it when nobody will roll back to it any more. */
  mark(): number {
    this.marked = birthClock();
    const mark = this.entries.length;
    this.marks.push({ at: mark, clock: this.marked });
    return mark;
  }

  /**
   * The mark is of no more use, nor are those made after it. A loop in one statement writes the same places again and again:
   * once nobody can go back to the turns between, the first old value of a place is enough.
   */
  release(mark: number): void {
    this.drop(mark);
    if (this.marks[this.marks.length - 1]?.at === mark) this.marks.pop();
    const { at, clock } = this.marks[this.marks.length - 1] ?? START;
    const known = Math.max(this.condensed, at);
    if (this.entries.length - known > Math.max(MANY_ENTRIES, known - at)) this.condense(at, clock);
  }

  /** Forgets marks that lie behind one. */
  private drop(mark: number): void {
    const marks = this.marks;
    while (marks.length > 0 && (marks[marks.length - 1] as { at: number }).at > mark) marks.pop();
  }

  /** Keeps the oldest value of each place among the entries from `start` on, and none of places that were made since then. */
  private condense(start: number, since: number): void {
    const entries = this.entries;
    const seen = new Map<unknown, Set<unknown>>();
    let end = start;
    for (let index = start; index < entries.length; index += 3) {
      const target = entries[index] as Target;
      if (isYounger(target, since)) continue;
      const key = entries[index + 1];
      let keys = seen.get(target);
      if (!keys) seen.set(target, (keys = new Set()));
      if (keys.has(key)) continue;
      keys.add(key);
      entries[end] = target;
      entries[end + 1] = key;
      entries[end + 2] = entries[index + 2];
      end += 3;
    }
    entries.length = end;
    this.condensed = end;
  }

  setEntry<K, V>(map: Map<K, V>, key: K, value: V): void {
    if (Array.isArray(value)) this.weigh(value.length * ITEM);
    // What is younger than every mark is never rolled back to a state of its own.
    if (!isYounger(map, this.marked)) {
      const old = map.get(key);
      this.entries.push(map, key, old === undefined && !map.has(key) ? ABSENT : old);
    }
    map.set(key, value);
  }

  deleteEntry<K, V>(map: Map<K, V>, key: K): void {
    if (!map.has(key)) return;
    this.entries.push(map, key, map.get(key));
    map.delete(key);
  }

  set<T extends object, K extends keyof T>(target: T, key: K, value: T[K]): void {
    if (Array.isArray(value)) this.weigh(value.length * ITEM);
    if (!isYounger(target, this.marked)) this.entries.push(target, key, target[key]);
    target[key] = value;
  }

  put<T>(cell: Cell<T>, value: T): void {
    this.entries.push(cell, "value", cell.value);
    cell.value = value;
  }

  /** Undoes what was written since a mark, but for what is younger than `since` (see {@link capture}). */
  rollback(mark: number, since = Number.POSITIVE_INFINITY): void {
    const entries = this.entries;
    for (let index = entries.length - 3; index >= mark; index -= 3) {
      const target = entries[index] as Target;
      if (!isYounger(target, since)) write(target, entries[index + 1], entries[index + 2]);
    }
    entries.length = mark;
    this.condensed = Math.min(this.condensed, mark);
    this.drop(mark);
  }

  /** What changed since a mark, apart from what only the branch that began at `since` could see: that stays as it is. */
  capture(mark: number, since: number): Delta {
    const delta: Delta = new Map();
    const entries = this.entries;
    for (let index = mark; index < entries.length; index += 3) {
      const target = entries[index] as Target;
      if (isYounger(target, since)) continue;
      let places = delta.get(target);
      if (!places) delta.set(target, (places = new Map()));
      const key = entries[index + 1];
      if (!places.has(key)) places.set(key, read(target, key));
    }
    return delta;
  }

  /** After the branches were rolled back: `deltas[i]` is what outcome i changed, `since` the clock before the first branch. */
  join(choice: Choice, deltas: readonly Delta[], since: number): void {
    for (let outcome = 0; outcome < deltas.length; outcome++) {
      for (const [target, places] of deltas[outcome] as Delta) {
        for (const key of places.keys()) {
          if (!isJoined(deltas, outcome, target, key)) this.joinPlace(choice, deltas, since, target, key);
        }
      }
    }
  }

  /** After what ran in the worlds where `holds` was rolled back: `delta` is what it changed there, `since` the clock before. */
  joinWhere<T>(worlds: Guarded<T>, holds: (leaf: T) => boolean, delta: Delta, since: number): void {
    for (const [target, places] of delta) {
      for (const [key, after] of places) {
        const before = read(target, key);
        const joined = joinTree(worlds, holds, before, after, (choice, values) =>
          this.joined(choice, values, before, since, target),
        );
        this.writeLogged(target, key, before, joined);
      }
    }
  }

  private joinPlace(choice: Choice, deltas: readonly Delta[], since: number, target: Target, key: unknown): void {
    const before = read(target, key);
    const values: unknown[] = [];
    for (const delta of deltas) {
      const places = delta.get(target);
      values.push(places?.has(key) ? places.get(key) : before);
    }
    this.writeLogged(target, key, before, this.joined(choice, values, before, since, target));
  }

  /** One value for the outcomes of a choice. */
  private joined(choice: Choice, values: readonly unknown[], before: unknown, since: number, target: Target): unknown {
    if (target instanceof Cell && target.join) return target.join(choice, values, before);
    const equal =
      target instanceof Cell
        ? (target.equal as (a: unknown, b: unknown) => boolean)
        : (a: unknown, b: unknown) => this.same(a, b, since);
    const joined = guard<unknown>(choice, values, equal);
    return joined instanceof Alternatives ? this.collapse(joined) : joined;
  }

  private writeLogged(target: Target, key: unknown, old: unknown, value: unknown): void {
    this.entries.push(target, key, old);
    write(target, key, value);
  }
}

/** Whether an earlier branch changed the place too, and so it is joined already. */
function isJoined(deltas: readonly Delta[], outcome: number, target: Target, key: unknown): boolean {
  for (let earlier = 0; earlier < outcome; earlier++) if (deltas[earlier]?.get(target)?.has(key)) return true;
  return false;
}

function joinTree<T>(
  worlds: Guarded<T>,
  holds: (leaf: T) => boolean,
  before: unknown,
  after: unknown,
  join: (choice: Choice, values: readonly unknown[]) => unknown,
): unknown {
  if (!(worlds instanceof Alternatives)) return holds(worlds) ? after : before;
  return join(
    worlds.choice,
    worlds.values.map((inner) => joinTree(inner as Guarded<T>, holds, before, after, join)),
  );
}

function read(target: Target, key: unknown): unknown {
  if (target instanceof Map) return target.has(key) ? target.get(key) : ABSENT;
  return (target as Record<PropertyKey, unknown>)[key as PropertyKey];
}

function write(target: Target, key: unknown, value: unknown): void {
  if (target instanceof Map) {
    if (value === ABSENT) target.delete(key);
    else target.set(key, value);
  } else (target as Record<PropertyKey, unknown>)[key as PropertyKey] = value;
}
