/** Whether a second pass over the program could change what is judged: each costs as much as the first. */

import { MACHINE_SHAPES } from "../deployment/carriers/machines.js";
import { carriersOf, concernsHosts } from "../deployment/carriers/table.js";
import { typeName } from "../deployment/carriers/token.js";
import type { PropertyValue, Resource, Urn } from "../deployment/graph.js";
import { containsUnknown } from "../deployment/property-value.js";

/** Where a machine stands and what it is connected to: nothing that a host is judged by. */
const ASIDE: ReadonlySet<string> = new Set([
  "resourceGroupName",
  "resourceGroup",
  "location",
  "tags",
  "zones",
  "identity",
  "networkProfile",
  "networkInterfaceIds",
  "subnetId",
  "securityGroups",
  "vpcSecurityGroupIds",
  "availabilitySet",
  "diagnosticsProfile",
]);

/**
 * @param resources what the preview registered
 * @param skipped whether it left out callbacks of the program: they may make resources
 */
export function needsSecondPass(resources: readonly Resource[], skipped: boolean): boolean {
  if (skipped) return true;
  const types = new Map<Urn, string>(resources.map(({ urn, type }) => [urn, type]));
  return resources.some((resource) => !resource.external && concernsHosts(resource.type) && mattersAndIsUnknown(resource, types));
}

function mattersAndIsUnknown({ type, inputs, propertyDependencies }: Resource, types: ReadonlyMap<Urn, string>): boolean {
  const joins = new Set(carriersOf(type).flatMap(({ join }) => (join.by === "machine" ? join.properties : [])));
  return [...inputs].some(([name, value]: [string, PropertyValue]) => {
    if (ASIDE.has(name) || !containsUnknown(value)) return false;
    if (!joins.has(name)) return true;
    // A name that comes from one machine says which it is, whatever the name will be.
    const [from, ...others] = propertyDependencies.get(name) ?? [];
    return from === undefined || others.length > 0 || !MACHINE_SHAPES.has(typeName(types.get(from) ?? ""));
  });
}
