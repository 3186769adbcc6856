import type { Trace } from "../values/source.js";
import type { Value } from "../values/value.js";

/** What an error of PowerShell is made of. */
export interface PsErrorFields {
  /** Fully qualified error id: `DivideByZero`, `InvalidCastFromStringToInteger`. */
  readonly id: string;
  readonly message: string;
  /** Full name of the exception's .NET type; System.Management.Automation.RuntimeException unless given. */
  readonly exception?: string | undefined;
  readonly at?: Trace | null;
  /** `throw` and -ErrorAction Stop end the script unless caught; other errors end their statement only. */
  readonly thrown?: boolean;
  /** The object given to `throw`, or the error record being rethrown. */
  readonly target?: Value | null | undefined;
  /** An ErrorCategory; NotSpecified unless given. */
  readonly category?: string | undefined;
  /** Type of the exception inside, which a typed `catch` matches too (MethodInvocationException around a FormatException). */
  readonly inner?: string | null;
}

/**
 * An error of PowerShell on its way to a `catch`: statement-terminating unless `thrown` (script-terminating, by `throw`
 * or -ErrorAction Stop). Not a JavaScript Error: scripts fail often, and a stack of ours tells nobody anything. Operators,
 * conversions, members and tools throw it; the evaluator makes the error record.
 */
export class PsError {
  /**
   * What it went through: a trap (`break`) or $ErrorActionPreference passed it on, so that it ends more than its statement; or it
   * left a cmdlet or an advanced function, which puts it in another.
   */
  readonly way: "direct" | "passed" | "cmdlet" = "direct";
  readonly id: string;
  readonly message: string;
  readonly exception: string;
  readonly at: Trace | null;
  readonly thrown: boolean;
  readonly target: Value | null;
  readonly category: string;
  readonly inner: string | null;

  constructor(fields: PsErrorFields) {
    this.id = fields.id;
    this.message = fields.message;
    this.exception = fields.exception ?? "System.Management.Automation.RuntimeException";
    this.at = fields.at ?? null;
    this.thrown = fields.thrown ?? false;
    this.target = fields.target ?? null;
    this.category = fields.category ?? "NotSpecified";
    this.inner = fields.inner ?? null;
  }
}

/** The same error, with all that its class says of it, in another place or on another way. */
export function changed(error: PsError, fields: Partial<Pick<PsError, "at" | "id" | "thrown" | "target" | "way">>): PsError {
  return Object.assign(Object.create(Object.getPrototypeOf(error) as object) as PsError, error, fields);
}

/**
 * An error that leaves a cmdlet or an advanced function: for the caller it is the error of one statement, and its id names where it
 * left. What `throw` threw and -ErrorAction Stop goes through as it is.
 */
export function leavingCmdlet(error: PsError, source: string): PsError {
  if (error.way === "cmdlet" || (error.thrown && error.way === "direct")) return error;
  return changed(error, { thrown: false, way: "cmdlet", id: `${error.id.split(",")[0]},${source}` });
}
