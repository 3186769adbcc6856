/** Properties that hold command lines, one after the other: start tasks, first logon commands, run-once lists. */

import type { HostNote, HostScript } from "../../interpreter/index.js";
import { Layer } from "../decoding/layer.js";
import { carried, type Reader, unknownNote } from "./carried.js";

export const readCommands: Reader = (read) => {
  const scripts: HostScript[] = [];
  const notes: HostNote[] = [];
  for (const { path, state } of read.carrier.properties) {
    if (state !== "read") continue;
    for (const node of read.root.find(path)) {
      const layer = Layer.of(node);
      if (layer === "unknown") notes.push(unknownNote(node, read.carrier.what));
      else if (layer !== null) scripts.push(layer.script("cmd"));
    }
  }
  return scripts.length + notes.length === 0 ? [] : [carried(read, scripts, notes)];
};
