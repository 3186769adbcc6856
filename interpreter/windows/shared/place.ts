import { Alternatives } from "../../../host/choice.js";
import type { Argument } from "../../tools/tool.js";
import { locate } from "../../values/provenance.js";
import type { Trace } from "../../values/source.js";
import { Str, type Value } from "../../values/value.js";

/** Where the deciding value of a fact stands: the literal that holds it, else the place of the value. */
export function placeOf(value: Value | undefined): Trace | null {
  if (value === undefined || value instanceof Alternatives || !("trace" in value)) return null;
  return value instanceof Str && !value.secret ? locate(value.trace, value.value) : value.trace;
}

export function placeOfArgument({ text, at }: Argument): Trace {
  return (typeof text === "string" ? locate(at, text) : text.trace) ?? at;
}
