/** One gRPC server on the loopback address for one run. */

import type { EngineService } from "./engine-service.js";
import { type Monitor, RequestError, STATUS } from "./monitor.js";
import type { GrpcCall, GrpcCallback, Sdk, ServiceDefinition } from "./sdk.js";

export interface RunServer {
  /** `127.0.0.1:PORT` */
  readonly address: string;
  close(): void;
}

/** As large as the engine accepts. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/** @param onFault called with errors of our own, which the program cannot be blamed for */
export async function startServer(
  sdk: Sdk,
  monitor: Monitor,
  engine: EngineService,
  onFault: (error: unknown) => void,
): Promise<RunServer> {
  const server = new sdk.grpc.Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
  });
  server.addService(sdk.monitor, handlers(sdk.monitor, monitor, onFault));
  server.addService(sdk.engine, handlers(sdk.engine, engine, onFault));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", sdk.grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() };
}

function handlers(
  definition: ServiceDefinition,
  service: object,
  onFault: (error: unknown) => void,
): Record<string, (call: GrpcCall, callback: GrpcCallback) => void> {
  const methods = service as Readonly<Record<string, unknown>>;
  const implementation: Record<string, (call: GrpcCall, callback: GrpcCallback) => void> = {};
  for (const [name, { requestStream, responseStream }] of Object.entries(definition)) {
    const method = methods[name];
    const refusal = { code: STATUS.unimplemented, message: `${name} is not supported` };
    if (responseStream) implementation[name] = (call) => void call.emit("error", refusal);
    else if (requestStream || typeof method !== "function") implementation[name] = (_call, callback) => callback(refusal);
    else {
      implementation[name] = (call, callback) => {
        const refuse = (error: unknown): void => {
          if (!(error instanceof RequestError)) onFault(error);
          callback({
            code: error instanceof RequestError ? error.status : STATUS.internal,
            message: error instanceof Error ? error.message : "internal error",
          });
        };
        try {
          const response = method.call(service, call.request) as unknown;
          // Answers that are there at once keep the order in which the requests came.
          if (response instanceof Promise) response.then((value: unknown) => callback(null, value), refuse);
          else callback(null, response);
        } catch (error) {
          refuse(error);
        }
      };
    }
  }
  return implementation;
}
