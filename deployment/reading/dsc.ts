/** Desired State Configuration: configurations that a carrier compiles and applies, compiled documents, packages. */

import { type HostFile, type HostNote, type HostScript, Source, Unknown as UnknownValue } from "../../interpreter/index.js";
import { Layer } from "../decoding/layer.js";
import type { Node } from "../node.js";
import { carried, note, type Read, type Reader, unknownNote } from "./carried.js";
import { fetched } from "./delivered.js";
import { notFetched } from "./run-command.js";

const FOLDER = "C:\\Packages\\Plugins\\Microsoft.Powershell.DSC\\DSCWork";

interface Sent {
  readonly scripts: HostScript[];
  readonly notes: HostNote[];
}

/** The DSC extension: an archive (or a script) at an address, the function in it, and its arguments; in the new and the old form. */
export function dscExtension(bags: readonly Node[], read: Read): Sent {
  const at = (...paths: string[]) => bags.flatMap((bag) => paths.map((path) => bag.at(path))).find((node) => node.present);
  const url = at("configuration.url", "modulesUrl");
  const [legacyScript, legacyFunction] = (at("configurationFunction")?.text ?? "").split(/[\\/]+/);
  const script = at("configuration.script")?.text ?? legacyScript ?? "";
  const name = at("configuration.function")?.text ?? legacyFunction ?? "";
  const place = url ?? at("configurationArguments", "properties") ?? bags[0];
  if (!place) return { scripts: [], notes: [] };
  if (!url) {
    const pull = at("configurationArguments.registrationUrl", "properties.registrationUrl");
    const why = pull
      ? "the extension DSC pulls its configuration from an Automation account"
      : "the extension DSC applies a configuration that is not named";
    return { scripts: [], notes: [note("opaque", place, why)] };
  }
  const content = fetched(url, read);
  if (content instanceof UnknownValue && content.parts === null) {
    const why = `applies the DSC configuration ${name === "" ? "" : `${name} `}of ${content.why}`;
    return { scripts: [], notes: [note(content.cause, url, why)] };
  }
  const isArchive = content instanceof Uint8Array;
  const file = isArchive ? `${FOLDER}\\configuration.zip` : `${FOLDER}\\${script === "" ? "configuration.ps1" : script}`;
  const notes: HostNote[] = [];
  const data = at("configurationData.url", "dataBlobUri");
  if (data) notes.push(note("opaque", data, "the configuration data of DSC is read from elsewhere"));
  const given = bags.flatMap((bag) => ["configurationArguments", "properties"].flatMap((key) => argumentsOf(bag.member(key))));
  const lines = [
    ...(isArchive ? [`Expand-Archive -Path ${quoted(file)} -DestinationPath ${quoted(`${FOLDER}\\x`)} -Force`] : []),
    `. ${quoted(isArchive ? `${FOLDER}\\x\\${script.replace(/\.zip$/i, "")}` : file)}`,
    `${name} -OutputPath ${quoted(`${FOLDER}\\out`)} ${given.join(" ")}`,
    `Start-DscConfiguration -Path ${quoted(`${FOLDER}\\out`)} -Wait -Force`,
  ];
  return { scripts: [driver(lines, place, [{ path: file, content }])], notes };
}

/** Arguments as the command line gives them: an object, or the old list of names and values. */
function argumentsOf(node: Node): string[] {
  const pairs: [string, Node][] = node.isList
    ? node.items().map((one) => [one.member("name").text ?? "", one.member("value")])
    : node.members();
  return pairs.flatMap(([name, value]) => {
    if (!/^[A-Za-z_]\w*$/.test(name)) return [];
    if (value.isObject)
      return [`-${name} (New-Object PSCredential ${quoted(value.member("userName").text ?? "user")}, (New-Object SecureString))`];
    if (typeof value.value === "boolean") return [`-${name} $${value.value}`];
    if (typeof value.value === "number") return [`-${name} ${value.value}`];
    return value.text === undefined ? [] : [`-${name} ${quoted(value.text)}`];
  });
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Commands of ours that do what the agent does: every place in them is the place of the property. */
function driver(lines: readonly string[], node: Node, files: readonly HostFile[]): HostScript {
  const { source } = node.asText();
  const place = { origin: () => source.origin(0, 0) };
  return { language: "powershell", source: new Source(lines.join("\n"), source.place, source.secret, place), path: null, files };
}

/** A configuration of an Automation account: what it says is applied to the nodes that are assigned to it. */
export const readDscConfiguration: Reader = (read) => {
  const { root, carrier } = read;
  const node = ["source.value", "contentEmbedded"].map((path) => root.at(path)).find((one) => one.present);
  if (!node) return [];
  const layer = Layer.of(node);
  if (layer === null) return [];
  if (layer === "unknown") return [carried(read, [], [unknownNote(node, carrier.what)])];
  if (root.at("source.type").text?.toLowerCase() === "uri") {
    const content = fetched(node, read);
    return [carried(read, [], [notFetched(node, content)])];
  }
  const name = root.member("configurationName").text ?? root.member("name").text ?? read.resource.name;
  const path = `${FOLDER}\\configuration.ps1`;
  const known = root
    .member("parameters")
    .members()
    .flatMap(([key, value]) => {
      const text = value.member("defaultValue").text ?? value.text;
      return text === undefined || !/^\w+$/.test(key) ? [] : [`-${key} ${quoted(text)}`];
    });
  const lines = [
    `. ${quoted(path)}`,
    `${name} -OutputPath ${quoted(`${FOLDER}\\out`)} ${known.join(" ")}`,
    `Start-DscConfiguration -Path ${quoted(`${FOLDER}\\out`)} -Wait -Force`,
  ];
  return [carried(read, [driver(lines, node, [{ path, content: layer.value }])], [])];
};

export const readNodeConfiguration: Reader = (read) => {
  const node = ["source.value", "contentEmbedded"].map((path) => read.root.at(path)).find((one) => one.present);
  const layer = node && Layer.of(node);
  if (!node || !layer) return [];
  if (layer === "unknown") return [carried(read, [], [unknownNote(node, read.carrier.what)])];
  return [carried(read, [layer.script("document", { document: "mof" })], [])];
};

/** Assignments that only audit change nothing. */
const APPLYING: ReadonlySet<string> = new Set(["applyandautocorrect", "applyandmonitor", "deployandautocorrect"]);

export const readGuestConfiguration: Reader = (read) => {
  const { root } = read;
  const body = ["properties.guestConfiguration", "configuration"].map((path) => root.at(path)).find((one) => one.present);
  if (!body) return [];
  if (!body.isObject) return [carried(read, [], [unknownNote(body, read.carrier.what)])];
  const kind = body.member("assignmentType");
  if (kind.text !== undefined ? !APPLYING.has(kind.text.toLowerCase()) : !kind.present) return [];
  const uri = body.member("contentUri");
  if (!uri.present) {
    const name = body.member("name").text ?? root.member("name").text ?? "of a name that is not known";
    return [carried(read, [], [note("opaque", body, `applies the machine configuration ${name}, whose package is not here`)])];
  }
  const content = fetched(uri, read);
  if (!(content instanceof Uint8Array)) return [carried(read, [], [notFetched(uri, content)])];
  const script: HostScript = {
    language: "document",
    document: "guest-configuration",
    source: { bytes: content, place: uri.place(false) },
    path: "package.zip",
  };
  return [carried(read, [script], [])];
};
