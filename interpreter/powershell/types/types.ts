import { once } from "../../../host/cache.js";
import type { Machine } from "../../machine/machine.js";
import { ENUMS } from "../../values/enums.js";
import { type Arr, type Plain, SwitchBool, TypeRef, Unknown } from "../../values/value.js";
import type { TypeName } from "../syntax/ast.js";
import { boxOf } from "./boxed.js";
import { foreignTypesCell } from "./session-cells.js";
import { ACCELERATORS, ancestors, GENERICS, KNOWN_TYPES, STRUCTS, VARIADIC_GENERICS } from "./type-table.js";

export interface TypeContext {
  /** Classes and enums of the script, by lower-case name. */
  readonly classes: ReadonlyMap<string, TypeRef>;
  /** `using namespace` of the script. */
  readonly namespaces: readonly string[];
  readonly machine: Machine;
}

/** Names of known types, lower case. */
const knownTypes = once(
  (): ReadonlyMap<string, string> => new Map([...KNOWN_TYPES, ...ENUMS.keys()].map((name) => [name.toLowerCase(), name])),
);

/** Namespaces under System, which scripts name without it. */
const UNDER_SYSTEM =
  /^(Text|IO|Collections|Net|Security|Management|Diagnostics|Reflection|Runtime|Threading|Xml|Globalization|DirectoryServices|ServiceProcess|Data|Web|Windows|Drawing|ComponentModel|Configuration|Linq|Numerics|Timers|Resources|Media|Transactions|CodeDom|Environment\+)\b/i;

/** Roots of namespaces whose types exist on every Windows host with PowerShell, though not all are listed here. */
const PLATFORM = /^(System|Microsoft|Windows)\./i;

/** A type by its syntax; undefined: PowerShell would not find it. */
export function resolveType(name: TypeName, context: TypeContext): TypeRef | undefined {
  const element = elementType(name, context);
  if (!element) return undefined;
  if (name.arrays.length === 0) return element;
  return new TypeRef(element.name + name.arrays.map((rank) => `[${",".repeat(rank - 1)}]`).join(""), element.definition);
}

function elementType(name: TypeName, context: TypeContext): TypeRef | undefined {
  const lower = name.name.toLowerCase();
  if (name.generic.length > 0) {
    const args = name.generic.map((inner) => resolveType(inner, context));
    if (args.some((arg) => arg === undefined)) return undefined;
    const open = genericName(lower, args.length, context);
    return open === undefined ? undefined : new TypeRef(`${open}[${args.map((arg) => (arg as TypeRef).name).join(",")}]`);
  }
  const script = context.classes.get(lower);
  if (script) return script;
  const found = namedType(context.machine, name.name, context.namespaces);
  if (found !== undefined) return new TypeRef(found);
  return isForeign(context.machine, name.name) ? new TypeRef(name.name) : undefined;
}

/** A type of a library that is not read here: its members are not modelled. */
export function isForeign(machine: Machine, name: string): boolean {
  return name.includes(".") && machine.settled(foreignTypesCell(machine).value);
}

function genericName(lower: string, arity: number, context: TypeContext): string | undefined {
  const plain = lower.replace(/`\d+$/, "");
  const candidates = [plain, `system.${plain}`, ...context.namespaces.map((namespace) => `${namespace.toLowerCase()}.${plain}`)];
  for (const candidate of candidates) {
    const fixed = GENERICS.get(candidate);
    if (fixed?.endsWith(`\`${arity}`)) return fixed;
    const variadic = VARIADIC_GENERICS.get(candidate);
    if (variadic) return `${variadic}\`${arity}`;
  }
  if (PLATFORM.test(plain)) return `${plain}\`${arity}`;
  return plain.includes(".") && UNDER_SYSTEM.test(plain) ? `System.${plain}\`${arity}` : undefined;
}

/** Full name of a type without generic arguments; undefined: there is none. */
export function namedType(machine: Machine, name: string, namespaces: readonly string[] = []): string | undefined {
  const lower = name.toLowerCase();
  const accelerated = ACCELERATORS.get(lower);
  if (accelerated) return accelerated;
  const types = knownTypes();
  for (const candidate of [lower, `system.${lower}`, ...namespaces.map((namespace) => `${namespace.toLowerCase()}.${lower}`)]) {
    const found = types.get(candidate) ?? machine.toolbox.type(candidate)?.name;
    if (found) return found;
    if (GENERICS.has(candidate) || VARIADIC_GENERICS.has(candidate)) {
      const open = GENERICS.get(candidate);
      if (open && /`\d+$/.test(lower)) return open;
    }
  }
  if (PLATFORM.test(name)) return name;
  return name.includes(".") && UNDER_SYSTEM.test(name) ? `System.${name}` : undefined;
}

/** Element type of an array type: `System.Int32[]` gives `System.Int32`. */
export function elementOf(name: string): string | null {
  const match = /^(.*)\[(,*)\]$/.exec(name);
  return match ? (match[1] as string) : null;
}

/** Name and arguments of a closed generic type: List`1[System.Int32]. */
export function genericParts(name: string): { readonly open: string; readonly args: readonly string[] } | null {
  const match = /^([^[]*`\d+)\[(.*)\]$/.exec(name);
  if (!match) return null;
  const args: string[] = [];
  let depth = 0;
  let start = 0;
  const inner = match[2] as string;
  for (let index = 0; index <= inner.length; index++) {
    const char = inner[index];
    if (char === "[") depth++;
    else if (char === "]") depth--;
    else if ((char === "," && depth === 0) || char === undefined) {
      args.push(inner.slice(start, index));
      start = index + 1;
    }
  }
  return { open: match[1] as string, args };
}

/** What `.GetType().FullName` gives; generic types in the short form without assemblies. */
export function typeNameOf(value: Plain): string {
  switch (value.kind) {
    case "null":
      return "null";
    case "bool":
      return value instanceof SwitchBool ? "System.Management.Automation.SwitchParameter" : "System.Boolean";
    case "num":
      return value.type === "BigInteger" ? "System.Numerics.BigInteger" : `System.${value.type}`;
    case "char":
      return "System.Char";
    case "str":
      return "System.String";
    case "arr":
      return value.form === "array" ? (value.type ?? `${value.element}[]`) : (value.type ?? "System.Collections.ArrayList");
    case "dict":
      return value.type;
    case "object":
      return value.typeNames.find((name) => !name.startsWith("Selected.")) ?? "System.Management.Automation.PSCustomObject";
    case "instance":
      return value.model.typeNames[0] ?? "System.Object";
    case "block":
      return "System.Management.Automation.ScriptBlock";
    case "type":
      return "System.RuntimeType";
    case "enum":
      return value.type;
    case "unknown":
      return value.type ?? (value.parts ? "System.String" : "System.Object");
  }
}

/** Types whose name PowerShell shows without `System.` and generic arguments: `.GetType().Name`. */
export function shortName(fullName: string): string {
  const generic = genericParts(fullName);
  const open = generic ? generic.open : fullName;
  const arrays = /(\[,*\])+$/.exec(open)?.[0] ?? "";
  const plain = open.slice(0, open.length - arrays.length);
  const base = genericParts(plain)?.open ?? plain;
  return base.slice(base.lastIndexOf(".") + 1).replace(/^.*\+/, "") + arrays;
}

/** Base types and interfaces of a full name, nearest first, without System.Object; undefined: not known. */
export function supertypes(name: string): readonly string[] | undefined {
  if (elementOf(name) !== null) return ["System.Array", ...(ancestors("System.Array") as readonly string[])];
  if (ENUMS.has(name))
    return ["System.Enum", "System.ValueType", "System.IComparable", "System.IFormattable", "System.IConvertible"];
  const generic = genericParts(name);
  if (generic) return ancestors(generic.open);
  const found = ancestors(name);
  if (found) return found;
  if (STRUCTS.has(name)) return ["System.ValueType"];
  if (/Exception$/.test(name)) return exceptionBases(name);
  return undefined;
}

/** Whether a type is an exception of .NET or PowerShell, by its name. */
export function isException(name: string): boolean {
  return /^(System|Microsoft)\.(?:\w+\.)*\w*Exception$/.test(name);
}

const EXCEPTION_BASES: Readonly<Record<string, string>> = {
  "System.SystemException": "System.Exception",
  "System.ApplicationException": "System.Exception",
  "System.ArgumentNullException": "System.ArgumentException",
  "System.ArgumentOutOfRangeException": "System.ArgumentException",
  "System.DivideByZeroException": "System.ArithmeticException",
  "System.OverflowException": "System.ArithmeticException",
  "System.IO.FileNotFoundException": "System.IO.IOException",
  "System.IO.DirectoryNotFoundException": "System.IO.IOException",
  "System.IO.PathTooLongException": "System.IO.IOException",
  "System.UriFormatException": "System.FormatException",
  "System.PlatformNotSupportedException": "System.NotSupportedException",
  "System.Management.Automation.ItemNotFoundException": "System.Management.Automation.SessionStateException",
  "System.Management.Automation.SessionStateException": "System.Management.Automation.RuntimeException",
  "System.Management.Automation.DriveNotFoundException": "System.Management.Automation.SessionStateException",
  "System.Management.Automation.CommandNotFoundException": "System.Management.Automation.RuntimeException",
  "System.Management.Automation.MethodInvocationException": "System.Management.Automation.MethodException",
  "System.Management.Automation.MethodException": "System.Management.Automation.ExtendedTypeSystemException",
  "System.Management.Automation.ExtendedTypeSystemException": "System.Management.Automation.RuntimeException",
  "System.Management.Automation.SetValueInvocationException": "System.Management.Automation.SetValueException",
  "System.Management.Automation.SetValueException": "System.Management.Automation.ExtendedTypeSystemException",
  "System.Management.Automation.GetValueInvocationException": "System.Management.Automation.GetValueException",
  "System.Management.Automation.GetValueException": "System.Management.Automation.ExtendedTypeSystemException",
  "System.Management.Automation.ParameterBindingException": "System.Management.Automation.RuntimeException",
  "System.Management.Automation.ParameterBindingValidationException": "System.Management.Automation.ParameterBindingException",
  "System.Management.Automation.ParameterBindingArgumentTransformationException":
    "System.Management.Automation.ParameterBindingException",
  "System.Management.Automation.ArgumentTransformationMetadataException": "System.Management.Automation.MetadataException",
  "System.Management.Automation.ValidationMetadataException": "System.Management.Automation.MetadataException",
  "System.Management.Automation.MetadataException": "System.Management.Automation.RuntimeException",
  "System.Management.Automation.ActionPreferenceStopException": "System.Management.Automation.RuntimeException",
  "System.Management.Automation.PSInvalidCastException": "System.InvalidCastException",
  "System.Management.Automation.PSArgumentException": "System.ArgumentException",
  "System.Management.Automation.PSInvalidOperationException": "System.InvalidOperationException",
  "System.Management.Automation.PSNotSupportedException": "System.NotSupportedException",
  "System.Management.Automation.RuntimeException": "System.SystemException",
  "System.Text.RegularExpressions.RegexParseException": "System.ArgumentException",
  "System.Exception": "System.Object",
};

function exceptionBases(name: string): readonly string[] {
  const bases: string[] = [];
  let current = name;
  while (current !== "System.Exception" && bases.length < 12) {
    current = EXCEPTION_BASES[current] ?? "System.SystemException";
    if (current === "System.Object") break;
    bases.push(current);
  }
  return bases;
}

/** Whether a type is another or derives from it; undefined: not known. */
export function derives(name: string, from: string): boolean | undefined {
  if (name === from || from === "System.Object") return true;
  const list = supertypes(name);
  if (list === undefined) return knownTypes().has(name.toLowerCase()) && knownTypes().has(from.toLowerCase()) ? false : undefined;
  if (list.includes(from)) return true;
  const element = elementOf(name);
  const wanted = elementOf(from);
  // Arrays of references are covariant; arrays of structures are not.
  if (element !== null && wanted !== null) {
    return STRUCTS.has(element) || ENUMS.has(element) ? false : derives(element, wanted);
  }
  const generic = genericParts(from);
  if (generic && /\.I(Enumerable|List|Collection|Dictionary)`\d$/.test(generic.open)) return undefined;
  return false;
}

/** Queues, stacks and sets are no lists: they know no places, and are indexed and judged like a single value. */
export function isUnplaced(target: Arr): boolean {
  return (
    target.form === "list" &&
    /^System\.Collections\.(?:Generic\.)?(?:Queue|Stack|HashSet|SortedSet|LinkedList)/.test(target.type ?? "")
  );
}

/** `-is`. */
export function isOfType(_machine: Machine, value: Plain, type: TypeRef): boolean | Unknown {
  const target = type.name;
  if (value.kind === "null") return false;
  if (value.kind === "unknown") {
    const name = value.type ?? (value.parts ? "System.String" : null);
    const result = name === null ? undefined : derives(name, target);
    if (result === true) return true;
    if (result === false && name !== null && name !== "System.Object") return false;
    return new Unknown(value.cause, value.why, `(-is ${value.symbol} ${target})`, null, "System.Boolean");
  }
  if (target === "System.Management.Automation.PSObject" || target === "System.Management.Automation.PSCustomObject") {
    return (
      boxOf(value) !== undefined ||
      (value.kind === "object" && value.typeNames.includes("System.Management.Automation.PSCustomObject"))
    );
  }
  // The wrapper of a custom object compares and formats.
  if ((target === "System.IComparable" || target === "System.IFormattable") && value.kind === "object")
    if (value.typeNames.includes("System.Management.Automation.PSCustomObject")) return true;
  // Arrays are of their own type only: -is knows no covariance.
  if (elementOf(target) !== null && value.kind === "arr") return typeNameOf(value).toLowerCase() === target.toLowerCase();
  const names =
    value.kind === "object" ? value.typeNames : value.kind === "instance" ? value.model.typeNames : [typeNameOf(value)];
  let open = false;
  for (const name of names) {
    const result = name.toLowerCase() === target.toLowerCase() ? true : derives(name, target);
    if (result) return true;
    if (result === undefined) open = true;
  }
  if (value.kind === "object" || (!open && value.kind !== "instance")) return false;
  // A model lists all its base types, if it knows any; its interfaces may be missing.
  if (value.kind === "instance" && names[0] !== "System.Object" && !/\.I[A-Z]\w*(`\d.*)?$/.test(target)) return false;
  return new Unknown(
    "unmodelled",
    `whether ${names[0] ?? "a value"} is a ${target} is not modelled`,
    `(-is ${names[0] ?? ""} ${target})`,
    null,
    "System.Boolean",
  );
}
