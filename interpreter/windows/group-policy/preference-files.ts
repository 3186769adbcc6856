// Preferences for registry values, files and folders.
import type { XmlElement } from "../../documents/xml.js";
import type { Machine } from "../../machine/machine.js";
import { Files, unknownContent } from "../../os/files.js";
import { childPath, leafName } from "../../os/paths.js";
import { normalizeKey, Registry, type RegistryType } from "../../os/registry.js";
import { shownText, textOf } from "../../values/texts.js";
import { array, Num, Str, Unknown, type Value } from "../../values/value.js";
import { expandVariables } from "../shared/expand-variables.js";
import type { PreferenceItem } from "./preferences.js";

const TYPES: ReadonlyMap<string, RegistryType> = new Map<string, RegistryType>([
  ["reg_sz", "String"],
  ["reg_expand_sz", "ExpandString"],
  ["reg_binary", "Binary"],
  ["reg_dword", "DWord"],
  ["reg_multi_sz", "MultiString"],
  ["reg_qword", "QWord"],
]);

export function registryItem(machine: Machine, { properties, action }: PreferenceItem): void {
  const hive = properties.shown("hive") ?? "";
  const path = normalizeKey(`${hive}\\${properties.shown("key") ?? ""}`);
  if (path === undefined) return;
  const registry = new Registry(machine);
  const name = properties.shown("default")?.trim() === "1" ? "" : (properties.shown("name") ?? "");
  const at = properties.attribute("value")?.trace ?? properties.place;
  const type = TYPES.get(properties.shown("type")?.trim().toLowerCase() ?? "");
  if (action === "delete") {
    if (type === undefined && name === "" && properties.shown("default")?.trim() !== "1") registry.removeKey(path, at);
    else registry.removeValue(path, name, at);
    return;
  }
  if (type === undefined) return registry.createKey(path);
  if (action === "create" && registry.readValue(path, name) !== undefined) return;
  registry.setValue(path, { name, type, data: dataOf(properties, type) }, at);
}

function dataOf(properties: XmlElement, type: RegistryType): Value {
  const value = properties.attribute("value") ?? new Str("", properties.place);
  if (type === "MultiString") {
    const listed = properties.children("Values").flatMap((list) => list.children("Value"));
    const texts: readonly Value[] =
      listed.length > 0
        ? listed.map((one) => one.text)
        : value instanceof Str
          ? value.value.split(" ").map((word) => new Str(word, value.trace))
          : [value];
    return array(texts, "System.String", value.trace);
  }
  if (value instanceof Unknown) return value;
  // Numbers stand in hexadecimal, whatever the editor shows.
  if (type === "DWord") return new Num("Int32", Number.parseInt(value.value, 16) | 0, value.trace);
  if (type === "QWord") return new Num("Int64", BigInt(`0x${/^[0-9a-f]+$/i.test(value.value) ? value.value : "0"}`), value.trace);
  if (type === "Binary") {
    const bytes = value.value.match(/[0-9a-f]{2}/gi) ?? [];
    return array(
      bytes.map((byte) => new Num("Byte", Number.parseInt(byte, 16))),
      "System.Byte",
      value.trace,
    );
  }
  return value;
}

export function fileItem(machine: Machine, { properties, action }: PreferenceItem): void {
  const target = properties.attribute("targetPath");
  if (target === undefined) return;
  const files = new Files(machine);
  const to = expandVariables(machine, textOf(target));
  const at = target.trace ?? properties.place;
  if (action === "delete") return files.remove(to, at);
  const source = properties.attribute("fromPath");
  if (source === undefined || (action === "create" && files.exists(to))) return;
  const from = expandVariables(machine, textOf(source));
  const path = shownText(to).endsWith("\\") ? childPath(shownText(to), leafName(shownText(from))) : to;
  files.write(path, files.read(from) ?? unknownContent(shownText(from)), at);
}

export function folderItem(machine: Machine, { properties, action }: PreferenceItem): void {
  const path = properties.attribute("path");
  if (path === undefined) return;
  const files = new Files(machine);
  const to = expandVariables(machine, textOf(path));
  if (action === "delete") files.remove(to, path.trace ?? properties.place);
  else files.makeDirectory(to);
}
