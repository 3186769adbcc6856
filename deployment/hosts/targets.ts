/** Hosts while they are put together: what each carrier sends is placed at the machines that it reaches. */

import type { RemoteCall } from "../../interpreter/index.js";
import { callOf, sentBy } from "../calls/index.js";
import type { Carrier } from "../carriers/row.js";
import type { Resource } from "../graph.js";
import { type Reached, reachedBy } from "../joins/addressees.js";
import type { Deployment } from "../joins/deployment.js";
import type { Machine } from "../joins/machines.js";
import { Node } from "../node.js";
import type { Carried } from "../reading/carried.js";
import { READERS } from "../reading/readers.js";

export interface Target {
  readonly id: string;
  readonly machine: Machine | null;
  readonly carried: Carried[];
}

export class Targets {
  readonly byKey = new Map<string, Target>();
  /** Calls that were sent on, so that none is twice. */
  private readonly done = new Set<string>();

  constructor(private readonly deployment: Deployment) {
    // Machines of kinds that are mostly Linux elsewhere count as hosts only once something for Windows reaches them.
    for (const machine of deployment.machines)
      if (machine.os !== "linux") this.byKey.set(machine.resource.urn, { id: machine.resource.name, machine, carried: [] });
  }

  /** What a carrier sends, at the machines that it goes to. */
  place(resource: Resource, carrier: Carrier): void {
    const { deployment } = this;
    const machines = deployment.targets(resource, carrier);
    for (const machine of machines) {
      if (machine?.os === "linux") continue;
      const all = READERS[carrier.reading]({ deployment, resource, root: Node.root(resource), carrier, machine });
      for (const carried of all) {
        if (carried.to)
          for (const reached of reachedBy(carried.to, resource, deployment))
            this.add(this.keyOf(reached, carried), reached, carried);
        else {
          const key = machine?.resource.urn ?? elsewhereKey(resource, carrier, deployment);
          this.put(key, namedTarget(resource, carrier), machine, carried);
        }
      }
    }
  }

  /** What commands of a host's scripts send to hosts; gives those that are reached. */
  send(calls: readonly RemoteCall[]): Target[] {
    const found = new Set<Target>();
    for (const remote of calls) {
      const resource = this.deployment.resource(remote.at.source.place.resource ?? "");
      if (!resource) continue;
      const { line, column } = remote.at.origin;
      for (const [index, sent] of sentBy(callOf(remote), this.deployment).entries()) {
        const call = `${resource.urn}|${remote.tool}|${line}:${column}|${index}|${sent.to.names.map(({ text }) => text).join()}`;
        if (this.done.has(call) || sent.scripts.length + sent.notes.length === 0) continue;
        this.done.add(call);
        const carried: Carried = {
          resource,
          index: MOST_OWN + this.done.size,
          stage: "run-command",
          extension: null,
          scripts: sent.scripts,
          notes: sent.notes,
          to: sent.to,
          maybe: remote.maybe,
        };
        for (const reached of reachedBy(sent.to, resource, this.deployment)) {
          const target = this.add(this.keyOf(reached, carried), reached, carried);
          if (target) found.add(target);
        }
      }
    }
    return [...found];
  }

  private keyOf({ machine, name, group }: Reached, { to, resource }: Carried): string {
    if (machine) return machine.resource.urn;
    if (name === undefined) return `of:${resource.urn}`;
    const last = name.slice(name.lastIndexOf("/") + 1).toLowerCase();
    const place = group === undefined ? (this.deployment.groups.of(resource) ?? "?") : `name:${group}`;
    return `name:${to?.kinds[0]}:${place}:${last}`;
  }

  private add(key: string, { machine, name }: Reached, carried: Carried): Target | undefined {
    if (machine?.os === "linux") return undefined;
    const id = name === undefined ? `hosts of ${carried.resource.name}` : name.slice(name.lastIndexOf("/") + 1);
    return this.put(key, id, machine, carried);
  }

  private put(key: string, id: string, machine: Machine | null, carried: Carried): Target {
    let target = this.byKey.get(key);
    if (!target) this.byKey.set(key, (target = { id, machine, carried: [] }));
    target.carried.push(carried);
    return target;
  }
}

/** What commands send comes behind what a resource itself sends. */
const MOST_OWN = 1_000_000;

/** A machine that is made elsewhere is known by its name and group. */
function elsewhereKey(resource: Resource, carrier: Carrier, { groups }: Deployment): string {
  const name = targetName(resource, carrier);
  if (name === undefined || carrier.join.by !== "machine") return `of:${resource.urn}`;
  return `name:${carrier.join.kinds[0]}:${groups.of(resource) ?? "?"}:${name.text.toLowerCase()}`;
}

function targetName(resource: Resource, { join }: Carrier): { readonly text: string; readonly secret: boolean } | undefined {
  if (join.by !== "machine") return undefined;
  const root = Node.root(resource);
  for (const property of join.properties) {
    const node = root.at(property);
    if (typeof node.value === "string" && node.value !== "") return { text: node.value, secret: node.secret };
  }
  return undefined;
}

function namedTarget(resource: Resource, carrier: Carrier): string {
  const name = targetName(resource, carrier);
  if (name !== undefined && !name.secret) return name.text.slice(name.text.lastIndexOf("/") + 1);
  return carrier.join.by === "nowhere" ? `hosts of ${resource.name}` : `machine of ${resource.name}`;
}
