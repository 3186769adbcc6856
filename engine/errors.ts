/** What can go wrong with an embedded run; every code has one meaning, so that callers can act on it. */
export type EmbeddedErrorCode =
  /** There is no Pulumi.yaml. */
  | "no-project"
  /** Pulumi.yaml or a stack file cannot be read. */
  | "invalid-project"
  /** The program is not written for Node. */
  | "unsupported-runtime"
  /** `@pulumi/pulumi` is not installed for the program. */
  | "no-sdk"
  /** `@pulumi/pulumi` is older than 2.0. */
  | "sdk-too-old"
  /** The stack name is malformed, or there are several stacks and none was chosen. */
  | "unknown-stack"
  /** A configuration key or value is malformed. */
  | "invalid-configuration"
  /** The program needs a configuration value that nobody gives. */
  | "missing-configuration"
  /** The program looks into a configuration value that is encrypted. */
  | "encrypted-configuration"
  /** The program threw. */
  | "program-error"
  /** Two resources have the same type and name. */
  | "duplicate-resource"
  /** The program, or what it requires, is not there. */
  | "missing-module"
  /** The program uses the network, which did not answer. */
  | "network"
  /** The program ended itself before Pulumi had finished. */
  | "early-exit"
  /** The program left promises unsettled. */
  | "leaked-promises"
  /** The program did not end within the time limit. */
  | "timeout"
  | "out-of-memory"
  /** The run was stopped from outside (Ctrl-C). */
  | "interrupted"
  /** Something in this product, or in the operating system, failed. */
  | "internal";

export interface EmbeddedError {
  readonly code: EmbeddedErrorCode;
  /** One line, without secrets; names the key, resource or module at fault and what to do about it. */
  readonly message: string;
  /** Relative to the project's folder, with `/`. */
  readonly file: string | undefined;
  /** From 1. */
  readonly line: number | undefined;
  /** From 1. */
  readonly column: number | undefined;
}

/** Thrown inside the room, and turned into a result by `runProject`. */
export class EmbeddedRunError extends Error {
  readonly detail: EmbeddedError;
  constructor(
    code: EmbeddedErrorCode,
    message: string,
    place: { file?: string | undefined; line?: number | undefined; column?: number | undefined } = {},
  ) {
    super(message);
    this.name = "EmbeddedRunError";
    this.detail = { code, message, file: place.file, line: place.line, column: place.column };
  }
}
