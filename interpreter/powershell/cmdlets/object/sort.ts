import { PsError } from "../../../tools/script-error.js";
import { type CmdletCall, parameters, type Tool } from "../../../tools/tool.js";
import { Arr, Bool, Dict, int, NULL, type Plain, type PsObject, str, Unknown, type Value } from "../../../values/value.js";
import { areEqual, compareValues, orderedValues } from "../../types/compare.js";
import { dictSet } from "../../types/dict.js";
import { toStr, toText } from "../../types/text.js";
import { compareTexts } from "../../values/compare-text.js";
import { inputObjects, makeObject } from "../shared/common.js";
import { mayBeList, type PropertySpec, propertySpecs, specValue } from "../shared/property-spec.js";

/** Sort-Object and Group-Object. */

/** With keys that nobody knows, more objects than this are not put in every possible order: they stay as they came. */
const MAXIMUM_ASKED = 3;

interface Keyed {
  readonly value: Value;
  readonly keys: readonly Plain[];
  readonly index: number;
}

function keyed(call: CmdletCall, specs: readonly PropertySpec[], input: readonly Value[]): Keyed[] {
  return input.map((value, index) => {
    call.machine.budget.step();
    const keys =
      specs.length === 0
        ? [call.machine.plain(value)]
        : specs.map((spec) => call.machine.plain(specValue(call, spec, value) ?? NULL));
    return { value, keys, index };
  });
}

/** Order of two keys: by the rules of -lt; what cannot be converted is compared as text. */
function order(call: CmdletCall, a: Plain, b: Plain, caseSensitive: boolean, ask: boolean): number {
  if (a instanceof Unknown || b instanceof Unknown) {
    if (!ask) return 0;
    const less = call.machine.plain(orderedValues(call.machine, "lt", a, b, caseSensitive, call.at));
    return less instanceof Bool && less.value ? -1 : 1;
  }
  try {
    const found = compareValues(call.machine, a, b, caseSensitive, call.at);
    if (found !== undefined) return found;
  } catch (error) {
    if (!(error instanceof PsError)) throw error;
  }
  const x = toText(call.machine, a);
  const y = toText(call.machine, b);
  return typeof x === "string" && typeof y === "string" ? (compareTexts(x, y, caseSensitive) ?? 0) : 0;
}

function sortObject(call: CmdletCall): void {
  const input = inputObjects(call).filter((value) => call.machine.plain(value).kind !== "null");
  if (input.length === 1 && mayBeList(call, input[0] as Value)) {
    call.out(input[0] as Value);
    return;
  }
  const specs = propertySpecs(call);
  const items = keyed(call, specs, input);
  const caseSensitive = call.flag("CaseSensitive") === true;
  const descending = call.flag("Descending") === true;
  const ask = items.length <= MAXIMUM_ASKED;
  const compare = (a: Keyed, b: Keyed): number => {
    for (let index = 0; index < a.keys.length; index++) {
      const found = order(call, a.keys[index] as Plain, b.keys[index] as Plain, caseSensitive, ask);
      if (found !== 0) return (specs[index]?.descending ?? descending) ? -found : found;
    }
    return a.index - b.index;
  };
  let sorted = mergeSort(call, items, compare);
  if (call.flag("Unique") === true) {
    sorted = sorted.filter((one, index) => index === 0 || !sameKeys(call, one, sorted[index - 1] as Keyed, caseSensitive));
  }
  const top = call.integer("Top");
  const bottom = call.integer("Bottom");
  if (typeof top === "number") sorted = sorted.slice(0, top);
  if (typeof bottom === "number") sorted = bottom <= 0 ? [] : sorted.slice(-bottom);
  for (const { value } of sorted) call.out(value);
}

function sameKeys(call: CmdletCall, a: Keyed, b: Keyed, caseSensitive: boolean): boolean {
  return a.keys.every((key, index) => order(call, key, b.keys[index] as Plain, caseSensitive, true) === 0);
}

function mergeSort(call: CmdletCall, items: readonly Keyed[], compare: (a: Keyed, b: Keyed) => number): Keyed[] {
  if (items.length < 2) return [...items];
  const middle = items.length >> 1;
  const left = mergeSort(call, items.slice(0, middle), compare);
  const right = mergeSort(call, items.slice(middle), compare);
  const merged: Keyed[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    call.machine.budget.step();
    merged.push(compare(left[i] as Keyed, right[j] as Keyed) <= 0 ? (left[i++] as Keyed) : (right[j++] as Keyed));
  }
  return [...merged, ...left.slice(i), ...right.slice(j)];
}

// ---------------------------------------------------------------- Group-Object

function groupObject(call: CmdletCall): void {
  const input = inputObjects(call);
  if (input.length === 1 && mayBeList(call, input[0] as Value)) {
    const only = input[0] as Unknown;
    call.out(call.unknown(only.why, { symbol: `groups(${only.symbol})`, cause: only.cause }));
    return;
  }
  const specs = propertySpecs(call);
  const caseSensitive = call.flag("CaseSensitive") === true;
  const groups: { readonly keys: readonly Plain[]; readonly items: Value[] }[] = [];
  for (const one of keyed(call, specs, input)) {
    const group = groups.find((other) =>
      other.keys.every((key, index) => sameKey(call, key, one.keys[index] as Plain, caseSensitive)),
    );
    if (group) group.items.push(one.value);
    else groups.push({ keys: one.keys, items: [one.value] });
  }
  groups.sort((a, b) => {
    for (let index = 0; index < a.keys.length; index++) {
      const found = order(call, a.keys[index] as Plain, b.keys[index] as Plain, caseSensitive, false);
      if (found !== 0) return found;
    }
    return 0;
  });
  if (call.flag("AsHashTable") === true) return call.out(asTable(call, groups));
  const noElement = call.flag("NoElement") === true;
  for (const { keys, items } of groups) call.out(groupInfo(call, keys, items, noElement));
}

function sameKey(call: CmdletCall, a: Plain, b: Plain, caseSensitive: boolean): boolean {
  if (a.kind === "null" || b.kind === "null") return a.kind === b.kind;
  try {
    return areEqual(call.machine, a, b, caseSensitive);
  } catch (error) {
    if (!(error instanceof PsError)) throw error;
    return false;
  }
}

function groupInfo(call: CmdletCall, keys: readonly Plain[], items: readonly Value[], noElement: boolean): PsObject {
  const names = keys.map((key) => toText(call.machine, key));
  const name = names.every((one): one is string => typeof one === "string")
    ? str(names.join(", "), call.at)
    : call.unknown("the name of a group", { type: "System.String" });
  return makeObject(
    noElement ? "Microsoft.PowerShell.Commands.GroupInfoNoElement" : "Microsoft.PowerShell.Commands.GroupInfo",
    [
      ["Values", new Arr("System.Object", keys, "list", "System.Collections.ArrayList")],
      ["Count", int(items.length)],
      [
        "Group",
        new Arr(
          "System.Object",
          noElement ? [] : items,
          "list",
          "System.Collections.ObjectModel.Collection`1[System.Management.Automation.PSObject]",
        ),
      ],
      ["Name", name],
    ],
    call.at,
  );
}

function asTable(call: CmdletCall, groups: readonly { readonly keys: readonly Plain[]; readonly items: Value[] }[]): Dict {
  const table = new Dict("hashtable", "System.Collections.Hashtable", false, call.at);
  const asText = call.flag("AsString") === true;
  for (const { keys, items } of groups) {
    const key =
      keys.length === 1 && !asText
        ? (keys[0] as Plain)
        : toStr(call.machine, keys.length === 1 ? (keys[0] as Plain) : new Arr("System.Object", keys), call.at);
    const list = new Arr(
      "System.Object",
      items,
      "list",
      "System.Collections.ObjectModel.Collection`1[System.Management.Automation.PSObject]",
    );
    dictSet(call.machine, table, key.kind === "null" ? str("") : key, list);
  }
  return table;
}

export const sortCmdlets: readonly Tool[] = [
  {
    form: "cmdlet",
    names: ["Sort-Object"],
    effect: "inert",
    areas: [],
    module: "Microsoft.PowerShell.Utility",
    parameters: parameters(
      "Property[]@0",
      "Descending?",
      "Unique?",
      "Top",
      "Bottom",
      "InputObject<",
      "Culture",
      "CaseSensitive?",
      "Stable?",
    ),
    run: sortObject,
  },
  {
    form: "cmdlet",
    names: ["Group-Object"],
    effect: "inert",
    areas: [],
    module: "Microsoft.PowerShell.Utility",
    parameters: parameters(
      "Property[]@0",
      "NoElement?",
      "AsHashTable|AHT?",
      "AsString?",
      "InputObject<",
      "Culture",
      "CaseSensitive?",
    ),
    run: groupObject,
  },
];
