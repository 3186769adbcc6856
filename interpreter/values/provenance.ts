import type { Origin, Step } from "../../host/values/origin.js";
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
export function evidence(
  value: Trace | null,
  command: Trace | null = null,
  what?: string,
): { origin: Origin | null; because: readonly Step[] } {
  const because = stepsOf(value);
  if (command && what !== undefined) because.push({ at: command.origin, what });
  return { origin: originOf(value ?? command), because };
}

/**
 * Where a fragment of a text value stands: the piece of source among those the value was made from that holds the fragment
 * verbatim, with the value's own history. Without one it is the value's own place.
 */
export function locate(trace: Trace | null, fragment: string): Trace | null {
  if (trace === null || fragment.length < 2) return trace;
  const found = search(trace, fragment, new Set());
  return found ? new Trace(found.source, found.at, found.at + fragment.length, null, [trace]) : trace;
}

function search(current: Trace, fragment: string, seen: Set<Trace>): { source: Trace["source"]; at: number } | null {
  if (seen.has(current) || seen.size > 200) return null;
  seen.add(current);
  for (const from of current.from) {
    const found = search(from, fragment, seen);
    if (found) return found;
  }
  const at = current.source.text.indexOf(fragment, current.start);
  return at < 0 || at + fragment.length > current.end ? null : { source: current.source, at };
}
