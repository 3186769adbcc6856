import type { Machine } from "../machine/machine.js";
import { hasHoles, holeFor, splitHoles } from "./holes.js";
import type { Trace } from "./source.js";
import { joinTexts, pieces, type TextValue } from "./texts.js";
import { Str, Unknown } from "./value.js";

/** Texts in which each unknown part stands as one letter, so that readers of JSON and CSV need not know of them. */

/** Null: nothing of the text is known. */
export function withHoles(machine: Machine, text: TextValue): string | null {
  if (text instanceof Str) return text.value;
  const parts = pieces(text);
  if (parts.every((part) => typeof part !== "string")) return null;
  let whole = "";
  for (const part of parts) {
    const letter = typeof part === "string" ? part : holeFor(machine, part);
    if (letter === null) return null;
    whole += letter;
  }
  return whole;
}

/** A piece of such a text as a value again. */
export function fromHoles(machine: Machine, text: string, at: Trace | null, secret: boolean): TextValue {
  if (!hasHoles(text)) return new Str(text, at, secret);
  const value = joinTexts(splitHoles(machine, text), at);
  if (!secret || value.secret) return value;
  return value instanceof Str
    ? new Str(value.value, value.trace, true)
    : new Unknown(value.cause, value.why, value.symbol, value.trace, value.type, value.parts, true);
}
