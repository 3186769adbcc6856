import type { Machine } from "../../machine/machine.js";
import { PsError } from "../../tools/script-error.js";
import type { Trace } from "../../values/source.js";
import { derive, symbolOf, unmodelled } from "../../values/unknowns.js";
import { Arr, type Block, NOTHING, NULL, type Plain, type PsObject, Str, Unknown, type Value } from "../../values/value.js";
import { hasMethod } from "../types/calls.js";
import { convertTo, truthValue } from "../types/convert.js";
import { dictGet } from "../types/dict.js";
import { enumerate } from "../types/enumerate.js";
import { isCustom, toText } from "../types/text.js";
import { typeNameOf } from "../types/types.js";
import { getMember, invokeMember, isOwnMethod, properMember, setMember } from "./members.js";

/** `.ForEach()` and `.Where()`, which every value has. Both give a Collection. */
const COLLECTION = "System.Collections.ObjectModel.Collection`1[System.Management.Automation.PSObject]";

function collection(items: readonly Value[], at: Trace | null): Arr {
  return new Arr("System.Object", items, "list", COLLECTION, at);
}

function elements(machine: Machine, target: Plain): readonly Value[] | Unknown {
  if (target.kind === "null") return [];
  return enumerate(machine, target) ?? [target];
}

function runOn(machine: Machine, block: Block, item: Value, args: readonly Value[]): readonly Value[] {
  return machine.blocks ? machine.blocks(block, { underscore: item, args }) : [];
}

export function eachItem(machine: Machine, target: Plain, args: readonly Value[], at: Trace | null): Value {
  const items = elements(machine, target);
  if (items instanceof Unknown) return derive([items], `${items.symbol}.foreach(${args.map(symbolOf).join(",")})`, null, at);
  const first = args[0] === undefined ? NULL : machine.plain(args[0]);
  const rest = args.slice(1);
  if (first.kind === "unknown") return derive([first], `${symbolOf(target)}.foreach(${first.symbol})`, null, at);
  const results: Value[] = [];
  const add = (value: Value): void => {
    const plain = machine.plain(value);
    if (plain.kind === "arr") results.push(...machine.settled(plain.items));
    else if (!(plain.kind === "null" && plain.automation)) results.push(value);
  };
  for (const item of items) {
    machine.budget.step();
    if (item === NOTHING) continue;
    if (first.kind === "block") results.push(...runOn(machine, first, item, rest));
    else if (
      first.kind === "type" &&
      first.name !== "System.Object" &&
      machine.plain(item).kind === "object" &&
      isCustom(machine.plain(item) as PsObject)
    )
      throw new PsError({
        id: "MethodCountCouldNotFindBest",
        message: 'Cannot find an overload for "Add" and the argument count: "1".',
        exception: "System.Management.Automation.MethodException",
        at,
      });
    else if (first.kind === "type") add(convertTo(machine, machine.plain(item), first, at));
    else {
      const name = toText(machine, first);
      if (name instanceof Unknown) return derive([name], `${symbolOf(target)}.foreach(${name.symbol})`, null, at);
      memberOf(machine, machine.plain(item), name, rest, add, at);
    }
  }
  if (first.kind === "type")
    return new Arr(first.name, results, "list", `System.Collections.ObjectModel.Collection\`1[${first.name}]`, at);
  return collection(results, at);
}

/** A property, a property to set, or a method with arguments. */
function memberOf(
  machine: Machine,
  item: Plain,
  name: string,
  args: readonly Value[],
  add: (value: Value) => void,
  at: Trace | null,
): void {
  if (item.kind === "null") return add(NULL);
  // A dictionary is asked for its keys only.
  if (item.kind === "dict" && args.length === 0) return add(dictGet(machine, item, new Str(name)) ?? NULL);
  const value = args.length === 0 && !isOwnMethod(machine, item, name) ? properMember(machine, item, name, at) : undefined;
  if (value !== undefined) return add(value);
  const existing = args.length === 1 ? getMember(machine, item, name, at) : undefined;
  if (existing !== undefined) return setMember(machine, item, name, args[0] as Value, at);
  // A name that is no member gives $null for each element.
  if (args.length === 0 && item.kind !== "unknown" && item.kind !== "instance" && !hasMethod(machine, typeNameOf(item), name))
    return add(
      item.kind === "object" && item.methods.has(name.toLowerCase())
        ? (invokeMember(machine, item, name, args, at) ?? NULL)
        : NULL,
    );
  const result = invokeMember(machine, item, name, args, at);
  if (result !== undefined) add(result);
}

export function whereItem(machine: Machine, target: Plain, args: readonly Value[], at: Trace | null): Value {
  const items = elements(machine, target);
  const block = args[0] === undefined ? NULL : machine.plain(args[0]);
  const whole = `${symbolOf(target)}.where(${args.map(symbolOf).join(",")})`;
  if (items instanceof Unknown) return derive([items], whole, null, at);
  if (block.kind !== "block") return unmodelled(".Where() with something that is no script block is not modelled", whole, at);
  const modeText = args[1] === undefined ? "default" : toText(machine, args[1]);
  const countText = args[2] === undefined ? "0" : toText(machine, args[2]);
  if (modeText instanceof Unknown || countText instanceof Unknown)
    return derive(
      [modeText as Unknown, countText as Unknown].filter((value) => value instanceof Unknown),
      whole,
      null,
      at,
    );
  const mode = modeText.toLowerCase();
  const count = Number(countText) || 0;
  const holds = (item: Value): boolean => {
    machine.budget.step();
    const outputs = runOn(machine, block, item, []);
    const value: Value = outputs.length === 1 ? (outputs[0] as Value) : new Arr("System.Object", outputs);
    const result = machine.plain(truthValue(machine, value));
    return result.kind === "bool" && result.value;
  };
  switch (mode) {
    case "first":
      return collection(firstOf(items, holds, Math.max(1, count)), at);
    case "last":
      return collection(items.filter(holds).slice(-Math.max(1, count)), at);
    case "skipuntil": {
      const start = items.findIndex(holds);
      return collection(start < 0 ? [] : count > 0 ? items.slice(start, start + count) : items.slice(start), at);
    }
    case "until": {
      const end = items.findIndex(holds);
      const before = end < 0 ? items : items.slice(0, end);
      return collection(count > 0 ? before.slice(0, count) : before, at);
    }
    case "split": {
      const passed = items.filter(holds);
      const taken = count > 0 ? passed.slice(0, count) : passed;
      const others = items.filter((item) => !taken.includes(item));
      return new Arr("System.Object", [collection(taken, at), collection(others, at)], "list", COLLECTION, at);
    }
    case "default": {
      const passed = count > 0 ? firstOf(items, holds, count) : items.filter(holds);
      return collection(passed, at);
    }
    default:
      return unmodelled(`the mode ${modeText} of .Where() is not modelled`, whole, at);
  }
}

function firstOf(items: readonly Value[], holds: (item: Value) => boolean, count: number): Value[] {
  const found: Value[] = [];
  for (const item of items) {
    if (found.length >= count) break;
    if (holds(item)) found.push(item);
  }
  return found;
}
