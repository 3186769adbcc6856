import type { Machine } from "../machine.js";
import type { Trace } from "../source.js";
import { Instance, NULL, type ObjectModel, type Plain, type Value } from "../value.js";

const TYPE = "System.Management.Automation.PSReference";

/** A reference to a value that no variable holds: `[ref]5`, `[ref]$null`. */
export function detachedReference(machine: Machine, value: Value, at: Trace | null): Instance {
  const model: ObjectModel = {
    typeNames: [TYPE, "System.Object"],
    get: (self, name) => (name.toLowerCase() === "value" ? (machine.field<Value>(self, "value") ?? NULL) : undefined),
    set(self, name, next) {
      if (name.toLowerCase() !== "value") return false;
      machine.setField(self, "value", next);
      return true;
    },
    propertyNames: () => ["Value"],
  };
  const reference = new Instance(model, at);
  reference.fields.set("value", value);
  return reference;
}

export function isReference(value: Plain): value is Instance {
  return value.kind === "instance" && value.model.typeNames[0] === TYPE;
}

/** Writes through a reference; anything else (`$null`) takes no value. */
export function writeReference(target: Plain, value: Value): void {
  if (isReference(target)) target.model.set?.(target, "Value", value, null);
}

export function readReference(target: Plain): Value {
  return (isReference(target) ? target.model.get?.(target, "Value", null) : undefined) ?? NULL;
}
