// `[type].InvokeMember(name, flags, $null, $target, arguments)`: a member of an object, by its name and what to do with it.
import type { Machine } from "../../machine/machine.js";
import { enumInfo } from "../../values/enums.js";
import type { Trace } from "../../values/source.js";
import { derive, symbolOf } from "../../values/unknowns.js";
import { NULL, type Plain, type Value } from "../../values/value.js";
import { toText } from "../types/text.js";
import { getMember, invokeMember, setMember } from "./members.js";

const FLAGS = "System.Reflection.BindingFlags";

/** undefined: not what this does (a static member). */
export function invokeByName(machine: Machine, args: readonly Value[], at: Trace | null): Value | undefined {
  const [given, flags, , object, list] = args.map((arg) => machine.plain(arg));
  const target = object ?? NULL;
  if (target.kind === "null") return undefined;
  // The objects of models that take such calls themselves know more of them.
  const own = target.kind === "instance" ? target.model.invoke?.(target, "InvokeMember", args, at) : undefined;
  if (own !== undefined) return own;
  const name = toText(machine, given ?? NULL);
  if (typeof name !== "string") {
    machine.note(name.cause, "all", `which member of an object is called is not known: ${name.why}`, at);
    return derive([name], `${symbolOf(target)}.invokemember(${name.symbol})`, null, at);
  }
  const values = list === undefined || list.kind === "null" ? [] : list.kind === "arr" ? machine.settled(list.items) : [list];
  const wanted = wordsOf(machine, flags ?? NULL);
  const has = (word: string): boolean => wanted.some((one) => one.includes(word));
  if (has("setproperty") || has("setfield") || has("putdisp") || has("putref")) {
    setMember(machine, target, name, values[0] ?? NULL, at);
    return NULL;
  }
  if (has("getproperty") || has("getfield")) return getMember(machine, target, name, at) ?? NULL;
  return invokeMember(machine, target, name, values, at) ?? NULL;
}

/** Names of the flags, in lower case: an enumeration's value, a text, a list of them or a number. */
function wordsOf(machine: Machine, flags: Plain): readonly string[] {
  if (flags.kind === "arr") return machine.settled(flags.items).flatMap((item) => wordsOf(machine, machine.plain(item)));
  if (flags.kind === "num") {
    const bits = Number(flags.value);
    return (enumInfo(FLAGS)?.members ?? []).filter((one) => (one.value & bits) !== 0).map((one) => one.name.toLowerCase());
  }
  const text = toText(machine, flags);
  return typeof text === "string" ? text.toLowerCase().split(/[,\s]+/) : [];
}
