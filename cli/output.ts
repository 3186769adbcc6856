import { writeFileSync } from "node:fs";
import { UsageError } from "./errors.js";

export interface OutputOptions {
  readonly format: "pretty" | "json";
  /** A file; null: standard output. */
  readonly output: string | null;
  readonly quiet: boolean;
  readonly color: boolean;
  readonly write: (text: string) => void;
}

/** Writes a report to where it was asked for. */
export function deliver(text: string, options: OutputOptions): void {
  if (options.output === null) {
    options.write(text);
    return;
  }
  try {
    writeFileSync(options.output, text);
  } catch (error) {
    throw new UsageError(
      `--output ${options.output}: cannot be written (${error instanceof Error && "code" in error ? String(error.code) : "unknown error"})`,
    );
  }
}
