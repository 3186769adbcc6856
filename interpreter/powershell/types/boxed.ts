import type { Machine } from "../../machine/machine.js";
import { ABSENT, ageless, Bool, Char, Num, type Plain, PsObject, Str, SwitchBool, type Value } from "../../values/value.js";

/**
 * What PowerShell's own wrapper keeps beside a value: that it was wrapped (`[psobject]5`), and the members that Add-Member gave
 * to a value that is no bag of properties. Texts, numbers and truth values have it with the one copy that was wrapped, and
 * variables pass it on; objects have it wherever they are.
 */

const boxes = new WeakMap<Plain, PsObject>();
/** Most scripts wrap nothing: then nothing needs to be looked up. */
let used = false;

/** The members that a value was given; undefined: it was never wrapped. */
export function boxOf(value: Plain): PsObject | undefined {
  return used ? boxes.get(value) : undefined;
}

/** A wrapped value: a copy of a scalar, any other value itself. */
export function boxed(value: Plain): Plain {
  if (boxes.has(value) || value.kind === "object" || value.kind === "null" || value.kind === "unknown") return value;
  const copy = copyOf(value);
  const box = ageless(new PsObject(["System.Management.Automation.PSObject"]));
  // What is written into the wrapper of an older object inside a branch belongs to that branch.
  (box.properties as { birth: number }).birth = 0;
  (box.methods as { birth: number }).birth = 0;
  boxes.set(copy, box);
  used = true;
  return copy;
}

function copyOf(value: Plain): Plain {
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
export function keepBox<T extends Plain>(from: Plain, to: T): T {
  const box = used ? boxes.get(from) : undefined;
  if (box !== undefined && to !== from) boxes.set(to, box);
  return to;
}

/** A member that a value was given; undefined: it has none of this name. */
export function boxedMember(machine: Machine, value: Plain, lower: string): Value | undefined {
  const guarded = boxOf(value)?.properties.get(lower);
  const settled = guarded === undefined ? ABSENT : machine.settled(guarded);
  return settled === ABSENT ? undefined : settled.value;
}
