import type { CmdletCall } from "../../../tools/tool.js";
import { enumOf, enumValue } from "../../../values/enums.js";
import { namePattern } from "../../../values/name-pattern.js";
import { unmodelled } from "../../../values/unknowns.js";
import { type Plain, PsObject, Str, str, TypeRef, Unknown, type Value } from "../../../values/value.js";
import { boxOf } from "../../types/boxed.js";
import { lineage } from "../../types/calls.js";
import { overloadsOf } from "../../types/overloads.js";
import { isCustom, toText } from "../../types/text.js";
import { typeNameOf } from "../../types/types.js";
import { isUnlisted } from "../../types/unlisted.js";
import { inputObjects, makeObject } from "../shared/common.js";
import { mayBeList, propertyNames, propertyOf } from "../shared/property-spec.js";

/** Get-Member: what is known of the members of an object, and an unknown where a type has more than its table lists. */

interface Listed {
  readonly name: string;
  readonly kind: "NoteProperty" | "Property" | "ScriptMethod" | "Method";
}

/** Types whose properties (not their methods) are all in their tables. */
const WHOLE_PROPERTIES =
  /^System\.(?:String|Boolean|Char|S?Byte|U?Int(?:16|32|64)|Single|Double|Version|Collections\.(?:Hashtable|ArrayList)|Text\.StringBuilder|.*\[\])$/;

export function getMember(call: CmdletCall): void {
  const wanted = call.texts("Name");
  const kinds = call.texts("MemberType");
  const exact = wanted instanceof Unknown ? [] : wanted.filter((name): name is string => typeof name === "string");
  const names = exact.map(namePattern);
  const types =
    kinds instanceof Unknown
      ? []
      : kinds.filter((kind): kind is string => typeof kind === "string").map((kind) => kind.toLowerCase());
  const open = wanted instanceof Unknown || kinds instanceof Unknown || exact.length < (wanted?.length ?? 0);
  const seen = new Set<string>();
  for (const value of inputObjects(call)) {
    const object = call.machine.plain(value);
    if (object instanceof Unknown || open || mayBeList(call, value) || call.flag("Static") === true) {
      call.out(call.unknown("the members of an object that is not known", { cause: "unmodelled" }));
      continue;
    }
    const typeName = typeNameOf(object);
    if (seen.has(typeName)) continue;
    seen.add(typeName);
    for (const member of membersOf(call, object)) {
      if (names.length > 0 && !names.some((test) => test(member.name))) continue;
      if (types.length > 0 && !types.some((type) => fitsType(type, member.kind))) continue;
      call.out(definition(call, object, typeName, member));
    }
    if (hasMore(call, object, typeName, exact, types))
      call.out(call.unknown(`the members of ${typeName} are not all listed`, { cause: "unmodelled" }));
  }
}

/** Whether there may be members that pass and are not listed here. */
function hasMore(call: CmdletCall, object: Plain, typeName: string, exact: readonly string[], types: readonly string[]): boolean {
  if (object instanceof PsObject && isCustom(object)) return false;
  const onlyProperties = types.length > 0 && types.every((type) => ["property", "properties", "noteproperty"].includes(type));
  if (onlyProperties && (WHOLE_PROPERTIES.test(typeName) || object instanceof PsObject)) return false;
  if (
    exact.length > 0 &&
    exact.every((name) => !/[*?[]/.test(name)) &&
    !(object.kind === "instance" && lineage(call.machine, typeName).next().done)
  )
    return exact.some((name) => isUnlisted(call.machine, typeName, name));
  return true;
}

function fitsType(wanted: string, kind: string): boolean {
  if (wanted === "all") return true;
  if (wanted === "properties") return kind.endsWith("Property");
  if (wanted === "methods") return kind.endsWith("Method");
  return wanted === kind.toLowerCase();
}

function membersOf(call: CmdletCall, object: Plain): readonly Listed[] {
  const note = object instanceof PsObject && isCustom(object);
  const members: Listed[] = propertyNames(call, object).map((name) => ({ name, kind: note ? "NoteProperty" : "Property" }));
  const bag = object instanceof PsObject ? object : boxOf(object);
  if (bag !== undefined && bag !== object)
    for (const name of propertyNames(call, bag)) members.push({ name, kind: "NoteProperty" });
  for (const name of bag?.methods.keys() ?? []) members.push({ name, kind: "ScriptMethod" });
  const methods = new Map(["Equals", "GetHashCode", "GetType", "ToString"].map((name) => [name.toLowerCase(), name]));
  if (!(object instanceof PsObject)) {
    for (const type of lineage(call.machine, typeNameOf(object)))
      for (const [key, [overload]] of overloadsOf(type.methods ?? {})) methods.set(key, overload?.name ?? key);
  }
  for (const name of methods.values()) members.push({ name, kind: "Method" });
  return members.sort((a, b) =>
    a.kind === b.kind ? (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1) : a.kind < b.kind ? -1 : 1,
  );
}

function definition(call: CmdletCall, object: Plain, typeName: string, member: Listed): Value {
  const info = enumOf(new TypeRef("System.Management.Automation.PSMemberTypes"));
  const number = info?.members.find(({ name }) => name === member.kind)?.value;
  return makeObject(
    "Microsoft.PowerShell.Commands.MemberDefinition",
    [
      ["TypeName", str(typeName)],
      ["Name", str(member.name, call.at)],
      ["MemberType", info && number !== undefined ? enumValue(info, number, call.at) : str(member.kind)],
      [
        "Definition",
        definitionText(call, object, member) ??
          unmodelled(
            `how Get-Member shows ${typeName}.${member.name}`,
            `definition:${typeName}.${member.name}`,
            call.at,
            "System.String",
          ),
      ],
    ],
    call.at,
  );
}

const SHORT: ReadonlyMap<string, string> = new Map([
  ["System.Int32", "int"],
  ["System.Int64", "long"],
  ["System.String", "string"],
  ["System.Boolean", "bool"],
  ["System.Double", "double"],
]);

/** `string a=x` of a note property, `int Length {get;}` of a property that only gives a value. */
function definitionText(call: CmdletCall, object: Plain, member: Listed): Str | null {
  if (member.kind !== "NoteProperty" && !(member.kind === "Property" && object.kind === "str")) return null;
  const value = propertyOf(call, object, member.name);
  const plain = value === undefined ? undefined : call.machine.plain(value);
  const type = plain === undefined ? undefined : SHORT.get(typeNameOf(plain));
  if (plain === undefined || type === undefined) return null;
  if (member.kind === "Property") return str(`${type} ${member.name} {get;}`, call.at);
  const text = toText(call.machine, plain);
  return typeof text === "string" && !(plain instanceof Str && plain.secret)
    ? str(`${type} ${member.name}=${text}`, call.at)
    : null;
}
