import type { Machine } from "../../machine/machine.js";
import type { Call, DotnetType, NetType, Result } from "../../tools/dotnet-type.js";
import { reachOfType } from "../../tools/open-world/dotnet.js";
import { enumOf, enumValue } from "../../values/enums.js";
import type { Trace } from "../../values/source.js";
import { reaching, symbolOf, unmodelled } from "../../values/unknowns.js";
import { NULL, type Plain, Str, TypeRef, type Value } from "../../values/value.js";
import { fieldOf, lineage, makeInstance } from "../types/calls.js";
import { overloadsOf } from "../types/overloads.js";
import { toText } from "../types/text.js";
import { isUnlisted } from "../types/unlisted.js";
import { getMember, getStatic, invokeMember, invokeStatic, setMember } from "./members.js";

/** What reflection finds in the tables of types: properties and methods by their names, to be read and called. */

const PROPERTY = "System.Reflection.RuntimePropertyInfo";
const METHOD = "System.Reflection.RuntimeMethodInfo";

function memberKind(name: string, at: Trace | null): Value {
  const info = enumOf(new TypeRef("System.Reflection.MemberTypes"));
  const member = info?.members.find((one) => one.name === name);
  return info && member ? enumValue(info, member.value, at) : new Str(name, at);
}

/** The name as the table spells it; undefined: the table has none. */
function spelled(machine: Machine, type: string, lists: (one: NetType) => readonly string[], name: string): string | undefined {
  for (const one of lineage(machine, type)) {
    // Reflection looks at the case of a name.
    if (lists(one).includes(name)) return name;
  }
  return undefined;
}

function open(call: Call, what: string): Value {
  return reaching(
    unmodelled("reflection is not modelled", `${symbolOf(call.self)}.${what}(${call.args.map(symbolOf).join(",")})`, call.at),
    call.self.kind === "type" ? reachOfType(call.self.name) : null,
  );
}

function typeName(call: Call): string | null {
  return call.self.kind === "type" && call.self.definition === null ? call.self.name : null;
}

/** `[string].GetProperty('Length')` */
export function propertyOfType(call: Call): Result {
  const type = typeName(call);
  const name = toText(call.machine, call.arg(0));
  if (type === null || typeof name !== "string" || call.args.length > 1) return open(call, "getproperty");
  if (type === "System.Management.Automation.PSCustomObject") return NULL;
  const found = spelled(call.machine, type, (one) => Object.keys(one.properties ?? {}), name);
  if (found !== undefined) return makeInstance(call.machine, PROPERTY, { type, name: found }, call.at);
  const hasTable = !lineage(call.machine, type).next().done && [...lineage(call.machine, type)].length > 1;
  return hasTable && !isUnlisted(call.machine, type, name) ? NULL : open(call, "getproperty");
}

/** `[math].GetMethod('Abs', [type[]]([int]))`: one of several methods of a name is chosen when it is called. */
export function methodOfType(call: Call): Result {
  const type = typeName(call);
  const name = toText(call.machine, call.arg(0));
  const types = call.args.length > 1 ? call.arg(1) : null;
  if (type === null || typeof name !== "string" || call.args.length > 2 || (types !== null && types.kind !== "arr"))
    return open(call, "getmethod");
  let count = 0;
  let isStatic = false;
  for (const one of lineage(call.machine, type)) {
    const methods = (overloadsOf(one.methods ?? {}).get(name.toLowerCase()) ?? []).filter((overload) => overload.name === name);
    const statics = (overloadsOf(one.statics ?? {}).get(name.toLowerCase()) ?? []).filter((overload) => overload.name === name);
    count += methods.length + statics.length;
    isStatic ||= statics.length > 0;
  }
  // Without types an ambiguous name is an error; the tables join overloads that .NET has apart.
  if (count === 0 || (types === null && count > 1)) return open(call, "getmethod");
  return makeInstance(call.machine, METHOD, { type, name, isStatic }, call.at);
}

function reflected(kind: string): NonNullable<NetType["properties"]> {
  return {
    Name: (self, machine) => fieldOf<string>(machine, self, "name"),
    MemberType: (_self, _machine, at) => memberKind(kind, at),
    DeclaringType: (self, _machine, at) => unmodelled("reflection is not modelled", `${symbolOf(self)}.declaringtype`, at),
    ReflectedType: (self, machine) => new TypeRef(fieldOf<string>(machine, self, "type")),
  };
}

/** Members of a reflected member that are not modelled. */
function others(listed: NetType["properties"]): NonNullable<NetType["dynamicGet"]> {
  const names = new Set(Object.keys(listed ?? {}).map((name) => name.toLowerCase()));
  return (_machine, self, name, at) =>
    names.has(name.toLowerCase())
      ? undefined
      : unmodelled("reflection is not modelled", `${symbolOf(self)}.${name.toLowerCase()}`, at);
}

function read(machine: Machine, self: Plain, target: Plain, at: Trace | null): Value {
  const name = fieldOf<string>(machine, self, "name");
  return (
    (target.kind === "null"
      ? getStatic(machine, new TypeRef(fieldOf<string>(machine, self, "type")), name, at)
      : getMember(machine, target, name, at)) ?? NULL
  );
}

const propertyType: NetType = {
  name: PROPERTY,
  ancestors: ["System.Reflection.PropertyInfo", "System.Reflection.MemberInfo"],
  properties: reflected("Property"),
  dynamicGet: others(reflected("Property")),
  methods: {
    "GetValue(object target) object": (c) => read(c.machine, c.self, c.arg(0), c.at),
    "GetValue(object target, object index) object": (c) => read(c.machine, c.self, c.arg(0), c.at),
    "SetValue(object target, object value) void": (c) =>
      setMember(c.machine, c.arg(0), fieldOf<string>(c.machine, c.self, "name"), c.arg(1), c.at),
  },
};

const methodType: NetType = {
  name: METHOD,
  ancestors: ["System.Reflection.MethodInfo", "System.Reflection.MethodBase", "System.Reflection.MemberInfo"],
  dynamicGet: others({ ...reflected("Method"), IsStatic: () => null }),
  properties: { ...reflected("Method"), IsStatic: (self, machine) => fieldOf<boolean>(machine, self, "isStatic") },
  methods: {
    "Invoke(object target, object args) object": (c) => {
      const name = fieldOf<string>(c.machine, c.self, "name");
      const given = c.arg(1);
      const args = given.kind === "arr" ? c.machine.settled(given.items) : given.kind === "null" ? [] : [given];
      const type = new TypeRef(fieldOf<string>(c.machine, c.self, "type"));
      const target = c.arg(0);
      const result = fieldOf<boolean>(c.machine, c.self, "isStatic")
        ? invokeStatic(c.machine, type, name, args, c.at)
        : invokeMember(c.machine, target, name, args, c.at);
      return result ?? open(c, "invoke");
    },
  },
};

export const reflectionTypes: readonly DotnetType[] = [propertyType, methodType];
