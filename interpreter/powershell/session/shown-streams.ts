import { toText } from "../types/convert.js";
import type { Runtime } from "./runtime.js";
import { lookup } from "./scope.js";

/** Whether messages of a stream are written at all: `$VerbosePreference` and its kin. */
export function isStreamShown(r: Runtime, stream: "warning" | "verbose" | "debug" | "information"): boolean {
  // `Write-Information` reaches a merged stream though the console does not show it.
  if (stream === "information") return true;
  const value = lookup(r.machine, r.scope, `${stream}preference`);
  const text = value === undefined ? null : toText(r.machine, value);
  return typeof text === "string" ? !/^(?:silentlycontinue|ignore|0|4)$/i.test(text) : stream === "warning";
}
