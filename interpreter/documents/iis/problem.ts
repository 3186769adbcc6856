// What is wrong with configuration files of IIS: every request that needs the file fails.

export type ProblemKind =
  | "locked"
  | "lockViolation"
  | "duplicate"
  | "missingRequired"
  | "invalidValue"
  | "unknownAttribute"
  | "unknownElement"
  | "unknownLockName"
  | "undeclaredSection"
  | "unknownPath"
  | "malformed";

export class ConfigurationProblem extends Error {
  constructor(
    readonly kind: ProblemKind,
    readonly file: string,
    /** One-based; null: the file as a whole. */
    readonly line: number | null,
    message: string,
  ) {
    super(message);
  }
}
