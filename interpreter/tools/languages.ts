import type { Machine } from "../machine/machine.js";
import type { Trace } from "../values/source.js";
import type { ScriptOutcome, ScriptToRun } from "./tool.js";

/** Runs a script of one language on the machine. */
export type ScriptRunner = (machine: Machine, script: ScriptToRun, at: Trace) => ScriptOutcome;
