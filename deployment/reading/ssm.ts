/** AWS Systems Manager: documents, and what applies them to instances. */

import { type HostNote, type HostScript, Unknown as UnknownValue } from "../../interpreter/index.js";
import { typeName } from "../carriers/token.js";
import { Layer } from "../decoding/layer.js";
import { fromNode, linesOf, structured } from "../decoding/structured.js";
import type { YamlValue } from "../decoding/yaml.js";
import { Node } from "../node.js";
import { carried, note, type Reader, unknownNote } from "./carried.js";

const DOCUMENTS: ReadonlySet<string> = new Set(["aws:ssm/document:Document", "aws-native:ssm:Document"]);
const APPLYING: ReadonlySet<string> = new Set([
  "aws:ssm/association:Association",
  "aws-native:ssm:Association",
  "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask",
]);
/** Documents of AWS that take code or configuration from elsewhere. */
const OPAQUE_DOCUMENTS: ReadonlySet<string> = new Set([
  "aws-runremotescript",
  "aws-applydscmofs",
  "aws-applyansibleplaybooks",
  "aws-applychefrecipes",
  "aws-rundocument",
  "aws-runsaltstate",
]);

type Parameters = ReadonlyMap<string, Layer>;
interface Sent {
  readonly scripts: HostScript[];
  readonly notes: HostNote[];
}

/** A document alone runs when somebody sends it; one that the program applies runs there. */
export const readSsmDocument: Reader = (read) => {
  const { deployment, resource } = read;
  const applied = deployment.graph.resources.some(
    (one) => APPLYING.has(typeName(one.type)) && deployment.referred(documentName(Node.root(one)), DOCUMENTS) === resource,
  );
  if (applied) return [];
  const { scripts, notes } = documentAt(Node.root(resource).member("content"), new Map());
  return scripts.length + notes.length === 0 ? [] : [carried(read, scripts, notes)];
};

function documentName(root: Node): Node {
  return ["name", "taskArn", "documentName"].map((one) => root.member(one)).find((node) => node.present) ?? root.member("name");
}

export const readSsmAssociation: Reader = (read) => {
  const { root, deployment } = read;
  const name = documentName(root);
  const given = root.member("parameters").present
    ? root.member("parameters")
    : root.at("taskInvocationParameters.runCommandParameters");
  const parameters = parametersOf(given);
  const document = deployment.referred(name, DOCUMENTS);
  const { scripts, notes } = document
    ? documentAt(Node.root(document).member("content"), parameters)
    : ofAws(name, given, parameters);
  return scripts.length + notes.length === 0 ? [] : [carried(read, scripts, notes)];
};

function ofAws(name: Node, given: Node, parameters: Parameters): Sent {
  const text = name.text?.split("/").pop()?.toLowerCase();
  if (text === undefined) return { scripts: [], notes: name.present ? [unknownNote(name, "the document")] : [] };
  if (text === "aws-runpowershellscript") {
    const commands = parameters.get("commands");
    if (commands) return { scripts: [commands.script("powershell")], notes: [] };
    return { scripts: [], notes: given.present ? [unknownNote(given, "the commands")] : [] };
  }
  if (OPAQUE_DOCUMENTS.has(text))
    return { scripts: [], notes: [note("opaque", given.present ? given : name, `${name.text} applies what lies elsewhere`)] };
  // Other documents of AWS install agents and packages, patch, restart and take inventories.
  if (text.startsWith("aws") || text.startsWith("amazon")) return { scripts: [], notes: [] };
  return { scripts: [], notes: [note("opaque", name, `applies the document ${name.text}, which is not here`)] };
}

/** As a map of texts or lists, or as a list of name and values; a text may be a JSON list. */
function parametersOf(node: Node): Parameters {
  const found = new Map<string, Layer>();
  const put = (name: string, value: Node) => {
    const list = value.text?.trimStart().startsWith("[") ? structured(value) : undefined;
    const layer = list !== undefined && list !== "unknown" && list.items.length > 0 ? linesOf(list) : linesOf(fromNode(value));
    if (layer) found.set(name.toLowerCase(), layer);
  };
  for (const [name, value] of node.members()) if (name !== "parameters") put(name, value);
  for (const entry of node.member("parameters").items()) {
    const name = entry.member("name").text;
    if (name !== undefined) put(name, entry.member("values").present ? entry.member("values") : entry.member("value"));
  }
  return found;
}

// ---------------------------------------------------------------- documents

/** What a document sends to a Windows instance under some parameters. */
export function documentAt(content: Node, given: Parameters): Sent {
  const document = structured(content);
  if (document === undefined)
    return { scripts: [], notes: content.present ? [note("unreadable", content, "the document is neither JSON nor YAML")] : [] };
  if (document === "unknown") return { scripts: [], notes: [unknownNote(content, "the document")] };
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

// ---------------------------------------------------------------- image builder

/** A component of an image: phases of steps. */
export const readImageComponent: Reader = (read) => {
  const platform = read.root.member("platform").text?.toLowerCase();
  if (platform === "linux" || platform === "macos") return [];
  const sent: Sent = { scripts: [], notes: [] };
  const data = read.root.member("data");
  const document = structured(data);
  if (document === "unknown") sent.notes.push(unknownNote(data, "the component"));
  else
    for (const phase of document?.at("phases")?.items ?? [])
      for (const step of phase.at("steps")?.items ?? []) componentStep(step, phase.at("name")?.text, sent);
  const uri = read.root.member("uri");
  if (uri.present) sent.notes.push(note("opaque", uri, "the component lies elsewhere"));
  return sent.scripts.length + sent.notes.length === 0 ? [] : [carried(read, sent.scripts, sent.notes)];
};

function componentStep(step: YamlValue, phase: string | undefined, sent: Sent): void {
  const action = step.at("action")?.text?.toLowerCase();
  const commands = linesOf(step.at("inputs")?.at("commands"));
  // What tests an image runs on a copy of it.
  if (!commands || phase?.toLowerCase() === "test") return;
  if (action === "executepowershell") sent.scripts.push(commands.script("powershell"));
  else if (action === "executebatch") sent.scripts.push(commands.script("cmd"));
}
