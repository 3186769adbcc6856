/** Templates of CloudFormation: the user data and documents in them. */

import { type HostNote, type HostScript, Str, Unknown as UnknownValue } from "../../interpreter/index.js";
import { Layer } from "../decoding/layer.js";
import { structured } from "../decoding/structured.js";
import { isForWindows, userDataScripts } from "../decoding/user-data.js";
import type { YamlValue } from "../decoding/yaml.js";
import { documentOf } from "../systems-manager/documents.js";
import { type Carried, carried, note, type Reader, unknownNote } from "./carried.js";

/** Where a type keeps user data. */
const USER_DATA: ReadonlyMap<string, readonly string[]> = new Map([
  ["AWS::EC2::Instance", ["UserData"]],
  ["AWS::EC2::LaunchTemplate", ["LaunchTemplateData", "UserData"]],
  ["AWS::AutoScaling::LaunchConfiguration", ["UserData"]],
]);
/** What runs something on instances and is not followed. */
const OTHERS: ReadonlySet<string> = new Set([
  "AWS::CloudFormation::Stack",
  "AWS::SSM::Association",
  "AWS::SSM::MaintenanceWindowTask",
]);

export const readCloudFormation: Reader = (read) => {
  const { root, carrier } = read;
  const url = root.member("templateUrl");
  if (url.present) return [carried(read, [], [note("opaque", url, `${carrier.what} is read from elsewhere`)])];
  const body = root.member("templateBody");
  const template = structured(body);
  if (template === undefined)
    return body.present ? [carried(read, [], [note("unreadable", body, "the template is neither JSON nor YAML")])] : [];
  if (template === "unknown") return [carried(read, [], [unknownNote(body, carrier.what)])];
  const given = root.member("parameters");
  const parameters = new Map<string, Layer>();
  for (const [name, one] of template.at("Parameters")?.entries ?? []) {
    const set = given.member(name);
    const layer = set.present ? Layer.of(set) : one.at("Default")?.layer;
    if (layer && layer !== "unknown") parameters.set(name, layer);
  }
  const found: Carried[] = [];
  for (const [name, resource] of template.at("Resources")?.entries ?? []) {
    const { scripts, notes } = resourceSent(name, resource, parameters, read);
    if (scripts.length + notes.length > 0) found.push(carried(read, scripts, notes, found.length));
  }
  return found;
};

function resourceSent(
  name: string,
  resource: YamlValue,
  parameters: ReadonlyMap<string, Layer>,
  read: Parameters<Reader>[0],
): { scripts: HostScript[]; notes: HostNote[] } {
  const type = resource.at("Type")?.text ?? "";
  const body = read.root.member("templateBody");
  const properties = resource.at("Properties");
  const path = USER_DATA.get(type);
  if (path) {
    let value: YamlValue | undefined = properties;
    for (const step of path) value = value?.at(step);
    const layer = value && textAt(value, parameters, 0);
    const plain = layer && (layer.base64((text) => new Str(text)) ?? layer);
    if (!plain || !isForWindows(plain)) return { scripts: [], notes: [] };
    const scripts = userDataScripts(plain).map(({ language, layer: script }) => script.script(language));
    const init = resource.at("Metadata")?.at("AWS::CloudFormation::Init");
    return { scripts, notes: init ? [note("unmodelled", body, `what cfn-init does on ${name} is not read`)] : [] };
  }
  if (type === "AWS::SSM::Document") {
    const content = properties?.at("Content");
    return content ? documentOf(content, body, new Map()) : { scripts: [], notes: [] };
  }
  return { scripts: [], notes: OTHERS.has(type) ? [note("unmodelled", body, `what ${name} runs is not read`)] : [] };
}

const DEEPEST = 12;

/** A text, through the functions of CloudFormation that make texts. What they ask of the cloud is not known. */
function textAt(value: YamlValue, parameters: ReadonlyMap<string, Layer>, depth: number): Layer | undefined {
  if (depth > DEEPEST) return undefined;
  if (value.entries.length === 0 && value.items.length === 0) return value.layer;
  const [name, inner] = value.entries[0] ?? [];
  switch (name) {
    case "Fn::Base64":
      return inner && textAt(inner, parameters, depth + 1);
    case "Fn::Join": {
      const [separator, list] = inner?.items ?? [];
      const parts = (list?.items ?? []).flatMap((one) => textAt(one, parameters, depth + 1) ?? hole(one, value) ?? []);
      return parts.length === 0 ? undefined : Layer.joined(parts, separator?.text ?? "");
    }
    case "Fn::Sub": {
      const text = inner?.items[0]?.layer ?? inner?.layer;
      const own = new Map(parameters);
      for (const [key, one] of inner?.items[1]?.entries ?? []) {
        const layer = textAt(one, parameters, depth + 1);
        if (layer) own.set(key, layer);
      }
      return text && substituted(text, own);
    }
    case "Ref":
      return (inner?.text === undefined ? undefined : parameters.get(inner.text)) ?? hole(inner, value);
    default:
      return hole(inner, value);
  }
}

function substituted(text: Layer, parameters: ReadonlyMap<string, Layer>): Layer {
  const parts: Layer[] = [];
  let from = 0;
  for (const found of text.text.matchAll(/\$\{(!?)([^}]+)\}/g)) {
    const [whole, literal, name] = found as unknown as [string, string, string];
    parts.push(text.part(from, found.index));
    if (literal === "!")
      parts.push(text.part(found.index, found.index + 2), text.part(found.index + 3, found.index + whole.length));
    else parts.push(parameters.get(name.trim()) ?? unknownIn(text, name.trim()));
    from = found.index + whole.length;
  }
  return parts.length === 0 ? text : Layer.joined([...parts, text.part(from, text.text.length)], "");
}

function hole(inner: YamlValue | undefined, value: YamlValue): Layer | undefined {
  const near = inner?.layer ?? value.layer ?? inner?.items[0]?.layer;
  return near && unknownIn(near, inner?.text ?? "a value");
}

function unknownIn(near: Layer, name: string): Layer {
  const why = `${name} of the template is known only during the update`;
  const one = new UnknownValue("deferred", why, `cloudformation:${name}`, null, "System.String");
  const made = Layer.ofValue(
    new UnknownValue("deferred", why, `cloudformation:${name}`, null, "System.String", [one]),
    near.source,
  );
  return made === "unknown" ? near.part(0, 0) : made;
}
