/** Which provider manages a resource (pulumi/pulumi `pkg/resource/deploy/source_eval.go`). */

import { randomUUID } from "node:crypto";
import type { ReadResourceRequest, RegisterPackageRequest, RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { Urn } from "../deployment/graph.js";
import { makeUrn } from "../deployment/urn.js";
import { NO_OPTIONS, nonEmpty, type Registration, unknownOutput } from "./registration.js";
import { type Raw, secretOf } from "./state.js";

export interface ProviderContext {
  readonly project: string;
  readonly stack: string;
  readonly configuration: ReadonlyMap<string, { readonly text: string; readonly secret: boolean }>;
  /** All resources so far; default providers are added to it on first use. */
  readonly resources: Map<Urn, Registration>;
}

export class Providers {
  readonly #context: ProviderContext;
  readonly #versions = new Map<string, string>();

  constructor(context: ProviderContext) {
    this.#context = context;
  }

  /** Returns the reference by which requests name the package. */
  addPackage(request: RegisterPackageRequest): string {
    const reference = randomUUID();
    this.#versions.set(reference, request.getParameterization()?.getVersion() ?? request.getVersion());
    return reference;
  }

  /** The provider that a resource names, one of its parents' for the package, or the package's default provider; none for components and Pulumi's own types. */
  of(request: RegisterResourceRequest | ReadResourceRequest, parent: Urn | undefined): Urn | undefined {
    const later = request as Partial<RegisterResourceRequest>;
    const isManaged = later.getCustom === undefined || later.getCustom() || (later.getRemote?.() ?? false);
    const packageName = request.getType().split(":")[0] ?? "";
    if (!isManaged || packageName === "pulumi") return undefined;
    const reference = nonEmpty(request.getProvider());
    if (reference !== undefined) return referencedUrn(reference);
    for (let at = parent; at !== undefined; ) {
      const above = this.#context.resources.get(at);
      const inherited = above?.providers.get(packageName);
      if (inherited !== undefined) return referencedUrn(inherited);
      at = above?.parent;
    }
    return this.#default(packageName, this.#versions.get(later.getPackageref?.() ?? "") ?? request.getVersion());
  }

  #default(packageName: string, version: string): Urn {
    const { stack, project, configuration, resources } = this.#context;
    const type = `pulumi:providers:${packageName}`;
    const name = version === "" ? "default" : `default_${version.replace(/[.+-]/g, "_")}`;
    const urn = makeUrn(stack, project, undefined, type, name);
    if (resources.has(urn)) return urn;
    const raw = Object.create(null) as Raw;
    for (const [key, { text, secret }] of configuration) {
      if (key.startsWith(`${packageName}:`)) raw[key.slice(packageName.length + 1)] = secret ? secretOf(text) : text;
    }
    if (version !== "") raw.version = version;
    resources.set(urn, {
      urn,
      type,
      name,
      custom: true,
      remote: false,
      external: false,
      rawId: unknownOutput(name, "id"),
      parent: undefined,
      raw,
      state: new Map(Object.entries(raw)),
      dependencies: [],
      propertyDependencies: new Map(),
      provider: undefined,
      providers: new Map(),
      options: NO_OPTIONS,
      source: undefined,
    });
    return urn;
  }
}

/** Package → provider reference, as a component gives them to its children. */
export function providersOf(request: RegisterResourceRequest): ReadonlyMap<string, string> {
  const providers = new Map<string, string>();
  (request as Partial<RegisterResourceRequest>).getProvidersMap?.().forEach((reference, name) => providers.set(name, reference));
  return providers;
}

/** `urn::id` → `urn` */
function referencedUrn(reference: string): Urn {
  return reference.slice(0, reference.lastIndexOf("::"));
}
