/** Elements of arrays: reading and setting them, `ReDim`, and what an index that is not known gives. */
import { Alternatives } from "../../../host/choice.js";
import type { Machine } from "../../machine/machine.js";
import type { Trace } from "../../values/source.js";
import { Arr, type Plain, Unknown, type Value } from "../../values/value.js";
import { derived, toInteger } from "../values/convert.js";
import { runtimeError } from "../values/error.js";
import { EMPTY, newArray, sizesOf, VbArray } from "../values/objects.js";
import type { Reference } from "./engine.js";

/** An index that is not known is one of so many at most; of a longer array the element is not known either. */
const MOST_OUTCOMES = 8;

/** Where an element lies in the list of items; Unknown: an index is not known. */
function placeOf(machine: Machine, array: Arr, indexes: readonly Value[], at: Trace | null): number | Unknown {
  const sizes = sizesOf(machine, array);
  if (sizes.length !== indexes.length || sizes.length === 0) throw runtimeError(9, at);
  let place = 0;
  let factor = 1;
  for (const [dimension, size] of sizes.entries()) {
    const index = toInteger(machine, indexes[dimension] as Value, at);
    if (index instanceof Unknown) return index;
    if (index < 0 || index >= size) throw runtimeError(9, at);
    place += index * factor;
    factor *= size;
  }
  return place;
}

function itemsOf(machine: Machine, array: Arr): readonly Value[] {
  return machine.settled<readonly Value[]>(array.items);
}

export function elementOf(machine: Machine, array: Arr, indexes: readonly Value[], at: Trace | null): Value {
  const place = placeOf(machine, array, indexes, at);
  const items = itemsOf(machine, array);
  return typeof place === "number" ? (items[place] ?? EMPTY) : oneOf(machine, items, place, at);
}

/** The item at an index that nobody knows. */
export function oneOf(machine: Machine, items: readonly Value[], index: Unknown, at: Trace | null): Value {
  const [only] = items;
  if (only === undefined) throw runtimeError(9, at);
  if (items.length === 1) return only;
  if (items.length > MOST_OUTCOMES) return derived("element", [index], at);
  const choice = machine.choice(
    `vbs:index:${index.symbol}:${items.length}`,
    items.map((_, place) => `the index (${index.why}) is ${place}`),
  );
  return machine.now(new Alternatives(choice, items as readonly Plain[])) as Value;
}

export class ElementReference implements Reference {
  constructor(
    private readonly machine: Machine,
    private readonly array: Arr,
    private readonly indexes: readonly Value[],
    private readonly at: Trace | null,
  ) {}

  read(): Value {
    return elementOf(this.machine, this.array, this.indexes, this.at);
  }

  write(value: Value): void {
    const place = placeOf(this.machine, this.array, this.indexes, this.at);
    const items = itemsOf(this.machine, this.array);
    if (typeof place === "number") {
      this.machine.journal.set(this.array, "items", items.with(place, value));
      return;
    }
    // Any of them may be the one.
    const unknown = derived("element", [place], this.at);
    this.machine.journal.set(
      this.array,
      "items",
      items.map(() => unknown),
    );
  }
}

/** A new array for `ReDim`; with `Preserve` what fits of the old one stays. */
export function resized(
  machine: Machine,
  before: Plain,
  bounds: readonly number[],
  preserve: boolean,
  at: Trace | null,
): VbArray {
  if (bounds.some((bound) => bound < -1)) throw runtimeError(9, at);
  const count = bounds.reduce((product, bound) => product * (bound + 1), 1);
  machine.budget.size(count);
  machine.budget.weigh(count * 8);
  const made = newArray(bounds);
  if (!preserve || !(before instanceof Arr)) return made;
  const sizes = sizesOf(machine, before);
  if (sizes.length === 0) return made;
  // Only the last dimension may change.
  if (sizes.length !== bounds.length || sizes.slice(0, -1).some((size, index) => size !== made.sizes[index]))
    throw runtimeError(9, at);
  const old = itemsOf(machine, before);
  const items = made.items as readonly Value[];
  return new VbArray(
    made.sizes,
    items.map((item, place) => old[place] ?? item),
  );
}
