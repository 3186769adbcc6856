/** Code that runs and whose text nobody has: the note, and where it points. */
import { contractOf, isTrusted } from "../machine/conventions.js";
import type { Machine } from "../machine/machine.js";
import type { Source } from "../values/source.js";
import { DELIVERED, Trace } from "../values/source.js";
import { Unknown, type Value } from "../values/value.js";

/** Marks the content of a file as delivered by the deployment; `place` is where the deployment says so. */
export function deliveredAt(place: Source): Trace {
  return new Trace(place, 0, 0, DELIVERED);
}

/**
 * Notes that a file runs whose content is not available. A content that the deployment itself delivers from elsewhere says where from,
 * and has its place there: the command that runs it may stand in a text that must not be repeated.
 */
export function noteUnavailable(machine: Machine, shown: string, content: Value | undefined, at: Trace): void {
  if (isTrusted(content)) return;
  const contract = contractOf(machine.conventions, shown);
  if (contract !== undefined) {
    if (contract.length > 0) machine.note("unmodelled", contract, `${shown} may change this by its contract`, at);
    return;
  }
  const unknown = content instanceof Unknown ? content : null;
  const cause = unknown?.cause === "deferred" ? "deferred" : "opaque";
  if (unknown?.trace?.what === DELIVERED) {
    machine.note(cause, "all", `runs ${unknown.why}`, unknown.trace);
    return;
  }
  machine.note(cause, "all", `runs ${shown}, whose content is not available`, at);
}
