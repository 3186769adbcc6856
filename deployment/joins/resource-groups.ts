/** Which resource group a resource lies in, as far as the program says. */

import { azureTypeName } from "../carriers/token.js";
import type { Resource, ResourceGraph, Urn } from "../graph.js";
import { Node } from "../node.js";

export interface ResourceGroups {
  /** What the resource group of a resource is known by: its name, or the resource that makes it; undefined: nobody knows. */
  of(resource: Resource): string | undefined;
  /** Whether two resources lie in one group; undefined: nobody knows. */
  same(a: Resource, b: Resource): boolean | undefined;
}

const GROUP_TYPES: ReadonlySet<string> = new Set(["resources:ResourceGroup"]);
const CLASSIC_GROUP = "azure:core/resourceGroup:ResourceGroup";

export function resourceGroups(graph: ResourceGraph): ResourceGroups {
  const made = new Map<Urn, Resource>();
  for (const one of graph.resources) {
    const name = azureTypeName(one.type);
    if (one.type === CLASSIC_GROUP || (name !== undefined && GROUP_TYPES.has(name))) made.set(one.urn, one);
  }
  const named = (bag: Resource["inputs"], key: string): string | undefined => {
    const value = bag.get(key);
    return typeof value === "string" ? `name:${value.toLowerCase()}` : undefined;
  };
  const of = (resource: Resource): string | undefined => {
    const literal = Node.root(resource).member("resourceGroupName").text;
    if (literal !== undefined) return `name:${literal.toLowerCase()}`;
    const from = (resource.propertyDependencies.get("resourceGroupName") ?? []).filter((urn) => made.has(urn));
    const only = from.length === 1 ? made.get(from[0] as Urn) : undefined;
    return only && (named(only.inputs, "resourceGroupName") ?? named(only.outputs, "name") ?? `urn:${only.urn}`);
  };
  return {
    of,
    same(a, b) {
      const [one, other] = [of(a), of(b)];
      if (one === undefined || other === undefined) return undefined;
      // A name and a group whose name is not known yet may be the same.
      return one.startsWith("name:") === other.startsWith("name:") ? one === other : undefined;
    },
  };
}
