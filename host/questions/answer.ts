/** What a question answers about one world: is there a danger, who caused it, what is not known, and the chain of facts behind it. */

import type { UnknownFact } from "../facts.js";
import type { Cause, Origin, Step } from "../values/origin.js";
import type { Reading } from "../view.js";
import type { Subject } from "./subject.js";

/** Something that the answer needs and that is not known. */
export interface Unknown {
  readonly cause: Cause;
  readonly why: string;
  readonly origin: Origin | null;
  readonly because: readonly Step[];
}

/** What makes the host dangerous: a relay, or how somebody has the power. */
export type DangerKind = "relay" | "account" | "member" | "privilege" | "pool" | "acl" | "owner";

/** One way in which the host is dangerous. */
export interface Danger {
  readonly kind: DangerKind;
  readonly subjects: readonly Subject[];
  /** The same danger in another world, or on another day, has the same id. Made of kind and subjects. */
  readonly id: string;
  /** One sentence without a full stop: what is so. */
  readonly what: string;
  /** The deciding value's place. */
  readonly at: Origin | null;
  /** The chain of facts, ending in the deciding one. */
  readonly because: readonly Step[];
  /** The deployment set a fact of the chain; false: it was so before, or was only looked at. */
  readonly caused: boolean;
}

export interface Answer {
  /** `yes` when there are dangers; else `unknown` when something needed is not known. */
  readonly danger: "yes" | "no" | "unknown";
  readonly dangers: readonly Danger[];
  /** What could make it worse. */
  readonly unknowns: readonly Unknown[];
}

export function answer(dangers: readonly Danger[], unknowns: readonly Unknown[]): Answer {
  const byId = new Map<string, Danger>();
  for (const danger of dangers) {
    const before = byId.get(danger.id);
    if (before === undefined || (!before.caused && danger.caused)) byId.set(danger.id, danger);
  }
  return {
    danger: byId.size > 0 ? "yes" : unknowns.length > 0 ? "unknown" : "no",
    dangers: [...byId.values()],
    unknowns: distinctUnknowns(unknowns),
  };
}

export function distinctUnknowns(unknowns: readonly Unknown[]): Unknown[] {
  const seen = new Map<string, Unknown>();
  for (const unknown of unknowns) {
    const { origin } = unknown;
    const key = [unknown.cause, unknown.why, origin?.file, origin?.resource, origin?.property, origin?.line, origin?.column].join(
      "\n",
    );
    if (!seen.has(key)) seen.set(key, unknown);
  }
  return [...seen.values()];
}

export function unknownFrom(fact: UnknownFact): Unknown {
  return { cause: fact.cause, why: fact.why, origin: fact.origin, because: fact.because };
}

/** A fact as a link of a chain. */
export interface Link {
  readonly steps: readonly Step[];
  readonly origin: Origin | null;
  readonly caused: boolean;
}

/** The link for a fact that has a value; `what` says what the fact means. */
export function link(reading: Reading<unknown>, what: string): Link {
  if (reading.status === "set" || reading.status === "observed") {
    const { origin, because } = reading.fact;
    const found = reading.status === "observed" ? `${what} (found so)` : what;
    return { steps: [...because, { at: origin, what: found }], origin, caused: reading.status === "set" };
  }
  return { steps: [{ at: null, what: `${what} (default)` }], origin: null, caused: false };
}

/** A remark between facts: no fact of the host. */
export function remark(what: string): Link {
  return { steps: [{ at: null, what }], origin: null, caused: false };
}

/** A danger from its chain. The deciding place is that of the last fact that the deployment set, else of the last with a place. */
export function dangerOf(kind: DangerKind, subjects: readonly Subject[], what: string, links: readonly Link[]): Danger {
  const last = [...links].reverse();
  const deciding = last.find((item) => item.caused && item.origin !== null) ?? last.find((item) => item.origin !== null);
  return {
    kind,
    subjects,
    id: [kind, ...subjects.map(({ text }) => text)].join("|"),
    what,
    at: deciding?.origin ?? null,
    because: links.flatMap((item) => item.steps),
    caused: links.some((item) => item.caused),
  };
}
