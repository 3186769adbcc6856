/** Managed run commands: a script with named arguments, inline, from an address, or one of the cloud's own. */

import {
  type HostNote,
  type HostScript,
  type ScriptArgument,
  type Source,
  Str,
  Trace,
  Unknown as UnknownValue,
} from "../../interpreter/index.js";
import { PartialText, Unknown } from "../graph.js";
import type { FileContent } from "../joins/stored-files.js";
import type { Node } from "../node.js";
import { carried, note, type Read, type Reader, scriptOf, unknownNote } from "./carried.js";
import { fetched } from "./delivered.js";

export const readRunCommand: Reader = (read) => {
  const { scripts, notes } = runCommandOf([read.root], read);
  return [carried(read, scripts, notes)];
};

/** Commands of the cloud's own (Microsoft's document "Run scripts in your Windows VM by using action Run Commands") that change nothing that is judged. */
const HARMLESS_COMMANDS: ReadonlySet<string> = new Set([
  "disablenla",
  "disablewindowsupdate",
  "enableadminaccount",
  "enableems",
  "enableremoteps",
  "enablewindowsupdate",
  "ipconfig",
  "rdpsettings",
  "resetrdpcert",
  "setrdpport",
  "windowsactivationvalidation",
  "windowsghostednicvalidationscript",
  "windowsupgradeassessment",
]);
/** What `source` may hold; anything else is a way to name a script that is not known here. */
const SOURCE_KEYS: ReadonlySet<string> = new Set(["script", "scripturi", "scripturimanagedidentity", "commandid", "scriptshell"]);

/** What a run command sends whose properties lie at some nodes: settings are in clear and protected. */
export function runCommandOf(
  bags: readonly Node[],
  read: Pick<Read, "deployment">,
): { scripts: HostScript[]; notes: HostNote[] } {
  const scripts: HostScript[] = [];
  const notes: HostNote[] = [];
  const args = bags.flatMap((bag) =>
    ["parameters", "protectedParameters"].flatMap((property) => parameters(bag.member(property), notes)),
  );
  for (const bag of bags) {
    const source = bag.member("source");
    if (source.state === "unknown" || source.state === "partial") {
      notes.push(unknownNote(source, "the script of the run command"));
      continue;
    }
    const script = scriptOf(lines(source.member("script")).asText(), "powershell", { args });
    if (script) scripts.push(script);
    // Other names of the address in the settings of the extension that carries run commands out.
    for (const name of ["scriptUri", "scriptUrl"]) {
      const uri = source.member(name);
      if (!uri.present) continue;
      const content = fetched(uri, read);
      const fetchedScript = content instanceof Uint8Array ? null : scriptOfContent(content, "powershell", uri.place(), args);
      if (fetchedScript) scripts.push(fetchedScript);
      else notes.push(notFetched(uri, content));
    }
    const command = source.member("commandId");
    if (
      command.present &&
      !HARMLESS_COMMANDS.has((command.text ?? "").toLowerCase()) &&
      command.text?.toLowerCase() !== "runpowershellscript"
    )
      notes.push(note("unmodelled", command, `runs the command ${command.text ?? "of a name that is not known"} of Azure's own`));
    for (const [key, node] of source.members())
      if (!SOURCE_KEYS.has(key.toLowerCase()) && node.present && key.toLowerCase() !== "scripturl")
        notes.push(note("opaque", node, `runs a script that source.${key} names`));
  }
  return { scripts, notes };
}

/** A script whose text was fetched; null when nothing of it is known. */
export function scriptOfContent(
  content: Str | UnknownValue,
  language: HostScript["language"],
  place: Source,
  args: readonly ScriptArgument[] = [],
): HostScript | null {
  const given = args.length > 0 ? { args } : {};
  if (content instanceof Str) return content.trace ? { language, source: content.trace.source, path: null, ...given } : null;
  if (content.parts === null) return null;
  return { language, source: { value: content, place: content.trace?.source ?? place }, path: null, ...given };
}

/** A script that is fetched from somewhere else. */
export function notFetched(node: Node, content: FileContent): HostNote {
  const unknown = content instanceof UnknownValue ? content : null;
  return note(unknown?.cause ?? "unreadable", node, `runs ${unknown?.why ?? "a file that is no text"}`);
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
