import type { Machine } from "../../machine/machine.js";
import { takeWork } from "./matcher.js";

/** Instructions of the matcher that weigh as much as a step of a script. */
const INSTRUCTIONS_PER_STEP = 300;

/** Counts the matching since the last call as steps of the analysis. */
export function chargeMatching(machine: Machine): void {
  for (let work = takeWork(); work >= INSTRUCTIONS_PER_STEP; work -= INSTRUCTIONS_PER_STEP) machine.budget.step();
}
