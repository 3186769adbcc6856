/** Carriers that make somebody a local administrator without a script: read as the commands that do the same. */

import { type HostScript, Source, Str, Trace, Unknown } from "../../interpreter/index.js";
import type { Node } from "../node.js";

/** The local account named at a node exists and is an administrator from now on; null: none is named. */
export function administratorScript(node: Node): HostScript | null {
  const { value, source } = node.asText();
  if (value === null) return null;
  const name: readonly (string | Unknown)[] =
    value instanceof Str ? [value.value.replaceAll("'", "''")] : (value.parts ?? [value]);
  const parts = [
    "New-LocalUser -Name '",
    ...name,
    "' -NoPassword -ErrorAction SilentlyContinue; Add-LocalGroupMember -Group 'Administrators' -Member '",
    ...name,
    "' -ErrorAction SilentlyContinue",
  ];
  // The commands are ours: every place in them is the place of the name.
  const place = { origin: () => source.origin(0, source.text.length) };
  if (value instanceof Str) {
    const text = parts.join("");
    return { language: "powershell", source: new Source(text, source.place, source.secret, place), path: null };
  }
  const unknown = new Unknown(
    value.cause,
    value.why,
    `${value.symbol}:administrator`,
    new Trace(source, 0, 0),
    "System.String",
    parts,
    value.secret,
  );
  return { language: "powershell", source: { value: unknown, place: source }, path: null };
}
