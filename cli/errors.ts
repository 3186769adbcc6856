/** Something about the command line or an input: one clear line, exit 2. */
export class UsageError extends Error {}

/** An input that could not be read or analysed; the rest of the report is made all the same. */
export interface InputError {
  readonly input: string;
  /** `not-found`, `syntax`, `unsupported`, `program-failed`, `invalid-document`, ... */
  readonly code: string;
  readonly message: string;
  readonly line: number | null;
  readonly column: number | null;
  /** The file in which it is, when that is not the input itself. */
  readonly file?: string | undefined;
}
