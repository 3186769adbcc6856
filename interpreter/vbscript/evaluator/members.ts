/** Members of objects: reading, setting and calling them. */
import type { Trace } from "../../values/source.js";
import { Arr, Instance, int, type Plain, type Property, PsObject, Unknown, type Value } from "../../values/value.js";
import { derived } from "../values/convert.js";
import { runtimeError } from "../values/error.js";
import { EMPTY, isNoObject } from "../values/objects.js";
import { ElementReference, elementOf } from "./arrays.js";
import { ClassModel } from "./classes.js";
import type { Frame, Reference } from "./engine.js";
import { type OpenUse, unknownMember, unmodelledMember } from "./open-objects.js";
import { passOutputs } from "./outputs.js";

/** An argument, and where it is kept when it was given by reference. */
export interface Argument {
  readonly value: Value;
  readonly reference: Reference | null;
}

/** How a member is used: its value is read, it is called for a value, or it is called as a statement. */
export type Use = "read" | "call" | "statement";

function openUse(use: Use): OpenUse {
  return use === "read" ? "read" : "call";
}

function valuesOf(args: readonly Argument[]): readonly Value[] {
  return args.map((arg) => arg.value);
}

export function member(frame: Frame, object: Value, name: string, args: readonly Argument[], use: Use, at: Trace): Value {
  const { machine } = frame.engine;
  const plain = machine.plain(object);
  const values = valuesOf(args);
  if (plain instanceof Unknown) return unknownMember(frame, plain, name, values, openUse(use), at);
  if (plain instanceof Arr) return memberOfList(frame, plain, name, values, use, at);
  if (plain instanceof PsObject) return memberOfRecord(frame, plain, name, values, at);
  if (!(plain instanceof Instance)) throw runtimeError(424, at);
  if (isNoObject(plain)) throw runtimeError(91, at);
  const { model } = plain;
  if (model instanceof ClassModel) return model.use(frame, plain, name, args, at);
  machine.secrets.method(name, values);
  const called = () => {
    const result = model.invoke?.(plain, name, values, at);
    return result === undefined ? undefined : passOutputs(frame, plain, name, args, result);
  };
  const read = () => {
    const value = model.get?.(plain, name, at);
    return value === undefined || args.length === 0 ? value : indexed(frame, value, values, at);
  };
  const found = use === "read" && args.length === 0 ? (read() ?? called()) : (called() ?? read());
  return found ?? unmodelledMember(frame, plain, name, values, openUse(use), at);
}

/** Collections that WMI and ADSI give as lists. */
function memberOfList(frame: Frame, list: Arr, name: string, args: readonly Value[], use: Use, at: Trace): Value {
  const items = frame.engine.machine.settled<readonly Value[]>(list.items);
  switch (name.toLowerCase()) {
    case "count":
    case "length": {
      const open = items.find((item): item is Unknown => item instanceof Unknown);
      return open ? derived("count", [open], at, "System.Int32") : int(items.length, at);
    }
    case "item":
    case "itemindex":
      return args[0] === undefined ? EMPTY : elementOf(frame.engine.machine, list, args, at);
    case "filter":
      return EMPTY;
    default: {
      const why = new Unknown(
        "unmodelled",
        `${name} of a collection is not modelled`,
        frame.engine.machine.freshSymbol("list"),
        at,
      );
      return unknownMember(frame, why, name, args, openUse(use), at);
    }
  }
}

function memberOfRecord(frame: Frame, object: PsObject, name: string, args: readonly Value[], at: Trace): Value {
  const found = object.properties.get(name.toLowerCase());
  const property = found === undefined ? undefined : frame.engine.machine.settled(found);
  if (typeof property === "object") {
    const { value } = property as Property;
    return args.length === 0 ? value : indexed(frame, value, args, at);
  }
  // `Properties_` of what a method is given and gives: by name.
  if (/^(?:properties_?|item)$/i.test(name)) {
    const [first] = args;
    return first === undefined ? object : recordItem(frame, object, first, at);
  }
  return new Unknown("unmodelled", `${name} of an object`, frame.engine.machine.freshSymbol(`record.${name.toLowerCase()}`), at);
}

function recordItem(frame: Frame, object: PsObject, name: Value, at: Trace): Value {
  const plain = frame.engine.machine.plain(name);
  if (plain.kind !== "str") return derived("property", [plain], at);
  return memberOfRecord(frame, object, plain.value, [], at);
}

/** `value(args)`: an element of an array, or of an object by its default property. */
export function indexed(frame: Frame, value: Value, args: readonly Value[], at: Trace): Value {
  const { machine } = frame.engine;
  const plain = machine.plain(value);
  if (plain instanceof Arr) return elementOf(machine, plain, args, at);
  if (plain instanceof Unknown) return derived("element", [plain, ...args], at);
  if (plain instanceof PsObject) return args[0] === undefined ? plain : recordItem(frame, plain, args[0], at);
  if (!(plain instanceof Instance)) throw runtimeError(13, at);
  if (isNoObject(plain)) throw runtimeError(91, at);
  if (plain.model instanceof ClassModel) return plain.model.useDefault(frame, plain, args, at);
  const found = plain.model.index?.(plain, args, at) ?? plain.model.invoke?.(plain, "Item", args, at);
  return found ?? unmodelledMember(frame, plain, "Item", args, "read", at);
}

export function setMember(frame: Frame, object: Value, name: string, value: Value, isSet: boolean, at: Trace): void {
  const { machine } = frame.engine;
  const plain = machine.plain(object);
  machine.secrets.named(name, value);
  if (plain instanceof Unknown) {
    unknownMember(frame, plain, name, [value], "set", at);
    return;
  }
  if (plain instanceof PsObject) {
    machine.journal.setEntry(plain.properties, name.toLowerCase(), { name, value });
    return;
  }
  if (!(plain instanceof Instance)) throw runtimeError(424, at);
  if (isNoObject(plain)) throw runtimeError(91, at);
  if (plain.model instanceof ClassModel) {
    plain.model.assign(frame, plain, name, [], value, isSet, at);
    return;
  }
  if (plain.model.set?.(plain, name, value, at) === true) return;
  unmodelledMember(frame, plain, name, [value], "set", at);
}

/** `object.name(args) = value`, and `object(args) = value` where `name` is null. */
export function setIndexed(
  frame: Frame,
  object: Value,
  name: string | null,
  args: readonly Value[],
  value: Value,
  isSet: boolean,
  at: Trace,
): void {
  const { machine } = frame.engine;
  const plain = machine.plain(object);
  if (name === null) {
    setElement(frame, plain, args, value, isSet, at);
    return;
  }
  if (plain instanceof Instance && plain.model instanceof ClassModel) {
    plain.model.assign(frame, plain, name, args, value, isSet, at);
    return;
  }
  // `Item` of a collection is the collection's own default property.
  if (plain instanceof Instance && /^item$/i.test(name) && plain.model.setIndex?.(plain, args, value, at) === true) return;
  setElement(frame, machine.plain(member(frame, plain, name, [], "read", at)), args, value, isSet, at);
}

function setElement(frame: Frame, target: Plain, args: readonly Value[], value: Value, isSet: boolean, at: Trace): void {
  if (target instanceof Arr) {
    new ElementReference(frame.engine.machine, target, args, at).write(value);
    return;
  }
  if (target instanceof Unknown) {
    unknownMember(frame, target, "Item", [...args, value], "set", at);
    return;
  }
  if (target instanceof PsObject && args[0] !== undefined) {
    const key = frame.engine.machine.plain(args[0]);
    if (key.kind === "str") setMember(frame, target, key.value, value, isSet, at);
    return;
  }
  if (!(target instanceof Instance)) throw runtimeError(13, at);
  if (isNoObject(target)) throw runtimeError(91, at);
  if (target.model instanceof ClassModel) {
    target.model.assignDefault(frame, target, args, value, isSet, at);
    return;
  }
  if (target.model.setIndex?.(target, args, value, at) === true) return;
  unmodelledMember(frame, target, "Item", [...args, value], "set", at);
}
