/** OS policies of Google: scripts that bring an instance into the state that a policy wants. */

import type { HostNote, HostScript } from "../../interpreter/index.js";
import { speaksWindows } from "../calls/ssh.js";
import { Layer } from "../decoding/layer.js";
import { carried, note, type Reader, unknownNote } from "./carried.js";

export const readOsPolicy: Reader = (read) => {
  const list = read.root.member("osPolicies");
  if (!list.present) return [];
  const scripts: HostScript[] = [];
  const notes: HostNote[] = [];
  if (!list.isList) notes.push(unknownNote(list, read.carrier.what));
  for (const policy of list.items(true)) {
    if (policy.member("mode").text?.toUpperCase() === "VALIDATION") continue;
    for (const group of policy.member("resourceGroups").items(true)) {
      const systems = group
        .member("inventoryFilters")
        .items()
        .map((one) => one.member("osShortName").text?.toLowerCase() ?? "windows");
      if (systems.length > 0 && !systems.includes("windows")) continue;
      for (const resource of group.member("resources").items(true))
        for (const part of ["validate", "enforce"]) {
          const exec = resource.member("exec").member(part);
          if (!exec.present) continue;
          const interpreter = exec.member("interpreter").text?.toUpperCase() ?? "NONE";
          const node = exec.member("script");
          const layer = Layer.of(node);
          if (exec.member("file").present && interpreter === "POWERSHELL")
            notes.push(note("opaque", exec.member("file"), "an OS policy runs a file that lies elsewhere"));
          if (layer === "unknown") notes.push(unknownNote(node, "the script of an OS policy"));
          // SHELL is cmd on Windows and sh on Linux.
          else if (layer !== null && (interpreter === "POWERSHELL" || systems.includes("windows") || speaksWindows(layer)))
            scripts.push(layer.script(interpreter === "POWERSHELL" ? "powershell" : "cmd"));
        }
    }
  }
  return scripts.length + notes.length === 0 ? [] : [carried(read, scripts, notes)];
};
