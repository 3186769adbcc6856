import { PsError } from "../../tools/script-error.js";
import type { Scope } from "../session/scope.js";

/**
 * An error by which a function ends itself (`$PSCmdlet.ThrowTerminatingError()`). None of its own handlers takes it, and for its
 * caller it is the error of one statement.
 */
export class TerminatingError extends PsError {
  constructor(
    error: PsError,
    readonly scope: Scope,
  ) {
    super({ ...error, thrown: true });
  }

  /** The error as the caller sees it. */
  outside(): PsError {
    return new PsError({ ...this, thrown: false });
  }
}
