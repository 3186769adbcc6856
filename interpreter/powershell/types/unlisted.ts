import { once } from "../../../host/cache.js";
import type { Machine } from "../../machine/machine.js";
import { reachOfType } from "../../tools/open-world/dotnet.js";
import { used } from "../../tools/open-world/uses.js";
import type { Trace } from "../../values/source.js";
import { reaching, symbolOf, unmodelled } from "../../values/unknowns.js";
import type { Plain, Unknown, Value } from "../../values/value.js";
import { lineage } from "./calls.js";
import { escaped } from "./escape.js";
import { overloadsOf } from "./overloads.js";
import { typeNameOf } from "./types.js";
import unlisted from "./unlisted.json";

/**
 * Lower-case names of members that .NET has and the tables here do not, by type: what they give is not known. Every other name
 * that a table does not have is none, and gives nothing. Made by scripts/ask-types.mjs, from what reflection lists.
 */
const namesByType = once(
  (): ReadonlyMap<string, ReadonlySet<string>> =>
    new Map(Object.entries(unlisted).map(([type, names]) => [type, new Set(names.toLowerCase().split(" "))])),
);

/** Whether a type has a member that its table does not list. */
export function isUnlisted(machine: Machine, type: string, member: string): boolean {
  const lower = member.toLowerCase();
  for (const one of lineage(machine, type)) if (namesByType().get(one.name)?.has(lower)) return true;
  return false;
}

/** A member that a value has though no table gives it: one that is not modelled, or a method that is not called. */
export function unlistedMember(machine: Machine, target: Plain, member: string, at: Trace | null): Unknown | undefined {
  if (target.kind === "null") return undefined;
  const type = typeNameOf(target);
  const symbol = `${symbolOf(target)}.${member.toLowerCase()}`;
  if (isUnlisted(machine, type, member)) return unmodelled(`${type}.${member} is not modelled`, symbol, at);
  const lower = member.toLowerCase();
  for (const one of lineage(machine, type)) {
    if (one.methods && overloadsOf(one.methods).has(lower))
      return unmodelled(
        `the method ${type}.${member} as a value is not modelled`,
        symbol,
        at,
        "System.Management.Automation.PSMethod",
      );
  }
  // What a list does not have is asked of its elements.
  const first = target.kind === "arr" && Array.isArray(target.items) ? (target.items[0] as Value | undefined) : undefined;
  return first !== undefined && "kind" in first && first.kind !== "arr" ? unlistedMember(machine, first, member, at) : undefined;
}

/** Methods that may change their object. */
const CHANGING =
  /^(?:add|append|clear|copyto|delete|except|getoradd|insert|pop|prepend|push|raw|remove|replace|set|symmetric|try(?:dequeue|pop|remove|update)|union)/i;

/** What a call of a method gives that .NET has and the tables here do not; undefined: there is no such method. */
export function unlistedCall(
  machine: Machine,
  target: Plain,
  method: string,
  args: readonly Value[],
  at: Trace | null,
): Unknown | undefined {
  const type = typeNameOf(target);
  if (!isUnlisted(machine, type, method)) return undefined;
  if (CHANGING.test(method)) machine.note("unmodelled", "all", `what ${type}.${method} changes is not modelled`, at);
  escaped(machine, args, `${type}.${method}`);
  const symbol = `${symbolOf(target)}.${method.toLowerCase()}(${args.map(symbolOf).join(",")})`;
  // What reflection finds in a type reaches what the type does.
  const reach = target.kind === "type" ? reachOfType(target.name) : null;
  used(machine, reach, method, args, at);
  return reaching(unmodelled(`${type}.${method} is not modelled`, symbol, at), reach);
}
