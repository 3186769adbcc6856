import type { Machine } from "../../machine/machine.js";
import type { Trace } from "../../values/source.js";
import { Instance, NULL, type ObjectModel, type Plain, type Value } from "../../values/value.js";
import { typeNameOf } from "./types.js";

const TYPE = "System.Management.Automation.PSReference";

/** A reference is of a type of its own for each type of value. */
export function referenceTypes(machine: Machine, value: Value): readonly string[] {
  const plain = machine.now(value);
  const of =
    "choice" in plain ? null : plain.kind === "null" ? "System.Management.Automation.LanguagePrimitives+Null" : typeNameOf(plain);
  return of === null ? [TYPE, "System.Object"] : [`${TYPE}\`1[${of}]`, TYPE, "System.Object"];
}

/** A reference to a value that no variable holds: `[ref]5`, `[ref]$null`. */
export function detachedReference(machine: Machine, value: Value, at: Trace | null): Instance {
  const model: ObjectModel = {
    typeNames: referenceTypes(machine, value),
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
  return value.kind === "instance" && value.model.typeNames.includes(TYPE);
}

/** Writes through a reference; anything else (`$null`) takes no value. */
export function writeReference(target: Plain, value: Value): void {
  if (isReference(target)) target.model.set?.(target, "Value", value, null);
}

export function readReference(target: Plain): Value {
  return (isReference(target) ? target.model.get?.(target, "Value", null) : undefined) ?? NULL;
}
