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
import type { GraphNote, PropertyMap, Resource, SourcePlace, UnknownCause, Urn } from "../deployment/graph.js";
import { type DecodeOptions, decodeProperties, decodeValue, UNKNOWN_VALUE } from "../deployment/property-value.js";
import { makeUrn } from "../deployment/urn.js";
import type { HoleTable } from "./hole-table.js";
import { answerInvoke } from "./invokes.js";
import { declaredKinds, fillState, HOLE_KEY, holeWire, withoutHoles } from "./output-holes.js";
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
import { echo, managedState, type Raw } from "./state.js";
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
  /** Answer outputs (and ids) with markers and holes instead of leaving them unknown. */
  readonly fillOutputs: boolean;
  /** The outputs of another stack, in the form of a stack reference's properties; undefined: nobody gave them. */
  readonly stackOutputs: (stack: string) => ReadonlyMap<string, unknown> | undefined;
}

/** What the preload adds to the arguments of an invoke, and to the inputs of a resource: the kinds of the results. Removed before anything else sees them. */
export { HOLE_KEY };
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
    this.#providers = new Providers({ ...options, resources: this.#resources });
  }

  /** In the order of registration. To be asked for when the program has ended and its holes are known. */
  get resources(): readonly Resource[] {
    return [...this.#resources.values()].map(({ state, raw, rawId, providers: _providers, ...resource }) => ({
      ...resource,
      id: typeof rawId === "string" ? this.#options.holes.restore(rawId) : rawId,
      inputs: decodeProperties(withoutHoles(raw), this.#decoding),
      outputs: this.#decodeState(state),
    }));
  }
  /** How many resources there are. */
  get size(): number {
    return this.#resources.size;
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
    const name = request.getTok().slice(request.getTok().lastIndexOf(":") + 1);
    const marker = this.#options.holes.marker("deferred", `${name}()`, JSON.stringify(readStruct(request.getArgs())));
    response.setReturn(writeStruct(this.#options.sdk.struct, new Map(Object.entries(holeWire(marker)))));
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
    const answer = answerInvoke(token, args, declaredKinds(results), {
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
    const id = found.rawId === undefined ? "" : typeof found.rawId === "string" ? found.rawId : UNKNOWN_VALUE;
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
    if (this.#options.fillOutputs) fillState(state, raw, declaredKinds(results), this.#holeMaker("deferred", name, urn));
    if (type === "pulumi:pulumi:StackReference") this.#referTo(request.getId(), state);
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
      rawId: request.getId(),
      raw,
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
    const options = readOptions(request, parent === undefined ? undefined : this.#resources.get(parent)?.options, this.#decoding);
    const isProvider = type.startsWith("pulumi:providers:");
    const fills = this.#options.fillOutputs && (custom || remote) && !isProvider;
    const id = options.importId ?? (isProvider ? UNKNOWN_VALUE : fills ? holes.marker("deferred", `${name}.id`, urn) : "");
    const state = this.#newState(type, raw, custom && !isProvider, remote, options.additionalSecretOutputs);
    if (fills) fillState(state, raw, declaredKinds(results), this.#holeMaker("deferred", name, urn));
    this.#add({
      urn,
      type,
      name,
      custom,
      remote,
      external: false,
      parent,
      raw,
      options,
      state,
      rawId: custom ? (options.importId ?? unknownOutput(name, "id")) : undefined,
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
    }
    return this.#response("registerResourceOutputs");
  }

  #newState(type: string, raw: Raw, managed: boolean, remote: boolean, secretOutputs: readonly string[]): Map<string, unknown> {
    if (remote) return new Map();
    // Components and providers have exactly their inputs.
    if (!managed) return new Map(Object.entries(raw));
    return managedState(type, raw, secretOutputs, this.#options.configuration.get("azure-native:location")?.text);
  }

  /** Answers a reference to another stack: with its outputs if they were given, else with a hole, of which every output is one too. */
  #referTo(stack: string, state: Map<string, unknown>): void {
    const { holes, stackOutputs } = this.#options;
    const given = stackOutputs(stack);
    state.set("name", stack);
    if (given !== undefined) {
      for (const [key, value] of given) state.set(key, value);
      return;
    }
    state.set("outputs", holeWire(holes.marker("input", `stack ${stack}`))).set("secretOutputNames", UNKNOWN_VALUE);
    this.#note(
      "stack-reference",
      `the outputs of stack ${stack} are not known here: give them with --stack-reference ${stack}=FILE`,
    );
  }

  #holeMaker(cause: UnknownCause, name: string, urn: Urn): (path: string) => string {
    return (path) => this.#options.holes.marker(cause, `${name}.${path}`, urn);
  }

  #decodeState(state: ReadonlyMap<string, unknown>): PropertyMap {
    return new Map([...state].map(([key, value]) => [key, decodeValue(withoutHoles(value), this.#decoding)]));
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
