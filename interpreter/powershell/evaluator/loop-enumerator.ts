import type { Machine } from "../../machine/machine.js";
import { bool, Instance, NULL, type Value } from "../../values/value.js";

/** `$foreach` and `$switch`: where the running loop stands, and a way to move it. */
export class Enumerator extends Instance {
  constructor(
    private readonly machine: Machine,
    private readonly elements: readonly Value[],
    /** The loop runs over a range (`1..3`), whose enumerator keeps its last number. */
    ofRange: boolean,
  ) {
    super({
      typeNames: [
        ofRange ? "System.Management.Automation.RangeEnumerator" : "System.ArrayEnumerator",
        "System.Collections.IEnumerator",
        "System.Object",
      ],
      get: (_self, name) =>
        name.toLowerCase() === "current"
          ? (elements[this.position()] ?? (ofRange ? elements.at(-1) : undefined) ?? NULL)
          : undefined,
      invoke: (_self, name) => {
        switch (name.toLowerCase()) {
          case "movenext":
            this.moveTo(this.position() + 1);
            return bool(this.position() < this.elements.length);
          case "reset":
            this.moveTo(-1);
            return NULL;
          default:
            return undefined;
        }
      },
    });
  }

  position(): number {
    return this.machine.field<number>(this, "position") ?? 0;
  }

  moveTo(position: number): void {
    this.machine.setField(this, "position", position);
  }
}
