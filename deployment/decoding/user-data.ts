/** User data of EC2 on Windows: scripts between tags, or tasks in YAML (EC2Launch v2). Anything else does not run there. */

import type { HostScript } from "../../interpreter/index.js";
import type { Layer } from "./layer.js";
import { readYaml } from "./yaml.js";

export interface UserScript {
  readonly language: HostScript["language"];
  readonly layer: Layer;
}

/** The scripts in their order, and whether the text is for Windows at all. */
export function userDataScripts(layer: Layer): readonly UserScript[] {
  const tagged = [...between(layer, "script", "cmd"), ...between(layer, "powershell", "powershell")];
  if (tagged.length > 0) return tagged;
  // Cloudbase-init, which images of other clouds carry, tells the language by the first line.
  if (/^\ufeff?#ps1(?:_sysnative|_x86)?\s*?\r?\n/i.test(layer.text)) return [{ language: "powershell", layer }];
  if (/^\ufeff?rem cmd\s*?\r?\n/i.test(layer.text)) return [{ language: "cmd", layer }];
  return tasks(layer);
}

/** Whether somebody meant Windows when they wrote it. */
export function isForWindows(layer: Layer): boolean {
  return /<(?:powershell|script)>/i.test(layer.text) || userDataScripts(layer).length > 0;
}

/** If both kinds are there, the batch part runs first; of each kind the first one runs. */
function between(layer: Layer, tag: string, language: HostScript["language"]): UserScript[] {
  const lower = layer.text.toLowerCase();
  const start = lower.indexOf(`<${tag}>`);
  if (start < 0) return [];
  const from = start + tag.length + 2;
  const end = lower.indexOf(`</${tag}>`, from);
  return [{ language, layer: layer.part(from, end < 0 ? layer.text.length : end) }];
}

function tasks(layer: Layer): UserScript[] {
  const yaml = readYaml(layer);
  const version = yaml?.at("version")?.text;
  if (!yaml || version === undefined) return [];
  const found: UserScript[] = [];
  for (const task of yaml.at("tasks")?.items ?? []) {
    if (task.at("task")?.text?.toLowerCase() !== "executescript") continue;
    const inputs = task.at("inputs");
    for (const input of inputs?.items.length ? inputs.items : inputs ? [inputs] : []) {
      const type = input.at("type")?.text?.toLowerCase() ?? "powershell";
      const content = input.at("content")?.layer;
      if (content) found.push({ language: type === "batch" ? "cmd" : "powershell", layer: content });
    }
  }
  return found;
}
