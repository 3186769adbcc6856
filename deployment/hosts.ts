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
  const groups = resourceGroups(graph);
  for (const resource of graph.resources) {
    // What is only read sends nothing now.
    const carried = resource.external ? [] : carriedBy(resource);
    if (carried.length === 0) continue;
    const urn = machineOf(resource, graph, groups);
    if (urn !== null && linux.has(urn)) continue;
    const key = urn ?? elsewhereKey(resource, groups);
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
function machineOf(carrier: Resource, graph: ResourceGraph, groups: ResourceGroups): Urn | null {
  if (hostKind(carrier)) return carrier.urn;
  const target = carrierTarget(carrier);
  const machines = graph.resources.filter((one) => hostKind(one)?.target === target);
  const from = carrier.propertyDependencies.get(target) ?? [];
  const direct = machines.filter((one) => from.includes(one.urn));
  if (direct.length === 1) return (direct[0] as Resource).urn;
  const name = propertyAt(carrier.inputs, [target]).value;
  if (typeof name === "string") {
    // Azure's names are the same in any case, and unique only in a resource group.
    const named = machines.filter((one) => isNamed(one, name));
    const near = named.map((one) => ({ one, same: groups.same(carrier, one) })).filter(({ same }) => same !== false);
    const certain = near.filter(({ same }) => same === true);
    const [found] = certain.length > 0 ? certain : near;
    if (found && (certain.length === 1 || near.length === 1)) return found.one.urn;
  }
  // The name came through something else: a machine that the carrier waits for, if there is only one.
  const waited = machines.filter((one) => carrier.dependencies.includes(one.urn));
  return typeof name !== "string" && waited.length === 1 ? (waited[0] as Resource).urn : null;
}

function isNamed(machine: Resource, name: string): boolean {
  const property = hostKind(machine)?.nameProperty as string;
  return [machine.inputs, machine.outputs].some((bag) =>
    [property, "name"].some((key) => {
      const { value } = propertyAt(bag, [key]);
      return typeof value === "string" && value.toLowerCase() === name.toLowerCase();
    }),
  );
}

/** A machine that is made elsewhere is known by its name and group. */
function elsewhereKey(carrier: Resource, groups: ResourceGroups): string {
  const name = targetName(carrier);
  if (name === undefined) return `of:${carrier.urn}`;
  return `name:${carrierTarget(carrier)}:${groups.of(carrier) ?? "?"}:${name.toLowerCase()}`;
}

interface ResourceGroups {
  /** What the resource group of a resource is known by: its name, or the resource that makes it; undefined: nobody knows. */
  of(resource: Resource): string | undefined;
  /** Whether two resources lie in one group; undefined: nobody knows. */
  same(a: Resource, b: Resource): boolean | undefined;
}

function resourceGroups(graph: ResourceGraph): ResourceGroups {
  const made = new Map(
    graph.resources.filter((one) => azureTypeName(one.type) === "resources:ResourceGroup").map((one) => [one.urn, one]),
  );
  const named = (bag: Resource["inputs"], key: string): string | undefined => {
    const { value } = propertyAt(bag, [key]);
    return typeof value === "string" ? `name:${value.toLowerCase()}` : undefined;
  };
  const of = (resource: Resource): string | undefined => {
    const literal = named(resource.inputs, "resourceGroupName");
    if (literal !== undefined) return literal;
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
    `output:${unknown.identity ?? unknown.origin ?? "?"}`,
    null,
    "System.String",
  );
}
