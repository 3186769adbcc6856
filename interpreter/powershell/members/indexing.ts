import type { Machine } from "../../machine/machine.js";
import { PsError } from "../../tools/script-error.js";
import { isPlaceKnown, openIn } from "../../values/open-lists.js";
import type { Trace } from "../../values/source.js";
import { derive, symbolOf } from "../../values/unknowns.js";
import { Arr, Char, type Dict, NOTHING, NULL, type Plain, TypeRef, type Unknown, type Value } from "../../values/value.js";
import { operationError, stopped } from "../errors/failures.js";
import { indexNet, setIndexNet } from "../types/calls.js";
import { convertTo } from "../types/convert.js";
import { toNumeric } from "../types/convert-number.js";
import { dictEntries, dictSet } from "../types/dict.js";
import { valueUnder } from "../types/dict-lookup.js";
import { itemsNow } from "../types/live-views.js";
import { dialectOf } from "../types/session-cells.js";
import { isUnplaced, typeNameOf } from "../types/types.js";

/** `$a[...]`: several indexes in one bracket take several elements. */

export function getIndex(machine: Machine, target: Plain, index: readonly Value[], at: Trace | null): Value {
  if (target.kind === "null") throw operationError("NullArray", "Cannot index into a null array.", at);
  const keys = index.map((value) => machine.plain(value));
  if (target.kind === "unknown")
    return derive(
      [target],
      `${target.symbol}[${keys.map(symbolOf).join(",")}]`,
      target.type === "System.String" && keys.length === 1 ? "System.Char" : elementTypeOf(target),
      at,
    );
  if (keys.length === 1) {
    const key = keys[0] as Plain;
    if (key.kind === "arr")
      return slice(
        machine,
        target,
        machine.settled(key.items).map((item) => machine.plain(item)),
        at,
        true,
      );
    return elementAt(machine, target, key, at);
  }
  return slice(machine, target, keys, at);
}

function elementTypeOf(target: Unknown): string | null {
  return target.type?.endsWith("[]") && target.type !== "System.Object[]" ? target.type.slice(0, -2) : null;
}

/**
 * Elements at several places. For lists those that do not exist are left out, dictionaries give $null for them; texts leave them
 * out for a list of indexes (`0..9`) and give nothing for indexes one by one.
 */
function slice(machine: Machine, target: Plain, keys: readonly Plain[], at: Trace | null, ofList = false): Value {
  if (target.kind === "instance" && target.model.index) {
    const found = keys.map((key) => target.model.index?.(target, [key], at));
    if (found.every((one) => one !== undefined)) return new Arr("System.Object", found, "array", null, at);
  }
  // What is like a list of one has no elements at several places.
  if (target.kind === "arr" && isUnplaced(target)) return NOTHING;
  if (target.kind !== "arr" && target.kind !== "str" && target.kind !== "dict") return NOTHING;
  const result: Value[] = [];
  for (const key of keys) {
    machine.budget.step();
    if (key.kind === "unknown")
      return derive([key], `${symbolOf(target)}[${keys.map(symbolOf).join(",")}]`, "System.Object[]", at);
    if (target.kind === "arr" || target.kind === "str") {
      const single = target.kind === "str" && !ofList;
      const length = target.kind === "str" ? target.value.length : machine.settled(target.items).length;
      const place = indexNumber(machine, key, at);
      if (place === null || place >= length || place < -length) {
        if (single) result.push(NOTHING);
        continue;
      }
    }
    result.push(elementAt(machine, target, key, at));
  }
  return new Arr("System.Object", result, "array", null, at);
}

/** An index as a number; null: the text is none (the element is then $null). */
function indexNumber(machine: Machine, key: Plain, at: Trace | null): number | null {
  if (key.kind === "null")
    throw operationError("NullArrayIndex", "Index operation failed; the array index evaluated to null.", at);
  try {
    return toNumeric(key, "Int32", dialectOf(machine), at).value as number;
  } catch (error) {
    if (error instanceof PsError) return null;
    throw error;
  }
}

function elementAt(machine: Machine, target: Plain, key: Plain, at: Trace | null): Value {
  switch (target.kind) {
    case "dict":
      return fromDict(machine, target, key, at);
    case "arr": {
      if (isUnplaced(target)) break;
      if (key.kind === "unknown")
        return derive(
          [key],
          `${symbolOf(target)}[${key.symbol}]`,
          target.element === "System.Object" ? null : target.element,
          at,
        );
      const items = itemsNow(machine, target);
      const place = indexNumber(machine, key, at);
      if (place === null) return NULL;
      const open = openIn(items);
      if (open !== undefined && !isPlaceKnown(items, place)) return derive([open], `${symbolOf(target)}[${place}]`, null, at);
      return items[place < 0 ? items.length + place : place] ?? NULL;
    }
    case "str": {
      if (key.kind === "unknown") return derive([key, target], `${symbolOf(target)}[${key.symbol}]`, "System.Char", at);
      const place = indexNumber(machine, key, at);
      const code = place === null ? Number.NaN : target.value.charCodeAt(place < 0 ? target.value.length + place : place);
      return Number.isNaN(code) ? NULL : new Char(code, at);
    }
    case "instance": {
      const found = target.model.index?.(target, [key], at);
      if (found !== undefined) return found;
      break;
    }
    default: {
      const found = indexNet(machine, target, typeNameOf(target), [key], at);
      if (found !== undefined) return found;
    }
  }
  // Everything else is like a list of one.
  if (key.kind === "unknown") return derive([key], `${symbolOf(target)}[${key.symbol}]`, null, at);
  const place = indexNumber(machine, key, at);
  return place === 0 || place === -1 ? target : NOTHING;
}

function fromDict(machine: Machine, target: Dict, key: Plain, at: Trace | null): Value {
  if (key.kind === "null")
    throw operationError("NullArrayIndex", "Index operation failed; the array index evaluated to null.", at);
  if (target.form === "ordered" && key.kind === "num" && key.type !== "Int64") {
    const entries = dictEntries(machine, target);
    const place = Number(key.value);
    return entries[place < 0 ? entries.length + place : place]?.value ?? NULL;
  }
  const typed = keyFor(machine, target, key, at);
  return valueUnder(machine, target, typed, at) ?? NULL;
}

/** Keys of a Dictionary<K,V> are converted to K. */
export function keyFor(machine: Machine, target: Dict, key: Plain, at: Trace | null): Plain {
  const match = /^System\.Collections\.(?:Generic|Concurrent)\.\w+`2\[([^,]+),/.exec(target.type);
  if (!match || match[1] === "System.Object") return key;
  return machine.plain(convertTo(machine, key, new TypeRef(match[1] as string), at));
}

export function valueFor(machine: Machine, target: Dict, value: Value, at: Trace | null): Value {
  const match = /^System\.Collections\.(?:Generic|Concurrent)\.\w+`2\[[^,]+,(.+)\]$/.exec(target.type);
  if (!match || match[1] === "System.Object") return value;
  return convertTo(machine, machine.plain(value), new TypeRef(match[1] as string), at);
}

// ---------------------------------------------------------------- writing

export function setIndex(machine: Machine, target: Plain, index: readonly Value[], value: Value, at: Trace | null): void {
  if (target.kind === "null") throw operationError("NullArray", "Cannot index into a null array.", at);
  const keys = index.map((one) => machine.plain(one));
  const key = keys[0] ?? NULL;
  switch (target.kind) {
    case "unknown":
      machine.note(target.cause, "all", `sets an element of something that is not known (${target.why})`, at);
      return;
    case "dict":
      setInDict(machine, target, key, value, at);
      return;
    case "arr":
      setInList(machine, target, key, value, at);
      return;
    case "instance":
      if (target.model.setIndex?.(target, keys, value, at)) return;
      break;
    default:
      if (setIndexNet(machine, target, typeNameOf(target), keys, value, at)) return;
      break;
  }
  throw operationError("CannotIndex", `Unable to index into an object of type "${typeNameOf(target)}".`, at);
}

function setInDict(machine: Machine, target: Dict, key: Plain, value: Value, at: Trace | null): void {
  if (key.kind === "null")
    throw operationError("NullArrayIndex", "Index operation failed; the array index evaluated to null.", at);
  if (target.form === "ordered" && key.kind === "num" && key.type === "Int32") {
    const entries = dictEntries(machine, target);
    const place = key.value as number;
    const entry = entries[place];
    if (!entry)
      throw stopped(
        "System.ArgumentOutOfRangeException",
        "Specified argument was out of the range of valid values. (Parameter 'index')",
        at,
      );
    dictSet(machine, target, machine.plain(entry.key), value);
    return;
  }
  dictSet(machine, target, keyFor(machine, target, key, at), valueFor(machine, target, value, at));
}

function setInList(machine: Machine, target: Arr, key: Plain, value: Value, at: Trace | null): void {
  if (key.kind === "unknown") {
    machine.note(key.cause, "all", `sets an element at a place that is not known (${key.why})`, at);
    return;
  }
  const items = machine.settled(target.items);
  const place = key.kind === "null" ? null : indexNumber(machine, key, at);
  if (key.kind === "null")
    throw operationError("NullArrayIndex", "Index operation failed; the array index evaluated to null.", at);
  // A text that is no number says so by its conversion.
  if (place === null) return void toNumeric(key, "Int32", dialectOf(machine), at);
  const at0 = place < 0 ? items.length + place : place;
  if (at0 < 0 || at0 >= items.length) {
    throw target.form === "array"
      ? stopped("System.IndexOutOfRangeException", "Index was outside the bounds of the array.", at)
      : stopped(
          "System.ArgumentOutOfRangeException",
          "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')",
          at,
        );
  }
  const element =
    target.element === "System.Object" ? value : convertTo(machine, machine.plain(value), new TypeRef(target.element), at);
  machine.journal.set(target, "items", items.with(at0, element));
}
