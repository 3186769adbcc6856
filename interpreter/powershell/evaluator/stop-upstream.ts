import { PsError } from "../../tools/script-error.js";
import type { Cmdlet } from "../../tools/tool.js";
import type { Value } from "../../values/value.js";
import type { Runtime } from "../session/runtime.js";
import { toInt } from "../types/convert.js";
import type { Actual } from "./arguments.js";
import { bind, signatureOf } from "./binding.js";

/** On its way from a command that needs no more objects to its pipeline: what stands before the command stops at once. */
export class StopUpstream {
  /** The pipeline, and the place of the command in it; set by the pipeline that hears of it first. */
  owner: { readonly pipeline: object; readonly index: number } | null = null;
}

/** Parameters of Select-Object for which every object has to come. */
const ALL_NEEDED = ["last", "skiplast", "index", "skipindex", "unique", "wait"];

/** After how many objects `Select-Object -First` has enough; null: it needs all. */
export function enoughAfter(r: Runtime, tool: Cmdlet, actuals: readonly Actual[]): number | null {
  if (tool.names[0] !== "Select-Object") return null;
  try {
    const { values } = bind(signatureOf("Select-Object", tool.parameters), actuals);
    const first = values.get("first");
    if (first === undefined || ALL_NEEDED.some((name) => values.has(name))) return null;
    const number = (value: Value | undefined): number => {
      const whole = value === undefined ? 0 : toInt(r.machine, value);
      return typeof whole === "number" ? whole : Number.NaN;
    };
    const count = number(first.value) + number(values.get("skip")?.value);
    return count > 0 ? count : null;
  } catch (error) {
    // What does not bind says so when the command runs.
    if (error instanceof PsError) return null;
    throw error;
  }
}
