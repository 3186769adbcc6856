import { Attached } from "../values/attached.js";
import type { Machine } from "./machine.js";

/** Makes something once for each machine: models of objects, which need the machine they live on. It must hold no state of a run. */
export function perMachine<T extends object>(make: (machine: Machine) => T): (machine: Machine) => T {
  const made = new Attached<T>();
  return (machine) => {
    let found = made.get(machine);
    if (!found) made.set(machine, (found = make(machine)));
    return found;
  };
}
