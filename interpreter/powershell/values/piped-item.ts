import type { Machine } from "../../machine/machine.js";
import type { Plain, Value } from "../../values/value.js";
import type { Scope } from "../session/scope.js";

/**
 * Which `$_` came down a pipeline: PowerShell wraps such objects, and the wrapped array is one argument of `-f` where a plain one
 * gives its elements. `foreach`, `switch` and the `.ForEach()` method wrap nothing.
 */
export function markPiped(machine: Machine, scope: Scope, value: Value): void {
  machine.journal.set(scope, "pipedItem", value);
}

/** Whether a value is the object that the pipeline gave to the block that runs in this scope, or in one around it. */
export function isPipedItem(from: Scope, value: Plain): boolean {
  for (let scope: Scope | null = from; scope; scope = scope.parent) {
    if (scope.pipedItem !== null) return scope.pipedItem === value;
  }
  return false;
}
