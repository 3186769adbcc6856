import type { Machine } from "../machine/machine.js";
import type { Trace } from "../values/source.js";
import type { Value } from "../values/value.js";

/** COM classes that are modelled, by ProgID: `New-Object -ComObject`, VBScript's `CreateObject`. */

export type ComFactory = (machine: Machine, at: Trace | null) => Value;

const classes = new Map<string, ComFactory>();

/** A ProgID without version answers for versions too: `WScript.Shell` and `WScript.Shell.1`. */
export function registerComClass(progId: string, factory: ComFactory): void {
  classes.set(progId.toLowerCase(), factory);
}

/** A new object of the class; undefined: nobody modelled it. */
export function createComObject(machine: Machine, progId: string, at: Trace | null): Value | undefined {
  const key = progId.toLowerCase();
  const factory = classes.get(key) ?? classes.get(key.replace(/\.\d+$/, ""));
  return factory?.(machine, at);
}
