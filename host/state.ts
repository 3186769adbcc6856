import { Alternatives, type Assumptions, type Choice, type Guarded, guard, sameGuarded } from "./choice.js";
import { type Fact, sameFact, setFact } from "./facts.js";
import type { InitialState } from "./initial.js";
import { type Key, type KeyKind, keyId, type ValueOf } from "./keys.js";
import { OrderedMap } from "./treap.js";
import type { Origin, Step } from "./values/origin.js";
import { HostView } from "./view.js";

/** A fact as it is stored, with the key it was written under. */
export interface Entry<T = unknown> {
  readonly key: Key<T>;
  readonly fact: Guarded<Fact<T> | undefined>;
}

/**
 * What is known about a host: facts under typed keys, over an initial state. Immutable; states with a common past share
 * what they have in common. Where worlds differ, a fact is `Alternatives` of a choice.
 */
export class HostState {
  private constructor(
    readonly initial: InitialState,
    private readonly facts: OrderedMap<Entry>,
  ) {}

  static from(initial: InitialState): HostState {
    return new HostState(initial, OrderedMap.empty());
  }

  /** How many facts were touched. */
  get size(): number {
    return this.facts.size;
  }

  /** The fact in every world; undefined where nobody touched it. */
  read<T>(key: Key<T>): Guarded<Fact<T> | undefined> {
    return this.facts.get(key.id)?.fact as Guarded<Fact<T> | undefined>;
  }

  write<T>(key: Key<T>, fact: Guarded<Fact<T> | undefined>): HostState {
    if (fact === undefined) return this.forget(key);
    const before = this.facts.get(key.id);
    const entry: Entry<T> = { key: (before?.key as Key<T> | undefined) ?? key, fact };
    return new HostState(this.initial, this.facts.with(key.id, entry as Entry));
  }

  /** The deployment makes it so. */
  set<T>(key: Key<T>, value: T, origin: Origin | null, because: readonly Step[] = []): HostState {
    return this.write(key, setFact(value, origin, because));
  }

  /** As if nobody had touched it. */
  forget(key: Key<unknown>): HostState {
    return new HostState(this.initial, this.facts.without(key.id));
  }

  /**
   * One state for all outcomes of a choice. Where the states differ in a fact it becomes alternatives of the choice; where
   * they agree nothing changes. The states must have the same initial state.
   */
  static join(choice: Choice, states: readonly HostState[]): HostState {
    const first = states[0];
    if (first === undefined || states.length !== choice.outcomes.length) throw new RangeError("one state for each outcome");
    const ids = new Set<string>();
    for (const state of states) {
      if (state.initial !== first.initial) throw new RangeError("states of different hosts cannot be joined");
      for (const id of first.facts.differences(state.facts)) ids.add(id);
    }
    let facts = first.facts;
    for (const id of [...ids].sort()) {
      const key = states.map((state) => state.facts.get(id)?.key).find((candidate) => candidate !== undefined) as Key<unknown>;
      const fact = guard<AnyFact>(
        choice,
        states.map((state) => state.facts.get(id)?.fact),
        (a, b) => sameFact(a, b, key.codec.equal),
      );
      facts = fact === undefined ? facts.without(id) : facts.with(id, { key, fact });
    }
    return new HostState(first.initial, facts);
  }

  /** Plain reads under assumptions; reading a fact that depends on another choice throws `Undecided`. */
  view(assumptions: Assumptions): HostView {
    return new HostView(this, assumptions);
  }

  /** The touched facts of a kind whose leading key parts are as given, in the order of their ids. */
  *entries<K extends KeyKind>(kind: K, ...leading: readonly string[]): Generator<Entry<ValueOf<K>>> {
    for (const [, entry] of this.facts.withPrefix(keyId(kind, leading, false))) yield entry as Entry<ValueOf<K>>;
  }

  /** The touched facts of a kind whose first key part begins as given. */
  *entriesStarting<K extends KeyKind>(kind: K, start: string): Generator<Entry<ValueOf<K>>> {
    for (const [, entry] of this.facts.withPrefix(keyId(kind, [start]))) yield entry as Entry<ValueOf<K>>;
  }

  /** All touched facts, in the order of their ids. */
  *all(): Generator<Entry> {
    for (const [, entry] of this.facts.entries()) yield entry;
  }

  /** The keys whose facts say different things in the two states. */
  diff(other: HostState): Key<unknown>[] {
    const keys: Key<unknown>[] = [];
    for (const id of this.facts.differences(other.facts)) {
      const mine = this.facts.get(id);
      const theirs = other.facts.get(id);
      const { key } = (mine ?? theirs) as Entry;
      if (!sameEntry(mine?.fact, theirs?.fact, key)) keys.push(key);
    }
    return keys;
  }

  /** The facts are the same in every world. */
  equals(other: HostState): boolean {
    return this.initial === other.initial && this.diff(other).length === 0;
  }

  /** The choices that some fact depends on, oldest first. */
  choices(): Choice[] {
    const found = new Set<Choice>();
    for (const { fact } of this.all()) collect(fact, found);
    return [...found].sort((a, b) => a.serial - b.serial);
  }
}

type AnyFact = Fact<unknown> | undefined;

function sameEntry(a: Guarded<AnyFact>, b: Guarded<AnyFact>, key: Key<unknown>): boolean {
  return sameGuarded<AnyFact>(a, b, (left, right) => sameFact(left, right, key.codec.equal));
}

function collect(fact: Guarded<AnyFact>, found: Set<Choice>): void {
  if (!(fact instanceof Alternatives)) return;
  found.add(fact.choice);
  for (const inner of fact.values) collect(inner as Guarded<AnyFact>, found);
}
