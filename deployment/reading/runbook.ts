/** Runbooks: they reach hosts only through hybrid workers; otherwise they run in the cloud. */

import type { HostNote, HostScript } from "../../interpreter/index.js";
import { follow } from "../calls/index.js";
import { typeName } from "../carriers/token.js";
import { Layer } from "../decoding/layer.js";
import { Node } from "../node.js";
import { type Carried, carried, type Read, type Reader, unknownNote } from "./carried.js";
import { fetched } from "./delivered.js";
import { sentPieces } from "./local-command.js";
import { notFetched, scriptOfContent } from "./run-command.js";

const STARTING: ReadonlySet<string> = new Set([
  "automation:JobSchedule",
  "automation:Webhook",
  "automation:Watcher",
  "azure:automation/jobSchedule:JobSchedule",
  "azure:automation/webhook:Webhook",
]);

export const readRunbook: Reader = (read) => {
  const { root } = read;
  const type = (root.member("runbookType").text ?? "PowerShell").toLowerCase();
  if (!type.startsWith("powershell") && !type.startsWith("graph") && type !== "script") return [];
  if (!runsOnHosts(read)) return inTheCloud(read);
  const scripts: HostScript[] = [];
  const notes: HostNote[] = [];
  const content = root.member("content");
  const layer = Layer.of(content);
  if (layer === "unknown") notes.push(unknownNote(content, "the runbook"));
  else if (layer !== null) scripts.push(layer.script("powershell"));
  for (const path of ["publishContentLink.uri", "draft.draftContentLink.uri", "draft.contentLink.uri"]) {
    const uri = root.at(path);
    if (!uri.present) continue;
    const found = fetched(uri, read);
    const script = found instanceof Uint8Array ? null : scriptOfContent(found, "powershell", uri.place());
    if (script) scripts.push(script);
    else notes.push(notFetched(uri, found));
  }
  return scripts.length + notes.length === 0 ? [] : [carried(read, scripts, notes)];
};

/** In the cloud it changes nothing by itself, but it may send something to hosts. */
function inTheCloud(read: Read): readonly Carried[] {
  const content = read.root.member("content");
  const layer = Layer.of(content);
  if (layer === null || layer === "unknown") return [];
  return sentPieces(follow({ layer, language: "powershell" }, read.deployment).sent, read);
}

/** Whether something starts it on a group of hybrid workers. */
function runsOnHosts({ root, resource, deployment }: Read): boolean {
  if (root.find("jobSchedules[].runOn").length > 0) return true;
  const name = (root.member("runbookName").text ?? root.member("name").text)?.toLowerCase();
  return deployment.graph.resources.some((one) => {
    if (!STARTING.has(typeName(one.type))) return false;
    const starting = Node.root(one);
    if (!["runOn", "runOnWorkerGroup", "scriptRunOn"].some((key) => starting.member(key).present)) return false;
    const runbook = [starting.at("runbook.name"), starting.member("runbookName"), starting.member("scriptName")].find(
      (node) => node.present,
    );
    const other = runbook?.text?.toLowerCase();
    if (other !== undefined && name !== undefined) return other === name;
    const from = [...one.propertyDependencies.values()].flat();
    return from.length === 0 || from.includes(resource.urn);
  });
}
