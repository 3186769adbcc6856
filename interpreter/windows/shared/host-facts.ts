import { observedFact, setFact, unknownFact } from "../../../host/facts.js";
import type { Key } from "../../../host/keys.js";
import type { Cause, Origin, Step } from "../../../host/values/origin.js";
import type { Reading } from "../../../host/view.js";
import type { Machine } from "../../machine/machine.js";

/** Where a fact comes from: see `provenance.ts`. */
export interface Evidence {
  readonly origin: Origin | null;
  readonly because: readonly Step[];
}

/** What a fact is in the world that is running, and where that comes from. */
export function reading<T>(machine: Machine, key: Key<T>): Reading<T> {
  return machine.host.view(machine.assumptions).read(key);
}

/** The value in the world that is running, touched or from the start; undefined: not known. */
export function valueNow<T>(machine: Machine, key: Key<T>): T | undefined {
  return machine.host.view(machine.assumptions).valueOf(key);
}

/** This deployment makes it so. */
export function put<T>(machine: Machine, key: Key<T>, value: T, { origin, because }: Evidence): void {
  machine.setFact(key, setFact(value, origin, because));
}

/** This deployment changes it, and the value cannot be told. */
export function putUnknown<T>(machine: Machine, key: Key<T>, cause: Cause, why: string, { origin, because }: Evidence): void {
  machine.setFact(key, unknownFact(cause, why, origin, because));
}

/**
 * Whether a yes-or-no fact holds. What is not known splits the world, and in each half the answer is recorded as observed:
 * later reads agree with it, and a guard that makes sure of something is seen to make sure. `yes` and `no` read after "when".
 */
export function whether(machine: Machine, key: Key<boolean>, yes: string, no: string, evidence: Evidence): boolean {
  const now = reading(machine, key);
  if ("value" in now) return now.value;
  const answer = machine.askWhether(`fact:${key.id}`, yes, no);
  // An unknown that this deployment itself made stays unknown: looking at it does not tell rules what it is.
  if (now.status === "untouched") machine.setFact(key, observedFact(answer, evidence.origin, evidence.because));
  return answer;
}
