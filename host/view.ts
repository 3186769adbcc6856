import { type Assumptions, decided } from "./choice.js";
import type { Fact, ObservedFact, SetFact, UnknownFact } from "./facts.js";
import type { CurrentFacts, Initial } from "./initial.js";
import { type Key, type KeyKind, makeKey, membershipExact, privilegeExact, type ValueOf } from "./keys.js";
import type { PrincipalId } from "./principals/principal-id.js";
import type { HostState } from "./state.js";
import { hasHole, mayBe } from "./values/holes.js";

/** What a fact is in one world, and where that comes from. */
export type Reading<T> =
  | { readonly status: "set"; readonly value: T; readonly fact: SetFact<T> }
  | { readonly status: "observed"; readonly value: T; readonly fact: ObservedFact<T> }
  | { readonly status: "unknown"; readonly fact: UnknownFact }
  /** Nobody touched it and the initial state knows it. */
  | { readonly status: "initial"; readonly value: T }
  /** Nobody touched it and the initial state does not know it. */
  | { readonly status: "untouched" };

/**
 * A state under assumptions: plain reads. A read that depends on a choice which is not assumed throws `Undecided`, so
 * whoever asks is run again by `explore`, once for each outcome. Iteration reads nothing: it gives keys, and only what is then
 * read splits into worlds.
 */
export class HostView implements CurrentFacts {
  constructor(
    readonly state: HostState,
    readonly assumptions: Assumptions,
  ) {}

  /** The fact, or undefined when nobody touched it. */
  fact<T>(key: Key<T>): Fact<T> | undefined {
    return decided(this.state.read(key), this.assumptions);
  }

  read<T>(key: Key<T>): Reading<T> {
    const fact = this.fact(key);
    if (fact === undefined) {
      const initial = this.initialValue(key);
      return initial.known ? { status: "initial", value: initial.value } : { status: "untouched" };
    }
    if (fact.status === "unknown") return { status: "unknown", fact };
    return fact.status === "set" ? { status: "set", value: fact.value, fact } : { status: "observed", value: fact.value, fact };
  }

  /** The current value; undefined when it is not known. */
  valueOf<T>(key: Key<T>): T | undefined {
    const reading = this.read(key);
    return "value" in reading ? reading.value : undefined;
  }

  /** What the fact is as long as nobody touches it. A list that was replaced as a whole has no other members. */
  initialValue<T>(key: Key<T>): Initial<T> {
    const exact = this.exactness(key);
    if (exact !== undefined && this.fact(exact)?.status !== "unknown" && this.valueOfFact(exact) === true) {
      return { known: true, value: false as T };
    }
    const initial = this.state.initial.valueOf(key, this);
    return initial.known && initial.value === false && this.mayExist(key) ? { known: false } : initial;
  }

  /** Whether a name that is not wholly known may be that of an entry which is there. */
  private mayExist(key: Key<unknown>): boolean {
    if (!key.kind.endsWith("Exists") || !key.parts.some(hasHole)) return false;
    return this.keys(key.kind).some(
      (other) =>
        other.id !== key.id &&
        other.parts.every((part, index) => mayBe(key.parts[index] ?? "", part)) &&
        this.valueOf(other as Key<boolean>) === true,
    );
  }

  private exactness(key: Key<unknown>): Key<boolean> | undefined {
    if (key.kind === "member") return membershipExact(key.parts[0] as PrincipalId);
    if (key.kind === "privilege") return privilegeExact(key.parts[0] as string);
    return undefined;
  }

  private valueOfFact<T>(key: Key<T>): T | undefined {
    const fact = this.fact(key);
    return fact === undefined || fact.status === "unknown" ? undefined : fact.value;
  }

  /** The keys of touched facts of a kind, by the order of their ids. */
  *touched<K extends KeyKind>(kind: K, ...leading: readonly string[]): Generator<Key<ValueOf<K>>> {
    for (const { key } of this.state.entries(kind, ...leading)) yield key;
  }

  /** Did anybody touch a fact of one of these kinds? Reads nothing. */
  touches(...kinds: readonly KeyKind[]): boolean {
    return kinds.some((kind) => this.state.entries(kind).next().done !== true);
  }

  /** The keys of a kind that are touched or known from the start, each once, by the order of their ids. */
  keys<K extends KeyKind>(kind: K, ...leading: readonly string[]): Key<ValueOf<K>>[] {
    const byId = new Map<string, Key<ValueOf<K>>>();
    for (const key of this.touched(kind, ...leading)) byId.set(key.id, key);
    for (const key of this.state.initial.entries(kind, leading, this)) {
      if (!byId.has(key.id)) byId.set(key.id, makeKey(kind, ...key.parts));
    }
    return [...byId.keys()].sort().map((id) => byId.get(id) as Key<ValueOf<K>>);
  }
}
