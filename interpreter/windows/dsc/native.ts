// Resources that DSC 3 brings itself, in terms of the ones that are modelled.
import type { DscProperty, DscResource } from "../../documents/dsc-resource.js";
import type { Machine } from "../../machine/machine.js";
import { elementsOf, scalarText } from "../../values/scalar-conversions.js";
import { joinTexts, traceOf } from "../../values/texts.js";
import { array, Bool, Dict, type Plain, Str, Unknown, type Value } from "../../values/value.js";
import { quoted } from "../tasks/task-xml.js";

/** The same resource under the name and with the properties of the older ones; any other as it is. */
export function nativeResource(machine: Machine, resource: DscResource): DscResource {
  switch (`${resource.module ?? ""}/${resource.type}`.toLowerCase()) {
    case "microsoft.windows/registry":
      return registry(machine, resource);
    case "microsoft.windows/service":
      return renamed(resource, "Service", [
        ["startType", "StartupType"],
        ["startupType", "StartupType"],
        ["status", "State"],
        ["binaryPath", "Path"],
        ["executablePath", "Path"],
      ]);
    case "microsoft.windows/optionalfeaturelist":
    case "microsoft.windows/featureondemandlist":
      return optionalFeatures(machine, resource);
    case "microsoft.dsc.transitional/runcommandonset":
      return commandOnSet(machine, resource);
    case "microsoft.dsc.transitional/powershellscript":
    case "microsoft.dsc.transitional/windowspowershellscript":
      return renamed(resource, "Script", []);
    default:
      return resource;
  }
}

function renamed(resource: DscResource, type: string, names: readonly (readonly [string, string])[]): DscResource {
  const properties = new Map(resource.properties);
  for (const [from, to] of names) {
    const found = resource.properties.get(from.toLowerCase());
    if (found !== undefined) properties.set(to.toLowerCase(), { ...found, name: to });
  }
  return { ...resource, type, properties: withEnsure(properties) };
}

/** `_exist: false` is `Ensure = 'Absent'`. */
function withEnsure(properties: ReadonlyMap<string, DscProperty>): ReadonlyMap<string, DscProperty> {
  const exist = properties.get("_exist");
  if (exist === undefined) return properties;
  const value = exist.value instanceof Bool ? new Str(exist.value.value ? "Present" : "Absent") : exist.value;
  return new Map(properties).set("ensure", { name: "Ensure", value, at: exist.at });
}

/** `valueData: { String: x }`: the type is the name of the only entry. */
function registry(machine: Machine, resource: DscResource): DscResource {
  const properties = new Map<string, DscProperty>();
  const key = resource.properties.get("keypath");
  if (key !== undefined) properties.set("key", { ...key, name: "Key" });
  const name = resource.properties.get("valuename");
  if (name !== undefined) properties.set("valuename", name);
  const data = resource.properties.get("valuedata");
  const plain = data === undefined ? undefined : machine.plain(data.value);
  if (data !== undefined && plain instanceof Dict) {
    for (const found of plain.entries.values()) {
      const entry = machine.settled(found);
      if (typeof entry === "symbol") continue;
      properties.set("valuedata", { name: "ValueData", value: entry.value, at: traceOf(machine.plain(entry.value)) ?? data.at });
      properties.set("valuetype", { name: "ValueType", value: entry.key, at: data.at });
    }
  } else if (data !== undefined) properties.set("valuedata", data);
  const exist = resource.properties.get("_exist");
  if (exist !== undefined) properties.set("_exist", exist);
  return { ...resource, type: "Registry", properties: withEnsure(properties) };
}

function optionalFeatures(machine: Machine, resource: DscResource): DscResource {
  const list = resource.properties.get("features");
  const elements = list === undefined ? [] : elementsOf(machine, list.value);
  const names: Value[] = [];
  for (const one of elements instanceof Unknown ? [elements] : elements) {
    const name = one instanceof Dict ? entryOf(machine, one, "featurename") : one;
    if (name !== undefined) names.push(name);
  }
  return {
    ...resource,
    type: "WindowsOptionalFeature",
    properties: new Map([["name", { name: "Name", value: array(names), at: list?.at ?? null }]]),
  };
}

function entryOf(machine: Machine, dict: Dict, key: string): Plain | undefined {
  const found = dict.entries.get(`s:${key}`);
  const entry = found === undefined ? undefined : machine.settled(found);
  return entry === undefined || typeof entry === "symbol" ? undefined : machine.plain(entry.value);
}

/** A program with its arguments as a list. */
function commandOnSet(machine: Machine, resource: DscResource): DscResource {
  const given = resource.properties.get("arguments");
  const elements = given === undefined ? [] : elementsOf(machine, given.value);
  const words = (elements instanceof Unknown ? [elements] : elements).flatMap((one) => {
    const text = scalarText(machine, one);
    return text === null || text === undefined ? [] : [quoted(typeof text === "string" ? new Str(text, traceOf(one)) : text)];
  });
  const line = joinTexts(
    words.flatMap((word, index) => (index === 0 ? [word] : [" ", word])),
    given?.at ?? null,
  );
  const properties = new Map<string, DscProperty>([["arguments", { name: "Arguments", value: line, at: given?.at ?? null }]]);
  const program = resource.properties.get("executable");
  if (program !== undefined) properties.set("path", { ...program, name: "Path" });
  return { ...resource, type: "WindowsProcess", properties };
}
