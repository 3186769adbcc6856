/** Virtual machine extensions: what they run depends on publisher and type. */

import type { HostNote, HostScript } from "../../interpreter/index.js";
import { type ExtensionEffect, extensionEffect, tellsOfScript } from "../carriers/extensions.js";
import { Unknown } from "../graph.js";
import type { Node } from "../node.js";
import { type Carried, note, type Read, type Reader, scriptOf, unknownNote } from "./carried.js";
import { lines, runCommandAt } from "./run-command.js";
import { settingsOf } from "./settings.js";

/** An extension that is a resource of its own. */
export const readExtension: Reader = (read) => {
  const { resource, carrier, root } = read;
  const body = carrier.below === "" ? root : root.at(carrier.below);
  const name = carrier.name === null ? resource.name : (root.member(carrier.name).text ?? root.member("name").text ?? "");
  return [
    {
      resource,
      index: 0,
      stage: carrier.stage,
      extension: { name, after: namesAfter(body), inline: false },
      ...sentBy(body, read),
    },
  ];
};

/** The extensions that a scale set or the like gives its machines. */
export const readExtensionList: Reader = (read) => {
  const { resource, carrier, root } = read;
  const list = root.at(carrier.below);
  if (!list.present) return [];
  const base = { resource, stage: carrier.stage };
  if (!list.isList)
    return [{ ...base, index: 0, extension: null, scripts: [], notes: [unknownNote(list, "the list of extensions")] }];
  return list.items().map((entry, index): Carried => {
    if (!entry.isObject) return { ...base, index, extension: null, scripts: [], notes: [unknownNote(entry, "an extension")] };
    // Parameterised packages and fleets write some objects as Azure's own API does.
    const body = entry.member("properties").isObject ? entry.member("properties") : entry;
    return {
      ...base,
      index,
      extension: { name: entry.member("name").text ?? "", after: namesAfter(body), inline: true },
      ...sentBy(body, read),
    };
  });
};

function namesAfter(body: Node): string[] {
  return body
    .member("provisionAfterExtensions")
    .items()
    .flatMap(({ value }) => (typeof value === "string" ? [value] : []));
}

type Sent = Pick<Carried, "scripts" | "notes">;

/** What the extension that lies at a node sends. */
function sentBy(body: Node, read: Read): Sent {
  const publisher = body.member("publisher");
  const type = firstPresent(body, "type", "virtualMachineExtensionType", "extensionType");
  if (typeof publisher.value !== "string" || typeof type.value !== "string") {
    const open = publisher.value instanceof Unknown || type.value instanceof Unknown;
    return {
      scripts: [],
      notes: open ? [note("deferred", type, "publisher and type of the extension are not known")] : [],
    };
  }
  const effect = extensionEffect(publisher.value, type.value);
  if (effect?.effect === "inert" || effect?.effect === "linux") return { scripts: [], notes: [] };
  const scripts: HostScript[] = [];
  const notes: HostNote[] = [];
  const bags: Node[] = [];
  for (const given of [body.member("settings"), body.member("protectedSettings").hidden]) {
    const settings = settingsOf(given);
    if (settings === "unknown") notes.push(unknownNote(given, `${nameOf(given)} of the extension`));
    else if (settings !== null) bags.push(settings);
  }
  const vault = body.member("protectedSettingsFromKeyVault");
  if (vault.present) notes.push(note("opaque", vault, "the extension takes its protected settings from a key vault"));
  const extension = { effect, name: `${publisher.value}/${type.value}`, type: type.value, body, bags };
  const sent = followed(extension, read);
  return { scripts: [...scripts, ...sent.scripts], notes: [...notes, ...sent.notes] };
}

interface Extension {
  readonly effect: ExtensionEffect | undefined;
  readonly name: string;
  readonly type: string;
  readonly body: Node;
  /** The settings that are readable. */
  readonly bags: readonly Node[];
}

function followed({ effect, name, type, body, bags }: Extension, _read: Read): Sent {
  switch (effect?.effect) {
    case "custom-script":
      return scriptsAt(bags, "commandToExecute", "cmd");
    case "script-setting":
      return scriptsAt(bags, "script", "powershell");
    case "run-command": {
      const parts = bags.map((bag) => runCommandAt(bag));
      return { scripts: parts.flatMap(([scripts]) => scripts), notes: parts.flatMap(([, notes]) => notes) };
    }
    case "dsc":
      return {
        scripts: [],
        notes: [note("opaque", body.member("settings"), `the extension ${type} applies a DSC configuration from a package`)],
      };
    case "opaque":
      return { scripts: [], notes: [note("opaque", body.member("settings"), `the extension ${type} applies ${effect.what}`)] };
    case "administrator":
      return {
        scripts: [],
        notes: bags
          .filter((bag) => bag.member("userName").present)
          .map((bag) => note("unmodelled", bag.member("userName"), "the extension makes a local administrator")),
      };
    case undefined: {
      // An extension that nobody here knows: an agent or an installer, unless its settings say that something is run.
      const telling = bags.flatMap((bag) => bag.members()).find(([setting, node]) => tellsOfScript(setting) && node.present);
      return {
        scripts: [],
        notes: telling
          ? [note("opaque", telling[1], `the extension ${name} is not known, and its settings name something to run`)]
          : [],
      };
    }
    default:
      return { scripts: [], notes: [] };
  }
}

function scriptsAt(bags: readonly Node[], key: string, language: HostScript["language"]): Sent {
  const scripts = bags.flatMap((bag) => scriptOf(lines(bag.member(key)).asText(), language) ?? []);
  return { scripts, notes: [] };
}

function firstPresent(body: Node, ...names: readonly [string, ...string[]]): Node {
  return names.map((name) => body.member(name)).find((node) => node.present) ?? body.member(names[0]);
}

function nameOf(node: Node): string {
  return node.path.split(".").pop() ?? node.path;
}
