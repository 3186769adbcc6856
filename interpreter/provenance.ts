import type { Origin, Step } from "../host/origin.js";
import { Trace } from "./source.js";

/** More steps than this are not kept: a chain is read by people. */
const MAXIMUM_STEPS = 12;

/**
 * How a value came to be, oldest step first: assignments, concatenations and calls on the way from its literals. A literal
 * itself is no step (it is the fact's origin); equal places appear once.
 */
export function stepsOf(trace: Trace | null): Step[] {
  const steps: Step[] = [];
  const seen = new Set<Trace>();
  const visit = (current: Trace): void => {
    if (seen.has(current) || steps.length >= MAXIMUM_STEPS) return;
    seen.add(current);
    for (const from of current.from) visit(from);
    if (current.what !== null && steps.length < MAXIMUM_STEPS) steps.push({ at: current.origin, what: current.what });
  };
  if (trace) visit(trace);
  return steps;
}

/** Where the deciding text of a value stands: the first literal it was made from, or its own place. */
export function originOf(trace: Trace | null): Origin | null {
  return trace?.origin ?? null;
}

/** Origin and steps of a fact that rests on a value and, where that is another place, on the command that used it. */
export function evidence(value: Trace | null, command: Trace | null = null, what?: string): { origin: Origin | null; because: readonly Step[] } {
  const because = stepsOf(value);
  if (command && what !== undefined) because.push({ at: command.origin, what });
  return { origin: originOf(value ?? command), because };
}

/**
 * Where a fragment of a text value stands: the piece of source among those the value was made from that holds the fragment
 * verbatim. Without one it is the value's own place.
 */
export function locate(trace: Trace | null, fragment: string): Trace | null {
  if (trace === null || fragment === "") return trace;
  const seen = new Set<Trace>();
  const search = (current: Trace): Trace | null => {
    if (seen.has(current) || seen.size > 200) return null;
    seen.add(current);
    for (const from of current.from) {
      const found = search(from);
      if (found) return found;
    }
    const at = current.source.text.indexOf(fragment, current.start);
    if (at < 0 || at + fragment.length > current.end) return null;
    return new Trace(current.source, at, at + fragment.length, null, [current]);
  };
  return search(trace) ?? trace;
}
