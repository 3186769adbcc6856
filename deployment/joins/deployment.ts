/** A deployment as carriers look at it: machines, groups, order, files of the program. */

import type { Str, Unknown as UnknownValue } from "../../interpreter/index.js";
import type { Addressee } from "../calls/call.js";
import type { Carrier, Join } from "../carriers/row.js";
import { typeName } from "../carriers/token.js";
import { PartialText, type Resource, type ResourceGraph, Unknown, type Urn } from "../graph.js";
import { Node } from "../node.js";
import { prerequisites } from "../order.js";
import { restoredText } from "../restored.js";
import { reachedBy } from "./addressees.js";
import { Addresses } from "./addresses.js";
import { type Machine, machineOf } from "./machines.js";
import type { ProjectFiles } from "./project-files.js";
import { type ResourceGroups, resourceGroups } from "./resource-groups.js";
import { StoredFiles } from "./stored-files.js";

export class Deployment {
  readonly machines: readonly Machine[];
  readonly groups: ResourceGroups;
  readonly stored: StoredFiles;
  readonly addresses: Addresses;
  readonly waitsFor: (urn: Urn) => ReadonlySet<Urn>;
  private readonly byUrn: ReadonlyMap<Urn, Machine>;

  constructor(
    readonly graph: ResourceGraph,
    readonly files: ProjectFiles,
  ) {
    this.machines = graph.resources.flatMap((resource) => machineOf(resource) ?? []);
    this.byUrn = new Map(this.machines.map((one) => [one.resource.urn, one]));
    this.stored = new StoredFiles(graph, files);
    this.groups = resourceGroups(graph);
    this.waitsFor = prerequisites(graph);
    this.addresses = new Addresses(graph, this.machines, this.waitsFor);
  }

  machine(urn: Urn): Machine | undefined {
    return this.byUrn.get(urn);
  }

  /** A decoded text with the program's unknown values put back into it. */
  restore(text: string): Str | UnknownValue {
    return restoredText(text, this.graph.holes);
  }

  /** The machines that a carrier reaches; null when one is made elsewhere or nobody knows which it is. */
  targets(resource: Resource, { join }: Carrier): readonly (Machine | null)[] {
    if (join.by === "self") return [this.machine(resource.urn) ?? null];
    if (join.by !== "machine") return [null];
    const several = this.listed(resource, join);
    return several.length > 0 ? several : [this.named(resource, join)];
  }

  /** The machines of a list: by the instances or tags in it, or by what the list was made from. */
  private listed(resource: Resource, { kinds, properties }: Extract<Join, { by: "machine" }>): Machine[] {
    const machines = this.machines.filter((one) => kinds.includes(one.kind));
    for (const property of properties) {
      const node = Node.root(resource).at(property);
      if (!node.isList) continue;
      const texts = node.items().flatMap((target) =>
        target
          .member("values")
          .items()
          .flatMap(({ text }) => text?.toLowerCase() ?? []),
      );
      const found = machines.filter((one) => texts.some((text) => one.names.includes(text) || one.tags.includes(text)));
      if (found.length > 0) return found;
      const from = resource.propertyDependencies.get(property) ?? [];
      const direct = machines.filter((one) => from.includes(one.resource.urn));
      if (direct.length > 1) return direct;
    }
    return [];
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
    // The engine names where an unknown value comes from: `web.id`.
    for (const property of properties) {
      const origins = new Set(originsOf(root.at(property)));
      const direct = machines.filter((one) => origins.has(one.resource.name));
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

  /**
   * The resource of some types that a property refers to: by what its value was made from, else by the id or name in it. Undefined: none of
   * the program's.
   */
  referred(node: Node, types: ReadonlySet<string>): Resource | undefined {
    const candidates = this.graph.resources.filter((one) => types.has(typeName(one.type)) && !one.external);
    if (candidates.length === 0) return undefined;
    const origins = new Set(originsOf(node));
    const named = candidates.filter((one) => origins.has(one.name));
    if (named.length === 1) return named[0];
    const text = node.text?.toLowerCase();
    if (text !== undefined) {
      const last = text.slice(text.lastIndexOf("/") + 1);
      return candidates.find((one) => namesOfResource(one).some((name) => name === text || name === last));
    }
    const from = node.resource.propertyDependencies.get(node.path.split(/[.[]/)[0] as string) ?? [];
    const direct = candidates.filter((one) => from.includes(one.urn));
    return direct.length === 1 ? direct[0] : undefined;
  }

  /** A resource of some types by a name or id. */
  resourceNamed(text: string, types: ReadonlySet<string>): Resource | undefined {
    const lower = text.toLowerCase();
    const last = lower.slice(lower.lastIndexOf("/") + 1);
    return this.graph.resources.find(
      (one) =>
        types.has(typeName(one.type)) && !one.external && namesOfResource(one).some((name) => name === lower || name === last),
    );
  }

  /** Azure's names are the same in any case, and unique only in a resource group; an id names the group as well. */
  private byName(resource: Resource, text: string, machines: readonly Machine[]): Machine | undefined {
    const group = /\/resourcegroups\/([^/]+)\//.exec(text.toLowerCase())?.[1];
    return this.theOne(text, machines, (one) =>
      group === undefined ? this.groups.same(resource, one.resource) : sameGroup(this.groups.of(one.resource), group),
    );
  }

  /** A machine by its name or id and, where it is known, its resource group. */
  inGroup(text: string, group: string | undefined, machines: readonly Machine[]): Machine | undefined {
    return this.theOne(text, machines, (one) =>
      group === undefined ? undefined : sameGroup(this.groups.of(one.resource), group),
    );
  }

  private theOne(
    text: string,
    machines: readonly Machine[],
    inGroup: (one: Machine) => boolean | undefined,
  ): Machine | undefined {
    const lower = text.toLowerCase();
    const whole = machines.filter((one) => one.names.includes(lower));
    const last = lower.slice(lower.lastIndexOf("/") + 1);
    const named = whole.length > 0 || last === lower ? whole : machines.filter((one) => one.names.includes(last));
    const near = named.map((one) => ({ one, same: inGroup(one) })).filter(({ same }) => same !== false);
    const certain = near.filter(({ same }) => same === true);
    const [found] = certain.length > 0 ? certain : near;
    return found && (certain.length === 1 || near.length === 1) ? found.one : undefined;
  }

  /** The one machine that a command names; undefined: several, none of the program's, or nobody knows. */
  addressed(to: Addressee, resource?: Resource): Machine | undefined {
    const reached = reachedBy(to, resource, this);
    return reached.length === 1 ? (reached[0]?.machine ?? undefined) : undefined;
  }

  resource(urn: Urn): Resource | undefined {
    return this.graph.resources.find((one) => one.urn === urn);
  }
}

function sameGroup(known: string | undefined, name: string): boolean | undefined {
  return known?.startsWith("name:") ? known === `name:${name}` : undefined;
}

/** Logical names of resources that the unknown parts of a value come from. */
function originsOf({ value }: Node): string[] {
  const parts = value instanceof Unknown ? [value] : value instanceof PartialText ? value.parts : [];
  return parts.flatMap((part) =>
    typeof part === "string" || part.origin === undefined ? [] : [part.origin.slice(0, part.origin.lastIndexOf("."))],
  );
}

function namesOfResource(resource: Resource): string[] {
  const names: string[] = typeof resource.id === "string" ? [resource.id.toLowerCase()] : [];
  for (const bag of [resource.inputs, resource.outputs])
    for (const [key, value] of bag)
      if (typeof value === "string" && (key === "id" || key === "arn" || key.toLowerCase().endsWith("name")))
        names.push(value.toLowerCase());
  return names;
}
