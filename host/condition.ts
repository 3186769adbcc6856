/** Under which conditions something holds that holds in some worlds. */

import { type Assumptions, describeWorld, type World } from "./choice.js";

/**
 * What of a witness's assumptions matters: those without which it does not hold in some world. `holds` is true for the witness. When not all
 * worlds were looked at (`complete` is false) every assumption of the witness is given. Outcomes read after "when", oldest choice first.
 */
export function conditionOf<T>(
  witness: World<T>,
  worlds: readonly World<T>[],
  complete: boolean,
  holds: (result: T) => boolean,
): string[] {
  let needed = new Map(witness.assumptions);
  if (complete) {
    for (const choice of [...needed.keys()].sort((a, b) => b.serial - a.serial)) {
      const fewer = new Map(needed);
      fewer.delete(choice);
      if (worlds.filter((world) => agrees(world.assumptions, fewer)).every((world) => holds(world.result))) needed = fewer;
    }
  }
  return describeWorld(needed);
}

function agrees(world: Assumptions, assumed: Assumptions): boolean {
  for (const [choice, outcome] of assumed) if ((world.get(choice) ?? outcome) !== outcome) return false;
  return true;
}
