/** What a machine is given when it is made: custom data, user data, answer files. Windows itself runs only the answer files. */

import { type HostNote, type HostScript, Str, Trace, type Unknown as UnknownValue } from "../../interpreter/index.js";
import { Layer } from "../decoding/layer.js";
import type { Node } from "../node.js";
import { APPLICATION_VERSIONS, installation } from "./application.js";
import { type Carried, note, type Read, type Reader, unknownNote } from "./carried.js";

const CUSTOM_DATA = "C:\\AzureData\\CustomData.bin";
const USER_DATA = "http://169.254.169.254/metadata/instance/compute/userData";

export const readMachineData: Reader = (read) => {
  const found: Carried[] = [];
  const add = (part: Partial<Carried>) =>
    found.push({
      resource: read.resource,
      index: found.length,
      stage: read.carrier.stage,
      extension: null,
      scripts: [],
      notes: [],
      ...part,
    });
  for (const { path, state } of read.carrier.properties) {
    if (state !== "read") continue;
    const last = path.split(".").pop() as string;
    for (const node of read.root.find(path)) {
      if (last === "customData") add({ files: [{ path: CUSTOM_DATA, content: contentOf(node, read) }] });
      else if (last.startsWith("userData")) add({ addresses: [{ address: USER_DATA, content: rawText(node) }] });
      else if (last === "packageReferenceId" || last === "versionId") add({ stage: "application", ...application(node, read) });
      else if (last === "content") {
        const { scripts, notes } = answerFile(node, read);
        add({ stage: "first-logon", scripts, notes });
      }
    }
  }
  return found;
};

/** A text that is usually base64, decoded when it is. */
export function layerOf(node: Node, { deployment }: Pick<Read, "deployment">): Layer | "unknown" | null {
  const layer = Layer.of(node);
  if (layer === null || layer === "unknown") return layer;
  return layer.base64((text) => deployment.restore(text)) ?? layer;
}

function contentOf(node: Node, read: Read): Str | UnknownValue {
  const layer = layerOf(node, read);
  if (layer !== null && layer !== "unknown") return layer.value;
  return rawText(node);
}

function rawText(node: Node): Str | UnknownValue {
  const { value, source } = node.asText();
  return value ?? new Str("", new Trace(source, 0, 0));
}

/** `FirstLogonCommands` and `AutoLogon` of an answer file, as XML or as base64 of it. */
function answerFile(node: Node, read: Read): { scripts: HostScript[]; notes: HostNote[] } {
  const layer = layerOf(node, read);
  if (layer === null) return { scripts: [], notes: [] };
  if (layer === "unknown") return { scripts: [], notes: [unknownNote(node, "the content of the answer file")] };
  return { scripts: [layer.script("document", { document: "unattend" })], notes: [] };
}

/** An application of a gallery: what installs it, when the program publishes it; else it is known by its name only. */
function application(node: Node, read: Read): { scripts: HostScript[]; notes: HostNote[] } {
  const version = read.deployment.referred(node, APPLICATION_VERSIONS);
  if (version) return installation(version);
  const name = /\/applications\/([^/]+)/i.exec(node.text ?? "")?.[1];
  return {
    scripts: [],
    notes: [note("opaque", node, `installs ${name ?? "an application"} of a gallery, whose commands are not here`)],
  };
}
