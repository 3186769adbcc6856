/** Managed run commands: a script with named arguments, inline, from an address, or one of the cloud's own. */

import { type HostNote, type HostScript, type ScriptArgument, Str, Trace } from "../../interpreter/index.js";
import { PartialText, Unknown } from "../graph.js";
import type { Node } from "../node.js";
import { carried, note, type Reader, scriptOf, unknownNote } from "./carried.js";

export const readRunCommand: Reader = (read) => [carried(read, ...runCommandAt(read.root))];

/** What a run command whose properties lie at a node sends. */
export function runCommandAt(root: Node): [HostScript[], HostNote[]] {
  const notes: HostNote[] = [];
  const source = root.member("source");
  if (source.state === "unknown") return [[], [unknownNote(source, "the script of the run command")]];
  const args = ["parameters", "protectedParameters"].flatMap((property) => parameters(root.member(property), notes));
  const script = scriptOf(lines(source.member("script")).asText(), "powershell", { args });
  const uri = source.member("scriptUri");
  if (uri.present) notes.push(note("opaque", uri, "the run command downloads its script from a URI"));
  return [script ? [script] : [], notes];
}

/** A script may be given as a list of lines. */
export function lines(node: Node): Node {
  const parts = node.items();
  if (parts.length === 0 || !parts.every((one) => typeof one.value === "string")) return node;
  const text = parts.map((one) => one.value as string).join("\n");
  return parts.some((one) => one.secret) ? node.hidden.decoded(text) : node.decoded(text);
}

/**
 * Parameters become named arguments of the script: `script.ps1 -name value`. Where it is not known which there are, none of the script's
 * defaults is certain.
 */
export function parameters(given: Node, notes: HostNote[]): ScriptArgument[] {
  const list = given.path.endsWith("protectedParameters") ? given.hidden : given;
  const unknown = (node: Node): void => {
    // What is known and no list of parameters is refused by Azure.
    if (node.value instanceof Unknown || node.value instanceof PartialText)
      notes.push(unknownNote(node, `the list of ${list.path.split(".").pop()} of the run command`));
  };
  if (!list.present) return [];
  if (!list.isList) {
    unknown(list);
    return [];
  }
  return list.items().flatMap((entry): ScriptArgument[] => {
    const name = entry.isObject ? entry.member("name") : entry;
    if (!entry.isObject || typeof name.value !== "string") {
      unknown(name);
      return [];
    }
    const text = entry.member("value").asText();
    return [{ name: name.value, value: text.value ?? new Str("", new Trace(text.source, 0, 0), text.secret) }];
  });
}
