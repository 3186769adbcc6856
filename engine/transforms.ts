/**
 * Transforms: functions of the program that change resources before they are registered (`registerResourceTransform`, the option `transforms`). The program serves them,
 * and the engine calls back. (pulumi/pulumi `proto/pulumi/callback.proto`; order: `pkg/resource/deploy/source_eval.go`.)
 */

import type { Callback, CallbackInvokeRequest, CallbackInvokeResponse } from "@pulumi/pulumi/proto/callback_pb";
import type {
  RegisterResourceRequest,
  TransformRequest,
  TransformResourceOptions,
  TransformResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import type { Urn } from "../deployment/graph.js";
import { isUnknownSentinel, SIGNATURE_KEY, SIGNATURES } from "../deployment/property-value.js";
import type { Sdk } from "./sdk.js";
import type { Raw } from "./state.js";
import { readStruct, writeStruct } from "./structs.js";

interface Client {
  invoke(
    request: CallbackInvokeRequest,
    callback: (error: { details?: string } | null, response: CallbackInvokeResponse) => void,
  ): void;
  close(): void;
}

/** What the protocol code must offer; older SDKs know no transforms. */
export interface TransformProtocol {
  readonly CallbacksClient: new (address: string, credentials: unknown, options: object) => Client;
  readonly CallbackInvokeRequest: new () => CallbackInvokeRequest;
  readonly TransformRequest: new () => TransformRequest;
  readonly TransformResponse: { deserializeBinary(bytes: Uint8Array): TransformResponse };
  readonly TransformResourceOptions: new () => TransformResourceOptions;
  readonly createInsecure: () => unknown;
}

/** A transform that threw; the message is the program's. */
export class TransformError extends Error {}

export class Transforms {
  readonly #sdk: Sdk;
  readonly #stack: Callback[] = [];
  readonly #byResource = new Map<Urn, readonly Callback[]>();
  readonly #clients = new Map<string, Client>();

  constructor(sdk: Sdk) {
    this.#sdk = sdk;
  }

  addStackTransform(callback: Callback): void {
    this.#stack.push(callback);
  }

  /** Keeps a resource's own transforms for its children. */
  remember(urn: Urn, callbacks: readonly Callback[]): void {
    if (callbacks.length > 0) this.#byResource.set(urn, callbacks);
  }

  /** True when nothing applies to a resource with these parents. */
  isIdle(own: readonly Callback[], parents: readonly Urn[]): boolean {
    return own.length === 0 && this.#stack.length === 0 && parents.every((urn) => !this.#byResource.has(urn));
  }

  /**
   * Changes the request as the transforms say: the resource's own, its parents' from the inside out, the stack's. Throws `TransformError`.
   * @param parents innermost first
   */
  async apply(
    request: RegisterResourceRequest,
    own: readonly Callback[],
    parents: readonly Urn[],
    protocol: TransformProtocol,
  ): Promise<void> {
    const callbacks = [...own, ...parents.flatMap((urn) => this.#byResource.get(urn) ?? []), ...this.#stack];
    for (const callback of callbacks) {
      const asked = new protocol.TransformRequest();
      asked.setType(request.getType());
      asked.setName(request.getName());
      asked.setCustom(request.getCustom());
      asked.setParent(request.getParent());
      asked.setProperties(
        writeStruct(this.#sdk.struct, new Map(Object.entries(withOutputs(readStruct(request.getObject())) as Raw))),
      );
      asked.setOptions(optionsOf(request, new protocol.TransformResourceOptions()));
      const answer = protocol.TransformResponse.deserializeBinary(await this.#call(callback, asked.serializeBinary(), protocol));
      if (answer.hasProperties()) request.setObject(answer.getProperties());
      const options = answer.getOptions();
      if (options !== undefined) takeOptions(request, options);
    }
  }

  close(): void {
    for (const client of this.#clients.values()) client.close();
    this.#clients.clear();
  }

  #call(callback: Callback, bytes: Uint8Array, protocol: TransformProtocol): Promise<Uint8Array> {
    const target = callback.getTarget();
    let client = this.#clients.get(target);
    if (client === undefined) {
      client = new protocol.CallbacksClient(target, protocol.createInsecure(), {
        "grpc.max_receive_message_length": -1,
        "grpc.max_send_message_length": -1,
        // The program is on this machine, whatever proxy our environment names.
        "grpc.enable_http_proxy": 0,
      });
      this.#clients.set(target, client);
    }
    const request = new protocol.CallbackInvokeRequest();
    request.setToken(callback.getToken());
    request.setRequest(bytes);
    return new Promise((resolve, reject) => {
      client.invoke(request, (error, response) => {
        if (error === null) resolve(response.getResponse_asU8());
        else reject(new TransformError(error.details ?? "a transform failed"));
      });
    });
  }
}

/** Secrets and unknowns as output values, which the SDK hands to transforms as `Output`s. */
function withOutputs(value: unknown): unknown {
  if (isUnknownSentinel(value)) return { [SIGNATURE_KEY]: SIGNATURES.output };
  if (Array.isArray(value)) return value.map(withOutputs);
  if (typeof value !== "object" || value === null) return value;
  const object = value as Raw;
  const signature = object[SIGNATURE_KEY];
  if (signature === SIGNATURES.secret) {
    const inner = object.value;
    return isUnknownSentinel(inner)
      ? { [SIGNATURE_KEY]: SIGNATURES.output, secret: true }
      : { [SIGNATURE_KEY]: SIGNATURES.output, secret: true, value: inner };
  }
  // Other signed objects mean something as they are.
  if (signature !== undefined) return value;
  const copy = Object.create(null) as Raw;
  for (const [key, inner] of Object.entries(object)) copy[key] = withOutputs(inner);
  return copy;
}

function optionsOf(request: RegisterResourceRequest, options: TransformResourceOptions): TransformResourceOptions {
  options.setDependsOnList(request.getDependenciesList());
  if (request.hasProtect()) options.setProtect(request.getProtect() ?? false);
  options.setIgnoreChangesList(request.getIgnorechangesList());
  options.setReplaceOnChangesList(request.getReplaceonchangesList());
  options.setVersion(request.getVersion());
  options.setAliasesList(request.getAliasesList());
  options.setProvider(request.getProvider());
  options.setCustomTimeouts(request.getCustomtimeouts());
  options.setPluginDownloadUrl(request.getPlugindownloadurl());
  if (request.hasRetainondelete()) options.setRetainOnDelete(request.getRetainondelete() ?? false);
  options.setDeletedWith(request.getDeletedwith());
  if (request.getDeletebeforereplacedefined()) options.setDeleteBeforeReplace(request.getDeletebeforereplace());
  options.setAdditionalSecretOutputsList(request.getAdditionalsecretoutputsList());
  request.getProvidersMap().forEach((reference, name) => options.getProvidersMap().set(name, reference));
  const later: Partial<TransformResourceOptions> = options;
  later.setImport?.(request.getImportid());
  later.setReplaceWithList?.(request.getReplaceWithList());
  later.setReplacementTrigger?.(request.getReplacementTrigger());
  return options;
}

function takeOptions(request: RegisterResourceRequest, options: TransformResourceOptions): void {
  request.setDependenciesList(options.getDependsOnList());
  if (options.hasProtect()) request.setProtect(options.getProtect() ?? false);
  request.setIgnorechangesList(options.getIgnoreChangesList());
  request.setReplaceonchangesList(options.getReplaceOnChangesList());
  request.setVersion(options.getVersion());
  request.setProvider(options.getProvider());
  request.setCustomtimeouts(options.getCustomTimeouts());
  if (options.hasRetainOnDelete()) request.setRetainondelete(options.getRetainOnDelete() ?? false);
  request.setDeletedwith(options.getDeletedWith());
  request.setDeletebeforereplacedefined(options.hasDeleteBeforeReplace());
  request.setDeletebeforereplace(options.getDeleteBeforeReplace() ?? false);
  request.setAdditionalsecretoutputsList(options.getAdditionalSecretOutputsList());
  options.getProvidersMap().forEach((reference, name) => request.getProvidersMap().set(name, reference));
  const later: Partial<TransformResourceOptions> = options;
  if (later.getReplaceWithList !== undefined) request.setReplaceWithList(options.getReplaceWithList());
  if (later.getReplacementTrigger !== undefined) request.setReplacementTrigger(options.getReplacementTrigger());
  if (later.getImport !== undefined) request.setImportid(options.getImport());
}
