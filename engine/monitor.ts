/**
 * Our ResourceMonitor: what a Pulumi program talks to while it runs. It answers like the engine does in a preview of a stack that does not exist yet, and records every resource.
 * (Protocol: pulumi/pulumi `proto/pulumi/resource.proto`; behaviour: `pkg/resource/deploy/source_eval.go`.)
 */

import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import type { CallResponse, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import type {
  DeploymentInfo,
  ReadResourceRequest,
  ReadResourceResponse,
  RegisterPackageRequest,
  RegisterPackageResponse,
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  RegisterResourceResponse,
  ResourceCallRequest,
  ResourceInvokeRequest,
  SupportsFeatureRequest,
  SupportsFeatureResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import type { GraphNote, PropertyMap, Resource, SourcePlace, Urn } from "../deployment/graph.js";
import { type DecodeOptions, decodeProperties, decodeValue, UNKNOWN_VALUE } from "../deployment/property-value.js";
import { makeUrn } from "../deployment/urn.js";
import type { HoleTable } from "./hole-table.js";
import { answerInvoke } from "./invokes.js";
import { Providers, providersOf } from "./providers.js";
import {
  NO_OPTIONS,
  nonEmpty,
  type Registration,
  readOptions,
  readPropertyDependencies,
  readSource,
  sorted,
  unknownOutput,
} from "./registration.js";
import type { Sdk } from "./sdk.js";
import { echo, isSecret, managedState, type Raw, secretOf } from "./state.js";
import { readStruct, writeStruct } from "./structs.js";
import { TransformError, Transforms } from "./transforms.js";

/** gRPC status codes that we answer with. */
export const STATUS = { unknown: 2, invalidArgument: 3, resourceExhausted: 8, unimplemented: 12, internal: 13 } as const;

/** A refused request; the message reaches the program. */
export class RequestError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export interface MonitorOptions {
  readonly sdk: Sdk;
  readonly project: string;
  readonly stack: string;
  readonly organization: string;
  /** Absolute, for places in the program. */
  readonly directory: string;
  readonly holes: HoleTable;
  readonly configuration: ReadonlyMap<string, { readonly text: string; readonly secret: boolean }>;
  /** Answer textual outputs (and ids) with markers instead of leaving them unknown. */
  readonly fillOutputs: boolean;
}

/** What the preload adds to the arguments of an invoke, and to the inputs of a resource: the declared textual results. Removed before anything else sees them. */
export const RESULTS_KEY = "__lycosaResults";

/** Far above any stack; a program that goes on for ever must not take this process with it. */
const MAX_RESOURCES = 50_000;

export class Monitor {
  readonly #options: MonitorOptions;
  readonly #decoding: DecodeOptions;
  readonly #resources = new Map<Urn, Registration>();
  readonly #providers: Providers;
  readonly #transforms: Transforms;
  readonly #notes = new Map<string, GraphNote>();
  #finished = false;
  #duplicate: { readonly urn: Urn; readonly source: SourcePlace | undefined } | undefined;
  #last: Registration | undefined;

  constructor(options: MonitorOptions) {
    this.#options = options;
    this.#decoding = { text: (text) => options.holes.restore(text) };
    this.#transforms = new Transforms(options.sdk);
    this.#providers = new Providers({ ...options, decoding: this.#decoding, resources: this.#resources });
  }

  /** In the order of registration. */
  get resources(): readonly Resource[] {
    return [...this.#resources.values()].map(({ state: _state, providers: _providers, ...resource }) => resource);
  }
  get notes(): readonly GraphNote[] {
    return [...this.#notes.values()].sort((a, b) => (a.code + a.text < b.code + b.text ? -1 : 1));
  }
  /** Whether the program said that it has finished. */
  get finished(): boolean {
    return this.#finished;
  }
  /** The first resource that was refused because its URN was taken. */
  get duplicate(): { readonly urn: Urn; readonly source: SourcePlace | undefined } | undefined {
    return this.#duplicate;
  }
  /** The latest resource, to say how far a run got. */
  get last(): Registration | undefined {
    return this.#last;
  }

  close(): void {
    this.#transforms.close();
  }

  getDeploymentInfo(): unknown {
    const { project, stack, organization, sdk, configuration } = this.#options;
    const info = this.#response("getDeploymentInfo") as DeploymentInfo;
    info.setProject(project);
    info.setStack(stack);
    info.setOrganization(organization);
    info.setDryrun(true);
    for (const [key, { text, secret }] of configuration) {
      info.getConfigMap().set(key, text);
      if (secret) info.addConfigsecretkeys(key);
    }
    // Without this feature the SDK itself waits for what an invoke depends on.
    const features = Object.entries(sdk.features).filter(([name]) => name !== "RESOURCE_MONITOR_FEATURE_INVOKE_DEPENDS_ON");
    info.setSupportedfeaturesList(features.map(([, number]) => number as 0));
    return info;
  }

  supportsFeature(_request: SupportsFeatureRequest): unknown {
    const response = this.#response("supportsFeature") as SupportsFeatureResponse;
    response.setHassupport(true);
    return response;
  }

  registerPackage(request: RegisterPackageRequest): unknown {
    const response = this.#response("registerPackage") as RegisterPackageResponse;
    response.setRef(this.#providers.addPackage(request));
    return response;
  }

  registerStackTransform(request: Callback): unknown {
    this.#transforms.addStackTransform(request);
    return this.#response("registerStackTransform");
  }
  registerStackInvokeTransform(): unknown {
    this.#note("transform-ignored", "the program registers transforms of function calls, which are not applied");
    return this.#response("registerStackInvokeTransform");
  }
  registerResourceHook(): unknown {
    return this.#response("registerResourceHook");
  }
  registerErrorHook(): unknown {
    return this.#response("registerErrorHook");
  }

  signalAndWaitForShutdown(): unknown {
    this.#finished = true;
    return this.#response("signalAndWaitForShutdown");
  }

  /** Methods of components that live in other processes: the result is not known. */
  call(request: ResourceCallRequest): unknown {
    this.#note("call-unanswered", `the result of ${request.getTok()} is not known here`);
    const response = this.#response("call") as CallResponse;
    response.setReturn(writeStruct(this.#options.sdk.struct, new Map()));
    return response;
  }

  invoke(request: ResourceInvokeRequest): unknown {
    const token = request.getTok();
    const { [RESULTS_KEY]: results, ...args } = readStruct(request.getArgs()) as Raw;
    const response = this.#response("invoke") as InvokeResponse;
    if (token === "pulumi:pulumi:getResource") {
      response.setReturn(writeStruct(this.#options.sdk.struct, this.#getResource(String(args.urn))));
      return response;
    }
    const answer = answerInvoke(token, args, declaredResults(results), {
      holes: this.#options.holes,
      configuration: (key) => this.#options.configuration.get(key)?.text,
    });
    if (!answer.known) this.#note("invoke-unanswered", `${token} asks the cloud: its result is not known here`);
    response.setReturn(writeStruct(this.#options.sdk.struct, answer.values));
    return response;
  }

  #getResource(urn: Urn): ReadonlyMap<string, unknown> {
    const found = this.#resources.get(urn);
    if (found === undefined) throw new RequestError(STATUS.invalidArgument, `unknown resource ${urn}`);
    const state = Object.create(null) as Raw;
    for (const [key, value] of found.state) state[key] = value;
    const id = found.id === undefined ? "" : typeof found.id === "string" ? found.id : UNKNOWN_VALUE;
    return new Map<string, unknown>([
      ["urn", urn],
      ["id", id],
      ["state", state],
    ]);
  }

  /** `.get()` and stack references: the id is known, what the cloud would add is not. */
  readResource(request: ReadResourceRequest): unknown {
    const type = request.getType();
    const name = request.getName();
    const parent = nonEmpty(request.getParent());
    const { sdk, stack, project, directory } = this.#options;
    const urn = makeUrn(stack, project, parent, type, name);
    const { [RESULTS_KEY]: results, ...raw } = readStruct(request.getProperties()) as Raw;
    const source = readSource(request, directory);
    const state = echo(raw);
    this.#fill(state, raw, results, urn, name);
    if (type === "pulumi:pulumi:StackReference") {
      // Unknown as a whole: an empty bag would make `requireOutput` throw.
      state.set("outputs", UNKNOWN_VALUE).set("secretOutputNames", UNKNOWN_VALUE).set("name", request.getId());
      this.#note("stack-reference", `the outputs of stack ${request.getId()} are not known here`);
    }
    this.#add({
      urn,
      type,
      name,
      custom: true,
      remote: false,
      external: true,
      source,
      parent,
      state,
      id: this.#options.holes.restore(request.getId()),
      inputs: decodeProperties(raw, this.#decoding),
      outputs: this.#decodeState(state),
      dependencies: sorted(request.getDependenciesList()),
      propertyDependencies: new Map(),
      provider: this.#providers.of(request, parent),
      providers: new Map(),
      options: { ...NO_OPTIONS, additionalSecretOutputs: request.getAdditionalsecretoutputsList() },
    });
    const response = this.#response("readResource") as ReadResourceResponse;
    response.setUrn(urn);
    response.setProperties(writeStruct(sdk.struct, state));
    return response;
  }

  registerResource(request: RegisterResourceRequest): unknown {
    const own = (request as Partial<RegisterResourceRequest>).getTransformsList?.() ?? [];
    const parents = this.#parentsOf(nonEmpty(request.getParent()));
    const protocol = this.#options.sdk.transforms;
    if (protocol === undefined || this.#transforms.isIdle(own, parents)) return this.#register(request);
    return this.#transforms.apply(request, own, parents, protocol).then(
      () => this.#register(request),
      (error: unknown) => {
        throw error instanceof TransformError ? new RequestError(STATUS.unknown, error.message) : error;
      },
    );
  }

  /** Innermost first. */
  #parentsOf(parent: Urn | undefined): readonly Urn[] {
    const parents: Urn[] = [];
    for (let at = parent; at !== undefined; at = this.#resources.get(at)?.parent) parents.push(at);
    return parents;
  }

  #register(request: RegisterResourceRequest): unknown {
    const { sdk, stack, project, directory, holes } = this.#options;
    const later: Partial<RegisterResourceRequest> = request;
    const type = request.getType();
    const name = request.getName();
    const parent = nonEmpty(request.getParent());
    const urn = makeUrn(stack, project, parent, type, name);
    const custom = request.getCustom();
    const remote = later.getRemote?.() ?? false;
    const { [RESULTS_KEY]: results, ...raw } = readStruct(request.getObject()) as Raw;
    const inputs = decodeProperties(raw, this.#decoding);
    const options = readOptions(request, parent === undefined ? undefined : this.#resources.get(parent)?.options, this.#decoding);
    const isProvider = type.startsWith("pulumi:providers:");
    const fills = this.#options.fillOutputs && custom && !isProvider;
    const id = options.importId ?? (isProvider ? UNKNOWN_VALUE : fills ? holes.marker("deferred", `${name}.id`, urn) : "");
    const state = this.#newState(type, raw, custom && !isProvider, remote, options.additionalSecretOutputs);
    if (fills) this.#fill(state, raw, results, urn, name);
    this.#add({
      urn,
      type,
      name,
      custom,
      remote,
      external: false,
      parent,
      inputs,
      options,
      state,
      id: custom ? (options.importId === undefined ? unknownOutput(name, "id") : holes.restore(options.importId)) : undefined,
      outputs: this.#decodeState(state),
      dependencies: sorted(request.getDependenciesList()),
      propertyDependencies: readPropertyDependencies(request),
      provider: this.#providers.of(request, parent),
      providers: providersOf(request),
      source: readSource(request, directory),
    });
    if (remote)
      this.#note("remote-component", `${type} ${name} is a component of another process: the resources inside it are not seen`);
    this.#transforms.remember(urn, later.getTransformsList?.() ?? []);

    const response = this.#response("registerResource") as RegisterResourceResponse;
    response.setUrn(urn);
    response.setId(custom ? id : "");
    response.setObject(writeStruct(sdk.struct, state));
    return response;
  }

  registerResourceOutputs(request: RegisterResourceOutputsRequest): unknown {
    const found = this.#resources.get(request.getUrn());
    if (found !== undefined) {
      const raw = readStruct(request.getOutputs()) as Raw;
      found.state = new Map(Object.entries(raw));
      found.outputs = decodeProperties(raw, this.#decoding);
    }
    return this.#response("registerResourceOutputs");
  }

  #newState(type: string, raw: Raw, managed: boolean, remote: boolean, secretOutputs: readonly string[]): Map<string, unknown> {
    if (remote) return new Map();
    // Components and providers have exactly their inputs.
    if (!managed) return new Map(Object.entries(raw));
    return managedState(type, raw, secretOutputs, this.#options.configuration.get("azure-native:location")?.text);
  }

  /** Gives every declared textual output that is not an input a marker of its own. */
  #fill(state: Map<string, unknown>, raw: Raw, results: unknown, urn: Urn, name: string): void {
    if (!this.#options.fillOutputs) return;
    for (const [output, kind] of declaredResults(results)) {
      const known = state.get(output);
      if (output === "id" || output in raw || (known !== undefined && !isSecret(known))) continue;
      const text = this.#options.holes.marker("deferred", `${name}.${output}`, urn);
      const value = kind === "text" ? text : [text];
      state.set(output, known === undefined ? value : secretOf(value));
    }
  }

  #decodeState(state: ReadonlyMap<string, unknown>): PropertyMap {
    return new Map([...state].map(([key, value]) => [key, decodeValue(value, this.#decoding)]));
  }

  #add(registration: Registration): void {
    if (this.#resources.has(registration.urn)) {
      this.#duplicate ??= { urn: registration.urn, source: registration.source };
      throw new RequestError(STATUS.invalidArgument, `Duplicate resource URN '${registration.urn}'; try giving it a unique name`);
    }
    if (this.#resources.size >= MAX_RESOURCES) {
      throw new RequestError(STATUS.resourceExhausted, `the embedded engine stops at ${MAX_RESOURCES} resources`);
    }
    this.#resources.set(registration.urn, registration);
    this.#last = registration;
  }

  #note(code: GraphNote["code"], text: string): void {
    this.#notes.set(`${code} ${text}`, { code, text });
  }

  /** A new response of the class that this version of the SDK declares for the method. */
  #response(method: string): unknown {
    const definition = this.#options.sdk.monitor[method];
    if (definition === undefined) throw new RequestError(STATUS.unimplemented, `${method} is not part of this protocol version`);
    return new definition.responseType();
  }
}

function declaredResults(raw: unknown): ReadonlyMap<string, "text" | "texts"> {
  const results = new Map<string, "text" | "texts">();
  if (typeof raw !== "object" || raw === null) return results;
  for (const [name, kind] of Object.entries(raw)) if (kind === "text" || kind === "texts") results.set(name, kind);
  return results;
}
