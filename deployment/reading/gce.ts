/** Google Compute Engine: metadata keys whose values run when a Windows instance is made or starts. */

import type { HostNote, HostScript } from "../../interpreter/index.js";
import { Layer } from "../decoding/layer.js";
import { locationOf } from "../decoding/locations.js";
import { METADATA_SCRIPTS } from "../decoding/metadata-keys.js";
import type { PropertyValue } from "../graph.js";
import type { Node } from "../node.js";
import { type Carried, carried, type HostAddress, type Read, type Reader, unknownNote } from "./carried.js";
import { fetched, fileName } from "./delivered.js";
import { notFetched, scriptOfContent } from "./run-command.js";

const ATTRIBUTES = "http://metadata.google.internal/computeMetadata/v1/instance/attributes/";

export const readMetadata: Reader = (read) => {
  const given = read.root.at(read.carrier.properties[0]?.path ?? "metadata");
  const metadata = byKey(given);
  if (!metadata.present) return [];
  if (!metadata.isObject)
    return read.machine?.os === "windows" ? [carried(read, [], [unknownNote(metadata, "the metadata")])] : [];
  const scripts: HostScript[] = [];
  const notes: HostNote[] = [];
  for (const [key, language] of METADATA_SCRIPTS) {
    const node = metadata.member(key);
    if (node.present) entry(node, language, read, scripts, notes);
  }
  if (scripts.length + notes.length === 0) return [];
  return [{ ...carried(read, scripts, notes), addresses: attributes(metadata) } satisfies Carried];
};

/** A list of keys and values as an object, as Google's own interface writes it. */
function byKey(given: Node): Node {
  const list = given.member("items");
  if (!list.isList) return given;
  const entries = list.items().flatMap((one): [string, PropertyValue][] => {
    const key = one.member("key").text;
    const { value } = one.member("value");
    return key === undefined || value === undefined ? [] : [[key, value]];
  });
  return list.decoded(new Map(entries));
}

/** One key of a project's metadata. */
export const readMetadataItem: Reader = (read) => {
  const key = read.root.member("key").text?.toLowerCase();
  const scripts: HostScript[] = [];
  const notes: HostNote[] = [];
  const language = key === undefined ? undefined : METADATA_SCRIPTS.get(key);
  if (language !== undefined) entry(read.root.member("value"), language, read, scripts, notes);
  return scripts.length + notes.length === 0 ? [] : [carried(read, scripts, notes)];
};

function entry(node: Node, language: HostScript["language"] | "url", read: Read, scripts: HostScript[], notes: HostNote[]): void {
  if (language !== "url") {
    const layer = Layer.of(node);
    if (layer === "unknown") notes.push(unknownNote(node, "the start-up script"));
    else if (layer !== null) scripts.push(layer.script(language));
    return;
  }
  const content = fetched(node, read);
  const name = fileName(locationOf(node))?.toLowerCase() ?? "";
  const kind = name.endsWith(".cmd") || name.endsWith(".bat") ? "cmd" : "powershell";
  const script = content instanceof Uint8Array ? null : scriptOfContent(content, kind, node.place());
  if (script) scripts.push(script);
  else notes.push(notFetched(node, content));
}

function attributes(metadata: Node): HostAddress[] {
  return metadata.members().flatMap(([key, node]): HostAddress[] => {
    const { value } = node.asText();
    return value === null ? [] : [{ address: ATTRIBUTES + key, content: value }];
  });
}
