// Matching counts as work of the analysis.
import type { Machine } from "../../machine/machine.js";
import { perMachine } from "../../machine/per-machine.js";
import { Meter } from "./matcher.js";

/** Instructions of the matcher that weigh as much as a step of a script. */
const INSTRUCTIONS_PER_STEP = 300;

/** Counts the matching on a machine; what worlds that are undone took has been work as well. */
export const meterOf = perMachine(() => new Meter());

/** Counts the matching since the last call as steps of the analysis. */
export function chargeMatching(machine: Machine): void {
  const meter = meterOf(machine);
  const { work } = meter;
  meter.work = 0;
  for (let left = work; left >= INSTRUCTIONS_PER_STEP; left -= INSTRUCTIONS_PER_STEP) machine.budget.step();
}
