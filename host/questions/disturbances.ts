import type { Area } from "../keys.js";
import type { HostView } from "../view.js";
import { type Unknown, unknownFrom } from "./answer.js";

/** What could not be read and may have changed facts of these areas. */
export function disturbances(view: HostView, areas: readonly Exclude<Area, "all">[]): Unknown[] {
  const unknowns: Unknown[] = [];
  for (const key of view.touched("disturbance")) {
    const area = key.parts[0] as Area;
    if (area !== "all" && !areas.includes(area)) continue;
    const fact = view.fact(key);
    if (fact?.status === "unknown") unknowns.push(unknownFrom(fact));
  }
  return unknowns;
}
