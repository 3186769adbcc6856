/** A deployment as carriers look at it: machines, groups, order, files of the program. */

import type { Str, Unknown as UnknownValue } from "../../interpreter/index.js";
import type { Carrier, Join } from "../carriers/row.js";
import type { Resource, ResourceGraph, Urn } from "../graph.js";
import { Node } from "../node.js";
import { prerequisites } from "../order.js";
import { restoredText } from "../restored.js";
import { type Machine, machineOf } from "./machines.js";
import type { ProjectFiles } from "./project-files.js";
import { type ResourceGroups, resourceGroups } from "./resource-groups.js";
import { StoredFiles } from "./stored-files.js";

export class Deployment {
  readonly machines: readonly Machine[];
  readonly groups: ResourceGroups;
  readonly stored: StoredFiles;
  readonly waitsFor: (urn: Urn) => ReadonlySet<Urn>;
  private readonly byUrn: ReadonlyMap<Urn, Machine>;

  constructor(
    readonly graph: ResourceGraph,
    files: ProjectFiles,
  ) {
    this.machines = graph.resources.flatMap((resource) => machineOf(resource) ?? []);
    this.byUrn = new Map(this.machines.map((one) => [one.resource.urn, one]));
    this.stored = new StoredFiles(graph, files);
    this.groups = resourceGroups(graph);
    this.waitsFor = prerequisites(graph);
  }

  machine(urn: Urn): Machine | undefined {
    return this.byUrn.get(urn);
  }

  /** A decoded text with the program's unknown values put back into it. */
  restore(text: string): Str | UnknownValue {
    return restoredText(text, this.graph.holes);
  }

  /** The machine that a carrier reaches; null when it is made elsewhere or nobody knows which it is. */
  target(resource: Resource, { join }: Carrier): Machine | null {
    if (join.by === "self") return this.machine(resource.urn) ?? null;
    return join.by === "machine" ? this.named(resource, join) : null;
  }

  /** By what the property was made from, else by the name or id in it, else by what the carrier waits for. */
  private named(resource: Resource, { kinds, properties }: Extract<Join, { by: "machine" }>): Machine | null {
    const machines = this.machines.filter((one) => kinds.includes(one.kind));
    if (machines.length === 0) return null;
    const root = Node.root(resource);
    for (const property of properties) {
      const from = resource.propertyDependencies.get(property.split(".")[0] as string) ?? [];
      const direct = machines.filter((one) => from.includes(one.resource.urn));
      if (direct.length === 1) return direct[0] as Machine;
    }
    let given = false;
    for (const property of properties) {
      const text = root.at(property).text;
      if (text === undefined) continue;
      given = true;
      const found = this.byName(resource, text, machines);
      if (found) return found;
    }
    if (given) return null;
    // The name came through something else: a machine that the carrier waits for, if there is only one.
    const waited = machines.filter((one) => resource.dependencies.includes(one.resource.urn));
    return waited.length === 1 ? (waited[0] as Machine) : null;
  }

  /** Azure's names are the same in any case, and unique only in a resource group; an id names the group as well. */
  private byName(resource: Resource, text: string, machines: readonly Machine[]): Machine | undefined {
    const lower = text.toLowerCase();
    const whole = machines.filter((one) => one.names.includes(lower));
    const last = lower.slice(lower.lastIndexOf("/") + 1);
    const named = whole.length > 0 || last === lower ? whole : machines.filter((one) => one.names.includes(last));
    const group = /\/resourcegroups\/([^/]+)\//.exec(lower)?.[1];
    const near = named
      .map((one) => ({
        one,
        same: group === undefined ? this.groups.same(resource, one.resource) : sameGroup(this.groups.of(one.resource), group),
      }))
      .filter(({ same }) => same !== false);
    const certain = near.filter(({ same }) => same === true);
    const [found] = certain.length > 0 ? certain : near;
    return found && (certain.length === 1 || near.length === 1) ? found.one : undefined;
  }
}

function sameGroup(known: string | undefined, name: string): boolean | undefined {
  return known?.startsWith("name:") ? known === `name:${name}` : undefined;
}
