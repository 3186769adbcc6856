/** `gcloud compute`: metadata whose values run on Windows, and commands over SSH. */

import type { HostNote, HostScript } from "../../interpreter/index.js";
import type { Layer } from "../decoding/layer.js";
import { METADATA_SCRIPTS } from "../decoding/metadata-keys.js";
import { type Addressee, type Call, type CallReader, noteAt, type Sent, textValue } from "./call.js";
import { Options } from "./options.js";
import { scriptOfAddress, shownName } from "./payload.js";
import { overShell } from "./ssh.js";

export const readGcloud: CallReader = (call, deployment) => {
  const words = call.words.filter((word) => !/^(?:alpha|beta)$/.test(word.text ?? ""));
  const start = words.findIndex((word) => word.text === "compute");
  if (start < 0) return [];
  const options = new Options(words.slice(start + 1));
  const [group = "", verb = ""] = options.plain.map((word) => word.text?.toLowerCase() ?? "?");
  const names = options.plain.slice(group === "ssh" ? 1 : 2).flatMap(({ layer }) => layer ?? []);
  const to: Addressee = { kinds: ["gce"], names, group: undefined };
  if (group === "ssh") {
    const command = options.one("--command")?.layer;
    return command ? overShell(to, command, deployment) : [];
  }
  if (!["instances", "instance-templates", "project-info"].includes(group)) return [];
  if (!["create", "add-metadata", "update", "bulk"].includes(verb)) return [];
  return metadata(options, to, call, deployment);
};

function metadata(options: Options, to: Addressee, call: Call, deployment: Parameters<CallReader>[1]): Sent[] {
  const scripts: HostScript[] = [];
  const notes: HostNote[] = [];
  const entries = new Map<string, Layer>();
  for (const { layer } of options.all("--metadata")) if (layer) for (const [key, value] of pairs(layer)) entries.set(key, value);
  for (const { layer } of options.all("--metadata-from-file"))
    if (layer)
      for (const [key, path] of pairs(layer)) {
        const content = call.file(path.text);
        if (content) entries.set(key, content);
        else if (METADATA_SCRIPTS.has(key))
          notes.push(noteAt(call, "input", `a command gives the start-up script ${shownName(path)}, which is not at hand`));
      }
  for (const [key, language] of METADATA_SCRIPTS) {
    const value = entries.get(key);
    if (!value) continue;
    if (language === "url") {
      const sent = scriptOfAddress(textValue(value), call, deployment);
      scripts.push(...sent.scripts);
      notes.push(...sent.notes);
    } else scripts.push(value.script(language));
  }
  return scripts.length + notes.length === 0 ? [] : [{ to, scripts, notes }];
}

/** `key=value,key=value`; `^:^key=value:key=value` parts at another letter. A comma inside a value is one that no key follows. */
function pairs(layer: Layer): [string, Layer][] {
  const other = /^\^([^^]+)\^/.exec(layer.text);
  const separator = other?.[1] ?? ",";
  const found: [string, Layer][] = [];
  let at = other?.[0].length ?? 0;
  while (at < layer.text.length) {
    const key = /^([\w-]+)=/.exec(layer.text.slice(at));
    if (!key) break;
    const start = at + key[0].length;
    let end = layer.text.indexOf(separator, start);
    while (end >= 0 && !/^[\w-]+=/.test(layer.text.slice(end + separator.length))) end = layer.text.indexOf(separator, end + 1);
    found.push([(key[1] as string).toLowerCase(), layer.part(start, end < 0 ? layer.text.length : end)]);
    at = end < 0 ? layer.text.length : end + separator.length;
  }
  return found;
}
