import { Alternatives, type Choice, type Guarded, guard } from "../host/choice.js";
import { ABSENT, HeapObject, Table } from "./value.js";

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

interface Entry {
  readonly target: Target;
  readonly key: unknown;
  readonly old: unknown;
}

/** Final value of every place that changed since a mark. */
export type Delta = Map<Target, Map<unknown, unknown>>;

export class Journal {
  private readonly entries: Entry[] = [];

  /** Equality of values in places; set by the machine, which knows about values. */
  same: (a: unknown, b: unknown, since: number) => boolean = Object.is;
  /** Accounts for a list that is kept; set by the machine. */
  weigh: (bytes: number) => void = () => {};
  /** Called when a joined value has too many alternatives to keep. */
  collapse: (value: Guarded<unknown>) => Guarded<unknown> = (value) => value;

  mark(): number {
    return this.entries.length;
  }

  setEntry<K, V>(map: Map<K, V>, key: K, value: V): void {
    if (Array.isArray(value)) this.weigh(value.length * ITEM);
    this.entries.push({ target: map as Map<unknown, unknown>, key, old: map.has(key) ? map.get(key) : ABSENT });
    map.set(key, value);
  }

  deleteEntry<K, V>(map: Map<K, V>, key: K): void {
    if (!map.has(key)) return;
    this.entries.push({ target: map as Map<unknown, unknown>, key, old: map.get(key) });
    map.delete(key);
  }

  set<T extends object, K extends keyof T>(target: T, key: K, value: T[K]): void {
    if (Array.isArray(value)) this.weigh(value.length * ITEM);
    this.entries.push({ target, key, old: target[key] });
    target[key] = value;
  }

  put<T>(cell: Cell<T>, value: T): void {
    this.entries.push({ target: cell, key: "value", old: cell.value });
    cell.value = value;
  }

  rollback(mark: number): void {
    const entries = this.entries;
    for (let index = entries.length - 1; index >= mark; index--) {
      const { target, key, old } = entries[index] as Entry;
      write(target, key, old);
    }
    entries.length = mark;
  }

  /** What changed since a mark, apart from what only the branch that began at `since` could see. */
  capture(mark: number, since: number): Delta {
    const delta: Delta = new Map();
    for (let index = mark; index < this.entries.length; index++) {
      const { target, key } = this.entries[index] as Entry;
      if ((target instanceof Table || target instanceof HeapObject) && target.transient && target.birth > since) continue;
      let places = delta.get(target);
      if (!places) delta.set(target, (places = new Map()));
      places.set(key, read(target, key));
    }
    return delta;
  }

  /** Writes a captured delta again (the branch becomes the present). */
  replay(delta: Delta): void {
    for (const [target, places] of delta) {
      for (const [key, value] of places) this.writeLogged(target, key, value);
    }
  }

  /**
   * After the branches were rolled back: `deltas[i]` is what outcome i changed. `since` is the clock before the first branch:
   * containers born later belong to one branch alone.
   */
  join(choice: Choice, deltas: readonly Delta[], since: number): void {
    const seen = new Map<Target, Set<unknown>>();
    for (const delta of deltas) {
      for (const [target, places] of delta) {
        let keys = seen.get(target);
        if (!keys) seen.set(target, (keys = new Set()));
        for (const key of places.keys()) {
          if (keys.has(key)) continue;
          keys.add(key);
          this.joinPlace(choice, deltas, since, target, key);
        }
      }
    }
  }

  private joinPlace(choice: Choice, deltas: readonly Delta[], since: number, target: Target, key: unknown): void {
    const before = read(target, key);
    const values = deltas.map((delta) => {
      const places = delta.get(target);
      return places?.has(key) ? places.get(key) : before;
    });
    if ((target instanceof HeapObject || target instanceof Table) && target.birth > since) {
      const writer = deltas.find((delta) => delta.get(target)?.has(key));
      this.writeLogged(target, key, writer?.get(target)?.get(key));
      return;
    }
    if (target instanceof Cell && target.join) {
      this.writeLogged(target, key, target.join(choice, values, before));
      return;
    }
    const equal =
      target instanceof Cell
        ? (target.equal as (a: unknown, b: unknown) => boolean)
        : (a: unknown, b: unknown) => this.same(a, b, since);
    const joined = guard<unknown>(choice, values, equal);
    this.writeLogged(target, key, joined instanceof Alternatives ? this.collapse(joined) : joined);
  }

  private writeLogged(target: Target, key: unknown, value: unknown): void {
    this.entries.push({ target, key, old: read(target, key) });
    write(target, key, value);
  }
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
