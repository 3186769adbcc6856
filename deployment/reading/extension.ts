/** Virtual machine extensions: what they run depends on publisher and type. */

import type { HostNote, HostScript } from "../../interpreter/index.js";
import { type ExtensionEffect, extensionEffect, tellsOfScript } from "../carriers/extensions.js";
import { Unknown } from "../graph.js";
import type { Node } from "../node.js";
import { administratorScript } from "./administrator.js";
import { type Carried, note, type Read, type Reader, scriptOf, unknownNote } from "./carried.js";
import { fetchedFiles } from "./delivered.js";
import { dscExtension } from "./dsc.js";
import { lines, parameters, runCommandOf } from "./run-command.js";
import { settingsOf } from "./settings.js";

/** An extension that is a resource of its own. */
export const readExtension: Reader = (read) => {
  const { resource, carrier, root } = read;
  const below = carrier.below === "" ? root : root.at(carrier.below);
  // Earlier versions of an SDK keep the same properties on the resource itself.
  const body = below.present ? below : root;
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

/** Where the agent puts what a Custom Script Extension downloads; the version and the number differ from host to host. */
const DOWNLOADS = "C:\\Packages\\Plugins\\Microsoft.Compute.CustomScriptExtension\\1.10.20\\Downloads\\0";

function followed({ effect, name, type, body, bags }: Extension, read: Read): Sent {
  switch (effect?.effect) {
    case "custom-script":
      return customScript(bags, read);
    case "script-setting": {
      const notes: HostNote[] = [];
      const args = bags.flatMap((bag) =>
        ["parameters", "protectedParameters"].flatMap((one) => parameters(bag.member(one), notes)),
      );
      return {
        scripts: bags.flatMap((bag) => scriptOf(lines(bag.member("script")).asText(), "powershell", { args }) ?? []),
        notes,
      };
    }
    case "run-command":
      return runCommandOf(bags, read);
    case "dsc":
      return dscExtension(bags, read);
    case "opaque":
      return { scripts: [], notes: [note("opaque", body.member("settings"), `the extension ${type} applies ${effect.what}`)] };
    case "administrator":
      return { scripts: bags.flatMap((bag) => administratorScript(bag.member("userName")) ?? []), notes: [] };
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

function customScript(bags: readonly Node[], read: Read): Sent {
  const addresses = bags.flatMap((bag) => bag.member("fileUris").items(true));
  const files = fetchedFiles(addresses, DOWNLOADS, read);
  const commands = bags.map((bag) => lines(bag.member("commandToExecute"))).filter((node) => node.present);
  // Linux's extension takes a whole script; where it is given to Windows' all the same, somebody meant it to run.
  const inline = bags.map((bag) => bag.member("script")).filter((node) => node.present);
  const notes: HostNote[] = [];
  const scripts = commands.flatMap((node) => scriptOf(node.asText(), "cmd", { files, folder: DOWNLOADS }) ?? []);
  for (const node of inline)
    notes.push(note("unmodelled", node, "the Custom Script Extension of Windows has no setting `script`"));
  return { scripts, notes };
}

function firstPresent(body: Node, ...names: readonly [string, ...string[]]): Node {
  return names.map((name) => body.member(name)).find((node) => node.present) ?? body.member(names[0]);
}

function nameOf(node: Node): string {
  return node.path.split(".").pop() ?? node.path;
}
