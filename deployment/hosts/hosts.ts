/** The Windows hosts of a deployment, and what each is sent, in its orders. */

import { EXISTING } from "../../host/existing.js";
import type { InitialState } from "../../host/initial.js";
import { HostState } from "../../host/state.js";
import {
  analyzeHost,
  type HostAnalysis,
  type HostFile,
  type HostNote,
  type HostScript,
  NO_FILES,
  type RemoteCall,
  type Schedule,
  Str,
  type Unknown as UnknownValue,
} from "../../interpreter/index.js";
import { type Conventions, NO_CONVENTIONS } from "../../interpreter/machine/conventions.js";
import { expandedGraph } from "../arm/expand.js";
import { carriersOf } from "../carriers/table.js";
import type { Resource, ResourceGraph, Urn } from "../graph.js";
import { Deployment } from "../joins/deployment.js";
import { NO_PROJECT_FILES, type ProjectFiles } from "../joins/project-files.js";
import { exposureOf, type PortExposure } from "../network/exposure.js";
import { ordersOf } from "../order.js";
import type { Carried } from "../reading/carried.js";
import { restoredText } from "../restored.js";
import { emptySource, urnOf } from "../text.js";
import { type Target, Targets } from "./targets.js";

/** A Windows host that a deployment makes or reaches, and what it is sent. */
export interface DeployedHost {
  /** Logical name of the machine's resource, or the name by which carriers name it. */
  readonly id: string;
  /** URN of the machine; null when it is made elsewhere. */
  readonly urn: Urn | null;
  readonly initial: InitialState;
  readonly schedule: Schedule;
  readonly notes: readonly HostNote[];
  readonly carriers: readonly Resource[];
  /** What an address on the network gives, as far as the deployment says. */
  readonly web: (url: string) => Str | UnknownValue | undefined;
  /** From where its ports can be reached; null: nothing is known of the network around it. */
  readonly exposure: () => readonly PortExposure[] | null;
  /** The hosts that commands of its scripts reach through a cloud, with what these send. */
  readonly reach: (calls: readonly RemoteCall[]) => DeployedHost[];
}

/** The Windows hosts of a deployment, by name. Machines that are known to run Linux are left out. */
export function hostsOf(given: ResourceGraph, files: ProjectFiles = NO_PROJECT_FILES): DeployedHost[] {
  const graph = expandedGraph(given);
  const deployment = new Deployment(graph, files);
  const targets = new Targets(deployment);
  for (const resource of graph.resources) {
    // What is only read sends nothing now.
    if (resource.external) continue;
    for (const carrier of carriersOf(resource.type)) targets.place(resource, carrier);
  }
  addImages(deployment, targets.byKey);
  const reach = (calls: readonly RemoteCall[]) => targets.send(calls).map((target) => hostOf(target, deployment, reach));
  return [...targets.byKey.values()]
    .filter(
      ({ machine, carried }) =>
        machine === null ||
        machine.os === "windows" ||
        machine.kind === "vm" ||
        machine.kind === "scale-set" ||
        machine.kind === "arc" ||
        carried.length > 0,
    )
    .map((target) => hostOf(target, deployment, reach))
    .concat(unseen(graph))
    .sort(compareHosts);
}

/** A machine made from an image that the program builds has what was done to the image. */
function addImages(deployment: Deployment, targets: ReadonlyMap<string, Target>): void {
  const built = [...targets.values()].filter(({ machine, carried }) => machine?.kind === "image-template" && carried.length > 0);
  for (const { machine, carried } of targets.values()) {
    if (machine === null || machine.kind === "image-template" || machine.shape.image === null) continue;
    // An image of its own is named by an id, not by publisher and offer.
    const image = machine.root.at(machine.shape.image);
    if (!image.member("id").present && !machine.shape.imageText.some((path) => machine.root.at(path).present)) continue;
    const waits = deployment.waitsFor(machine.resource.urn);
    for (const one of built)
      if (one.machine && waits.has(one.machine.resource.urn))
        carried.push(...one.carried.filter(({ stage }) => stage === "build"));
  }
}

function compareHosts(a: DeployedHost, b: DeployedHost): number {
  const [one, other] = a.id !== b.id ? [a.id, b.id] : [a.urn ?? "", b.urn ?? ""];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Components that run in another process: whether they make hosts, and what they send to them, is not seen here. */
function unseen(graph: ResourceGraph): DeployedHost[] {
  return graph.resources
    .filter((resource) => resource.remote && !resource.custom && !resource.external)
    .map((resource) => ({
      id: resource.name,
      urn: resource.urn,
      initial: EXISTING,
      schedule: [[]],
      notes: [
        {
          cause: "opaque",
          affects: "all",
          why: `what the component ${resource.type} makes is not seen`,
          place: emptySource({ resource, path: "" }, false),
        },
      ],
      carriers: [],
      web: () => undefined,
      exposure: () => null,
      reach: () => [],
    }));
}

function hostOf(target: Target, deployment: Deployment, reach: DeployedHost["reach"]): DeployedHost {
  const carried = [...target.carried].sort(compareCarried);
  const files = carried.flatMap((one) => one.files ?? []);
  const orders = ordersOf(
    carried.filter((one) => one.scripts.length > 0),
    (one, other) => runsBefore(one, other, deployment.waitsFor),
  );
  // What may not be made at all runs in some worlds only.
  const fewer = orders.map((order) => order.filter((one) => one.resource.within?.maybe !== true && one.maybe !== true));
  const all = fewer.some((order, index) => order.length < (orders[index] as Carried[]).length) ? [...orders, ...fewer] : orders;
  const schedule = all.map((order) => withFiles(order.flatMap(scriptsOf), files));
  const addresses = carried.flatMap((one) => one.addresses ?? []);
  return {
    id: target.id,
    urn: target.machine?.resource.urn ?? null,
    initial: target.machine?.initial ?? EXISTING,
    schedule,
    notes: target.carried.flatMap((one) => one.notes),
    carriers: [...new Set(target.carried.map((one) => one.resource))],
    web: (url) => {
      const own = addresses.find(({ address }) => url.split("?")[0]?.toLowerCase() === address.toLowerCase());
      if (own) return own.content;
      const content = deployment.stored.contentOfAddress(url);
      return content instanceof Uint8Array ? undefined : content;
    },
    exposure: () => (target.machine ? exposureOf(target.machine, deployment) : null),
    reach,
  };
}

function scriptsOf({ scripts, resource }: Carried): HostScript[] {
  const carrier = urnOf({ resource, path: "" });
  return scripts.map((script) => ({ ...script, carrier }));
}

/** Files that are there from the start come with the first script. */
function withFiles(order: readonly HostScript[], files: readonly HostFile[]): readonly HostScript[] {
  const [first, ...rest] = order;
  return first === undefined || files.length === 0 ? order : [{ ...first, files: [...files, ...(first.files ?? [])] }, ...rest];
}

function compareCarried(a: Carried, b: Carried): number {
  if (a.resource.urn !== b.resource.urn) return a.resource.urn < b.resource.urn ? -1 : 1;
  return a.index - b.index;
}

/** Stages that are over before the next one begins; from the first logon on, things overlap. */
const FINISHED_FIRST: ReadonlySet<Carried["stage"]> = new Set(["build", "provision"]);

/**
 * Whether one carrier is certain to run before another. A scale set gives its extensions to every new machine: those that are resources of
 * their own come first or last there unless a name is waited for, though they are made after the scale set. Run commands need a machine.
 */
function runsBefore(one: Carried, other: Carried, waitsFor: (urn: Urn) => ReadonlySet<Urn>): boolean {
  if (one.stage !== other.stage) {
    if (FINISHED_FIRST.has(one.stage)) return !(FINISHED_FIRST.has(other.stage) && other.stage === "build");
    if (FINISHED_FIRST.has(other.stage)) return false;
  }
  const waited = other.extension?.after.some((name) => name.toLowerCase() === one.extension?.name.toLowerCase());
  if (waited === true) return true;
  const inline = one.extension?.inline === true || other.extension?.inline === true;
  if (inline && one.extension && other.extension) return false;
  if (one.resource === other.resource)
    return one.stage === other.stage && one.extension === null && other.extension === null && one.index < other.index;
  return waitsFor(other.resource.urn).has(one.resource.urn);
}

// ---------------------------------------------------------------- analysis

/** What a host of a deployment will be. */
function analyzeDeployedHost(host: DeployedHost, graph: ResourceGraph, conventions: Conventions): HostAnalysis {
  return analyzeHost(HostState.from(host.initial), host.schedule, {
    files: NO_FILES,
    notes: host.notes,
    web: host.web,
    conventions,
    open: openTexts(host),
    restore: (text) => restoredText(text, graph.holes),
  });
}

/** More rounds than this of hosts that send something to hosts are not followed. */
const MOST_ROUNDS = 4;

/** Hosts with what they will be, also those that scripts of others reach. `hosts` are the ones to look at first. */
export function analyzeDeployedHosts(
  hosts: readonly DeployedHost[],
  graph: ResourceGraph,
  conventions: Conventions = NO_CONVENTIONS,
): { readonly host: DeployedHost; readonly analysis: HostAnalysis }[] {
  const found = new Map<string, { readonly host: DeployedHost; readonly analysis: HostAnalysis }>();
  let waiting: readonly DeployedHost[] = hosts;
  for (let round = 0; waiting.length > 0; round++) {
    const reached = new Map<string, DeployedHost>();
    for (const host of waiting) {
      const analysis = analyzeDeployedHost(host, graph, conventions);
      found.set(keyOf(host), { host, analysis });
      if (analysis.calls.length > 0 && round < MOST_ROUNDS)
        for (const one of host.reach(analysis.calls)) reached.set(keyOf(one), one);
    }
    waiting = [...reached.values()];
  }
  return [...found.values()].sort((one, other) => compareHosts(one.host, other.host));
}

function keyOf({ id, urn, carriers }: DeployedHost): string {
  return urn ?? `${id}\n${carriers[0]?.urn ?? ""}`;
}

/** Where files come from that are not at hand. */
function openTexts({ schedule }: DeployedHost): string[] {
  const files = schedule.flat().flatMap((script) => script.files ?? []);
  return files.flatMap(({ content }) => (content instanceof Uint8Array || content instanceof Str ? [] : [content.why]));
}

/** What the scripts of a host are given as arguments, as far as it is known. */
export function argumentTexts(host: DeployedHost): string[] {
  return host.schedule
    .flat()
    .flatMap(({ args }) =>
      (args === undefined || args === "unknown" ? [] : args).flatMap(({ value }) => (value instanceof Str ? [value.value] : [])),
    );
}
