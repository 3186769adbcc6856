import type { Machine } from "../machine/machine.js";
import type { Trace } from "../values/source.js";
import { Unknown, type Value } from "../values/value.js";
import { reachOfComClass } from "./open-world/com.js";

/** COM classes that are modelled, by ProgID: `New-Object -ComObject`, VBScript's `CreateObject`. */

export type ComFactory = (machine: Machine, at: Trace | null) => Value;

/** A new object of the class. Of one that nobody modelled only what it may touch is known. */
export function createComObject(machine: Machine, progId: string, at: Trace | null): Value {
  return machine.toolbox.comClass(progId)?.(machine, at) ?? unmodelledComObject(machine, progId, at);
}

/** An object of a COM class that nobody modelled. */
export function unmodelledComObject(machine: Machine, progId: string, at: Trace | null): Unknown {
  return new Unknown(
    "unmodelled",
    `the COM class ${progId} is not modelled`,
    machine.freshSymbol(`com:${progId.toLowerCase()}`),
    at,
    "System.__ComObject",
    null,
    false,
    reachOfComClass(progId),
  );
}
