/** Uses of objects and members that are not modelled: what is noted when one does more than look. */
import { reachOfType } from "../../tools/open-world/dotnet.js";
import { onlyLooks, used } from "../../tools/open-world/uses.js";
import type { Trace } from "../../values/source.js";
import { reaching } from "../../values/unknowns.js";
import { type Instance, type Reach, Unknown, type Value } from "../../values/value.js";
import { derived } from "../values/convert.js";
import type { Frame } from "./engine.js";

/** How a member is used: it is read, called, or set. */
export type OpenUse = "read" | "call" | "set";

/** A member of an object that is not known. */
export function unknownMember(
  frame: Frame,
  object: Unknown,
  name: string,
  args: readonly Value[],
  use: OpenUse,
  at: Trace,
): Value {
  const reach = object.reach ?? (object.type === null ? null : reachOfType(object.type));
  note(frame, object, reach, name, args, use, at);
  return reaching(derived(`${object.symbol}.${name.toLowerCase()}`, [object, ...args], at), reach);
}

function note(
  frame: Frame,
  object: Unknown,
  reach: Reach | null,
  name: string,
  args: readonly Value[],
  use: OpenUse,
  at: Trace,
): void {
  if (use === "read") return;
  const { machine } = frame.engine;
  if (object.cause === "unmodelled" || reach === null) used(machine, reach, name, args, at, use === "set");
  else if (reach.areas.length > 0 && (use === "set" || !onlyLooks(name)))
    machine.note(object.cause, reach.areas, `uses ${name} of an object that is not known: ${object.why}`, at);
}

/** A member that a model does not have. */
export function unmodelledMember(
  frame: Frame,
  object: Instance,
  name: string,
  args: readonly Value[],
  use: OpenUse,
  at: Trace,
): Value {
  const { machine } = frame.engine;
  const type = typeOf(object);
  const reach = reachOf(object);
  if (use !== "read") used(machine, reach, name, args, at, use === "set");
  const symbol = machine.freshSymbol(`${type}.${name.toLowerCase()}(${args.length})`);
  return reaching(new Unknown("unmodelled", `${name} of ${type} is not modelled`, symbol, at), reach);
}

function typeOf(object: Instance): string {
  return object.model.typeNames.find((one) => one !== "System.__ComObject") ?? "object";
}

/** What members of an object that its model does not have may touch. */
export function reachOf(object: Instance): Reach | null {
  return object.model.reach ?? reachOfType(typeOf(object));
}
