import { concernsHosts, mayCarry } from "../../deployment/carriers/table.js";
import type { Resource, Urn } from "../../deployment/graph.js";
import type { Conventions } from "../../deployment/index.js";
import { decodeProperties } from "../../deployment/property-value.js";
import type { JudgedHost } from "../judged-host.js";

/** What the pack sees of a resource in either callback. */
export interface SeenResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly props: unknown;
}

/** A resource of the whole stack, with what it waits for. */
export interface StackResource extends SeenResource {
  readonly dependencies: readonly string[];
  readonly propertyDependencies: ReadonlyMap<string, readonly string[]>;
}

interface Recorded {
  readonly type: string;
  readonly name: string;
  readonly inputs: Resource["inputs"];
  /** What was registered before it: made once, because every later call goes through all of it. */
  readonly before: readonly Urn[];
}

/** Lists of this length for each of so many resources fit into memory. */
const MOST_BEFORE = 4000;

/**
 * The resources of one operation as they are analysed. All policies of the pack share it, so a resource is decoded once and a host is
 * analysed once for every state it is looked at in.
 */
export class Recorder {
  private readonly recorded = new Map<Urn, Recorded>();

  /** `conventions`: what the organisation says of its own code. */
  constructor(private readonly conventions: Conventions) {}

  private analysed: { readonly key: string; readonly hosts: Promise<readonly JudgedHost[]> } | null = null;

  /** Keeps a resource's inputs; the same resource again (another policy's call) changes nothing. */
  record(resource: SeenResource): void {
    if (this.recorded.has(resource.urn)) return;
    this.recorded.set(resource.urn, {
      type: resource.type,
      name: resource.name,
      inputs: decodeProperties(rawProperties(resource.props)),
      before: [...this.recorded.keys()].slice(-MOST_BEFORE),
    });
  }

  /**
   * Hosts as registered so far, this resource being the last: scripts run in the order in which they were registered. What other calls
   * register meanwhile is theirs to report.
   */
  soFar(last: Urn): Promise<readonly JudgedHost[]> {
    const resources: Resource[] = [];
    for (const [urn, recorded] of this.recorded) {
      resources.push(bare(urn, recorded, recorded.before, new Map()));
      if (urn === last) break;
    }
    return this.analyse(`update ${last}`, resources, last);
  }

  /** Hosts of the whole stack, with all edges. */
  ofStack(stack: readonly StackResource[]): Promise<readonly JudgedHost[]> {
    const resources = stack.flatMap((seen) => {
      const recorded = this.recorded.get(seen.urn);
      if (recorded) return [bare(seen.urn, recorded, seen.dependencies, seen.propertyDependencies)];
      if (!concernsHosts(seen.type))
        return [
          bare(
            seen.urn,
            { type: seen.type, name: seen.name, inputs: new Map(), before: [] },
            seen.dependencies,
            seen.propertyDependencies,
          ),
        ];
      // What is never analysed as a resource is only read: a machine that somebody else made.
      const read = { type: seen.type, name: seen.name, inputs: decodeProperties(rawProperties(seen.props)), before: [] };
      return [{ ...bare(seen.urn, read, seen.dependencies, seen.propertyDependencies), external: true }];
    });
    return this.analyse(`stack ${stack.map((seen) => seen.urn).join(" ")}`, resources);
  }

  /** @param only hosts that this resource is or reaches; left out: all */
  private analyse(key: string, resources: readonly Resource[], only?: Urn): Promise<readonly JudgedHost[]> {
    if (this.analysed?.key === key) return this.analysed.hosts;
    // The interpreter is loaded on the first script that the pack meets.
    const hosts = resources.some(({ type, inputs }) => mayCarry(type, inputs))
      ? import("./analysis.js").then(({ hostsAfter }) => hostsAfter(resources, this.conventions, only))
      : Promise.resolve([]);
    this.analysed = { key, hosts };
    return hosts;
  }
}

function bare(
  urn: Urn,
  { type, name, inputs }: Recorded,
  dependencies: readonly Urn[],
  propertyDependencies: ReadonlyMap<string, readonly Urn[]>,
): Resource {
  return {
    urn,
    type,
    name,
    custom: true,
    remote: false,
    external: false,
    id: undefined,
    parent: undefined,
    inputs,
    outputs: new Map(),
    dependencies,
    propertyDependencies,
    provider: undefined,
    options: {
      protect: false,
      ignoreChanges: [],
      replaceOnChanges: [],
      additionalSecretOutputs: [],
      deleteBeforeReplace: undefined,
      retainOnDelete: false,
      deletedWith: undefined,
      replaceWith: [],
      replacementTrigger: undefined,
      importId: undefined,
      timeouts: { create: undefined, update: undefined, delete: undefined },
    },
    source: undefined,
  };
}

/**
 * The properties behind the SDK's proxy, which throws when an unknown is read. A property's descriptor gives the plain value below it,
 * with the unknowns as their sentinels.
 */
function rawProperties(props: unknown): unknown {
  if (typeof props !== "object" || props === null) return {};
  const raw: [string, unknown][] = [];
  for (const key of Object.keys(props)) {
    const descriptor = Object.getOwnPropertyDescriptor(props, key);
    if (descriptor && "value" in descriptor) raw.push([key, descriptor.value as unknown]);
  }
  // `__proto__` as a property name stays a property.
  return Object.fromEntries(raw);
}
