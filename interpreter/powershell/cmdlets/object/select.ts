import { type CmdletCall, parameters, type Tool } from "../../../tools/tool.js";
import { symbolOf } from "../../../values/unknowns.js";
import { Arr, Instance, NULL, PsObject, Str, Unknown, type Value } from "../../../values/value.js";
import { getMember, invokeMember } from "../../members/members.js";
import { areEqual } from "../../types/compare.js";
import { enumerate } from "../../types/enumerate.js";
import { toStr } from "../../types/text.js";
import { typeNameOf } from "../../types/types.js";
import { inputObjects } from "../shared/common.js";
import { mayBeList, propertyNames, propertyOf, propertySpecs, selected } from "../shared/property-spec.js";

/** Select-Object and Get-Unique. */

function selectObject(call: CmdletCall): void {
  const input = inputObjects(call);
  const chosen = choose(call, input);
  const expand = call.text("ExpandProperty");
  const specs = propertySpecs(call);
  const excluded = call.texts("ExcludeProperty");
  const without = excluded instanceof Unknown ? [] : excluded.filter((text): text is string => typeof text === "string");
  const results: Value[] = [];
  for (const value of chosen) {
    call.machine.budget.step();
    if (mayBeList(call, value)) {
      results.push(...fromUnknown(call, value as Unknown, typeof expand === "string" ? expand : null, specs.length > 0));
    } else if (expand !== undefined) {
      if (typeof expand === "string")
        expanded(call, value, expand, specs.length > 0 ? selected(call, specs, value, without) : [], results);
      else results.push(call.unknown("a property whose name is not known"));
    } else if (specs.length > 0 || without.length > 0) {
      const all = specs.length > 0 ? specs : [{ name: null, pattern: "*", block: null, property: null, descending: null }];
      const object = new PsObject(["System.Management.Automation.PSCustomObject", "System.Object"], call.at);
      for (const [name, item] of selected(call, all, value, without))
        object.properties.set(name.toLowerCase(), { name, value: item });
      results.push(object);
    } else results.push(value);
  }
  for (const value of call.flag("Unique") === true ? distinct(call, results) : results) call.out(value);
}

/** Parameters for which every object has to come. */
const ALL_NEEDED = ["Last", "SkipLast", "Index", "SkipIndex", "Unique", "Wait"];

/** How many objects -First and -Skip take, or null if all have to come. */
function objectsNeeded(call: CmdletCall): number | null {
  if (!call.has("First") || ALL_NEEDED.some((name) => call.has(name))) return null;
  const first = call.integer("First") ?? 0;
  const skip = call.integer("Skip") ?? 0;
  return typeof first === "number" && typeof skip === "number" && first + skip > 0 ? first + skip : null;
}

/** What is chosen of objects that nobody knows: the same question gives the same answer. */
function fromUnknown(call: CmdletCall, value: Unknown, expand: string | null, shaped: boolean): readonly Value[] {
  if (expand !== null) {
    const inner = propertyOf(call, value, expand);
    return [inner ?? call.unknown(value.why, { symbol: `${value.symbol}.${expand.toLowerCase()}`, cause: value.cause })];
  }
  const limits = ["First", "Last", "Skip", "SkipLast", "Index"].filter((name) => call.has(name));
  if (limits.length === 0 && !shaped) return [value];
  const shown = limits.map((name) => `${name}=${symbolOf(call.value(name) ?? NULL)}`).join(",");
  return [
    limits.length === 0 ? value : call.unknown(value.why, { symbol: `select(${value.symbol};${shown})`, cause: value.cause }),
  ];
}

function choose(call: CmdletCall, input: readonly Value[]): readonly Value[] {
  const number = (name: string): number | Unknown | undefined => call.integer(name);
  const first = number("First");
  const last = number("Last");
  const skip = number("Skip");
  const skipLast = number("SkipLast");
  for (const one of [first, last, skip, skipLast])
    if (one instanceof Unknown)
      return input.length === 0 ? [] : [call.unknown(one.why, { symbol: `select(${one.symbol})`, cause: one.cause })];
  // A list that nobody knows stays what it is: how many there are cannot be counted.
  if (input.some((value) => mayBeList(call, value)))
    return input.length === 1
      ? input
      : [new Unknown("input", "some of several objects", call.machine.freshSymbol("selected"), call.at)];
  const indexes = call.list("Index");
  if (call.has("Index") && !(indexes instanceof Unknown)) {
    const wanted = new Set(indexes.map((index) => (index.kind === "num" ? Number(index.value) : -1)));
    return input.filter((_, index) => wanted.has(index));
  }
  let items = input;
  const skipIndexes = call.list("SkipIndex");
  if (call.has("SkipIndex") && !(skipIndexes instanceof Unknown)) {
    const dropped = new Set(skipIndexes.map((index) => (index.kind === "num" ? Number(index.value) : -1)));
    items = items.filter((_, index) => !dropped.has(index));
  }
  if (typeof skipLast === "number") return items.slice(0, Math.max(0, items.length - skipLast));
  if (typeof skip === "number")
    items =
      last === undefined || first !== undefined
        ? items.slice(Math.max(0, skip))
        : items.slice(0, Math.max(0, items.length - skip));
  if (typeof first === "number" && typeof last === "number") {
    return first + last >= items.length ? items : [...items.slice(0, first), ...items.slice(items.length - last)];
  }
  if (typeof first === "number") return items.slice(0, Math.max(0, first));
  if (typeof last === "number") return last <= 0 ? [] : items.slice(-last);
  return items;
}

function expanded(
  call: CmdletCall,
  value: Value,
  name: string,
  extra: readonly (readonly [string, Value])[],
  results: Value[],
): void {
  const plain = call.machine.plain(value);
  const exact = propertyNames(call, plain).find((one) => one.toLowerCase() === name.toLowerCase());
  const inner = propertyOf(call, value, exact ?? name);
  if (inner === undefined) {
    call.fail({
      id: "ExpandPropertyNotFound",
      message: `Property "${name}" cannot be found.`,
      exception: "System.Management.Automation.PSArgumentException",
    });
    return;
  }
  const content = call.machine.plain(inner);
  const elements = content.kind === "dict" || content instanceof Str ? null : enumerate(call.machine, content);
  const items = elements === null || elements instanceof Unknown ? [inner] : elements;
  for (const item of items) {
    const one = call.machine.plain(item);
    if (extra.length > 0 && one instanceof PsObject) {
      for (const [key, property] of extra)
        call.machine.journal.setEntry(one.properties, key.toLowerCase(), { name: key, value: property });
      results.push(one);
    } else if (extra.length > 0) results.push(decorated(call, item, extra));
    else results.push(item);
  }
}

/** A scalar with note properties: it still is and reads as the scalar. */
function decorated(call: CmdletCall, item: Value, extra: readonly (readonly [string, Value])[]): Value {
  const scalar = call.machine.plain(item);
  const notes = new Map(extra.map(([name, value]) => [name.toLowerCase(), value]));
  return new Instance(
    {
      typeNames: [typeNameOf(scalar), "System.Object"],
      get: (_self, name, at) => notes.get(name.toLowerCase()) ?? getMember(call.machine, scalar, name, at),
      invoke: (_self, name, args, at) => invokeMember(call.machine, scalar, name, args, at),
      text: () => {
        const text = toStr(call.machine, scalar, null);
        return text instanceof Str ? text.value : text;
      },
      propertyNames: () => extra.map(([name]) => name),
      equals: (_self, other) => areEqual(call.machine, scalar, call.machine.plain(other), false),
    },
    call.at,
  );
}

/** The first of each kind of equal values; case counts for texts. */
function distinct(call: CmdletCall, values: readonly Value[]): readonly Value[] {
  const kept: Value[] = [];
  for (const value of values) {
    call.machine.budget.step();
    if (!kept.some((other) => sameObject(call, other, value))) kept.push(value);
  }
  return kept;
}

function sameObject(call: CmdletCall, a: Value, b: Value): boolean {
  const x = call.machine.plain(a);
  const y = call.machine.plain(b);
  if (x === y) return true;
  if (x instanceof PsObject && y instanceof PsObject) {
    const names = propertyNames(call, x);
    if (names.length !== propertyNames(call, y).length) return false;
    return names.every((name) => sameObject(call, propertyOf(call, x, name) ?? NULL, propertyOf(call, y, name) ?? NULL));
  }
  if (x.kind !== y.kind) return false;
  if (x instanceof Arr || x.kind === "dict" || x.kind === "instance") return false;
  return areEqual(call.machine, x, y, true);
}

function getUnique(call: CmdletCall): void {
  let before: Value | null = null;
  const insensitive = call.flag("CaseInsensitive") === true;
  for (const value of inputObjects(call)) {
    call.machine.budget.step();
    const same: boolean =
      before !== null &&
      (insensitive
        ? areEqual(call.machine, call.machine.plain(before), call.machine.plain(value), false)
        : sameObject(call, before, value));
    if (!same) call.out(value);
    before = value;
  }
}

export const selectCmdlets: readonly Tool[] = [
  {
    form: "cmdlet",
    names: ["Select-Object"],
    effect: "inert",
    areas: [],
    module: "Microsoft.PowerShell.Utility",
    parameters: parameters(
      "Property[]@0",
      "InputObject<",
      "ExcludeProperty[]",
      "ExpandProperty",
      "Unique?",
      "CaseInsensitive?",
      "Last",
      "First",
      "Skip",
      "SkipLast",
      "Index[]",
      "SkipIndex[]",
      "Wait?",
    ),
    run: selectObject,
    needs: objectsNeeded,
  },
  {
    form: "cmdlet",
    names: ["Get-Unique"],
    effect: "inert",
    areas: [],
    module: "Microsoft.PowerShell.Utility",
    parameters: parameters("InputObject<", "AsString?", "OnType?", "CaseInsensitive?"),
    run: getUnique,
  },
];
