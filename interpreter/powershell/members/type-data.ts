// Members that a script gives to every value of a type, by Update-TypeData.
import type { Machine } from "../../machine/machine.js";
import type { Plain, Value } from "../../values/value.js";
import { typeNamesOf } from "./psobject.js";

export interface ExtendedMember {
  readonly key: "method" | "property" | "alias" | "note";
  readonly name: string;
  /** The block of a method or property, the name that an alias stands for, the value of a note. */
  readonly value: Value;
}

const TABLE = "type-data";

/** Whether any type was given a member: every look for a member asks, so the answer is one cell. */
function anyExtended(machine: Machine) {
  return machine.cell<boolean>(TABLE, () => false);
}

export function extendType(machine: Machine, type: string, member: ExtendedMember): void {
  machine.setRow<ExtendedMember>(TABLE, `${type.toLowerCase()} ${member.name.toLowerCase()}`, member);
  machine.journal.put(anyExtended(machine), true);
}

/** Returns the member that the value has by its type, or undefined if there is none. It hides .NET's own of the same name. */
export function extendedMember(machine: Machine, target: Plain, lower: string): ExtendedMember | undefined {
  if (target.kind === "null" || anyExtended(machine).value === false) return undefined;
  const types = target.kind === "unknown" ? (target.type === null ? [] : [target.type]) : typeNamesOf(target);
  for (const type of types) {
    const found = machine.row<ExtendedMember>(TABLE, `${type.toLowerCase()} ${lower}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
