import type { Machine } from "../machine.js";
import { Instance, type Value } from "../value.js";

/** `$input`: an enumerator that is used up when it was read once. */
export function pipelineInput(machine: Machine, items: readonly Value[]): Instance {
  const input = new Instance({
    typeNames: ["System.Collections.ArrayList+ArrayListEnumeratorSimple", "System.Object"],
    enumerate(self) {
      if (machine.field<boolean>(self, "used")) return [];
      machine.setField(self, "used", true);
      return items;
    },
    invoke(self, name) {
      if (name.toLowerCase() === "reset") machine.setField(self, "used", false);
      return undefined;
    },
  });
  return input;
}
