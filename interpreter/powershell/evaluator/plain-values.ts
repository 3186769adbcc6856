import { PsError } from "../../tools/script-error.js";
import { NOTHING, type Plain, type TypeRef, Unknown, type Value } from "../../values/value.js";
import type { Runtime } from "../session/runtime.js";
import type { Convert, TypeExpression } from "../syntax/ast.js";
import { truth } from "../types/convert.js";
import { enumerate } from "../types/enumerate.js";
import { resolveType } from "../types/types.js";

/** Values that were evaluated, as conditions, as types and as what goes down a pipeline. */

/** Whether a condition holds in the world that is running. */
export function truthOf(r: Runtime, value: Value): boolean {
  const plain = r.machine.plain(value);
  const result = truth(r.machine, plain);
  if (typeof result === "boolean") return result;
  return r.machine.askWhether(`true:${result.symbol}`, `${result.why} (taken as true)`, `${result.why} (taken as false)`);
}

export function typeOf(r: Runtime, e: TypeExpression | Convert): TypeRef {
  const found = resolveType(e.type, r);
  if (!found) {
    throw new PsError({ id: "TypeNotFound", message: `Unable to find type [${e.type.name}].`, at: r.trace(e.type) });
  }
  return found;
}

/** Elements of a value when it goes down a pipeline or is written to the output. */
export function piped(r: Runtime, value: Plain): readonly Value[] {
  if (value === NOTHING) return [];
  if (value.kind === "null") return [value];
  const elements = enumerate(r.machine, value);
  if (elements === null) return [value];
  if (elements instanceof Unknown) return [elements];
  return elements.includes(NOTHING) ? elements.filter((element) => element !== NOTHING) : elements;
}
