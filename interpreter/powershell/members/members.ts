import type { Machine } from "../../machine/machine.js";
import { createComObject } from "../../tools/com.js";
import { reachOfMember, reachOfType } from "../../tools/open-world/dotnet.js";
import { used } from "../../tools/open-world/uses.js";
import type { PsError } from "../../tools/script-error.js";
import { Attached } from "../../values/attached.js";
import { enumOf, enumValue } from "../../values/enums.js";
import type { Trace } from "../../values/source.js";
import { derive, reaching, symbolOf, unmodelled } from "../../values/unknowns.js";
import {
  ABSENT,
  Arr,
  Bool,
  type Dict,
  NULL,
  Num,
  type Plain,
  PsObject,
  Str,
  TypeRef,
  Unknown,
  type Value,
} from "../../values/value.js";
import { makeException } from "../errors/error-record.js";
import { MethodError, operationError, settingError } from "../errors/failures.js";
import { boxedMember, boxOf } from "../types/boxed.js";
import { constructNet, getNet, getNetStatic, hasMethod, invokeNet, invokeNetStatic, netType, setNet } from "../types/calls.js";
import { convertTo } from "../types/convert.js";
import { dictGet, dictSet } from "../types/dict.js";
import { escaped } from "../types/escape.js";
import { scriptTypesOf } from "../types/running.js";
import { dialectOf } from "../types/session-cells.js";
import { isCustom } from "../types/text.js";
import { elementOf, genericParts, isException, typeNameOf } from "../types/types.js";
import { isUnlisted, unlistedCall } from "../types/unlisted.js";
import { invokeByName } from "./invoke-by-name.js";
import { eachItem, whereItem } from "./magic-methods.js";
import { calledUnlisted, isOpen, setUnlisted } from "./open-objects.js";
import { psObjectOf } from "./psobject.js";
import { type ExtendedMember, extendedMember } from "./type-data.js";

export { getIndex, setIndex } from "./indexing.js";

/** Properties, methods and statics of values, as `.` and `::` find them. */

// ---------------------------------------------------------------- properties

/** undefined: there is no such property (the expression gives $null). */
export function getMember(machine: Machine, target: Plain, name: string, at: Trace | null): Value | undefined {
  const own = properMember(machine, target, name, at);
  if (own !== undefined) return own;
  const lower = name.toLowerCase();
  if ((lower !== "count" && lower !== "length") || target.kind === "arr") return undefined;
  // 5.1 gives no count to custom objects.
  if (target.kind === "object" && isCustom(target) && dialectOf(machine) === "5.1") return undefined;
  return new Num("Int32", target.kind === "null" ? 0 : 1, at);
}

/** Like {@link getMember} without the `Count` and `Length` that the language gives to single values. */
export function properMember(machine: Machine, target: Plain, name: string, at: Trace | null): Value | undefined {
  const lower = name.toLowerCase();
  const extended = extendedMember(machine, target, lower);
  if (extended !== undefined && extended.key !== "method") return extendedValue(machine, target, extended, at);
  switch (target.kind) {
    case "null":
      return undefined;
    case "unknown":
      return unknownProperty(target, lower, at);
    case "dict": {
      const entry = dictGet(machine, target, new Str(name));
      if (entry !== undefined) return entry;
      break;
    }
    case "object": {
      const property = target.properties.get(lower);
      const settled = property === undefined ? ABSENT : machine.settled(property);
      if (settled !== ABSENT) return propertyValue(machine, target, settled.value);
      break;
    }
    default:
      break;
  }
  if (lower === "psobject") return psObjectOf(machine, target, at);
  if (lower === "psbase") return target.kind === "dict" ? baseOf(machine, target, at) : target;
  if (lower === "pstypenames")
    return machine.plain(
      getNet(machine, psObjectOf(machine, target, at), "System.Management.Automation.PSMemberSet", "TypeNames", at) ?? NULL,
    );
  const given = boxedMember(machine, target, lower);
  if (given !== undefined) return propertyValue(machine, target, given);
  const own = ownProperty(machine, target, name, at);
  if (own !== undefined) return own;
  // A list has its own members; a member of its elements is taken from each of them.
  if (target.kind === "arr") return enumerated(machine, machine.settled(target.items), name, at);
  const elements = target.kind === "instance" ? target.model.enumerate?.(target) : undefined;
  if (elements instanceof Unknown) return derive([elements], `${elements.symbol}.${lower}`, null, at);
  return elements === undefined ? undefined : enumerated(machine, elements, name, at);
}

function ownProperty(machine: Machine, target: Plain, name: string, at: Trace | null): Value | undefined {
  if (target.kind === "instance") {
    const found = target.model.get?.(target, name, at);
    if (found !== undefined) return found;
  }
  if (target.kind === "object" && isCustom(target)) return undefined;
  return getNet(machine, target, typeNameOf(target), name, at);
}

function extendedValue(machine: Machine, target: Plain, { key, value }: ExtendedMember, at: Trace | null): Value | undefined {
  const plain = machine.plain(value);
  if (key === "alias") return plain instanceof Str ? getMember(machine, target, plain.value, at) : undefined;
  if (key === "property" && plain.kind === "block" && machine.blocks)
    return outputOf(machine.blocks(plain, { self: target, args: [] }));
  return value;
}

/** A script property's value is what its block gives; everything else is itself. */
function propertyValue(machine: Machine, owner: Plain, value: Value): Value {
  const plain = machine.now(value);
  if (plain instanceof PsObject && plain.typeNames[0] === SCRIPT_PROPERTY && machine.blocks) {
    const getter = plain.properties.get("getter");
    const settled = getter === undefined ? ABSENT : machine.settled(getter);
    const block = settled === ABSENT ? null : machine.plain(settled.value);
    if (block?.kind === "block") {
      const outputs = machine.blocks(block, { self: owner, args: [] });
      return outputs.length === 0 ? NULL : outputs.length === 1 ? (outputs[0] as Value) : new Arr("System.Object", outputs);
    }
  }
  return value;
}

/** Marks a property whose value is computed: see Add-Member -MemberType ScriptProperty. */
export const SCRIPT_PROPERTY = "System.Management.Automation.PSScriptProperty";

/** `psbase` of a dictionary: its members, without its keys. */
function baseOf(machine: Machine, target: Dict, at: Trace | null): Value {
  const object = new PsObject(["System.Management.Automation.PSMemberSet"], at);
  for (const name of ["Count", "Keys", "Values", "IsReadOnly", "IsFixedSize", "IsSynchronized", "SyncRoot"]) {
    const value = getNet(machine, target, typeNameOf(target), name, at);
    if (value !== undefined) object.properties.set(name.toLowerCase(), { name, value });
  }
  return object;
}

function unknownProperty(target: Unknown, lower: string, at: Trace | null): Value {
  const type = lower === "length" && (target.type === "System.String" || target.parts) ? "System.Int32" : null;
  return new Unknown(target.cause, target.why, `${target.symbol}.${lower}`, at, type, null, target.secret, target.reach);
}

/** The property of every element; undefined: none of them has it. */
function enumerated(machine: Machine, items: readonly Value[], name: string, at: Trace | null): Value | undefined {
  const found: Value[] = [];
  for (const item of items) {
    machine.budget.step();
    const plain = machine.plain(item);
    if (plain.kind === "null") continue;
    const value = plain.kind === "arr" ? getMember(machine, plain, name, at) : elementProperty(machine, plain, name, at);
    if (value === undefined) {
      if (plain.kind !== "arr" && isBag(plain)) found.push(NULL);
      continue;
    }
    const settled = machine.now(value);
    if (!("choice" in settled) && settled.kind === "arr") found.push(...machine.settled(settled.items));
    else found.push(value);
  }
  if (found.length === 0) return undefined;
  return found.length === 1 ? found[0] : new Arr("System.Object", found, "array", null, at);
}

/** Objects and dictionaries without the property give $null each; other values nothing. */
function isBag(value: Plain): boolean {
  return value.kind === "object" || value.kind === "dict";
}

function elementProperty(machine: Machine, plain: Plain, name: string, at: Trace | null): Value | undefined {
  const lower = name.toLowerCase();
  if (
    (lower === "count" || lower === "length") &&
    plain.kind !== "dict" &&
    plain.kind !== "object" &&
    plain.kind !== "str" &&
    plain.kind !== "instance"
  )
    return undefined;
  return getMember(machine, plain, name, at);
}

// ---------------------------------------------------------------- setting

/** Objects whose properties are a bag say it by an exception of the setter. */
function noProperty(name: string, at: Trace | null): PsError {
  return settingError(
    name,
    `The property '${name}' cannot be found on this object. Verify that the property exists and can be set.`,
    at,
  );
}

export function setMember(machine: Machine, target: Plain, name: string, value: Value, at: Trace | null): void {
  const lower = name.toLowerCase();
  machine.secrets.named(name, value);
  switch (target.kind) {
    case "null":
      throw operationError(
        "PropertyNotFound",
        `The property '${name}' cannot be found on this object. Verify that the property exists and can be set.`,
        at,
      );
    case "unknown":
      if (target.reach !== null) used(machine, target.reach, name, [value], at, true);
      else machine.note(target.cause, "all", `sets ${name} of an object that is not known (${target.why})`, at);
      return;
    case "dict":
      dictSet(machine, target, new Str(name, at), value);
      return;
    case "object": {
      const property = target.properties.get(lower);
      const settled = property === undefined ? ABSENT : machine.settled(property);
      if (settled !== ABSENT) {
        machine.journal.setEntry(target.properties, lower, { name: settled.name, value });
        return;
      }
      if (isCustom(target)) throw noProperty(name, at);
      break;
    }
    case "instance":
      if (target.model.set?.(target, name, value, at)) return;
      if (target.model.typeNames.includes("System.Xml.XmlNode")) throw noProperty(name, at);
      if (isOpen(machine, target)) return setUnlisted(machine, target, name, value, at);
      break;
    default:
      break;
  }
  const box = boxedMember(machine, target, lower) === undefined ? undefined : boxOf(target);
  if (box !== undefined) {
    machine.journal.setEntry(box.properties, lower, { name, value });
    return;
  }
  if (setNet(machine, target, typeNameOf(target), name, value, at)) return;
  if (target.kind !== "object" && getNet(machine, target, typeNameOf(target), name, at) !== undefined) {
    throw operationError("PropertyAssignmentException", `'${name}' is a ReadOnly property.`, at);
  }
  throw operationError(
    "PropertyAssignmentException",
    `The property '${name}' cannot be found on this object. Verify that the property exists and can be set.`,
    at,
  );
}

// ---------------------------------------------------------------- methods

/** Whether a list has a method of this name itself, so that its elements are not asked for a property. */
export function isOwnMethod(machine: Machine, target: Plain, name: string): boolean {
  return target.kind === "arr" && hasMethod(machine, typeNameOf(target), name);
}

/** undefined: there is no such method. */
export function invokeMember(
  machine: Machine,
  target: Plain,
  name: string,
  args: readonly Value[],
  at: Trace | null,
): Value | undefined {
  const lower = name.toLowerCase();
  machine.secrets.method(name, args);
  const extended = extendedMember(machine, target, lower);
  const block = extended?.key === "method" ? machine.plain(extended.value) : undefined;
  if (block?.kind === "block" && machine.blocks) return outputOf(machine.blocks(block, { self: target, args }));
  if (target.kind === "unknown") return unknownMethod(machine, target, name, args, at);
  const method = (target.kind === "object" ? target : boxOf(target))?.methods.get(lower);
  const body = method === undefined ? undefined : machine.plain(method as Value);
  if (body?.kind === "block" && machine.blocks) return outputOf(machine.blocks(body, { self: target, args }));
  if (target.kind === "object") {
    const property = target.properties.get(lower);
    const settled = property === undefined ? ABSENT : machine.settled(property);
    const value = settled === ABSENT ? null : machine.plain(settled.value);
    if (value?.kind === "block" && lower !== "invoke") return undefined;
  }
  // Only List`1 has a ForEach of its own.
  if (
    lower === "foreach" &&
    !(target.kind === "arr" && genericParts(target.type ?? "")?.open === "System.Collections.Generic.List`1")
  )
    return eachItem(machine, target, args, at);
  if (lower === "where") return whereItem(machine, target, args, at);
  if (target.kind === "type" && lower === "invokemember" && args.length > 3) return invokeByName(machine, args, at);
  if (target.kind === "instance") {
    const found = target.model.invoke?.(target, name, args, at);
    if (found !== undefined) return found;
  }
  const result = invokeNet(machine, target, typeNameOf(target), name, args, at) ?? unlistedCall(machine, target, name, args, at);
  if (result !== undefined) return result;
  if (target.kind === "arr") return invokeEach(machine, target, name, args, at);
  if (isOpen(machine, target)) return calledUnlisted(machine, target, name, args, at);
  throw notFound(target, name, at);
}

function notFound(target: Plain, name: string, at: Trace | null): PsError {
  return operationError(
    "MethodNotFound",
    `Method invocation failed because [${typeNameOf(target)}] does not contain a method named '${name}'.`,
    at,
  );
}

function outputOf(outputs: readonly Value[]): Value {
  return outputs.length === 0 ? NULL : outputs.length === 1 ? (outputs[0] as Value) : new Arr("System.Object", outputs);
}

/** A method that a list does not have is called on each of its elements. */
function invokeEach(machine: Machine, target: Arr, name: string, args: readonly Value[], at: Trace | null): Value {
  const items = machine.settled(target.items);
  const results: Value[] = [];
  let called = false;
  for (const item of items) {
    machine.budget.step();
    const plain = machine.plain(item);
    // An empty list among the elements has none that could lack the method.
    if (plain.kind === "arr" && machine.settled(plain.items).length === 0 && !hasMethod(machine, typeNameOf(plain), name))
      continue;
    const result = plain.kind === "null" ? undefined : invokeMember(machine, plain, name, args, at);
    if (result === undefined) throw notFound(plain.kind === "null" ? target : plain, name, at);
    called = true;
    const settled = machine.plain(result);
    if (settled.kind === "arr") results.push(...machine.settled(settled.items));
    else if (!(settled.kind === "null" && settled.automation)) results.push(result);
  }
  if (!called) throw notFound(target, name, at);
  return outputOf(results);
}

/** Methods of texts that are known in part work on what is known; everything else is unknown. */
function unknownMethod(machine: Machine, target: Unknown, name: string, args: readonly Value[], at: Trace | null): Value {
  const lower = name.toLowerCase();
  // What was made as an object of a type is of this type and no other.
  if (lower === "gettype" && args.length === 0 && target.type !== null && target.symbol.startsWith(`new ${target.type}`))
    return new TypeRef(target.type, null, at);
  if (target.type !== null || target.parts !== null) {
    const type = target.type ?? "System.String";
    const result = netType(machine, type) ? tryUnknown(machine, target, type, lower, args, at) : undefined;
    if (result !== undefined) return result;
  }
  escaped(machine, args, `a method of an object that is not known (.${lower})`);
  used(machine, target.reach, name, args, at);
  return reaching(
    derive(
      [target, ...args],
      `${target.symbol}.${lower}(${args.map(symbolOf).join(",")})`,
      lower === "tostring" ? "System.String" : null,
      at,
    ),
    target.reach,
  );
}

/** Members that say themselves what they can do with an unknown text: see the string table. */
function tryUnknown(
  machine: Machine,
  target: Unknown,
  type: string,
  lower: string,
  args: readonly Value[],
  at: Trace | null,
): Value | undefined {
  if (type !== "System.String") return undefined;
  return invokeNet(machine, target, "Lycosa.PartialString", lower, args, at);
}

// ---------------------------------------------------------------- statics

export function getStatic(machine: Machine, type: TypeRef, name: string, at: Trace | null): Value | undefined {
  const info = enumOf(type);
  if (info) {
    const member = info.members.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (member) return enumValue(info, member.value, at);
  }
  const own =
    machine.toolbox.type(type.name)?.modelled?.statics?.get?.(machine, name, at) ?? getNetStatic(machine, type.name, name, at);
  if (own !== undefined) return own;
  // A member of the type object itself: `[int]::FullName` gives nothing, what is not modelled gives an unknown.
  if (info || netType(machine, type.name))
    return isComplete(type.name) && !isUnlisted(machine, type.name, name)
      ? undefined
      : reaching(
          unmodelled(`[${type.name}]::${name} is not modelled`, `[${type.name}]::${name.toLowerCase()}`, at),
          reachOfMember(type.name, name),
        );
  return reaching(
    unmodelled(`[${type.name}]::${name} is not modelled`, `[${type.name}]::${name.toLowerCase()}`, at),
    reachOfMember(type.name, name),
  );
}

/** Types whose tables hold all their statics. */
function isComplete(name: string): boolean {
  return /^System\.(String|Boolean|Char|S?Byte|U?Int(16|32|64)|Single|Double|Decimal|Math|Guid|Version|DateTime|TimeSpan)$/.test(
    name,
  );
}

const statics = new Attached<Map<string, Value>>();

function staticsOf(machine: Machine): Map<string, Value> {
  let known = statics.get(machine);
  if (!known) statics.set(machine, (known = new Map()));
  return known;
}

export function setStatic(machine: Machine, type: TypeRef, name: string, value: Value, at: Trace | null): void {
  // Statics of .NET types are state of the process that runs the script (TLS versions, culture), never of the host.
  machine.journal.setEntry(staticsOf(machine), `${type.name}::${name}`.toLowerCase(), value);
  void at;
}

/** undefined: there is no such static method. */
export function invokeStatic(
  machine: Machine,
  type: TypeRef,
  name: string,
  args: readonly Value[],
  at: Trace | null,
): Value | undefined {
  if (name.toLowerCase() === "new") return construct(machine, type, args, at);
  const own = machine.toolbox.type(type.name)?.modelled?.statics?.invoke?.(machine, name, args, at);
  if (own !== undefined) return own;
  const lookup = enumOf(type) ? "System.Enum" : type.name;
  const found = invokeNetStatic(machine, lookup, name, args, at);
  if (found !== undefined) return found;
  if (netType(machine, type.name) && isComplete(type.name) && !isUnlisted(machine, type.name, name)) return undefined;
  escaped(machine, args, `[${type.name}]::${name}`);
  const reach = reachOfMember(type.name, name);
  used(machine, reach, name, args, at);
  const symbol = `[${type.name}]::${name.toLowerCase()}(${args.map(symbolOf).join(",")})`;
  const given = derive(args, symbol, null, at);
  return reaching(
    given.cause === "unmodelled" ? unmodelled(`[${type.name}]::${name} is not modelled`, symbol, at) : given,
    reach,
  );
}

/** Begins the name of the type of a COM class, whose ProgID follows: `[Type]::GetTypeFromProgID()` gives it. */
export const COM_TYPE = "System.__ComObject#";

/** `[Type]::new(...)` and New-Object. */
export function construct(machine: Machine, type: TypeRef, args: readonly Value[], at: Trace | null): Value {
  const progId = type.name.startsWith(COM_TYPE) ? type.name.slice(COM_TYPE.length) : null;
  if (progId !== null) return createComObject(machine, progId, at);
  const scripted = type.definition === null ? undefined : scriptTypesOf(machine)?.instantiate(machine, type, args, at);
  if (scripted !== undefined) return scripted;
  const element = elementOf(type.name);
  if (element !== null) return newArray(machine, type, element, args, at);
  const net = netType(machine, type.name);
  if (net) {
    const made = constructNet(machine, net, type, args, at);
    if (made !== undefined) return made;
  }
  const own = machine.toolbox.type(type.name)?.modelled;
  if (own?.construct) return own.construct(machine, args, at);
  if (isException(type.name)) {
    const inner = args[1] === undefined ? undefined : machine.plain(args[1]);
    const message = args[0] === undefined ? new Str(`Exception of type '${type.name}' was thrown.`, at) : args[0];
    return makeException(type.name, message, inner?.kind === "instance" ? inner : NULL);
  }
  if (type.name === "System.Management.Automation.PSObject")
    return args.length === 0
      ? new PsObject(["System.Management.Automation.PSCustomObject", "System.Object"], at)
      : machine.plain(args[0] as Value);
  if (type.name === "System.Object") return new PsObject(["System.Object"], at);
  escaped(machine, args, type.name);
  return new Unknown(
    "unmodelled",
    `objects of ${type.name} are not modelled`,
    machine.freshSymbol(`new ${type.name}`),
    at,
    type.name,
    null,
    false,
    reachOfType(type.name),
  );
}

function newArray(machine: Machine, type: TypeRef, element: string, args: readonly Value[], at: Trace | null): Value {
  const sizes = args.map((arg) => machine.plain(convertTo(machine, machine.plain(arg), new TypeRef("System.Int32"), at)));
  const open = sizes.find((size): size is Unknown => size.kind === "unknown");
  if (open) return derive([open], `new ${type.name}(${open.symbol})`, type.name, at);
  const counts = sizes.map((size) => (size.kind === "num" ? (size.value as number) : 0));
  if (counts.length !== 1 || type.name.endsWith(",]")) {
    return unmodelled(
      "arrays of more than one dimension are not modelled",
      machine.freshSymbol(`new ${type.name}`),
      at,
      type.name,
    );
  }
  const count = counts[0] as number;
  if (count < 0)
    throw new MethodError(
      "System.OverflowException",
      "Arithmetic operation resulted in an overflow.",
      'Exception calling ".ctor" with "1" argument(s): "Arithmetic operation resulted in an overflow."',
      at,
    );
  machine.budget.size(count);
  const zero = defaultOf(machine, element);
  return new Arr(
    element,
    Array.from({ length: count }, () => zero),
    "array",
    null,
    at,
  );
}

/** What a new array of a type holds. */
export function defaultOf(machine: Machine, element: string): Value {
  if (element === "System.Boolean") return new Bool(false);
  const numeric = /^System\.(S?Byte|U?Int(16|32|64)|Single|Double|Decimal)$/.test(element);
  if (!numeric && element !== "System.Char") return NULL;
  return convertTo(machine, new Num("Int32", 0), new TypeRef(element), null);
}
