/** Resources of the AzAPI provider: Azure's own resources, as its interface takes them. */

import { plainValue } from "../decoding/json.js";
import { type PropertyMap, type PropertyValue, type Resource, Secret } from "../graph.js";
import { Node } from "../node.js";
import { isPropertyMap } from "../property-value.js";
import type { TemplateResource } from "./template.js";
import { memberOf } from "./values.js";

/** The resource that one of AzAPI's stands for; undefined: its type is not known. */
export function azapiResource(resource: Resource): TemplateResource | undefined {
  const root = Node.root(resource);
  const type = root.member("type").text?.split("@")[0];
  if (type === undefined) return undefined;
  const id = ["resourceId", "parentId"].map((name) => root.member(name)).find((node) => node.present);
  const own = root.member("resourceId").present ? [] : [valueAt(root, "name")];
  const names = [...namesIn(id, type.split("/").length - 1 - own.length), ...own];
  const body = bodyOf(root);
  const action = root.member("action").text?.toLowerCase();
  const group = /\/resourcegroups\/([^/]+)/i.exec(id?.text ?? "")?.[1];
  const base = { path: "body", after: [], symbol: undefined, maybe: false, resourceGroup: group };
  // Posting to `runCommand` runs a script as a run command does.
  if (action === "runcommand" && /^microsoft\.compute\/virtualmachines$/i.test(type)) {
    const id = memberOf(body, "commandId");
    if (typeof id === "string" && id.toLowerCase() !== "runpowershellscript") return undefined;
    const script = memberOf(body, "script") ?? null;
    const properties = new Map<string, PropertyValue>([["source", new Map([["script", script]])]]);
    const parameters = memberOf(body, "parameters");
    if (parameters !== undefined) properties.set("parameters", parameters);
    return {
      ...base,
      type: `${type}/runCommands`,
      names: [...names, resource.name],
      body: new Map([["properties", properties]]),
    };
  }
  return action === undefined ? { ...base, type, names, body } : undefined;
}

function valueAt(root: Node, name: string): PropertyValue {
  const node = root.member(name);
  return node.value === undefined ? null : node.secret ? new Secret(node.value) : node.value;
}

/** The names in an id, from the outermost; an id that is not known stands for the last of them. */
function namesIn(id: Node | undefined, count: number): PropertyValue[] {
  if (id === undefined || count <= 0) return [];
  const { text } = id;
  if (text === undefined) return [...Array.from({ length: count - 1 }, () => null), id.value ?? null];
  const segments = (text.split(/\/providers\/[^/]+\//i).at(-1) ?? "").split("/");
  return segments.filter((_, index) => index % 2 === 1).slice(0, count);
}

/** The body, with what is kept apart because it is sensitive. */
function bodyOf(root: Node): PropertyMap {
  const [body, sensitive] = ["body", "sensitiveBody"].map((name) => {
    const node = root.member(name);
    const value = typeof node.value === "string" ? plainValue(node.value) : node.value;
    return isPropertyMap(value) ? value : new Map<string, PropertyValue>();
  }) as [PropertyMap, PropertyMap];
  return merged(body, sensitive);
}

function merged(one: PropertyMap, other: PropertyMap): PropertyMap {
  if (other.size === 0) return one;
  const all = new Map(one);
  for (const [key, value] of other) {
    const before = all.get(key);
    all.set(key, isPropertyMap(before) && isPropertyMap(value) ? merged(before, value) : new Secret(value));
  }
  return all;
}
