/** Which machines a command names: machines of the program, machines that are made elsewhere, or nobody knows. */

import type { Addressee } from "../calls/call.js";
import type { Layer } from "../decoding/layer.js";
import { PartialText, type PropertyValue, type Resource, Unknown } from "../graph.js";
import { isPropertyArray, isPropertyMap, reveal } from "../property-value.js";
import type { Deployment } from "./deployment.js";
import type { Machine } from "./machines.js";

export interface Reached {
  readonly machine: Machine | null;
  /** The name of a machine that is made elsewhere; undefined: nobody knows which it is. */
  readonly name: string | undefined;
  readonly group: string | undefined;
}

/** The machines that a command of a resource reaches: at least one. */
export function reachedBy(to: Addressee, resource: Resource | undefined, deployment: Deployment): Reached[] {
  const machines = deployment.machines.filter((one) => to.kinds.includes(one.kind));
  const origins = resource ? originsIn(resource) : new Map<string, string>();
  const group = to.group && !to.group.hasHoles ? to.group.text.toLowerCase() : undefined;
  const found: Reached[] = [];
  let open = to.names.length === 0;
  for (const name of to.names) {
    const machine = name.hasHoles ? byOrigin(name, origins, machines, deployment) : undefined;
    if (machine) found.push({ machine, name: undefined, group });
    else if (name.hasHoles) open = true;
    else {
      const named = machinesNamed(name.text, group, machines, deployment);
      for (const one of named) found.push({ machine: one, name: undefined, group });
      // A tag that no machine of the program has says nothing about which machine is meant.
      const behind =
        named.length === 0 && resource && to.kinds.length > 2 ? behindAddress(resource, machines, deployment) : undefined;
      if (behind) found.push({ machine: behind, name: undefined, group });
      else if (named.length === 0) {
        if (to.kinds.includes("ec2") && to.kinds.length === 1 && !/^m?i-[0-9a-f]+$/i.test(name.text)) open = true;
        else found.push({ machine: null, name: name.text, group: groupIn(name.text) ?? group });
      }
    }
  }
  if (!open) return found;
  const near = resource ? nearMachines(resource, machines) : [];
  const only = near.length === 1 ? near[0] : resource && behindAddress(resource, machines, deployment);
  return [...found, { machine: only ?? null, name: undefined, group }];
}

/** The machine whose address a resource was made from. */
function behindAddress(resource: Resource, machines: readonly Machine[], deployment: Deployment): Machine | undefined {
  const from = new Set([...[...resource.propertyDependencies.values()].flat(), ...resource.dependencies]);
  const found = new Set<Machine>();
  for (const urn of from) {
    const one = deployment.resource(urn);
    const machine = one && deployment.addresses.behind(one);
    if (machine && machines.includes(machine)) found.add(machine);
  }
  return found.size === 1 ? [...found][0] : undefined;
}

function groupIn(id: string): string | undefined {
  return /\/resourcegroups\/([^/]+)\//i.exec(id)?.[1]?.toLowerCase();
}

function machinesNamed(text: string, group: string | undefined, machines: readonly Machine[], deployment: Deployment): Machine[] {
  const one = deployment.inGroup(text, groupIn(text) ?? group, machines) ?? deployment.addresses.at(text);
  if (one && machines.includes(one)) return [one];
  const lower = text.toLowerCase();
  return machines.filter(({ tags }) => tags.includes(lower));
}

/** An unknown name that comes from a resource of the program. */
function byOrigin(
  name: Layer,
  origins: ReadonlyMap<string, string>,
  machines: readonly Machine[],
  deployment: Deployment,
): Machine | undefined {
  const { value } = name;
  const parts = "parts" in value && value.parts ? value.parts : [value];
  for (const part of parts) {
    if (typeof part === "string" || !("symbol" in part)) continue;
    const origin = origins.get(part.symbol);
    if (origin === undefined) continue;
    const named = origin.slice(0, origin.lastIndexOf("."));
    const machine = machines.find((one) => one.resource.name === named);
    if (machine) return machine;
    const held = deployment.graph.resources.find((one) => one.name === named);
    const behind = held && deployment.addresses.behind(held);
    if (behind && machines.includes(behind)) return behind;
  }
  return undefined;
}

/** Where the unknown values of a resource come from, by the symbol under which scripts see them. */
function originsIn(resource: Resource): Map<string, string> {
  const found = new Map<string, string>();
  const note = (one: Unknown): void => {
    if (one.origin !== undefined && one.identity !== undefined) found.set(`output:${one.identity}`, one.origin);
  };
  const visit = (given: PropertyValue, depth: number): void => {
    const { value } = reveal(given);
    if (value instanceof Unknown) note(value);
    else if (value instanceof PartialText) for (const part of value.parts) typeof part !== "string" && note(part);
    else if (depth < 8 && isPropertyArray(value)) for (const one of value) visit(one, depth + 1);
    else if (depth < 8 && isPropertyMap(value)) for (const one of value.values()) visit(one, depth + 1);
  };
  for (const value of resource.inputs.values()) visit(value, 0);
  return found;
}

/** Machines that the resource was made from or waits for. */
function nearMachines(resource: Resource, machines: readonly Machine[]): Machine[] {
  const before = new Set([...resource.dependencies, ...[...resource.propertyDependencies.values()].flat()]);
  return machines.filter(({ resource: { urn }, os }) => before.has(urn) && os !== "linux");
}
