// When a use of something that is not modelled does more than look, and what is noted then.
import { contractOf } from "../../machine/conventions.js";
import type { Machine } from "../../machine/machine.js";
import type { Trace } from "../../values/source.js";
import type { Reach, Value } from "../../values/value.js";
import { areasOfUnmodelled, isReading } from "./commands.js";
import { mayRunBlocks } from "./given-blocks.js";
import { namesWatched } from "./identities.js";

/** Beginnings of names of members that read, compare, convert or make something in memory. */
const LOOKS = [
  "get",
  "find",
  "to",
  "is",
  "has",
  "contains",
  "equals",
  "exists",
  "read",
  "search",
  "query",
  "select",
  "enum",
  "list",
  "count",
  "refresh",
  "wait",
  "close",
  "dispose",
  "open",
  "connect",
  "load",
  "test",
  "tryget",
  "tryparse",
  "trydequeue",
  "compare",
  "clone",
  "parse",
  "format",
  "convert",
  "item",
  "new",
  "from",
  "peek",
  "as",
  "op_",
  "release",
  "free",
  "alloc",
  "ptrto",
  "copy",
  "sizeof",
  "securestringto",
  "zerofree",
  "where",
  "foreach",
  "write",
  "beep",
  "log",
];

/** Whether a member only looks, by its name: a word of it, not just letters (`ToString`, not `Total`). */
export function onlyLooks(member: string): boolean {
  const lower = member.toLowerCase();
  return LOOKS.some((start) => {
    if (!lower.startsWith(start)) return false;
    const next = member[start.length];
    return next === undefined || next !== next.toLowerCase() || !/[a-z]/i.test(next);
  });
}

/** An object that is not modelled is used. `member`: what is called or set; `sets`: a property is written. */
export function used(
  machine: Machine,
  reach: Reach | null,
  member: string,
  args: readonly Value[],
  at: Trace | null,
  sets = false,
): void {
  if (reach?.elsewhere === true) return;
  if (!sets) mayRunBlocks(machine, member, args, at);
  const named = namesWatched(machine, args);
  if (!sets && onlyLooks(member)) return;
  if (reach !== null && reach.areas.length > 0)
    return machine.note("unmodelled", reach.areas, `${reach.what} is not modelled, and ${member} may change the host`, at);
  if (named !== null)
    machine.note(
      "unmodelled",
      named.areas,
      `${reach?.what ?? "an object"} is not modelled, and ${member} is given ${named.what}`,
      at,
    );
}

/**
 * A command or program that nobody modelled runs: what it may touch is told by its name, or by an account or group that it is given.
 */
export function unmodelledRuns(machine: Machine, name: string, args: readonly Value[], at: Trace | null): void {
  const contract = contractOf(machine.conventions, name);
  if (contract !== undefined) {
    if (contract.length > 0) machine.note("unmodelled", contract, `${name} may change this by its contract`, at);
    return;
  }
  const areas = areasOfUnmodelled(name);
  if (areas.length > 0) return machine.note("unmodelled", areas, `${name} is not modelled`, at);
  const named = isReading(name) ? null : namesWatched(machine, args);
  if (named !== null) machine.note("unmodelled", named.areas, `${name} is not modelled, and is given ${named.what}`, at);
}
