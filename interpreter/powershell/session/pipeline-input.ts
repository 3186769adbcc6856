import type { Machine } from "../../machine/machine.js";
import { Instance, type Plain, type Value } from "../../values/value.js";

const TYPE = "System.Collections.ArrayList+ArrayListEnumeratorSimple";

/** `$input`: an enumerator that is used up when it was read once. */
export function pipelineInput(machine: Machine, items: readonly Value[]): Instance {
  const input = new Instance({
    typeNames: [TYPE, "System.Object"],
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

export function isPipelineInput(value: Plain): boolean {
  return value instanceof Instance && value.model.typeNames[0] === TYPE;
}
