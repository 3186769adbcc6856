/** Enums: their members, by name and by number. */
import { bounded } from "../../host/cache.js";
import table from "./enums.json";
import type { Trace } from "./source.js";
import { type EnumInfo, EnumValue, ScriptEnum, TypeRef } from "./value.js";

/**
 * Enums of .NET: underlying type when it is not Int32, `flags` for those that combine, then names and values in the order of
 * `Enum.GetNames`; a name marked with `*` is the one that `ToString()` prints for its value. Made by scripts/ask-types.mjs.
 */
const ENUM_TABLE: Readonly<Record<string, string>> = table;

/** Full names of all enums that are known. */
export const ENUMS: ReadonlySet<string> = new Set(Object.keys(ENUM_TABLE));

/** An enum of .NET by its full name. */
export function enumInfo(name: string): EnumInfo | undefined {
  return ENUMS.has(name) ? rowOf(name) : undefined;
}

const rowOf = bounded(1024, (name: string): EnumInfo => {
  let underlying = "Int32";
  let flags = false;
  const members: { name: string; value: number; canonical: boolean }[] = [];
  for (const word of (ENUM_TABLE[name] as string).split(" ")) {
    if (word.startsWith(":")) underlying = word.slice(1);
    else if (word === "flags") flags = true;
    else {
      const [label = "", value = "0"] = word.split("=");
      const canonical = label.endsWith("*");
      members.push({ name: canonical ? label.slice(0, -1) : label, value: Number(value), canonical });
    }
  }
  return { name, flags, underlying, members };
});

/** The enum behind a type: .NET's, or one that the script defines. */
export function enumOf(type: TypeRef): EnumInfo | undefined {
  return type.definition instanceof ScriptEnum ? type.definition : enumInfo(type.name);
}

/** The enum that a value belongs to, as it was when the value was made. */
export function enumOfValue(value: EnumValue): EnumInfo | undefined {
  return value.definition ?? enumInfo(value.type);
}

export function typeOfEnum(info: EnumInfo): TypeRef {
  return new TypeRef(info.name, info instanceof ScriptEnum ? info : null);
}

/** As `.ToString()` prints a value: a name, names joined for flags, else the number. */
export function enumText(info: EnumInfo, value: number): string {
  const exact =
    info.members.find((member) => member.value === value && member.canonical) ??
    info.members.find((member) => member.value === value);
  if (exact) return exact.name;
  if (!info.flags || value === 0) return String(value);
  let rest = BigInt.asUintN(64, BigInt(value));
  const names: string[] = [];
  const members = [...info.members].sort((a, b) =>
    unsigned(b.value) > unsigned(a.value) ? 1 : unsigned(b.value) < unsigned(a.value) ? -1 : 0,
  );
  for (const member of members) {
    const bits = unsigned(member.value);
    if (bits === 0n || (rest & bits) !== bits) continue;
    if (names.length > 0 && info.members.some((other) => other.value === member.value && other.canonical && other !== member))
      continue;
    names.unshift(member.name);
    rest &= ~bits;
  }
  return rest === 0n ? names.join(", ") : String(value);
}

function unsigned(value: number): bigint {
  return BigInt.asUintN(64, BigInt(value));
}

export function enumValue(info: EnumInfo, value: number, at: Trace | null = null): EnumValue {
  return new EnumValue(info.name, enumText(info, value), value, at, info instanceof ScriptEnum ? info : null);
}

/**
 * The member that a name means: exactly, else (as PowerShell does, unlike Enum.Parse) by an unambiguous prefix.
 * "none": no name fits; "ambiguous": several do.
 */
export function enumMember(info: EnumInfo, text: string, prefix: boolean): number | "none" | "ambiguous" {
  const wanted = text.trim().toLowerCase();
  const exact = info.members.find((member) => member.name.toLowerCase() === wanted);
  if (exact) return exact.value;
  if (/^[-+]?\d+$/.test(wanted)) return Number(wanted);
  if (!prefix || wanted === "") return "none";
  const found = info.members.filter((member) => member.name.toLowerCase().startsWith(wanted));
  if (found.length === 1) return (found[0] as { value: number }).value;
  return found.length === 0 ? "none" : "ambiguous";
}

/** Several names joined by commas give their values joined bit by bit. */
export function enumFromText(info: EnumInfo, text: string, prefix: boolean): number | "none" | "ambiguous" {
  let result = 0n;
  for (const part of text.split(",")) {
    const value = enumMember(info, part, prefix);
    if (typeof value === "string") return value;
    result |= BigInt(value);
  }
  return Number(result);
}

/** Whether an integer is a value of the enum, or for flags a combination of values. */
export function isDefinedValue(info: EnumInfo, value: number): boolean {
  if (info.members.some((member) => member.value === value)) return true;
  if (!info.flags) return false;
  let all = 0n;
  for (const member of info.members) all |= unsigned(member.value);
  return (unsigned(value) & ~all) === 0n && value !== 0;
}
