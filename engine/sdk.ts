/**
 * The program's own copy of `@pulumi/pulumi`: where it is, and the protocol code that we take from it. gRPC and the messages come from the same copy, so that none has to be
 * installed next to us.
 */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { IEngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { IResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import type * as resourceMessages from "@pulumi/pulumi/proto/resource_pb";
import { EmbeddedRunError } from "./errors.js";
import type { TransformProtocol } from "./transforms.js";

/** `google.protobuf.Struct` and `Value` as the messages use them. */
export type ProtoStruct = NonNullable<ReturnType<resourceMessages.RegisterResourceRequest["getObject"]>>;
export type ProtoValue = NonNullable<ReturnType<resourceMessages.RegisterResourceRequest["getReplacementTrigger"]>>;

export interface StructModule {
  readonly Struct: new () => ProtoStruct;
  readonly Value: { fromJavaScript(value: unknown): ProtoValue };
}

/** One method of a generated service definition. */
export interface MethodDefinition {
  readonly path: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
  readonly responseType: new () => unknown;
}
export type ServiceDefinition = Readonly<Record<string, MethodDefinition>>;

export interface GrpcCall {
  readonly request: unknown;
  emit(event: "error", error: unknown): boolean;
}
export type GrpcCallback = (error: { code: number; message: string } | null, response?: unknown) => void;

export interface GrpcServer {
  addService(service: unknown, implementation: Readonly<Record<string, (call: GrpcCall, callback: GrpcCallback) => void>>): void;
  bindAsync(address: string, credentials: unknown, done: (error: Error | null, port: number) => void): void;
  forceShutdown(): void;
}

export interface GrpcModule {
  readonly Server: new (options: Readonly<Record<string, number>>) => GrpcServer;
  readonly ServerCredentials: { createInsecure(): unknown };
  readonly credentials: { createInsecure(): unknown };
}

export interface Sdk {
  readonly version: string;
  /** `cmd/run` of this copy. */
  readonly runScript: string;
  /** Whether a program of this version tells the monitor that it has finished; older ones just exit. */
  readonly signalsEnd: boolean;
  readonly grpc: GrpcModule;
  readonly struct: StructModule;
  readonly monitor: ServiceDefinition & { readonly [K in keyof IResourceMonitorService]?: MethodDefinition };
  readonly engine: ServiceDefinition & { readonly [K in keyof IEngineService]?: MethodDefinition };
  /** Feature numbers that `DeploymentInfo` may announce; empty for versions that do not ask. */
  readonly features: Readonly<Record<string, number>>;
  /** Undefined for versions without transforms. */
  readonly transforms: TransformProtocol | undefined;
}

/**
 * Finds the copy that a program in this folder uses, and loads the protocol code. Throws `EmbeddedRunError`.
 * @param shown the folder as the user knows it
 */
export function loadSdk(programDirectory: string, shown: string): Sdk {
  const own = locate(join(programDirectory, "program.js"));
  if (own === undefined)
    throw new EmbeddedRunError("no-sdk", `@pulumi/pulumi is not installed for the program: run 'npm install' in ${shown}`);
  if (Number.parseInt(own.version, 10) < 2) {
    throw new EmbeddedRunError("sdk-too-old", `@pulumi/pulumi ${own.version} is too old: 2.0 or later is needed`);
  }
  try {
    // The protocol is compatible across versions; a server of an old gRPC is not, with a new Node.
    const ours = hasUsableServer(own.require) ? undefined : locate(__filename);
    const protocol = (ours ?? own).require;
    const programMonitor = own.require("./proto/resource_grpc_pb") as { ResourceMonitorService: Sdk["monitor"] };
    const resource = protocol("./proto/resource_grpc_pb") as { ResourceMonitorService: Sdk["monitor"] };
    const engine = protocol("./proto/engine_grpc_pb") as { EngineService: Sdk["engine"] };
    const messages = protocol("./proto/resource_pb") as { ResourceMonitorFeature?: Record<string, number> };
    const grpc = protocol("@grpc/grpc-js") as GrpcModule;
    return {
      version: own.version,
      runScript: own.require.resolve("./cmd/run"),
      signalsEnd: programMonitor.ResourceMonitorService.signalAndWaitForShutdown !== undefined,
      grpc,
      struct: protocol("google-protobuf/google/protobuf/struct_pb") as StructModule,
      monitor: resource.ResourceMonitorService,
      engine: engine.EngineService,
      features: messages.ResourceMonitorFeature ?? {},
      transforms: transformProtocol(protocol, grpc),
    };
  } catch {
    throw new EmbeddedRunError(
      "no-sdk",
      `the installed @pulumi/pulumi ${own.version} is incomplete: run 'npm install' in ${shown}`,
    );
  }
}

function transformProtocol(require: NodeJS.Require, grpc: GrpcModule): TransformProtocol | undefined {
  try {
    const parts = {
      ...(require("./proto/callback_grpc_pb") as Pick<TransformProtocol, "CallbacksClient">),
      ...(require("./proto/callback_pb") as Pick<TransformProtocol, "CallbackInvokeRequest">),
      ...(require("./proto/resource_pb") as Pick<
        TransformProtocol,
        "TransformRequest" | "TransformResponse" | "TransformResourceOptions"
      >),
    };
    return parts.TransformResourceOptions === undefined
      ? undefined
      : { ...parts, createInsecure: () => grpc.credentials.createInsecure() };
  } catch {
    return undefined;
  }
}

interface Copy {
  readonly version: string;
  /** Resolves relative to the package's folder. */
  readonly require: NodeJS.Require;
}

function locate(from: string): Copy | undefined {
  try {
    const packageFile = createRequire(from).resolve("@pulumi/pulumi/package.json");
    return { version: versionOf(packageFile), require: createRequire(packageFile) };
  } catch {
    return undefined;
  }
}

function versionOf(packageFile: string): string {
  const { version } = JSON.parse(readFileSync(packageFile, "utf8")) as { version?: unknown };
  return typeof version === "string" ? version : "0.0.0";
}

/** Servers of @grpc/grpc-js before 1.8 refuse every stream under Node 20. */
function hasUsableServer(require: NodeJS.Require): boolean {
  const [major = 0, minor = 0] = versionOf(require.resolve("@grpc/grpc-js/package.json")).split(".").map(Number);
  return major > 1 || minor >= 8;
}
