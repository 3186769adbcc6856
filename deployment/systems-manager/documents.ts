/** Documents of AWS Systems Manager: what they send to a Windows instance under some parameters. */

import { type HostNote, type HostScript, Unknown as UnknownValue } from "../../interpreter/index.js";
import { Layer } from "../decoding/layer.js";
import { linesOf, structured } from "../decoding/structured.js";
import type { YamlValue } from "../decoding/yaml.js";
import type { Resource } from "../graph.js";
import { Node } from "../node.js";
import { note, unknownNote } from "../notes.js";

export const DOCUMENTS: ReadonlySet<string> = new Set(["aws:ssm/document:Document", "aws-native:ssm:Document"]);
/** Documents of AWS that take code or configuration from elsewhere. */
const OPAQUE_DOCUMENTS: ReadonlySet<string> = new Set([
  "aws-runremotescript",
  "aws-applydscmofs",
  "aws-applyansibleplaybooks",
  "aws-applychefrecipes",
  "aws-rundocument",
  "aws-runsaltstate",
]);

export type Parameters = ReadonlyMap<string, Layer>;
export interface Sent {
  readonly scripts: HostScript[];
  readonly notes: HostNote[];
}

/** What a document that the program does not make does. `opaque`: parameters are given that cannot be read. */
export function ofAws(
  name: string | undefined,
  parameters: Parameters,
  given: boolean,
  say: (cause: "opaque" | "input", why: string) => HostNote,
): Sent {
  const text = name?.split("/").pop()?.toLowerCase();
  if (text === undefined) return { scripts: [], notes: [say("input", "the document is not known")] };
  if (text === "aws-runpowershellscript") {
    const commands = parameters.get("commands");
    if (commands) return { scripts: [commands.script("powershell")], notes: [] };
    return { scripts: [], notes: given ? [say("input", "the commands are not known")] : [] };
  }
  if (OPAQUE_DOCUMENTS.has(text)) return { scripts: [], notes: [say("opaque", `${name} applies what lies elsewhere`)] };
  // Other documents of AWS install agents and packages, patch, restart and take inventories.
  if (text.startsWith("aws") || text.startsWith("amazon")) return { scripts: [], notes: [] };
  return { scripts: [], notes: [say("opaque", `applies the document ${name}, which is not here`)] };
}

/** What a document of the program sends. */
export function documentSent(document: Resource, parameters: Parameters): Sent {
  return documentAt(Node.root(document).member("content"), parameters);
}

/** Parameters as an object of texts or lists. */
export function parametersOfValue(value: YamlValue): Parameters {
  const found = new Map<string, Layer>();
  for (const [name, inner] of value.entries) {
    const layer = linesOf(inner);
    if (layer) found.set(name.toLowerCase(), layer);
  }
  return found;
}

/** What a document sends to a Windows instance under some parameters. */
export function documentAt(content: Node, given: Parameters): Sent {
  const document = structured(content);
  if (document === undefined)
    return { scripts: [], notes: content.present ? [note("unreadable", content, "the document is neither JSON nor YAML")] : [] };
  if (document === "unknown") return { scripts: [], notes: [unknownNote(content, "the document")] };
  return documentOf(document, content, given);
}

/** The same for a document that is read already; notes point at a node. */
export function documentOf(document: YamlValue, content: Node, given: Parameters): Sent {
  const parameters = withDefaults(document, given);
  const sent: Sent = { scripts: [], notes: [] };
  for (const step of document.at("mainSteps")?.items ?? []) {
    const platform =
      step
        .at("precondition")
        ?.at("StringEquals")
        ?.items.map((one) => one.text?.toLowerCase()) ?? [];
    if (platform.includes("linux") || platform.includes("macos")) continue;
    plugin(step.at("action")?.text ?? "", step.at("inputs"), parameters, content, sent);
  }
  // Documents of the first schema.
  for (const [action, config] of document.at("runtimeConfig")?.entries ?? [])
    for (const properties of config.at("properties")?.items ?? []) plugin(action, properties, parameters, content, sent);
  return sent;
}

function plugin(action: string, inputs: YamlValue | undefined, parameters: Parameters, content: Node, sent: Sent): void {
  switch (action.toLowerCase()) {
    case "aws:runpowershellscript":
    case "aws:psmodule": {
      const lines = linesOf(inputs?.at("runCommand"));
      if (lines) sent.scripts.push(substituted(lines, parameters).script("powershell"));
      return;
    }
    case "aws:runcommand": {
      const name = inputs?.at("DocumentName")?.text?.toLowerCase();
      const commands = linesOf(inputs?.at("Parameters")?.at("commands"));
      if (name?.endsWith("aws-runpowershellscript") && commands)
        sent.scripts.push(substituted(commands, parameters).script("powershell"));
      else if (name !== undefined && (OPAQUE_DOCUMENTS.has(name) || !name.startsWith("aws")))
        sent.notes.push(note("opaque", content, "a step runs a document that is not here"));
      return;
    }
    case "aws:rundocument":
      sent.notes.push(note("opaque", content, "a step runs another document"));
  }
}

function withDefaults(document: YamlValue, given: Parameters): Parameters {
  const all = new Map<string, Layer>();
  for (const [name, definition] of document.at("parameters")?.entries ?? []) {
    const value = definition.at("default");
    const layer = linesOf(value);
    if (layer) all.set(name.toLowerCase(), layer);
  }
  for (const [name, layer] of given) all.set(name, layer);
  return all;
}

/** `{{ name }}` stands for a parameter. */
function substituted(layer: Layer, parameters: Parameters): Layer {
  const parts: Layer[] = [];
  let from = 0;
  for (const found of layer.text.matchAll(/\{\{\s*([\w:.-]+)\s*\}\}/g)) {
    const name = found[1] as string;
    parts.push(layer.part(from, found.index), parameters.get(name.toLowerCase()) ?? notGiven(name, layer));
    from = found.index + found[0].length;
  }
  return parts.length === 0 ? layer : Layer.joined([...parts, layer.part(from, layer.text.length)], "");
}

function notGiven(name: string, layer: Layer): Layer {
  const why = `the parameter ${name} of the document is given when it runs`;
  const hole = new UnknownValue("input", why, `ssm:${name}`, null, "System.String");
  const whole = new UnknownValue("input", why, `ssm:${name}`, null, "System.String", [hole]);
  const made = Layer.ofValue(whole, layer.source);
  return made === "unknown" ? layer.part(0, 0) : made;
}
