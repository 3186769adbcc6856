// Update-TypeData: members for every value of a type.
import { type CmdletCall, parameters, type Tool } from "../../../tools/tool.js";
import { Block, NULL, Str, TypeRef } from "../../../values/value.js";
import { type ExtendedMember, extendType } from "../../members/type-data.js";

const KINDS: ReadonlyMap<string, ExtendedMember["key"]> = new Map([
  ["scriptmethod", "method"],
  ["scriptproperty", "property"],
  ["aliasproperty", "alias"],
  ["noteproperty", "note"],
]);

function updateTypeData(call: CmdletCall): void {
  // Files of type data hold script blocks, and only what stands in the script is read.
  if (call.has("AppendPath") || call.has("PrependPath"))
    return call.undecided("unmodelled", "Update-TypeData reads members of types from a file", "all");
  if (!call.has("MemberName")) return;
  const given = call.value("TypeName");
  const type = given instanceof TypeRef ? given.name : call.text("TypeName");
  const name = call.text("MemberName");
  const kind = call.text("MemberType");
  const value = call.value("Value") ?? NULL;
  const key = typeof kind === "string" ? KINDS.get(kind.toLowerCase()) : undefined;
  const fits = key === "alias" ? value instanceof Str : key === "note" || value instanceof Block;
  if (typeof type === "string" && typeof name === "string" && key !== undefined && fits)
    extendType(call.machine, type, { key, name, value });
  else call.undecided("unmodelled", "Update-TypeData gives a type a member that is not known", "all");
}

export const typeDataCmdlets: readonly Tool[] = [
  {
    form: "cmdlet",
    names: ["Update-TypeData"],
    effect: "modelled",
    areas: [],
    module: "Microsoft.PowerShell.Utility",
    parameters: parameters(
      "AppendPath@0",
      "PrependPath",
      "TypeName",
      "MemberType",
      "MemberName",
      "Value",
      "SecondValue",
      "TypeConverter",
      "TypeAdapter",
      "SerializationMethod",
      "TargetTypeForDeserialization",
      "SerializationDepth",
      "DefaultDisplayProperty",
      "InheritPropertySerializationSet",
      "StringSerializationSource",
      "DefaultDisplayPropertySet[]",
      "DefaultKeyPropertySet[]",
      "PropertySerializationSet[]",
      "TypeData",
      "Force?",
    ),
    run: updateTypeData,
  },
];
