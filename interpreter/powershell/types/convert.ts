import type { Machine } from "../../machine/machine.js";
import { PsError } from "../../tools/script-error.js";
import { enumFromText, enumOf, enumValue, isDefinedValue } from "../../values/enums.js";
import { Enquiry } from "../../values/host-question.js";
import { asNumber, isZero } from "../../values/number.js";
import type { Trace } from "../../values/source.js";
import { derive, isText, knownLength, question, symbolOf, truthQuestion, unmodelled } from "../../values/unknowns.js";
import {
  Arr,
  type Block,
  Bool,
  Dict,
  type EnumInfo,
  type EnumValue,
  NOTHING,
  NULL,
  Num,
  type NumType,
  type Plain,
  PsObject,
  Str,
  SwitchBool,
  TypeRef,
  Unknown,
  type Value,
} from "../../values/value.js";
import { makeException } from "../errors/error-record.js";
import { badText, cannotConvert, castError, shown } from "../errors/failures.js";
import { boxed } from "./boxed.js";
import { constructNet, netType } from "./calls.js";
import { fullNameOf, NUMERIC, scalarNumber, toChar, toNumeric } from "./convert-number.js";
import { dictEntries, dictSet } from "./dict.js";
import { listElement, toList } from "./list-casts.js";
import { itemsNow } from "./live-views.js";
import { scriptTypesOf } from "./running.js";
import { dialectOf } from "./session-cells.js";
import { isCustom, toStr, toText } from "./text.js";
import { derives, elementOf, genericParts, isException, isForeign, isUnplaced, namedType, typeNameOf } from "./types.js";

export { orderOf } from "./list-casts.js";
export { toStr, toText } from "./text.js";

/** `[bool]`: what a condition makes of a value. Unknown: only the host knows. */
export function truth(machine: Machine, value: Value): boolean | Unknown {
  const plain = machine.plain(value);
  switch (plain.kind) {
    case "null":
      return false;
    case "bool":
      return plain.value;
    case "num":
      return !isZero(plain);
    case "char":
      return plain.code !== 0;
    case "str":
      return plain.value.length > 0;
    case "enum":
      return plain.value !== 0;
    case "arr": {
      // Only what is an IList counts its elements.
      if (plain.form === "list" && isUnplaced(plain)) return true;
      const items = machine.settled(plain.items);
      if (items.length !== 1) return items.length > 1;
      const only = machine.plain(items[0] as Value);
      return only.kind === "arr" ? machine.settled(only.items).length > 0 : truth(machine, only);
    }
    case "instance": {
      if (plain.model.typeNames[0] === "System.Management.Automation.SwitchParameter") {
        return truth(machine, plain.model.get?.(plain, "IsPresent", null) ?? new Bool(false));
      }
      return true;
    }
    case "unknown":
      // What can be asked about is the text of something that is there: a name, a line. It is not empty.
      if (plain instanceof Enquiry) return true;
      return plain.parts !== null && knownLength(plain) > 0 ? true : plain;
    default:
      return true;
  }
}

/** A condition as a value: `$true`, `$false`, or a choice that all who ask about the same unknown share. */
export function truthValue(machine: Machine, value: Value, negated = false): Value {
  const result = truth(machine, value);
  if (typeof result === "boolean") return new Bool(result !== negated);
  const [subject, yes, no] = truthQuestion(result);
  return question(machine, subject, yes, no, negated);
}

/** An integer that a number, a text or a boolean stands for, as `[int]` gives it. */
export function toInt(machine: Machine, value: Value): number | Unknown {
  const plain = machine.plain(value);
  if (plain.kind === "unknown") return plain;
  return toNumeric(plain, "Int32", dialectOf(machine), null).value as number;
}

/** Structures that $null cannot become. */
const NO_NULL: ReadonlySet<string> = new Set(["System.DateTime", "System.TimeSpan", "System.Guid", "System.DateTimeOffset"]);

/** `[type]value`. Throws PsError with PowerShell's error ids. */
export function convertTo(machine: Machine, value: Plain, type: TypeRef, at: Trace | null): Value {
  const name = type.name;
  const scripted = type.definition === null ? undefined : scriptTypesOf(machine)?.convert(machine, value, type, at);
  if (scripted !== undefined) return scripted;
  // Of the two nulls, only $null is an empty text.
  if (name === "System.String") return value === NOTHING ? NULL : toStr(machine, value, at);
  if (name === "System.Object") return value;
  if (name === "System.Boolean") return truthValue(machine, value);
  if (name === "System.Void") return NOTHING;
  if (value.kind === "null" && NO_NULL.has(name))
    throw castError("nullToObjectInvalidCast", `Cannot convert null to type "${name}".`, at);
  const cast = machine.toolbox.type(name)?.cast;
  if (cast) return cast(machine, value, at);
  const numeric = NUMERIC.get(name);
  if (numeric) return toNumericValue(machine, value, numeric, at);
  if (name === "System.Management.Automation.PSObject") return toObject(machine, value, at);
  const info = enumOf(type);
  if (info) refuseObject(machine, value, name, true, at);
  if (info) return toEnum(machine, value, info, at);
  if (name === "System.Char") refuseObject(machine, value, name, false, at);
  if (name === "System.Char" && value instanceof SwitchBool)
    throw cannotConvert(shownText(machine, value), typeNameOf(value), name, at);
  if (name === "System.Char")
    return value.kind === "unknown" ? derive([value], `([char] ${value.symbol})`, name, at) : toChar(value, at);
  const element = elementOf(name);
  if (element !== null && !name.endsWith(",]")) return toArray(machine, value, element, type, at);
  return toOther(machine, value, type, at);
}

/**
 * The value that a variable with a type takes: like a cast, but a [bool] takes no texts and no lists, and what fails is an
 * error of the assignment.
 */
export function convertAssigned(machine: Machine, value: Plain, type: TypeRef, at: Trace | null): Value {
  const fail = (message: string): PsError =>
    new PsError({
      id: "RuntimeException",
      message,
      exception: "System.Management.Automation.ArgumentTransformationMetadataException",
      at,
      category: "MetadataError",
    });
  if (
    type.name === "System.Boolean" &&
    ["str", "char", "arr", "null", "dict", "object", "instance", "block", "type"].includes(value.kind)
  ) {
    const shownType = value.kind === "null" ? "" : typeNameOf(value);
    throw fail(
      `Cannot convert value "${shownType}" to type "System.Boolean". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0.`,
    );
  }
  try {
    return convertTo(machine, value, type, at);
  } catch (error) {
    if (error instanceof PsError && !error.thrown) throw fail(error.message);
    throw error;
  }
}

/** A custom object is shown by its text where other objects are by their type; what has a constructor of one value is tried first. */
function refuseObject(machine: Machine, value: Plain, name: string, constructed: boolean, at: Trace | null): void {
  if (value.kind !== "object" || !isCustom(value)) return;
  const text = shownText(machine, value);
  const refused = cannotConvert(text, "System.Management.Automation.PSCustomObject", name, at);
  throw constructed ? badText("InvalidCastConstructorException", text, name, refused.message, at) : refused;
}

function toNumericValue(machine: Machine, value: Plain, numeric: NumType, at: Trace | null): Value {
  refuseObject(machine, value, fullNameOf(numeric), numeric === "Decimal", at);
  if (value instanceof SwitchBool) throw cannotConvert(shownText(machine, value), typeNameOf(value), fullNameOf(numeric), at);
  if (value.kind === "dict" && numeric === "Decimal") return decimalOfEntries(machine, value, at);
  if (value.kind === "unknown")
    return derive(
      [value],
      `([${numeric.toLowerCase()}] ${value.symbol})`,
      numeric === "BigInteger" ? "System.Numerics.BigInteger" : `System.${numeric}`,
      at,
    );
  // The error shows an object as its own ToString() does.
  if (value.kind !== "str" && scalarNumber(value) === undefined)
    throw cannotConvert(ownText(machine, value), typeNameOf(value), fullNameOf(numeric), at);
  return toNumeric(value, numeric, dialectOf(machine), at);
}

export function ownText(machine: Machine, value: Plain): string {
  if (value.kind === "type") return value.name;
  return value.kind === "arr" || value.kind === "dict" ? typeNameOf(value) : shownText(machine, value);
}

/** A structure is made of a dictionary by its first value and its properties, of which Decimal has none that can be set. */
function decimalOfEntries(machine: Machine, value: Dict, at: Trace | null): Value {
  const [first] = dictEntries(machine, value);
  if (first === undefined) return new Num("Decimal", { unscaled: 0n, scale: 0 }, at);
  const name = toText(machine, first.key);
  throw castError(
    "ObjectCreationError",
    `Cannot create object of type "System.Decimal". The property '${typeof name === "string" ? name : ""}' was not found for the 'System.Decimal' object. There is no settable property available.`,
    at,
  );
}

/** `[pscustomobject]`: a dictionary becomes an object with its entries as properties; everything else stays what it is. */
function toObject(machine: Machine, value: Plain, at: Trace | null): Value {
  if (value.kind !== "dict") return boxed(value);
  const object = new PsObject(["System.Management.Automation.PSCustomObject", "System.Object"], at);
  for (const entry of dictEntries(machine, value)) {
    const key = toText(machine, entry.key);
    if (key instanceof Unknown)
      return derive([key], `([pscustomobject] ${symbolOf(value)})`, "System.Management.Automation.PSCustomObject", at);
    if (key.toLowerCase() === "pstypename") {
      const text = toText(machine, entry.value);
      if (typeof text === "string") object.typeNames = [text, ...object.typeNames];
      continue;
    }
    object.properties.set(key.toLowerCase(), { name: key, value: entry.value });
  }
  return object;
}

/** A name, names joined by commas, or a number as a value of an enum. */
export function toEnum(machine: Machine, value: Plain, info: EnumInfo, at: Trace | null): Value {
  switch (value.kind) {
    case "unknown":
      return derive([value], `([${info.name}] ${value.symbol})`, info.name, at);
    case "enum":
      if (value.type === info.name) return value;
      return fromNumber(value.value, info, at);
    case "str": {
      const result = enumFromText(info, value.value, true);
      if (typeof result === "number") {
        if (isDefinedValue(info, result) || result === 0) return enumValue(info, result, at);
        if (value.value.includes(","))
          throw badText(
            "EnumParseUndefined",
            shown(value, value.value),
            info.name,
            "The value is not a combination of the enumeration's values.",
            at,
          );
        return fromNumber(result, info, at);
      }
      const names = info.members.map((member) => member.name);
      const text = shown(value, value.value);
      if (value.value.trim() === "") {
        throw badText("NoIdentifierGroup", text, info.name, "The specified string is empty.", at);
      }
      const similar = info.members
        .filter((member) => member.name.toLowerCase().startsWith(value.value.trim().toLowerCase()))
        .map((member) => member.name);
      const why =
        result === "none"
          ? `Unable to match the identifier name ${text} to a valid enumerator name. Specify one of the following enumerator names and try again:\n${names.join(", ")}`
          : `The identifier name ${text} cannot be processed because it is either too similar or identical to the following enumerator names: ${similar.join(", ")}. Use a more specific identifier name.`;
      throw badText("SubstringDisambiguationEnumParseThrewAnException", text, info.name, why, at);
    }
    case "null":
      throw castError(
        "nullToEnumInvalidCast",
        `Cannot convert null to type "${info.name}" due to enumeration values that are not valid. Specify one of the following enumeration values and try again. The possible enumeration values are "${info.members.map((member) => member.name).join(",")}".`,
        at,
      );
    case "arr": {
      // `('ReadOnly','System')` is the list of names joined by commas.
      const text = machine.settled(value.items).map((item) => toText(machine, item));
      const open = text.find((item): item is Unknown => item instanceof Unknown);
      if (open) return derive([open], `([${info.name}] ${symbolOf(value)})`, info.name, at);
      return toEnum(machine, new Str(text.join(",")), info, at);
    }
    default: {
      const number = value.kind === "bool" ? undefined : scalarNumber(value);
      if (number === undefined) throw cannotConvert(ownText(machine, value), typeNameOf(value), info.name, at);
      // A fraction is read as a name, and there is none.
      if (!Number.isInteger(asNumber(number))) return toEnum(machine, new Str(shownText(machine, value)), info, at);
      return fromNumber(asNumber(number), info, at);
    }
  }
}

function fromNumber(number: number, info: EnumInfo, at: Trace | null): EnumValue {
  if (!Number.isInteger(number) || !isDefinedValue(info, number)) {
    throw castError(
      "UndefinedIntegerToEnum",
      `Cannot convert value "${number}" to type "${info.name}" due to enumeration values that are not valid. Specify one of the following enumeration values and try again. The possible enumeration values are "${info.members.map((member) => member.name).join(",")}".`,
      at,
    );
  }
  return enumValue(info, number, at);
}

/** `[int[]]value`: a single value is an array of one; every element is converted. */
function toArray(machine: Machine, value: Plain, element: string, type: TypeRef, at: Trace | null): Value {
  if (value.kind === "null") return NULL;
  // A text is one element, whatever it says.
  if (value.kind === "unknown" && (!isText(value) || element === "System.Char"))
    return derive([value], `([${type.name}] ${value.symbol})`, type.name, at);
  const inner = new TypeRef(element, type.definition);
  if (value.kind === "str" && element === "System.Char") {
    machine.budget.size(value.value.length);
    return new Arr(
      element,
      [...Array(value.value.length).keys()].map((index) => toChar(new Str(value.value[index] as string), at)),
      "array",
      null,
      at,
    );
  }
  const items = listItems(machine, value);
  if (items instanceof Unknown) return derive([items], `([${type.name}] ${items.symbol})`, type.name, at);
  if (items === null) return new Arr(element, [asOnlyElement(machine, value, inner, type, at)], "array", null, at);
  if (value.kind === "arr" && value.form === "array" && value.element === element) return value;
  machine.budget.size(items.length);
  return new Arr(
    element,
    items.map((item) => convertElement(machine, item, inner, at)),
    "array",
    null,
    at,
  );
}

/** The error of what is IConvertible, when it is asked for a type that it cannot become. */
export function notConvertible(machine: Machine, value: Plain, type: string, at: Trace | null): PsError {
  const why = `Invalid cast from '${typeNameOf(value)}' to '${type}'.`;
  return badText("InvalidCastIConvertible", shownText(machine, value), type, why, at);
}

/** The error of a single value that cannot be an element speaks of the array. */
function asOnlyElement(machine: Machine, value: Plain, element: TypeRef, type: TypeRef, at: Trace | null): Value {
  try {
    return convertTo(machine, value, element, at);
  } catch (error) {
    if (!(error instanceof PsError)) throw error;
    refuseObject(machine, value, type.name, false, at);
    if (value.kind === "dict" && element.name !== "System.Decimal")
      throw cannotConvert(typeNameOf(value), typeNameOf(value), type.name, at);
    // What is IConvertible is asked for the array itself in the end.
    if (value.kind === "bool" || value.kind === "char" || value.kind === "enum")
      throw notConvertible(machine, value, type.name, at);
    throw badText("InvalidCastExceptionScalarToArray", shownText(machine, value), type.name, error.message, at);
  }
}

/** Elements keep the place where they were written. */
export function convertElement(machine: Machine, item: Value, type: TypeRef, at: Trace | null): Value {
  if (type.name === "System.Object") return item;
  const plain = item === NOTHING ? NULL : machine.plain(item);
  return convertTo(machine, plain, type, "trace" in plain && plain.trace ? plain.trace : at);
}

/** Elements of a list; null: it is no list. */
export function listItems(machine: Machine, value: Plain): readonly Value[] | Unknown | null {
  if (value.kind === "arr") return itemsNow(machine, value);
  if (value.kind === "instance") return value.model.enumerate?.(value) ?? null;
  return null;
}

function toOther(machine: Machine, value: Plain, type: TypeRef, at: Trace | null): Value {
  const name = type.name;
  if (value.kind === "unknown") return value.type === name ? value : derive([value], `([${name}] ${value.symbol})`, name, at);
  switch (name) {
    case "System.Array":
      if (value.kind === "null") return NULL;
      if (value.kind === "arr" && value.form === "array") return value;
      return toArray(machine, value, "System.Object", type, at);
    case "System.Collections.Hashtable":
      return toHashtable(machine, value, at);
    case "System.Collections.IDictionary":
      if (value.kind === "dict" || value.kind === "null") return value;
      break;
    case "System.Collections.Specialized.OrderedDictionary":
      if (value.kind === "dict" && value.form === "ordered") return value;
      break;
    case "System.Type":
      return toType(machine, value, at);
    case "System.Management.Automation.ScriptBlock":
      if (value.kind === "block" || value.kind === "null") return value;
      break;
    case "System.Collections.IEnumerable":
    case "System.Collections.ICollection":
    case "System.Collections.IList":
      if (value.kind === "arr") return value;
      break;
    default:
      break;
  }
  const element = listElement(name);
  if (element !== null) return toList(machine, value, name, element, at);
  if (value.kind === "null") return value;
  const nullable = genericParts(name);
  if (nullable?.open === "System.Nullable`1") return convertTo(machine, value, new TypeRef(nullable.args[0] as string), at);
  if (nullable && /^System\.(Func|Action|Predicate|Comparison|Converter|EventHandler)`/.test(name) && value.kind === "block")
    return delegateOf(value);
  if (/^System\.(Action|EventHandler|Delegate|AsyncCallback|Threading\.ThreadStart)$/.test(name) && value.kind === "block")
    return delegateOf(value);
  const own = typeNameOf(value);
  if (own === name || derives(own, name) === true) return value;
  if (value.kind === "instance" && value.model.typeNames.includes(name)) return value;
  if (value.kind === "object" && value.typeNames.includes(name)) return value;
  if (isException(name) && value.kind === "str") return makeException(name, value);
  const made = viaConstructor(machine, value, type, at);
  if (made !== undefined) return made;
  // A type whose members are all here has no other way to be made.
  if (
    name === "System.Management.Automation.ScriptBlock" ||
    (netType(machine, name) && !netType(machine, name)?.constructors && value.kind !== "instance" && value.kind !== "object")
  ) {
    throw cannotConvert(shownText(machine, value), own, name, at);
  }
  return unmodelled(`the conversion to ${name} is not modelled`, `([${name}] ${symbolOf(value)})`, at, name);
}

/** A value becomes what a constructor with one argument makes of it; undefined: the type's constructors are not known. */
function viaConstructor(machine: Machine, value: Plain, type: TypeRef, at: Trace | null): Value | undefined {
  const net = netType(machine, type.name);
  if (!net?.constructors) return undefined;
  try {
    return constructNet(machine, net, type, [value], at);
  } catch (error) {
    if (!(error instanceof PsError)) throw error;
    throw cannotConvert(shownText(machine, value), typeNameOf(value), type.name, at);
  }
}

/** Delegates are called as the block they were made of. */
function delegateOf(block: Block): Value {
  return block;
}

function toHashtable(machine: Machine, value: Plain, at: Trace | null): Value {
  if (value.kind === "null") return value;
  // What counts as an integer is taken for the capacity of an empty table.
  if (value.kind === "char" || value.kind === "enum") return new Dict("hashtable", "System.Collections.Hashtable", false, at);
  if (value.kind === "bool" || typeNameOf(value) === "System.DateTime")
    throw notConvertible(machine, value, "System.Collections.Hashtable", at);
  if (value.kind !== "dict")
    throw cannotConvert(shownText(machine, value), typeNameOf(value), "System.Collections.Hashtable", at);
  if (value.form === "hashtable") return value;
  const result = new Dict("hashtable", "System.Collections.Hashtable", false, at);
  for (const entry of dictEntries(machine, value)) dictSet(machine, result, machine.plain(entry.key), entry.value);
  return result;
}

export function shownText(machine: Machine, value: Plain): string {
  const text = toText(machine, value);
  return typeof text === "string" ? shown(value, text) : "";
}

function toType(machine: Machine, value: Plain, at: Trace | null): Value {
  if (value.kind === "type" || value.kind === "null") return value;
  if (value.kind !== "str") {
    if (value.kind !== "num") throw cannotConvert(shownText(machine, value), typeNameOf(value), "System.Type", at);
    throw castError(
      "InvalidCastFromStringToType",
      `Cannot convert the "${shownText(machine, value)}" value of type "System.String" to type "System.Type".`,
      at,
    );
  }
  const name = typeFromText(machine, value.value);
  if (name) return name.trace === at ? name : new TypeRef(name.name, name.definition, at);
  throw castError(
    "InvalidCastFromStringToType",
    `Cannot convert the "${shown(value, value.value)}" value of type "System.String" to type "System.Type".`,
    at,
  );
}

/** Classes of the running script by lower-case name; the evaluator keeps the cell. */
export function scriptClasses(machine: Machine): ReadonlyMap<string, TypeRef> {
  return machine.cell<ReadonlyMap<string, TypeRef>>("powershell:classes", () => new Map()).value;
}

/** A type by the text of its name: `int`, `string[]`, `System.Collections.Generic.List[int]`, with an assembly or without. */
export function typeFromText(machine: Machine, text: string): TypeRef | null {
  let trimmed = text.trim();
  const scripted = scriptTypesOf(machine)?.find(machine, trimmed);
  if (scripted) return scripted;
  if (trimmed.startsWith("[") && trimmed.endsWith("]") && trimmed.length > 2) trimmed = trimmed.slice(1, -1).trim();
  const arrays = /(?:\[,*\])+$/.exec(trimmed)?.[0] ?? "";
  const bare = trimmed.slice(0, trimmed.length - arrays.length);
  const generic = /^([\w.+`]+)\[(.+)\]$/.exec(bare);
  let found: TypeRef | null = null;
  if (generic) {
    const args = splitArguments(generic[2] as string).map((arg) => typeFromText(machine, arg.replace(/^\[(.*)\]$/, "$1")));
    if (args.some((arg) => arg === null)) return null;
    const plain = (generic[1] as string).replace(/`\d+$/, "");
    const open = namedType(machine, `${plain}\`${args.length}`) ?? namedType(machine, `System.${plain}\`${args.length}`);
    if (open) found = new TypeRef(`${open}[${args.map((arg) => (arg as TypeRef).name).join(",")}]`);
  } else {
    const name = bare.replace(/,.*$/, "").trim();
    if (!/^[\w.+`]+$/.test(name)) return null;
    found = scriptClasses(machine).get(name.toLowerCase()) ?? null;
    const named = found ? null : namedType(machine, name);
    if (named) found = new TypeRef(named);
    else if (!found && isForeign(machine, name)) found = new TypeRef(name);
  }
  return found && arrays ? new TypeRef(found.name + arrays, found.definition) : found;
}

function splitArguments(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const char = text[index];
    if (char === "[") depth++;
    else if (char === "]") depth--;
    else if (char === "," && depth === 0) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.map((part) => part.trim());
}
