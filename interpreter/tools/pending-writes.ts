/** Writes that objects hold back until somebody looks: a stream that a script never closes reaches its file when the script ends. */
import type { Machine } from "../machine/machine.js";

/** Called before a program starts and when a script ends. */
export function flushPendingWrites(machine: Machine): void {
  for (const flush of machine.toolbox.pendingWrites) flush(machine);
}
