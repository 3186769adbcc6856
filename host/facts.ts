import type { Cause, Origin, Step } from "./values/origin.js";

/**
 * What is known about one thing on the host. A fact that nobody touched is absent: its value then comes from the initial
 * state, and may be unknown.
 */
export type Fact<T> = SetFact<T> | ObservedFact<T> | UnknownFact;

/** This deployment made it so. */
export interface SetFact<T> {
  readonly status: "set";
  readonly value: T;
  readonly origin: Origin | null;
  readonly because: readonly Step[];
}

/** The deployment looked and found it so (in the world at hand); it was so before. */
export interface ObservedFact<T> {
  readonly status: "observed";
  readonly value: T;
  readonly origin: Origin | null;
  readonly because: readonly Step[];
}

/** The deployment changed it (or may have), and the value cannot be told. */
export interface UnknownFact {
  readonly status: "unknown";
  readonly cause: Cause;
  /** One phrase: `the value of parameter Member`. */
  readonly why: string;
  readonly origin: Origin | null;
  readonly because: readonly Step[];
}

export function setFact<T>(value: T, origin: Origin | null, because: readonly Step[] = []): SetFact<T> {
  return { status: "set", value, origin, because };
}

export function observedFact<T>(value: T, origin: Origin | null, because: readonly Step[] = []): ObservedFact<T> {
  return { status: "observed", value, origin, because };
}

export function unknownFact(cause: Cause, why: string, origin: Origin | null, because: readonly Step[] = []): UnknownFact {
  return { status: "unknown", cause, why, origin, because };
}

/**
 * Two facts that say the same. Origins do not count: branches that reach the same fact by different lines agree about the
 * host, and worlds that agree about the host merge.
 */
export function sameFact<T>(a: Fact<T> | undefined, b: Fact<T> | undefined, equal: (a: T, b: T) => boolean): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a.status !== b.status) return false;
  if (a.status === "unknown") return b.status === "unknown" && a.cause === b.cause && a.why === b.why;
  return b.status !== "unknown" && equal(a.value, b.value);
}
