/** Where a fact comes from: the place in the innermost decoded text, and the layers it was peeled from. */
export interface Origin {
  /** The input that holds the text: a path, or null when it came out of a resource property. */
  readonly file: string | null;
  /** URN of the resource whose property carries the text. */
  readonly resource: string | null;
  /** Property path inside the resource: `source.script`, `settings.commandToExecute`. */
  readonly property: string | null;
  /** What was peeled off, outermost first: `base64`, `powershell -EncodedCommand`, `cmd`. */
  readonly layers: readonly string[];
  /** One-based; columns count UTF-16 code units; the end is exclusive. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** True when the text may hold secrets: no source line may be shown. */
  readonly secret: boolean;
}

/** A step of a chain: what happened at a place. */
export interface Step {
  readonly at: Origin | null;
  readonly what: string;
}

/** Why something cannot be decided. */
export type Cause = "deferred" | "input" | "opaque" | "unmodelled" | "unreadable" | "budget" | "internal";

export const CAUSES: readonly Cause[] = ["deferred", "input", "opaque", "unmodelled", "unreadable", "budget", "internal"];

export function isCause(value: unknown): value is Cause {
  return (CAUSES as readonly unknown[]).includes(value);
}
