/** Image templates: steps that are run on a machine which becomes an image. */

import type { HostFile, HostNote, HostScript } from "../../interpreter/index.js";
import { linesLayer } from "../decoding/lines.js";
import type { Node } from "../node.js";
import { carried, note, type Read, type Reader, unknownNote } from "./carried.js";
import { fetched } from "./delivered.js";
import { notFetched, scriptOfContent } from "./run-command.js";

export const readImageTemplate: Reader = (read) => {
  const scripts: HostScript[] = [];
  const notes: HostNote[] = [];
  let files: HostFile[] = [];
  for (const path of ["customize", "validate.inVMValidations"]) {
    const list = read.root.at(path);
    if (list.state === "unknown") notes.push(unknownNote(list, "the steps of the image"));
    for (const step of list.items()) {
      if (step.state === "unknown") notes.push(unknownNote(step, "a step of the image"));
      const type = step.member("type").text?.toLowerCase();
      if (type === "file") files = [...files, ...fileOf(step, read)];
      else if (type === "powershell") {
        const made = powershell(step, read, notes).map((script) => ({ ...script, files }));
        if (made.length > 0) files = [];
        scripts.push(...made);
      } else if (type === "windowsrestart") restart(step, scripts);
      else if (step.isObject && type !== undefined && type !== "windowsupdate" && type !== "shell")
        notes.push(note("unmodelled", step, `a step of the kind ${step.member("type").text} is not known`));
    }
  }
  return scripts.length + notes.length === 0 ? [] : [carried(read, scripts, notes)];
};

function powershell(step: Node, read: Read, notes: HostNote[]): HostScript[] {
  const inline = step.member("inline");
  const layer = linesLayer(inline);
  if (layer === "unknown") notes.push(unknownNote(inline, "the script of a step"));
  const found: HostScript[] = layer === null || layer === "unknown" ? [] : [layer.script("powershell")];
  const uri = step.member("scriptUri");
  if (!uri.present || uri.text === "") return found;
  const content = fetched(uri, read);
  const script = content instanceof Uint8Array ? null : scriptOfContent(content, "powershell", uri.place());
  if (script) found.push(script);
  else notes.push(notFetched(uri, content));
  return found;
}

function restart(step: Node, scripts: HostScript[]): void {
  for (const name of ["restartCommand", "restartCheckCommand"]) {
    const layer = linesLayer(step.member(name));
    if (layer !== null && layer !== "unknown") scripts.push(layer.script("cmd"));
  }
}

function fileOf(step: Node, read: Read): HostFile[] {
  const path = step.member("destination").text;
  const uri = step.member("sourceUri");
  return path === undefined || !uri.present ? [] : [{ path, content: fetched(uri, read) }];
}
