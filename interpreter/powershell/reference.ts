import type { Machine } from "../machine.js";
import type { Trace } from "../source.js";
import { Instance, NULL, type ObjectModel, type Plain, type Value } from "../value.js";

/** What a `[ref]` stands for: where its value is read and written. Writes go through the machine. */
export interface Place {
  read(): Value;
  write(value: Value): void;
}

const TYPE = "System.Management.Automation.PSReference";
const places = new WeakMap<Instance, Place>();

/** `[ref]$x`: an object whose Value is the variable. */
export function makeReference(place: Place, at: Trace | null): Instance {
  const model: ObjectModel = {
    typeNames: [TYPE],
    get: (_self, name) => (name.toLowerCase() === "value" ? place.read() : undefined),
    set: (_self, name, value) => {
      if (name.toLowerCase() !== "value") return false;
      place.write(value);
      return true;
    },
    propertyNames: () => ["Value"],
  };
  const instance = new Instance(model, at);
  places.set(instance, place);
  return instance;
}

/** A reference to a value that no variable holds: `[ref]5`, `[ref]$null`. */
export function detachedReference(machine: Machine, value: Value, at: Trace | null): Instance {
  const holder: { instance: Instance | null } = { instance: null };
  const reference = makeReference(
    {
      read: () => (holder.instance ? (machine.field<Value>(holder.instance, "value") ?? NULL) : NULL),
      write: (next) => {
        if (holder.instance) machine.setField(holder.instance, "value", next);
      },
    },
    at,
  );
  holder.instance = reference;
  reference.fields.set("value", value);
  return reference;
}

export function isReference(value: Plain): value is Instance {
  return value.kind === "instance" && value.model.typeNames[0] === TYPE;
}

/** Writes through a reference; anything else (`$null`) takes no value. */
export function writeReference(target: Plain, value: Value): void {
  if (target.kind === "instance") places.get(target)?.write(value);
}

export function readReference(target: Plain): Value {
  return (target.kind === "instance" ? places.get(target)?.read() : undefined) ?? NULL;
}
