import type { Machine } from "../../machine/machine.js";
import { PsError } from "../../tools/script-error.js";
import type { Trace } from "../../values/source.js";
import { derive, symbolOf, unmodelled } from "../../values/unknowns.js";
import { Arr, type Plain, Str, TypeRef, Unknown, type Value } from "../../values/value.js";
import { badText, cannotConvert, castError } from "../errors/failures.js";
import { convertElement, convertTo, listItems, notConvertible, ownText, shownText } from "./convert.js";
import { scalarNumber, toChar } from "./convert-number.js";
import { dictEntries } from "./dict.js";
import { isSequenceOf } from "./ranks.js";
import { toText } from "./text.js";
import { STRUCTS } from "./type-table.js";
import { genericParts, typeNameOf } from "./types.js";

/** Casts to the lists, queues, stacks and sets of .NET. */

const LISTS: ReadonlySet<string> = new Set([
  "System.Collections.ArrayList",
  "System.Collections.Queue",
  "System.Collections.Stack",
  "System.Collections.Specialized.StringCollection",
]);
const GENERIC_LISTS: ReadonlySet<string> = new Set([
  "System.Collections.Generic.List`1",
  "System.Collections.Generic.HashSet`1",
  "System.Collections.Generic.Queue`1",
  "System.Collections.Generic.Stack`1",
  "System.Collections.ObjectModel.Collection`1",
  "System.Collections.Generic.SortedSet`1",
  "System.Collections.Generic.LinkedList`1",
  "System.Collections.ObjectModel.ReadOnlyCollection`1",
]);

/** Element type of a list type; null: the type is none. */
export function listElement(name: string): string | null {
  if (LISTS.has(name)) return name.endsWith("StringCollection") ? "System.String" : "System.Object";
  const generic = genericParts(name);
  return generic && GENERIC_LISTS.has(generic.open) ? (generic.args[0] as string) : null;
}

/** Generic lists that can be made with a capacity: what counts as an Int32 may be taken for one. */
const WITH_CAPACITY = /^System\.Collections\.Generic\.(?:List|HashSet|Queue|Stack)`1/;
const CAPACITIES: ReadonlySet<string> = new Set(["Byte", "SByte", "Int16", "UInt16", "Int32"]);

/** What a value becomes as a list; `name` is the full name of the list's type, `element` that of its elements. */
export function toList(machine: Machine, value: Plain, name: string, element: string, at: Trace | null): Value {
  if (value.kind === "null") return value;
  if (value.kind === "arr" && value.form === "list" && (value.type ?? "System.Collections.ArrayList") === name) return value;
  const given = listItems(machine, value);
  if (given instanceof Unknown) return derive([given], `([${name}] ${given.symbol})`, name, at);
  if (typeNameOf(value) === "System.DateTime" && !name.endsWith("StringCollection"))
    throw notConvertible(machine, value, name, at);
  const made = (items: readonly Value[]): Value => new Arr(element, orderOf(machine, name, items), "list", name, at);
  if (value.kind === "dict" && LISTS.has(name) && !name.endsWith("StringCollection"))
    return unmodelled(`a ${name} of a dictionary is not modelled`, `([${name}] ${symbolOf(value)})`, at, name);
  if (LISTS.has(name)) return made(untyped(machine, value, name, element, given, at));
  switch (value.kind) {
    case "bool":
      throw notConvertible(machine, value, name, at);
    case "char":
    case "enum":
      if (!WITH_CAPACITY.test(name)) throw notConvertible(machine, value, name, at);
      return made([]);
    case "num":
      return made(fromNumber(machine, value, name, element, at));
    case "str":
      if (element === "System.Char" && value.value.length !== 1) {
        machine.budget.size(value.value.length);
        return made([...Array(value.value.length).keys()].map((index) => toChar(new Str(value.value[index] as string), at)));
      }
      break;
    case "dict":
      return made(fromTable(machine, value, name, at));
    default:
      break;
  }
  const inner = new TypeRef(element);
  // A sequence of other elements than the list's is its one element; only arrays are converted one by one.
  const isOne = value.kind === "arr" && !isSequenceOf(value, element);
  const whole = isOne && (value.form === "list" || (element === "System.Object" && STRUCTS.has(value.element)));
  if (given === null || whole) return made([convertElement(machine, value, inner, at)]);
  try {
    return made(given.map((item) => convertElement(machine, item, inner, at)));
  } catch (error) {
    // PowerShell reports the array as a whole.
    if (error instanceof PsError) throw cannotConvert(ownText(machine, value), typeNameOf(value), name, at);
    throw error;
  }
}

/** A list without an element type, and a StringCollection. */
function untyped(
  machine: Machine,
  value: Plain,
  name: string,
  element: string,
  given: readonly Value[] | null,
  at: Trace | null,
): readonly Value[] {
  const inner = new TypeRef(element);
  if (name.endsWith("StringCollection")) return (given ?? [value]).map((item) => convertElement(machine, item, inner, at));
  if (value.kind === "bool") throw notConvertible(machine, value, name, at);
  // What counts as an integer is taken for the capacity of an empty list.
  if (value.kind === "char" || value.kind === "enum") return [];
  // A set is no ICollection.
  const isSet = value.kind === "arr" && /^System\.Collections\.Generic\.HashSet`1/.test(value.type ?? "");
  if (given === null || isSet) throw cannotConvert(ownText(machine, value), typeNameOf(value), name, at);
  return given;
}

/** A number is the capacity of a set; to every other list it comes by its text. */
function fromNumber(
  machine: Machine,
  value: Extract<Plain, { kind: "num" }>,
  name: string,
  element: string,
  at: Trace | null,
): readonly Value[] {
  if (CAPACITIES.has(value.type) && name.startsWith("System.Collections.Generic.HashSet`1")) {
    if (Number(scalarNumber(value)?.value) >= 0) return [];
    const why = "Specified argument was out of the range of valid values. (Parameter 'capacity')";
    throw badText("InvalidCastConstructorException", shownText(machine, value), name, why, at);
  }
  const inner = new TypeRef(element);
  if (value.type === "BigInteger") return [convertElement(machine, value, inner, at)];
  const text = toText(machine, value);
  const plain = typeof text === "string" ? new Str(text, value.trace) : text;
  return [convertTo(machine, plain, inner, at)];
}

/** A table names properties to set; an empty one is an empty list. */
function fromTable(machine: Machine, value: Extract<Plain, { kind: "dict" }>, name: string, at: Trace | null): readonly Value[] {
  const entries = dictEntries(machine, value);
  const [first] = entries;
  if (first === undefined) return [];
  const key = toText(machine, first.key);
  const settable = name.startsWith("System.Collections.Generic.List`1");
  if (settable && entries.length === 1 && typeof key === "string" && key.toLowerCase() === "capacity") return [];
  const others = settable
    ? "The settable properties are: [Capacity <System.Int32>]."
    : "There is no settable property available.";
  const why = `The property '${typeof key === "string" ? key : ""}' was not found for the '${name}' object. ${others}`;
  throw castError("ObjectCreationError", `Cannot create object of type "${name}". ${why}`, at);
}

/** Sets drop what is there already; a stack gives its newest first. */
export function orderOf(machine: Machine, name: string, items: readonly Value[]): readonly Value[] {
  if (name.startsWith("System.Collections.Generic.HashSet`1") || name.startsWith("System.Collections.Generic.SortedSet`1")) {
    const seen = new Map<string, Value>();
    for (const item of items) {
      const plain = machine.plain(item);
      const key = plain.kind === "str" ? `s:${plain.value}` : symbolOf(plain);
      if (!seen.has(key)) seen.set(key, item);
    }
    return [...seen.values()];
  }
  return /^System\.Collections\.(Generic\.)?Stack/.test(name) ? [...items].reverse() : items;
}
