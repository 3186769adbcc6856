import type { Trace } from "../../values/source.js";
import type { Value } from "../../values/value.js";
import type { Actual } from "./arguments.js";

/** A command that is about to run in a pipeline: what it was given, and where its output goes. */
export interface Invocation {
  readonly actuals: readonly Actual[];
  /** The command in the script. */
  readonly at: Trace;
  readonly out: (value: Value) => void;
  /** Something is piped into it, even if no object comes. */
  readonly piped: boolean;
  /** `. name`: it runs in the scope of its caller. */
  readonly dotSourced: boolean;
}
