/** Values that only VBScript has: `Nothing`, references to procedures, and arrays of several dimensions. */
import type { Machine } from "../../machine/machine.js";
import type { Trace } from "../../values/source.js";
import { Arr, ageless, Instance, NOTHING, type ObjectModel, type Plain, type Value } from "../../values/value.js";

/** A variable that nobody set. Objects of COM give the same where a method has no result. */
export const EMPTY = NOTHING;

const nothingModel: ObjectModel = { typeNames: ["Nothing"] };
/** The object that is none. */
export const NO_OBJECT: Instance = ageless(new Instance(nothingModel));

export function isNoObject(value: Plain): boolean {
  return value instanceof Instance && value.model === nothingModel;
}

/** An array with its size in each dimension; the first dimension changes fastest. */
export class VbArray extends Arr {
  constructor(
    readonly sizes: readonly number[],
    items: readonly Value[],
    trace: Trace | null = null,
  ) {
    super("System.Object", items, "array", `VBScript(${sizes.join(",")})`, trace);
  }
}

/** A new array; `bounds` are the highest indexes. */
export function newArray(bounds: readonly number[]): VbArray {
  const sizes = bounds.map((bound) => bound + 1);
  const count = sizes.length === 0 ? 0 : sizes.reduce((product, size) => product * size, 1);
  return new VbArray(sizes, new Array<Value>(Math.max(0, count)).fill(EMPTY));
}

/** Sizes of an array; one that came from a COM object has one dimension. */
export function sizesOf(machine: Machine, array: Arr): readonly number[] {
  if (array instanceof VbArray) return array.sizes;
  return [machine.settled<readonly Value[]>(array.items).length];
}

/** Arrays are values: whoever is given one has one of his own. */
export function copied(value: Plain): Plain {
  if (!(value instanceof Arr)) return value;
  if (value instanceof VbArray) {
    const copy = new VbArray(value.sizes, [], value.trace);
    copy.items = value.items;
    return copy;
  }
  return new Arr(value.element, value.items, value.form, value.type, value.trace);
}
