/** Type and RuntimeType: what reflection says of a type. */
import type { Machine } from "../../../machine/machine.js";
import type { Call, NetType, Result } from "../../../tools/dotnet-type.js";
import { progIdOf } from "../../../tools/open-world/com.js";
import { ENUMS, enumOf } from "../../../values/enums.js";
import { symbolOf, unmodelled } from "../../../values/unknowns.js";
import { Arr, type Plain, Str, TypeRef } from "../../../values/value.js";
import { COM_TYPE } from "../../members/members.js";
import { methodOfType, propertyOfType } from "../../members/reflection.js";
import { typeFromText } from "../../types/convert.js";
import { toText } from "../../types/text.js";
import { STRUCTS } from "../../types/type-table.js";
import { elementOf, genericParts, shortName, supertypes, typeNameOf } from "../../types/types.js";

/** The type that a type's own members belong to. */
function typeOfType(self: Plain): TypeRef {
  return self.kind === "type" ? self : new TypeRef("System.Object");
}

function fullName(type: TypeRef): Result {
  // Arguments of generic types are written with their assemblies, which differ between the two PowerShells.
  return genericParts(type.name)
    ? unmodelled("the full name of a generic type holds assembly names", `[${type.name}].FullName`, null, "System.String")
    : type.name;
}

function baseType(machine: Machine, type: TypeRef): Result {
  const definition = type.definition as { readonly base?: TypeRef | null } | null;
  if (definition?.base) return definition.base;
  if (type.name === "System.Object") return null;
  if (ENUMS.has(type.name) || enumOf(type)) return new TypeRef("System.Enum");
  if (elementOf(type.name) !== null) return new TypeRef("System.Array");
  if (STRUCTS.has(type.name)) return new TypeRef("System.ValueType");
  const above = supertypes(type.name)?.find((name) => !/(^|\.)I[A-Z]\w*$/.test(name));
  void machine;
  return new TypeRef(above ?? "System.Object");
}

const isValue = (type: TypeRef): boolean => STRUCTS.has(type.name) || enumOf(type) !== undefined;

export const runtimeTypeType: NetType = {
  name: "System.RuntimeType",
  properties: {
    Name: (self) => shortName(typeOfType(self).name),
    FullName: (self) => fullName(typeOfType(self)),
    Namespace: (self) => {
      const name = (genericParts(typeOfType(self).name)?.open ?? typeOfType(self).name).replace(/\+.*$/, "");
      return name.includes(".") ? name.slice(0, name.lastIndexOf(".")) : null;
    },
    BaseType: (self, machine) => baseType(machine, typeOfType(self)),
    IsEnum: (self) => enumOf(typeOfType(self)) !== undefined,
    IsValueType: (self) => isValue(typeOfType(self)),
    IsClass: (self) => !isValue(typeOfType(self)) && !/(^|\.)I[A-Z]\w*(`\d.*)?$/.test(typeOfType(self).name),
    IsArray: (self) => elementOf(typeOfType(self).name) !== null,
    IsPrimitive: (self) => /^System\.(Boolean|S?Byte|U?Int(16|32|64)|Char|Single|Double)$/.test(typeOfType(self).name),
    IsGenericType: (self) => genericParts(typeOfType(self).name) !== null,
    IsInterface: (self) => /(^|\.)I[A-Z]\w*(`\d.*)?$/.test(typeOfType(self).name),
    Assembly: (self, _machine, at) => unmodelled("assemblies are not modelled", `${symbolOf(self)}.assembly`, at),
    Module: (self, _machine, at) => unmodelled("modules of assemblies are not modelled", `${symbolOf(self)}.module`, at),
    GUID: (self, _machine, at) => unmodelled("ids of types are not modelled", `${symbolOf(self)}.guid`, at),
    AssemblyQualifiedName: (self, _machine, at) =>
      unmodelled("assemblies are not modelled", `${symbolOf(self)}.assemblyqualifiedname`, at, "System.String"),
    UnderlyingSystemType: (self) => typeOfType(self),
  },
  methods: {
    "GetElementType() type": (c) => {
      const element = elementOf(typeOfType(c.self).name);
      return element === null ? null : new TypeRef(element);
    },
    "GetGenericArguments() type[]": (c) =>
      new Arr(
        "System.Type",
        (genericParts(typeOfType(c.self).name)?.args ?? []).map((name) => new TypeRef(name)),
        "array",
        null,
        c.at,
      ),
    "IsAssignableFrom(type c) bool": (c) => {
      const from = c.arg(0);
      const own = typeOfType(c.self).name;
      return (
        from.kind === "type" && (from.name === own || own === "System.Object" || (supertypes(from.name) ?? []).includes(own))
      );
    },
    "IsSubclassOf(type c) bool": (c) => {
      const above = c.arg(0);
      return (
        above.kind === "type" &&
        above.name !== typeOfType(c.self).name &&
        (above.name === "System.Object" || (supertypes(typeOfType(c.self).name) ?? []).includes(above.name))
      );
    },
    "IsInstanceOfType(object o) bool": (c) =>
      typeNameOf(c.arg(0)) === typeOfType(c.self).name ||
      (supertypes(typeNameOf(c.arg(0))) ?? []).includes(typeOfType(c.self).name),
    "Equals(object o) bool": (c) => {
      const other = c.arg(0);
      return other.kind === "type" && other.name === typeOfType(c.self).name;
    },
    "GetEnumNames() string[]": (c) =>
      new Arr(
        "System.String",
        (enumOf(typeOfType(c.self))?.members ?? []).map((member) => new Str(member.name)),
        "array",
        null,
        c.at,
      ),
    "GetMethod(object name) object": methodOfType,
    "GetMethod(object name, object types) object": methodOfType,
    "GetProperty(object name) object": propertyOfType,
    "GetProperty(object name, object flags) object": propertyOfType,
  },
};

function comType(c: Call, progId: string): TypeRef {
  return new TypeRef(`${COM_TYPE}${progId}`, null, c.at);
}

function classType(c: Call): Result {
  const id = toText(c.machine, c.arg(0));
  if (typeof id !== "string") return id;
  return comType(c, progIdOf(id) ?? `{${id}}`);
}

export const typeType: NetType = {
  name: "System.Type",
  statics: {
    "GetType(string typeName) type": (c) => (c.string(0).includes(".") ? typeFromText(c.machine, c.string(0)) : null),
    "GetType(string typeName, bool throwOnError) type": (c) => typeFromText(c.machine, c.string(0)),
    "GetTypeFromProgID(string progID) type": (c) => comType(c, c.string(0)),
    "GetTypeFromProgID(string progID, object server) type": (c) => comType(c, c.string(0)),
    "GetTypeFromProgID(string progID, string server, bool throwOnError) type": (c) => comType(c, c.string(0)),
    "GetTypeFromCLSID(object clsid) type": (c) => classType(c),
    "GetTypeFromCLSID(object clsid, object server) type": (c) => classType(c),
    "GetTypeFromCLSID(object clsid, string server, bool throwOnError) type": (c) => classType(c),
  },
  staticProperties: { EmptyTypes: () => new Arr("System.Type", []) },
};
