/** Notes on what reaches a host and cannot be followed. */

import { type HostNote, Str } from "../interpreter/index.js";
import type { Node } from "./node.js";

/** Something that runs on the host and is not known here. */
export function unknownNote(node: Node, what: string): HostNote {
  const text = node.asText();
  const unknown = text.value instanceof Str || text.value === null ? null : text.value;
  return {
    cause: unknown?.cause ?? "input",
    affects: "all",
    why: `${what} is not known${unknown ? `: ${unknown.why}` : ""}`,
    place: text.source,
  };
}

/** Something about the host that cannot be followed. What is said is harmless, so the place may be shown with it. */
export function note(cause: HostNote["cause"], node: Node, why: string): HostNote {
  return { cause, affects: "all", why, place: node.place(false) };
}
