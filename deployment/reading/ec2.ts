/** EC2: user data, and what AWS Systems Manager runs. */

import type { HostNote, HostScript } from "../../interpreter/index.js";
import { isForWindows, userDataScripts } from "../decoding/user-data.js";
import type { Node } from "../node.js";
import { type Carried, carried, type Read, type Reader, unknownNote } from "./carried.js";
import { layerOf } from "./machine-data.js";

const USER_DATA = "http://169.254.169.254/latest/user-data";

export const readUserData: Reader = (read) => {
  const found: Carried[] = [];
  for (const { path } of read.carrier.properties)
    for (const node of read.root.find(path)) found.push(...userData(node, read, found.length));
  return found;
};

function userData(node: Node, read: Read, index: number): Carried[] {
  const layer = layerOf(node, read);
  if (layer === null) return [];
  // Most instances run Linux: a text that nobody knows says something only where the machine is known to run Windows.
  if (layer === "unknown")
    return read.machine?.os === "windows" ? [carried(read, [], [unknownNote(node, "the user data")], index)] : [];
  if (!isForWindows(layer)) return [];
  const scripts: HostScript[] = userDataScripts(layer).map(({ language, layer: script }) => script.script(language));
  const notes: HostNote[] = [];
  return [{ ...carried(read, scripts, notes, index), addresses: [{ address: USER_DATA, content: layer.value }] }];
}
