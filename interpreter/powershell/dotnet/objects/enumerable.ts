/** Enumerable: what LINQ gives for sequences. */
import type { Call, NetType, Result } from "../../../tools/dotnet-type.js";
import { asNumber, compareNums } from "../../../values/number.js";
import { symbolOf, unmodelled } from "../../../values/unknowns.js";
import { Arr, NULL, Num, type Plain, type Value } from "../../../values/value.js";
import { NetException } from "../../errors/failures.js";
import { truthValue } from "../../types/convert.js";
import { sameNet } from "./objects.js";

// ---------------------------------------------------------------- Linq

function plainItems(call: Call, index: number): readonly Plain[] {
  return call.items(index).map((item) => call.machine.plain(item));
}

function sequence(call: Call, items: readonly Value[], element: string): Arr {
  return new Arr(element, items, "array", null, call.at);
}

function elementOf(call: Call, index: number): string {
  const value = call.arg(index);
  return value.kind === "arr" ? value.element : "System.Object";
}

function passes(call: Call, item: Value): boolean {
  const block = call.arg(1);
  if (block.kind !== "block" || !call.machine.blocks) return false;
  const outputs = call.machine.blocks(block, { args: [item], underscore: item, newScope: true });
  const result = call.machine.plain(truthValue(call.machine, outputs[outputs.length - 1] ?? NULL));
  return result.kind === "bool" && result.value;
}

/** Numbers only: everything else is not modelled. */
function numeric(call: Call, reduce: (numbers: readonly Num[]) => Result): Result {
  const items = plainItems(call, 0);
  if (!items.every((item): item is Num => item.kind === "num"))
    return unmodelled(`Enumerable.${call.name} of these is not modelled`, `linq.${call.name}(${symbolOf(call.arg(0))})`, call.at);
  return reduce(items);
}

function total(numbers: readonly Num[]): Num {
  const type = numbers[0]?.type ?? "Int32";
  const sum = numbers.reduce((before, number) => before + asNumber(number), 0);
  return new Num(type, type === "Int64" || type === "UInt64" ? BigInt(sum) : sum);
}

function distinct(call: Call): Plain[] {
  const kept: Plain[] = [];
  for (const item of plainItems(call, 0)) if (!kept.some((one) => sameNet(call.machine, one, item))) kept.push(item);
  return kept;
}

export const enumerableType: NetType = {
  name: "System.Linq.Enumerable",
  statics: {
    "Sum(list source) object": (c) => numeric(c, total),
    "Max(list source) object": (c) => numeric(c, (numbers) => numbers.reduce((a, b) => (compareNums(a, b) >= 0 ? a : b))),
    "Min(list source) object": (c) => numeric(c, (numbers) => numbers.reduce((a, b) => (compareNums(a, b) <= 0 ? a : b))),
    "Count(list source) int": (c) => c.items(0).length,
    "Any(list source) bool": (c) => c.items(0).length > 0,
    "Any(list source, delegate predicate) bool": (c) => c.items(0).some((item) => passes(c, item)),
    "All(list source, delegate predicate) bool": (c) => c.items(0).every((item) => passes(c, item)),
    "Where(list source, delegate predicate) object": (c) =>
      sequence(
        c,
        c.items(0).filter((item) => passes(c, item)),
        elementOf(c, 0),
      ),
    "First(list source) object": (c) => c.items(0)[0] ?? none(),
    "Last(list source) object": (c) => c.items(0).at(-1) ?? none(),
    "Reverse(list source) object": (c) => sequence(c, [...c.items(0)].reverse(), elementOf(c, 0)),
    "Distinct(list source) object": (c) => sequence(c, distinct(c), elementOf(c, 0)),
    "Concat(list first, list second) object": (c) => sequence(c, [...c.items(0), ...c.items(1)], elementOf(c, 0)),
    "Take(list source, int count) object": (c) => sequence(c, c.items(0).slice(0, c.int(1)), elementOf(c, 0)),
    "Skip(list source, int count) object": (c) => sequence(c, c.items(0).slice(c.int(1)), elementOf(c, 0)),
    "Contains(list source, object value) bool": (c) => plainItems(c, 0).some((item) => sameNet(c.machine, item, c.arg(1))),
    "Except(list first, list second) object": (c) =>
      sequence(
        c,
        distinct(c).filter((item) => !plainItems(c, 1).some((other) => sameNet(c.machine, other, item))),
        elementOf(c, 0),
      ),
    "Intersect(list first, list second) object": (c) =>
      sequence(
        c,
        distinct(c).filter((item) => plainItems(c, 1).some((other) => sameNet(c.machine, other, item))),
        elementOf(c, 0),
      ),
    "SequenceEqual(list first, list second) bool": (c) => {
      const [a, b] = [plainItems(c, 0), plainItems(c, 1)];
      return a.length === b.length && a.every((item, index) => sameNet(c.machine, item, b[index] as Plain));
    },
    "Range(int start, int count) object": (c) => {
      c.machine.budget.size(c.int(1));
      return sequence(
        c,
        Array.from({ length: c.int(1) }, (_, index) => new Num("Int32", c.int(0) + index)),
        "System.Int32",
      );
    },
    "Repeat(object element, int count) object": (c) => {
      c.machine.budget.size(c.int(1));
      return sequence(
        c,
        Array.from({ length: c.int(1) }, () => c.arg(0)),
        "System.Object",
      );
    },
    "ToArray(list source) object": (c) => sequence(c, c.items(0), elementOf(c, 0)),
    "ToList(list source) object": (c) =>
      new Arr(elementOf(c, 0), c.items(0), "list", `System.Collections.Generic.List\`1[${elementOf(c, 0)}]`, c.at),
  },
};

function none(): never {
  throw new NetException("System.InvalidOperationException", "Sequence contains no elements");
}
