/** Our Engine service: the program's log, and the root resource. (Protocol: pulumi/pulumi `proto/pulumi/engine.proto`.) */

import type { GetRootResourceResponse, LogRequest, SetRootResourceRequest } from "@pulumi/pulumi/proto/engine_pb";
import type { GraphMessage } from "../deployment/graph.js";
import { RequestError, STATUS } from "./monitor.js";
import type { Sdk } from "./sdk.js";

const MAX_MESSAGES = 1000;
const MAX_CHARACTERS = 8 * 1024 * 1024;
// `LogSeverity` of the protocol; 0 is debug.
const SEVERITIES: Readonly<Record<number, GraphMessage["severity"]>> = { 1: "info", 2: "warning", 3: "error" };

export class EngineService {
  readonly #sdk: Sdk;
  readonly #messages: GraphMessage[] = [];
  #characters = 0;
  #root = "";

  constructor(sdk: Sdk) {
    this.#sdk = sdk;
  }

  /** As logged, whole: to be redacted, and only then cut. */
  get messages(): readonly GraphMessage[] {
    return this.#messages;
  }

  log(request: LogRequest): unknown {
    const severity = SEVERITIES[request.getSeverity()];
    if (severity !== undefined && this.#messages.length < MAX_MESSAGES && this.#characters < MAX_CHARACTERS) {
      const text = request.getMessage();
      this.#characters += text.length;
      this.#messages.push({ severity, text, urn: request.getUrn() || undefined });
    }
    return this.#response("log");
  }

  getRootResource(): unknown {
    const response = this.#response("getRootResource") as GetRootResourceResponse;
    response.setUrn(this.#root);
    return response;
  }

  setRootResource(request: SetRootResourceRequest): unknown {
    this.#root = request.getUrn();
    return this.#response("setRootResource");
  }

  startDebugging(): unknown {
    return this.#response("startDebugging");
  }

  /** Every version is fine: the requirement is about the CLI. */
  requirePulumiVersion(): unknown {
    return this.#response("requirePulumiVersion");
  }

  #response(method: string): unknown {
    const definition = this.#sdk.engine[method];
    if (definition === undefined) throw new RequestError(STATUS.unimplemented, `${method} is not part of this protocol version`);
    return new definition.responseType();
  }
}
