import type { Machine } from "../../machine/machine.js";
import { Instance, Unknown, type Value } from "../../values/value.js";

/** Objects that are there to be written into, with the field that holds what was written. */
const WRITTEN: ReadonlyMap<string, string> = new Map([
  ["System.Text.StringBuilder", "text"],
  ["System.IO.StringWriter", "text"],
  ["System.IO.MemoryStream", "content"],
]);

/** Code that is not modelled has these objects now, and may write into them from here on: what they hold is not known. */
export function escaped(machine: Machine, args: readonly Value[], to: string): void {
  for (const arg of args) {
    const plain = machine.now(arg);
    if (!(plain instanceof Instance)) continue;
    const field = WRITTEN.get(plain.model.typeNames[0] ?? "");
    if (field === undefined) continue;
    const type = field === "text" ? "System.String" : "System.Byte[]";
    machine.setField(
      plain,
      field,
      new Unknown("unmodelled", `${to} may write into it and is not modelled`, machine.freshSymbol("written"), null, type),
    );
  }
}
