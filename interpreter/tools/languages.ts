import type { Cell } from "../machine/journal.js";
import type { Machine } from "../machine/machine.js";
import type { Trace } from "../values/source.js";
import type { ScriptOutcome, ScriptToRun } from "./tool.js";

/** Runs a script of one language on the machine. */
export type ScriptRunner = (machine: Machine, script: ScriptToRun, at: Trace) => ScriptOutcome;

/** Whether the batch script that ended last did so by an `exit` of its own, and not with the exit code of its last command. */
export function ownExitCell(machine: Machine): Cell<boolean> {
  return machine.cell<boolean>("cmd:own-exit", () => false);
}
