// Objects of which not all members are known here: a member that no table has may be there all the same.
import type { Machine } from "../../machine/machine.js";
import { reachOfType } from "../../tools/open-world/dotnet.js";
import { used } from "../../tools/open-world/uses.js";
import type { Trace } from "../../values/source.js";
import { reaching, symbolOf, unmodelled } from "../../values/unknowns.js";
import type { Plain, Reach, Unknown, Value } from "../../values/value.js";
import { netType } from "../types/calls.js";
import { isCustom } from "../types/text.js";
import { typeNameOf } from "../types/types.js";

/**
 * Whether an object may have members that nobody listed: its type has no table. The tables of .NET's types are whole (see
 * `types/unlisted.ts`); those of objects that tools and models make are not.
 */
export function isOpen(machine: Machine, target: Plain): boolean {
  if (target.kind === "object") return !isCustom(target) && isForeignType(machine, typeNameOf(target));
  return target.kind === "instance" && target.model.isWhole !== true && isForeignType(machine, typeNameOf(target));
}

function isForeignType(machine: Machine, name: string): boolean {
  if (name === "System.Object" || name === "System.Management.Automation.PSCustomObject") return false;
  // The tables of types that change a host (runspaces, processes) hold what scripts were seen to use.
  return name.includes(".") && (netType(machine, name) === undefined || reachOfType(name) !== null);
}

/** What a use of an object may touch. A COM object says by its model what it is; without that it may be anything. */
function reachOf(target: Plain): Reach | null {
  const own = target.kind === "instance" ? target.model.reach : undefined;
  if (own !== undefined) return own;
  const type = typeNameOf(target);
  return type === "System.__ComObject" ? { what: "a COM object", areas: "all" } : reachOfType(type);
}

/** A call of a method that nobody listed. */
export function calledUnlisted(machine: Machine, target: Plain, name: string, args: readonly Value[], at: Trace | null): Unknown {
  const reach = reachOf(target);
  used(machine, reach, name, args, at);
  const symbol = `${symbolOf(target)}.${name.toLowerCase()}(${args.map(symbolOf).join(",")})`;
  return reaching(unmodelled(`${typeNameOf(target)}.${name} is not modelled`, symbol, at), reach);
}

/** A property that nobody listed. */
export function readUnlisted(target: Plain, name: string, at: Trace | null): Unknown {
  const symbol = `${symbolOf(target)}.${name.toLowerCase()}`;
  return reaching(unmodelled(`${typeNameOf(target)}.${name} is not modelled`, symbol, at), reachOf(target));
}

/** A property that nobody listed is set. */
export function setUnlisted(machine: Machine, target: Plain, name: string, value: Value, at: Trace | null): void {
  used(machine, reachOf(target), name, [value], at, true);
}
