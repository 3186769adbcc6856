import type { Machine } from "../../machine/machine.js";
import {
  ABSENT,
  ageless,
  Bool,
  Char,
  type Null,
  Num,
  type Plain,
  PsObject,
  Str,
  SwitchBool,
  type Unknown,
  type Value,
} from "../../values/value.js";

/**
 * What PowerShell's own wrapper keeps beside a value: that it was wrapped (`[psobject]5`), and the members that Add-Member gave
 * to a value that is no bag of properties. Texts, numbers and truth values have it with the one copy that was wrapped, and
 * variables pass it on; objects have it wherever they are.
 */

/** The members that a value was given; undefined: it was never wrapped. */
export function boxOf(value: Plain): PsObject | undefined {
  return value.kind === "null" || value.kind === "unknown" ? undefined : (value.box ?? undefined);
}

/** A wrapped value: a copy of a scalar, any other value itself. */
export function boxed(value: Plain): Plain {
  if (value.kind === "object" || value.kind === "null" || value.kind === "unknown" || value.box !== null) return value;
  const copy = copyOf(value);
  const box = ageless(new PsObject(["System.Management.Automation.PSObject"]));
  // What is written into the wrapper of an older object inside a branch belongs to that branch.
  (box.properties as { birth: number }).birth = 0;
  (box.methods as { birth: number }).birth = 0;
  copy.box = box;
  return copy;
}

type Wrappable = Exclude<Plain, Null | Unknown>;

function copyOf(value: Wrappable): Wrappable {
  switch (value.kind) {
    case "str":
      return new Str(value.value, value.trace, value.secret);
    case "num":
      return new Num(value.type, value.value, value.trace, value.text);
    case "bool":
      return value instanceof SwitchBool ? new SwitchBool(value.value, value.trace) : new Bool(value.value, value.trace);
    case "char":
      return new Char(value.code, value.trace);
    default:
      return value;
  }
}

/** Lets a copy of a value keep what was beside it. */
export function keepBox<T extends Wrappable>(from: Wrappable, to: T): T {
  if (from.box !== null) to.box = from.box;
  return to;
}

/** A member that a value was given; undefined: it has none of this name. */
export function boxedMember(machine: Machine, value: Plain, lower: string): Value | undefined {
  const guarded = boxOf(value)?.properties.get(lower);
  const settled = guarded === undefined ? ABSENT : machine.settled(guarded);
  return settled === ABSENT ? undefined : settled.value;
}
