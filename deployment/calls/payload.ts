/** What commands send: scripts, parameters, extensions. */

import {
  type HostFile,
  type HostNote,
  type HostScript,
  type ScriptArgument,
  Str,
  Unknown as UnknownValue,
} from "../../interpreter/index.js";
import { extensionEffect } from "../carriers/extensions.js";
import { Layer } from "../decoding/layer.js";
import { locationOfText } from "../decoding/locations.js";
import { linesOf } from "../decoding/structured.js";
import { readYaml, type YamlValue } from "../decoding/yaml.js";
import type { Deployment } from "../joins/deployment.js";
import { type Call, noteAt } from "./call.js";

export interface Payload {
  readonly scripts: HostScript[];
  readonly notes: HostNote[];
}

/** Lines of a script, of which each may be `@file`. */
export function scriptOfLines(
  lines: readonly YamlValue[],
  call: Call,
  options: { readonly args?: readonly ScriptArgument[]; readonly language?: HostScript["language"] } = {},
): Payload {
  const layers: Layer[] = [];
  const notes: HostNote[] = [];
  for (const line of lines) {
    const list = line.items.length > 0 ? linesOf(line) : line.layer;
    if (list === undefined) notes.push(noteAt(call, "input", "a command sends a script that is not known"));
    else if (list.text.startsWith("@") && !list.text.includes("\n") && !/^@[{'"(]/.test(list.text)) {
      const content = call.file(list.text.slice(1));
      if (content) layers.push(content);
      else notes.push(noteAt(call, "input", `a command sends the script ${shownName(list)}, which is not at hand`));
    } else layers.push(list);
  }
  if (layers.length === 0) return { scripts: [], notes };
  const { args = [], language = "powershell" } = options;
  return { scripts: [Layer.joined(layers, "\n").script(language, { args })], notes };
}

/** The name of a file as it may be shown. */
export function shownName(layer: Layer): string {
  const name =
    layer.text
      .replace(/^@|^file:\/\//, "")
      .split(/[\\/]/)
      .at(-1) ?? "";
  return layer.hasHoles || !/^[\w .()-]{1,80}$/.test(name) ? "of a file" : name;
}

/** A script behind an address. */
export function scriptOfAddress(
  address: YamlValue,
  call: Call,
  deployment: Deployment,
  args: readonly ScriptArgument[] = [],
): Payload {
  const content = address.text === undefined ? undefined : deployment.stored.contentOfAddress(address.text);
  if (content instanceof Str && content.trace) {
    const layer = Layer.ofValue(content, content.trace.source);
    if (layer !== "unknown") return { scripts: [layer.script("powershell", { args })], notes: [] };
  }
  const from = address.text === undefined ? "an address that is not known" : locationOfText(address.text).shown;
  return { scripts: [], notes: [noteAt(call, address.text === undefined ? "input" : "opaque", `runs a script of ${from}`)] };
}

/** `name=value`, `value`, or an object. */
export function argumentsOf(values: readonly YamlValue[]): ScriptArgument[] {
  return values.flatMap((value): ScriptArgument[] => {
    if (value.items.length > 0)
      return value.items.flatMap((item) => {
        const name = item.at("name")?.text;
        return name === undefined ? argumentsOf([item]) : [{ name, value: parameterValue(item.at("value")) }];
      });
    if (value.entries.length > 0) return value.entries.map(([name, inner]) => ({ name, value: parameterValue(inner) }));
    const { layer } = value;
    if (!layer) return [];
    const cut = /^([A-Za-z_]\w*)=/.exec(layer.text);
    return cut
      ? [{ name: cut[1] as string, value: layer.part(cut[0].length, layer.text.length).value }]
      : [{ name: null, value: layer.value }];
  });
}

function parameterValue(value: YamlValue | undefined): Str | UnknownValue {
  return (
    value?.layer?.value ??
    new UnknownValue("input", "a parameter of the script is not known", "call:parameter", null, "System.String")
  );
}

/** Settings that are an object, JSON text of one, or the name of a file that holds it. */
export function objectOf(value: YamlValue | undefined, call: Call): YamlValue | "unknown" | undefined {
  if (value === undefined) return undefined;
  if (value.entries.length > 0) return value;
  const { layer } = value;
  if (!layer) return "unknown";
  if (layer.text.trim() === "") return undefined;
  const parsed = /^\s*[{[]/.test(layer.text) ? readYaml(layer) : undefined;
  if (parsed) return parsed;
  const content = call.file(layer.text.replace(/^@|^file:\/\//, ""));
  return (content && readYaml(content)) ?? "unknown";
}

const DOWNLOADS = "C:\\Packages\\Plugins\\Microsoft.Compute.CustomScriptExtension\\1.10.20\\Downloads\\0";

/** What an extension does, of which publisher, type and settings are given. */
export function extensionSent(
  publisher: string | undefined,
  type: string | undefined,
  settings: readonly (YamlValue | "unknown" | undefined)[],
  call: Call,
  deployment: Deployment,
): Payload {
  const notes: HostNote[] = [];
  if (type === undefined) return { scripts: [], notes: [noteAt(call, "input", "a command sets an extension that is not known")] };
  const effect = publisher === undefined ? byType(type) : extensionEffect(publisher, type);
  const shown = /^[\w. -]{1,60}$/.test(type) ? type : "of a name that is not known";
  if (effect?.effect === "inert" || effect?.effect === "linux") return { scripts: [], notes };
  if (settings.includes("unknown")) notes.push(noteAt(call, "input", `the settings of the extension ${shown} are not known`));
  const bags = settings.filter((one): one is YamlValue => one !== undefined && one !== "unknown");
  if (effect?.effect === "custom-script") {
    const uris = bags.flatMap((bag) => {
      const list = bag.at("fileUris");
      return list === undefined ? [] : list.items.length > 0 ? list.items : [list];
    });
    const command = bags.map((bag) => linesOf(bag.at("commandToExecute"))).find((layer) => layer !== undefined);
    return { scripts: command ? [customScript(command, uris, deployment)] : [], notes };
  }
  if (effect?.effect === "script-setting") {
    const lines = bags.flatMap((bag) => bag.at("script") ?? []);
    const sent = scriptOfLines(lines, call, { args: argumentsOf(bags.flatMap((bag) => bag.at("parameters") ?? [])) });
    return { scripts: sent.scripts, notes: [...notes, ...sent.notes] };
  }
  if (effect === undefined && bags.length === 0 && notes.length === 0) return { scripts: [], notes };
  return {
    scripts: [],
    notes: [...notes, noteAt(call, "opaque", `a command sets the extension ${shown}, which is not followed`)],
  };
}

function byType(type: string): ReturnType<typeof extensionEffect> {
  for (const publisher of ["Microsoft.Compute", "Microsoft.Azure.Extensions", "Microsoft.Powershell", "Microsoft.CPlat.Core"]) {
    const found = extensionEffect(publisher, type);
    if (found) return found;
  }
  return undefined;
}

/** A command line beside files that come from addresses. */
export function customScript(command: Layer, uris: readonly YamlValue[], deployment: Deployment): HostScript {
  const files = uris.flatMap(({ text }): HostFile[] => {
    if (text === undefined) return [];
    const location = locationOfText(text);
    const name = location.path.at(-1);
    if (name === undefined) return [];
    const found = deployment.stored.contentOfAddress(text);
    const why = `${name}, which is downloaded from ${location.shown}`;
    const content = found ?? new UnknownValue("opaque", why, `fetched:${location.shown}`, null, "System.String");
    return [{ path: `${DOWNLOADS}\\${name}`, content }];
  });
  return command.script("cmd", { files, folder: DOWNLOADS });
}
