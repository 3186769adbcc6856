import type { Machine } from "../../machine/machine.js";
import type { Call, DotnetType, NetType, Result } from "../../tools/dotnet-type.js";
import type { Trace } from "../../values/source.js";
import { symbolOf, unmodelled } from "../../values/unknowns.js";
import { ABSENT, Arr, type Instance, NULL, type Plain, PsObject, Str, TypeRef, type Value } from "../../values/value.js";
import { matchWildcard, parseWildcard } from "../../values/wildcard.js";
import { boxOf } from "../types/boxed.js";
import { fieldOf, makeInstance, netType } from "../types/calls.js";
import { convertTo } from "../types/convert.js";
import { scriptTypesOf } from "../types/running.js";
import { isCustom, toText } from "../types/text.js";
import { supertypes, typeNameOf } from "../types/types.js";
import { isUnlisted, unlistedMember } from "../types/unlisted.js";
import { getMember, setMember } from "./members.js";

/** `$x.psobject`: what PowerShell knows of an object beyond .NET. */
const MEMBER_SET = "System.Management.Automation.PSMemberSet";
const PROPERTIES = "System.Management.Automation.PSMemberInfoCollection`1[System.Management.Automation.PSPropertyInfo]";
const METHODS = "System.Management.Automation.PSMemberInfoCollection`1[System.Management.Automation.PSMethodInfo]";
const METHOD = "System.Management.Automation.PSMethod";
const NOTE = "System.Management.Automation.PSNoteProperty";
const PROPERTY = "System.Management.Automation.PSProperty";

export function psObjectOf(machine: Machine, target: Plain, at: Trace | null): Instance {
  return makeInstance(machine, MEMBER_SET, { target }, at);
}

/** A method of `psobject.Methods`; $null where the value has none of this name. */
function methodByName(call: Call): Result {
  const target = ownTarget(call.machine, call.self);
  const name = toText(call.machine, call.arg(0));
  const symbol = `${symbolOf(target)}.psobject.methods[${typeof name === "string" ? name.toLowerCase() : name.symbol}]`;
  if (typeof name !== "string") return unmodelled("which method is meant is not known", symbol, call.at);
  const bag = target.kind === "object" ? target : boxOf(target);
  if (bag?.methods.has(name.toLowerCase()) || unlistedMember(call.machine, target, name, call.at)?.type === METHOD)
    return makeInstance(call.machine, METHOD, { target, name }, call.at);
  const more = isUnlisted(call.machine, typeNameOf(target), name) || (target.kind === "object" && !isCustom(target));
  return more ? unmodelled("a method is not modelled", symbol, call.at) : NULL;
}

const methodsType: NetType = {
  name: METHODS,
  indexer: methodByName,
  enumerate: (_machine, self) => unmodelled("the list of methods is not modelled", `${symbolOf(self)}.methods`, null),
  methods: { "Item(object name) object": methodByName },
};
const methodType: NetType = {
  name: METHOD,
  properties: { Name: (self, machine) => fieldOf<string>(machine, self, "name") },
};

/** Names of the properties of a value, in the order it shows them. */
export function propertyNames(machine: Machine, target: Plain): readonly string[] {
  if (target.kind === "object") {
    const names: string[] = [];
    for (const guarded of target.properties.values()) {
      const property = machine.settled(guarded);
      if (property !== ABSENT && !scriptTypesOf(machine)?.isHidden(target, property.name)) names.push(property.name);
    }
    return names;
  }
  if (target.kind === "instance" && target.model.propertyNames) return target.model.propertyNames(target);
  return Object.keys(netType(machine, typeNameOf(target))?.properties ?? {});
}

function property(machine: Machine, target: Plain, name: string, at: Trace | null): Instance {
  return makeInstance(machine, target.kind === "object" && isCustom(target) ? NOTE : PROPERTY, { target, name }, at);
}

function find(machine: Machine, target: Plain, name: string): string | undefined {
  return propertyNames(machine, target).find((one) => one.toLowerCase() === name.toLowerCase());
}

function ownTarget(machine: Machine, self: Plain): Plain {
  return fieldOf<Plain>(machine, self, "target");
}

/** Names of the types of a value, from its own to System.Object. */
export function typeNamesOf(target: Plain): readonly string[] {
  if (target.kind === "object")
    return target.typeNames.includes("System.Object") ? target.typeNames : [...target.typeNames, "System.Object"];
  if (target.kind === "instance" && target.model.typeNames.length > 1) return [...target.model.typeNames, "System.Object"];
  const name = typeNameOf(target);
  const bases = (supertypes(name) ?? []).filter((one) => !/(^|\.)I[A-Z]\w*$/.test(one));
  return name === "System.Object" ? [name] : [name, ...bases, "System.Object"];
}

function copyOf(machine: Machine, target: Plain, at: Trace | null): Value {
  if (target.kind !== "object") return target;
  const copy = new PsObject(target.typeNames, at);
  for (const [key, guarded] of target.properties) {
    const found = machine.settled(guarded);
    if (found !== ABSENT) copy.properties.set(key, found);
  }
  for (const [key, method] of target.methods) copy.methods.set(key, method);
  return copy;
}

const memberSetType: NetType = {
  name: MEMBER_SET,
  properties: {
    Properties: (self, machine, at) => makeInstance(machine, PROPERTIES, { target: ownTarget(machine, self) }, at),
    Members: (self, machine, at) => makeInstance(machine, PROPERTIES, { target: ownTarget(machine, self) }, at),
    Methods: (self, machine, at) => makeInstance(machine, METHODS, { target: ownTarget(machine, self) }, at),
    TypeNames: (self, machine, at) =>
      new Arr(
        "System.String",
        typeNamesOf(ownTarget(machine, self)).map((name) => new Str(name, at)),
        "list",
        "System.Collections.ObjectModel.Collection`1[System.String]",
        at,
      ),
    BaseObject: (self, machine) => ownTarget(machine, self),
    ImmediateBaseObject: (self, machine) => ownTarget(machine, self),
  },
  methods: { "Copy() object": (c) => copyOf(c.machine, ownTarget(c.machine, c.self), c.at) },
};

function byName(call: Call): Result {
  const target = ownTarget(call.machine, call.self);
  const name = toText(call.machine, call.arg(0));
  if (typeof name !== "string")
    return unmodelled("which property is meant is not known", `${symbolOf(target)}.psobject.properties[${name.symbol}]`, call.at);
  const found = find(call.machine, target, name);
  return found === undefined ? NULL : property(call.machine, target, found, call.at);
}

const propertiesType: NetType = {
  name: PROPERTIES,
  enumerate: (machine, self) => {
    const target = ownTarget(machine, self);
    return propertyNames(machine, target).map((name) => property(machine, target, name, null));
  },
  properties: {
    Count: (self, machine, at) =>
      new Arr(
        "System.Object",
        propertyNames(machine, ownTarget(machine, self)).map(() =>
          convertTo(machine, new Str("1"), new TypeRef("System.Int32"), at),
        ),
      ),
  },
  indexer: byName,
  methods: {
    "Item(object name) object": byName,
    "Match(string name) object": (c) => {
      const target = ownTarget(c.machine, c.self);
      const tokens = parseWildcard(c.string(0)) ?? [];
      const names = propertyNames(c.machine, target).filter((name) => matchWildcard(tokens, [name], false) === true);
      return new Arr(
        "System.Object",
        names.map((name) => property(c.machine, target, name, c.at)),
        "list",
        "System.Collections.ObjectModel.Collection`1[System.Management.Automation.PSPropertyInfo]",
        c.at,
      );
    },
    "Remove(string name) void": (c) => {
      const target = ownTarget(c.machine, c.self);
      if (target.kind === "object") c.machine.journal.deleteEntry(target.properties, c.string(0).toLowerCase());
    },
    "Add(object member) void": (c) => {
      const target = ownTarget(c.machine, c.self);
      const member = c.arg(0);
      if (target.kind !== "object" || member.kind !== "instance") return;
      const name = fieldOf<string>(c.machine, member, "name");
      c.machine.journal.setEntry(target.properties, name.toLowerCase(), { name, value: propertyValue(c.machine, member, c.at) });
    },
  },
};

function propertyValue(machine: Machine, self: Plain, at: Trace | null): Value {
  const held = fieldOf<Value | undefined>(machine, self, "value");
  if (held !== undefined) return held;
  return getMember(machine, ownTarget(machine, self), fieldOf<string>(machine, self, "name"), at) ?? NULL;
}

const severalTypes: readonly NetType[] = [NOTE, PROPERTY].map((name) => ({
  name,
  ancestors: ["System.Management.Automation.PSPropertyInfo", "System.Management.Automation.PSMemberInfo"],
  constructors: {
    "PSNoteProperty(string name, object value) object": (c) =>
      makeInstance(c.machine, NOTE, { name: c.string(0), value: c.arg(1) }, c.at),
  },
  properties: {
    MemberType: (_self, machine, at) =>
      convertTo(
        machine,
        new Str(name === NOTE ? "NoteProperty" : "Property"),
        new TypeRef("System.Management.Automation.PSMemberTypes"),
        at,
      ),
    IsSettable: () => true,
    IsGettable: () => true,
    Value: (self, machine, at) => propertyValue(machine, self, at),
    TypeNameOfValue: (self, machine, at) => typeNameOf(machine.plain(propertyValue(machine, self, at))),
    Name: (self, machine) => fieldOf<string>(machine, self, "name"),
    IsInstance: () => true,
  },
  setters: {
    Value: (self, value, machine, at) => {
      if (machine.field(self as Instance, "value") !== undefined) machine.setField(self as Instance, "value", value);
      else setMember(machine, ownTarget(machine, self), fieldOf<string>(machine, self, "name"), value, at);
    },
  },
}));

export const psObjectTypes: readonly DotnetType[] = [methodsType, methodType, memberSetType, propertiesType, ...severalTypes];
