import { EXISTING } from "../host/existing.js";
import { imageState } from "../host/images/image.js";
import type { InitialState } from "../host/initial.js";
import { HostState } from "../host/state.js";
import {
  analyzeHost,
  type HostAnalysis,
  type HostNote,
  NO_FILES,
  type Schedule,
  Str,
  Unknown as UnknownValue,
} from "../interpreter/index.js";
import type { Carried } from "./carried.js";
import { CARRIERS, HOSTS, type TargetKind } from "./carriers/table.js";
import { azureTypeName } from "./carriers/token.js";
import { PartialText, type Resource, type ResourceGraph, Unknown, type Urn } from "./graph.js";
import { restoreHoles } from "./holes.js";
import { ordersOf, prerequisites } from "./order.js";
import { carriedBy } from "./scripts.js";
import { emptySource, propertyAt } from "./text.js";

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
}

interface Target {
  readonly id: string;
  readonly machine: Resource | null;
  readonly carried: Carried[];
}

/** The Windows hosts of a deployment, by name. Machines that are known to run Linux are left out. */
export function hostsOf(graph: ResourceGraph): DeployedHost[] {
  const targets = new Map<string, Target>();
  for (const resource of graph.resources) {
    const host = hostKind(resource);
    if (host && !isLinux(resource)) targets.set(resource.urn, { id: resource.name, machine: resource, carried: [] });
  }
  const linux = new Set(
    graph.resources.filter((resource) => hostKind(resource) && isLinux(resource)).map((resource) => resource.urn),
  );
  for (const resource of graph.resources) {
    // What is only read sends nothing now.
    const carried = resource.external ? [] : carriedBy(resource);
    if (carried.length === 0) continue;
    const urn = machineOf(resource, graph);
    if (urn !== null && linux.has(urn)) continue;
    const key = urn ?? `name:${carrierTarget(resource)}:${targetName(resource) ?? resource.urn}`;
    let target = targets.get(key);
    if (!target) targets.set(key, (target = { id: namedTarget(resource), machine: null, carried: [] }));
    target.carried.push(...carried);
  }
  const waitsFor = prerequisites(graph);
  return [...targets.values()]
    .map((target) => hostOf(target, waitsFor))
    .concat(unseen(graph))
    .sort(compareHosts);
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
    }));
}

function hostOf(target: Target, waitsFor: (urn: Urn) => ReadonlySet<Urn>): DeployedHost {
  const carried = [...target.carried].sort(compareCarried);
  const schedule = ordersOf(
    carried.filter((one) => one.scripts.length > 0),
    (one, other) => runsBefore(one, other, waitsFor),
  ).map((order) => order.flatMap((one) => one.scripts));
  return {
    id: target.id,
    urn: target.machine?.urn ?? null,
    initial: target.machine ? initialOf(target.machine) : EXISTING,
    schedule,
    notes: target.carried.flatMap((one) => one.notes),
    carriers: [...new Set(target.carried.map((one) => one.resource))],
  };
}

function compareCarried(a: Carried, b: Carried): number {
  if (a.resource.urn !== b.resource.urn) return a.resource.urn < b.resource.urn ? -1 : 1;
  return a.index - b.index;
}

/**
 * Whether one carrier is certain to run before another. A scale set gives its extensions to every new machine: those that are resources of
 * their own come first or last there unless a name is waited for, though they are made after the scale set. Run commands need a machine.
 */
function runsBefore(one: Carried, other: Carried, waitsFor: (urn: Urn) => ReadonlySet<Urn>): boolean {
  const waited = other.extension?.after.some((name) => name.toLowerCase() === one.extension?.name.toLowerCase());
  if (waited === true) return true;
  const inline = one.extension?.inline === true || other.extension?.inline === true;
  if (inline && one.extension && other.extension) return false;
  return waitsFor(other.resource.urn).has(one.resource.urn);
}

function hostKind(resource: Resource): { readonly target: TargetKind; readonly nameProperty: string } | undefined {
  if (resource.external) return undefined;
  const name = azureTypeName(resource.type);
  return name === undefined ? undefined : HOSTS.get(name);
}

function carrierTarget(resource: Resource): TargetKind {
  const name = azureTypeName(resource.type) as string;
  return (CARRIERS.get(name) as { target: TargetKind }).target;
}

/** The machine that a carrier names: by what its target property was made from, else by the name itself. */
function machineOf(carrier: Resource, graph: ResourceGraph): Urn | null {
  if (hostKind(carrier)) return carrier.urn;
  const target = carrierTarget(carrier);
  const machines = graph.resources.filter((one) => hostKind(one)?.target === target);
  const from = carrier.propertyDependencies.get(target) ?? [];
  const direct = machines.filter((one) => from.includes(one.urn));
  if (direct.length === 1) return (direct[0] as Resource).urn;
  const name = propertyAt(carrier.inputs, [target]).value;
  if (typeof name === "string") {
    const named = machines.filter((one) => {
      const property = hostKind(one)?.nameProperty as string;
      return [one.inputs, one.outputs].some((bag) => [property, "name"].some((key) => propertyAt(bag, [key]).value === name));
    });
    if (named.length === 1) return (named[0] as Resource).urn;
  }
  // The name came through something else: a machine that the carrier waits for, if there is only one.
  const waited = machines.filter((one) => carrier.dependencies.includes(one.urn));
  return typeof name !== "string" && waited.length === 1 ? (waited[0] as Resource).urn : null;
}

function targetName(carrier: Resource): string | undefined {
  const { value } = propertyAt(carrier.inputs, [carrierTarget(carrier)]);
  return typeof value === "string" ? value : undefined;
}

function namedTarget(carrier: Resource): string {
  const { secret } = propertyAt(carrier.inputs, [carrierTarget(carrier)]);
  return (secret ? undefined : targetName(carrier)) ?? `machine of ${carrier.name}`;
}

// ---------------------------------------------------------------- images

const PROFILE: Readonly<Record<string, readonly string[]>> = {
  "compute:VirtualMachine": [],
  "compute:VirtualMachineScaleSet": ["virtualMachineProfile"],
};

/** What a machine is before its first script: its platform image, or nothing known. */
function initialOf(machine: Resource): InitialState {
  const below = PROFILE[azureTypeName(machine.type) ?? ""];
  if (!below) return EXISTING;
  const at = (name: string) => propertyAt(machine.inputs, [...below, "storageProfile", "imageReference", name]).value;
  const publisher = at("publisher");
  const offer = at("offer");
  const sku = at("sku");
  if (typeof publisher !== "string" || typeof offer !== "string" || typeof sku !== "string") return EXISTING;
  if (publisher.toLowerCase() !== "microsoftwindowsserver" || offer.toLowerCase() !== "windowsserver") return EXISTING;
  const profile = (name: string) => {
    const found = propertyAt(machine.inputs, [...below, "osProfile", name]);
    // A name that is a secret is as good as none.
    return typeof found.value === "string" && !found.secret ? found.value : undefined;
  };
  const administrator = profile("adminUsername");
  const computerName = profile("computerName");
  return (
    imageState(sku, {
      ...(administrator === undefined ? {} : { administrator }),
      ...(computerName === undefined ? {} : { computerName }),
    }) ?? EXISTING
  );
}

const LINUX_PUBLISHERS = new Set([
  "canonical",
  "redhat",
  "debian",
  "suse",
  "openlogic",
  "oracle",
  "almalinux",
  "resf",
  "microsoftcblmariner",
  "kinvolk",
  "credativ",
]);

function isLinux(machine: Resource): boolean {
  const below = PROFILE[azureTypeName(machine.type) ?? ""] ?? [];
  const at = (path: readonly string[]) => propertyAt(machine.inputs, [...below, ...path]).value;
  const os = at(["storageProfile", "osDisk", "osType"]);
  if (typeof os === "string") return os.toLowerCase() === "linux";
  if (at(["osProfile", "linuxConfiguration"]) !== undefined) return true;
  const publisher = at(["storageProfile", "imageReference", "publisher"]);
  return typeof publisher === "string" && LINUX_PUBLISHERS.has(publisher.toLowerCase());
}

// ---------------------------------------------------------------- analysis

/** What a host of a deployment will be. */
export function analyzeDeployedHost(host: DeployedHost, graph: ResourceGraph): HostAnalysis {
  return analyzeHost(HostState.from(host.initial), host.schedule, {
    files: NO_FILES,
    notes: host.notes,
    restore: (text) => restored(text, graph.holes),
  });
}

/** What the scripts of a host are given as arguments, as far as it is known. */
export function argumentTexts(host: DeployedHost): string[] {
  return host.schedule
    .flat()
    .flatMap(({ args }) => (args ?? []).flatMap(({ value }) => (value instanceof Str ? [value.value] : [])));
}

function restored(text: string, holes: ResourceGraph["holes"]): Str | UnknownValue {
  const found = restoreHoles(text, holes);
  if (typeof found === "string") return new Str(found);
  const parts = (found instanceof PartialText ? found.parts : [found]).map((part) =>
    part instanceof Unknown ? interpreterValue(part) : part,
  );
  const first = parts.find((part): part is UnknownValue => typeof part !== "string") as UnknownValue;
  return new UnknownValue(
    first.cause,
    first.why,
    `decoded:${parts.map((part) => (typeof part === "string" ? part.length : part.symbol)).join("+")}`,
    null,
    "System.String",
    parts,
  );
}

function interpreterValue(unknown: Unknown): UnknownValue {
  return new UnknownValue(
    unknown.cause,
    unknown.origin ?? "a value that the deployment learns later",
    `output:${unknown.origin ?? "?"}`,
    null,
    "System.String",
  );
}
