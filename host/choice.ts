/**
 * Worlds, held factored.
 *
 * What is not known at analysis time (does `D:\legacy` exist? did the probe answer?) is a {@link Choice}. A world is one way
 * in which all choices turn out. A value that depends on a choice is kept as {@link Alternatives} of that choice, so worlds
 * that agree on everything else share everything else, and facts that belong together stay together: both look at the same choice.
 * Reading under {@link Assumptions} gives back the plain value; code that meets a choice nobody has decided yet stops with
 * {@link Undecided}, and whoever can run it again (see {@link explore}) does so once for each outcome.
 */

/** A question whose answer the analysis does not know. Compared by identity. */
export class Choice {
  constructor(
    /** What is asked, in canonical form: equal subjects in one run are the same choice. */
    readonly subject: string,
    /** How each outcome reads after "when": `D:\legacy exists`, `D:\legacy does not exist`. At least two. */
    readonly outcomes: readonly string[],
    /** Order of creation; makes reports and merges deterministic. */
    readonly serial: number,
  ) {}
}

/** A value that depends on a choice: `values[i]` holds when the choice turns out as `outcomes[i]`. */
export class Alternatives<T> {
  constructor(
    readonly choice: Choice,
    readonly values: readonly Guarded<T>[],
  ) {}
}

export type Guarded<T> = T | Alternatives<T>;

/** Which outcome of each decided choice is assumed. */
export type Assumptions = ReadonlyMap<Choice, number>;

export const NO_ASSUMPTIONS: ReadonlyMap<Choice, number> = new Map();

/** Thrown by code that needs the outcome of a choice; caught only by whoever runs the code again per outcome. */
export class Undecided {
  constructor(readonly choice: Choice) {}
}

/** The value under the assumptions; still guarded when a choice it depends on is not among them. */
export function under<T>(value: Guarded<T>, assumptions: Assumptions): Guarded<T> {
  let current = value;
  while (current instanceof Alternatives) {
    const outcome = assumptions.get(current.choice);
    if (outcome === undefined) return current;
    current = current.values[outcome] as Guarded<T>;
  }
  return current;
}

/** The plain value under the assumptions. Throws {@link Undecided} for the first open choice. */
export function decided<T>(value: Guarded<T>, assumptions: Assumptions): T {
  const current = under(value, assumptions);
  if (current instanceof Alternatives) throw new Undecided(current.choice);
  return current;
}

/**
 * One value for all outcomes of a choice. Equal values need no alternatives, so worlds that agree merge.
 * Nested alternatives of the same choice are cut to the outcome at hand.
 */
export function guard<T>(choice: Choice, values: readonly Guarded<T>[], equal: (a: T, b: T) => boolean): Guarded<T> {
  const cut: Guarded<T>[] = [];
  for (let outcome = 0; outcome < values.length; outcome++) cut.push(restrict(values[outcome] as Guarded<T>, choice, outcome));
  const first = cut[0] as Guarded<T>;
  for (let outcome = 1; outcome < cut.length; outcome++) {
    if (!sameGuarded(cut[outcome] as Guarded<T>, first, equal)) return new Alternatives(choice, cut);
  }
  return first;
}

/** `done`: parts that several worlds share are cut once, else a tree of a few nodes could take forever. */
function restrict<T>(
  value: Guarded<T>,
  choice: Choice,
  outcome: number,
  done: Map<Guarded<T>, Guarded<T>> | null = null,
): Guarded<T> {
  if (!(value instanceof Alternatives)) return value;
  if (value.choice === choice) return restrict(value.values[outcome] as Guarded<T>, choice, outcome, done);
  const known = done?.get(value);
  if (known !== undefined) return known;
  // Most values do not depend on the choice at all: nothing is copied for them.
  let values: Guarded<T>[] | null = null;
  let seen = done;
  for (let index = 0; index < value.values.length; index++) {
    const inner = value.values[index] as Guarded<T>;
    if (!(inner instanceof Alternatives)) continue;
    seen ??= new Map();
    const cut = restrict(inner, choice, outcome, seen);
    if (cut === inner) continue;
    values ??= [...value.values];
    values[index] = cut;
  }
  const result = values === null ? value : new Alternatives(value.choice, values);
  done?.set(value, result);
  return result;
}

export function sameGuarded<T>(a: Guarded<T>, b: Guarded<T>, equal: (a: T, b: T) => boolean): boolean {
  if (a === b) return true;
  if (a instanceof Alternatives) {
    if (!(b instanceof Alternatives) || a.choice !== b.choice) return false;
    return a.values.every((value, index) => sameGuarded(value, b.values[index] as Guarded<T>, equal));
  }
  return !(b instanceof Alternatives) && equal(a, b);
}

/** All plain values a guarded value can take, with repetition. */
export function* leaves<T>(value: Guarded<T>): Generator<T> {
  if (value instanceof Alternatives) for (const inner of value.values) yield* leaves(inner as Guarded<T>);
  else yield value;
}

/** The leaves that are there, each once: worlds share parts of such a tree, so that it may be far larger than what it holds. */
export function distinctLeaves<T>(value: Guarded<T>): ReadonlySet<T> {
  const found = new Set<T>();
  const seen = new Set<Guarded<T>>();
  const walk = (node: Guarded<T>): void => {
    if (!(node instanceof Alternatives)) found.add(node);
    else if (!seen.has(node)) {
      seen.add(node);
      for (const inner of node.values) walk(inner as Guarded<T>);
    }
  };
  walk(value);
  return found;
}

/** Whether a guarded value has more leaves than this, counted with repetition. */
export function hasMoreLeaves(value: Guarded<unknown>, limit: number): boolean {
  return leavesLeft(value, limit) < 0;
}

/** How many more leaves there may be; negative as soon as there are too many. */
function leavesLeft(value: Guarded<unknown>, limit: number): number {
  if (!(value instanceof Alternatives)) return limit - 1;
  let left = limit;
  for (let index = 0; index < value.values.length && left >= 0; index++) left = leavesLeft(value.values[index], left);
  return left;
}

/** Applies a function to every plain value, once for each place that several worlds share. */
export function mapGuarded<T, U>(
  value: Guarded<T>,
  f: (value: T) => Guarded<U>,
  equal: (a: U, b: U) => boolean,
  done: Map<Guarded<T>, Guarded<U>> = new Map(),
): Guarded<U> {
  if (!(value instanceof Alternatives)) return f(value);
  const known = done.get(value);
  if (known !== undefined) return known;
  const result = guard(
    value.choice,
    value.values.map((inner) => mapGuarded(inner as Guarded<T>, f, equal, done)),
    equal,
  );
  done.set(value, result);
  return result;
}

/** One way the choices that matter can turn out, and what the function gave there. */
export interface World<T> {
  readonly assumptions: Assumptions;
  readonly result: T;
}

/**
 * Runs a pure function once for every combination of outcomes of the choices it looks at (and of no others).
 * Beyond `limit` worlds the rest is left out and `complete` is false.
 */
export function explore<T>(run: (assumptions: Assumptions) => T, limit: number): { worlds: World<T>[]; complete: boolean } {
  const worlds: World<T>[] = [];
  const pending: Assumptions[] = [NO_ASSUMPTIONS];
  let runs = 0;
  while (pending.length > 0) {
    const assumptions = pending.pop() as Assumptions;
    // Every run either ends in a world or adds outcomes, so twice the limit bounds the runs too.
    if (worlds.length >= limit || ++runs > 2 * limit) return { worlds, complete: false };
    try {
      worlds.push({ assumptions, result: run(assumptions) });
    } catch (stop) {
      if (!(stop instanceof Undecided)) throw stop;
      for (let outcome = stop.choice.outcomes.length - 1; outcome >= 0; outcome--) {
        pending.push(new Map(assumptions).set(stop.choice, outcome));
      }
    }
  }
  return { worlds, complete: true };
}

/** How a world reads: the outcomes it assumes, oldest choice first. */
export function describeWorld(assumptions: Assumptions): string[] {
  return [...assumptions]
    .sort(([a], [b]) => a.serial - b.serial)
    .map(([choice, outcome]) => choice.outcomes[outcome] ?? choice.subject);
}
