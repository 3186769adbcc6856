/**
 * The program's own copy of `@pulumi/pulumi`: where it is, and the protocol code that we take from it. gRPC and the messages come from the same copy, so no
 * version of ours can disagree with the program's, and none has to be installed next to us.
 */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { IEngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { IResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import type * as resourceMessages from "@pulumi/pulumi/proto/resource_pb";
import { EmbeddedRunError } from "./errors.js";

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
}

export interface Sdk {
  readonly version: string;
  /** The package's folder. */
  readonly directory: string;
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
}

/** Finds and loads the copy that a program in this folder uses. Throws `EmbeddedRunError`. */
export function loadSdk(programDirectory: string): Sdk {
  const packageFile = resolvePackage(programDirectory);
  const directory = dirname(packageFile);
  const { version } = JSON.parse(readFileSync(packageFile, "utf8")) as { version?: unknown };
  const text = typeof version === "string" ? version : "0.0.0";
  if (Number.parseInt(text, 10) < 2) {
    throw new EmbeddedRunError("sdk-too-old", `@pulumi/pulumi ${text} is too old: 2.0 or later is needed`);
  }
  const require = createRequire(packageFile);
  try {
    const resource = require("./proto/resource_grpc_pb") as { ResourceMonitorService: Sdk["monitor"] };
    const engine = require("./proto/engine_grpc_pb") as { EngineService: Sdk["engine"] };
    const messages = require("./proto/resource_pb") as { ResourceMonitorFeature?: Record<string, number> };
    return {
      version: text,
      directory,
      runScript: require.resolve("./cmd/run"),
      signalsEnd: resource.ResourceMonitorService.signalAndWaitForShutdown !== undefined,
      grpc: require("@grpc/grpc-js") as GrpcModule,
      struct: require("google-protobuf/google/protobuf/struct_pb") as StructModule,
      monitor: resource.ResourceMonitorService,
      engine: engine.EngineService,
      features: messages.ResourceMonitorFeature ?? {},
    };
  } catch {
    throw new EmbeddedRunError("no-sdk", `@pulumi/pulumi ${text} in ${directory} is incomplete: run 'npm install' in ${programDirectory}`);
  }
}

function resolvePackage(programDirectory: string): string {
  try {
    return createRequire(join(programDirectory, "program.js")).resolve("@pulumi/pulumi/package.json");
  } catch {
    throw new EmbeddedRunError("no-sdk", `@pulumi/pulumi is not installed for the program: run 'npm install' in ${programDirectory}`);
  }
}
