/** AWS Systems Manager: documents, and what applies them to instances. */

import { typeName } from "../carriers/token.js";
import type { Layer } from "../decoding/layer.js";
import { fromNode, linesOf, structured } from "../decoding/structured.js";
import type { YamlValue } from "../decoding/yaml.js";
import { Node } from "../node.js";
import {
  DOCUMENTS,
  documentAt,
  documentSent,
  ofAws,
  type Parameters,
  parametersOfValue,
  type Sent,
} from "../systems-manager/documents.js";
import { carried, note, type Reader, unknownNote } from "./carried.js";

const APPLYING: ReadonlySet<string> = new Set([
  "aws:ssm/association:Association",
  "aws-native:ssm:Association",
  "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask",
]);
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
    : ofAws(name.text, parameters, given.present, (cause, why) => note(cause, given.present ? given : name, why));
  return scripts.length + notes.length === 0 ? [] : [carried(read, scripts, notes)];
};

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

/** A document that an event sends, with its input as parameters. */
export const readEventTarget: Reader = (read) => {
  const { root, deployment } = read;
  const arn = root.member("arn");
  const text = arn.text;
  const name = text === undefined ? undefined : /:(?:document|automation-definition)\/([^:]+)/.exec(text)?.[1];
  // Other targets are queues, functions and the like.
  if (text !== undefined && name === undefined) return [];
  const document = name === undefined ? deployment.referred(arn, DOCUMENTS) : deployment.resourceNamed(name, DOCUMENTS);
  if (name === undefined && document === undefined && !root.member("runCommandTargets").present) return [];
  const input = root.member("input");
  const given = structured(input);
  const parameters = given === undefined || given === "unknown" ? new Map<string, Layer>() : parametersOfValue(given);
  const { scripts, notes } = document
    ? documentSent(document, parameters)
    : ofAws(name, parameters, input.present, (cause, why) => note(cause, input.present ? input : arn, why));
  return scripts.length + notes.length === 0 ? [] : [carried(read, scripts, notes)];
};

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
