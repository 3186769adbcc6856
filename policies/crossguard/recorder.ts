import { analyzeDeployedHost, decodeProperties, hostsOf, type Resource, type ResourceGraph, type Urn } from "../../deployment/index.js";
import { azureTypeName } from "../../deployment/carriers/token.js";
import { CARRIERS, HOSTS } from "../../deployment/carriers/table.js";
import type { JudgedHost } from "../judge.js";

/** What the pack sees of a resource in either callback. */
export interface SeenResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly props: unknown;
}

export interface SeenEdges {
  readonly urn: string;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: ReadonlyMap<string, readonly string[]>;
  readonly parent: string | undefined;
}

/** Whether a resource is a host or sends something to one. */
export function concerns(type: string): boolean {
  const name = azureTypeName(type);
  return name !== undefined && (HOSTS.has(name) || CARRIERS.has(name));
}

/**
 * The resources of one operation as they are analysed. All policies of the pack share it, so a resource is decoded once and a host is
 * analysed once for every state it is looked at in.
 */
export class Recorder {
  private readonly inputs = new Map<Urn, { readonly type: string; readonly name: string; readonly properties: Resource["inputs"] }>();
  private analysed: { readonly key: string; readonly hosts: readonly JudgedHost[] } | null = null;
  private revision = 0;

  /** Keeps a resource's inputs; the same resource again (another policy's call) changes nothing. */
  record(resource: SeenResource): void {
    if (this.inputs.has(resource.urn)) return;
    this.inputs.set(resource.urn, { type: resource.type, name: resource.name, properties: decodeProperties(rawProperties(resource.props)) });
    this.revision++;
  }

  /** Hosts as registered so far: scripts run in the order in which they were registered. */
  soFar(): readonly JudgedHost[] {
    const before: Urn[] = [];
    const resources = [...this.inputs].map(([urn, { type, name, properties }]) => {
      const resource = bare(urn, type, name, properties, [...before], new Map());
      before.push(urn);
      return resource;
    });
    return this.analyse(`update:${this.revision}`, resources);
  }

  /** Hosts of the whole stack, with all edges. */
  ofStack(edges: readonly SeenEdges[]): readonly JudgedHost[] {
    const resources = edges.flatMap((edge) => {
      const seen = this.inputs.get(edge.urn);
      const parsed = seen ?? { type: typeOf(edge.urn), name: edge.urn.split("::").pop() ?? edge.urn, properties: new Map() };
      return [bare(edge.urn, parsed.type, parsed.name, parsed.properties, edge.dependencies, edge.propertyDependencies)];
    });
    return this.analyse(`stack:${this.revision}:${edges.length}`, resources);
  }

  private analyse(key: string, resources: readonly Resource[]): readonly JudgedHost[] {
    if (this.analysed?.key === key) return this.analysed.hosts;
    const graph: ResourceGraph = { project: "", stack: "", resources, directory: undefined, messages: [], notes: [], holes: new Map() };
    const hosts = hostsOf(graph)
      .filter((host) => host.carriers.length > 0)
      .map((host): JudgedHost => {
        const { state, ending } = analyzeDeployedHost(host, graph);
        return { id: host.id, urn: host.urn ?? host.carriers[0]?.urn ?? null, state, ending };
      });
    this.analysed = { key, hosts };
    return hosts;
  }
}

function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").pop() ?? "";
}

function bare(urn: Urn, type: string, name: string, inputs: Resource["inputs"], dependencies: readonly Urn[], propertyDependencies: ReadonlyMap<string, readonly Urn[]>): Resource {
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
  return Object.fromEntries(raw);
}
