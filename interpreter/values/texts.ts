import { hole } from "../../host/values/holes.js";
import type { Text } from "../tools/tool.js";
import { Trace } from "./source.js";
import { Str, Unknown, type Value } from "./value.js";

/** Texts that may have holes: joining, showing and taking them apart. */

export type TextValue = Str | Unknown;

/** Pieces of a text with nested unknowns opened up: strings and unknowns that have no known part. */
export function pieces(text: Text | TextValue): (string | Unknown)[] {
  if (typeof text === "string") return text === "" ? [] : [text];
  if (text instanceof Str) return text.value === "" ? [] : [text.value];
  if (!text.parts) return [text];
  const found: (string | Unknown)[] = [];
  for (const part of text.parts) {
    for (const piece of pieces(part)) {
      const last = found[found.length - 1];
      if (typeof piece === "string" && typeof last === "string") found[found.length - 1] = last + piece;
      else found.push(piece);
    }
  }
  return found;
}

/** One line of text in which each unknown part is written as a hole: `C:\data\⟨env:tenant⟩`. Equal texts show alike. */
export function shownText(text: Text | TextValue): string {
  let shown = "";
  for (const piece of pieces(text)) shown += typeof piece === "string" ? piece : hole(piece.symbol);
  return shown;
}

export function textOf(value: TextValue): Text {
  return value instanceof Str ? value.value : value;
}

export function traceOf(value: Value | undefined): Trace | null {
  return value !== undefined && "trace" in value ? value.trace : null;
}

/** The place of the one text that a value was made from, through whatever passed it on. */
export function literalOf(trace: Trace | null): Trace | null {
  let current = trace;
  for (let depth = 0; current && current.what !== null && current.from.length === 1 && depth < 32; depth++)
    current = current.from[0] as Trace;
  return current;
}

/** The texts one after the other, as one value that keeps where each part came from and whether it is secret. */
export function joinTexts(texts: readonly (Text | TextValue)[], at: Trace | null, what: string | null = null): TextValue {
  const parts: (string | Unknown)[] = [];
  const traces: Trace[] = [];
  let secret = false;
  for (const text of texts) {
    if (typeof text !== "string") {
      if (text.secret) secret = true;
      if (text.trace) traces.push(text.trace);
    }
    for (const piece of pieces(text)) {
      const last = parts[parts.length - 1];
      if (typeof piece === "string" && typeof last === "string") parts[parts.length - 1] = last + piece;
      else parts.push(piece);
    }
  }
  const trace = combinedTrace(traces, at, what);
  if (parts.length === 0) return new Str("", trace, secret);
  const first = parts[0] as string | Unknown;
  if (parts.length === 1 && typeof first === "string") return new Str(first, trace, secret);
  if (parts.length === 1 && first instanceof Unknown && texts.length === 1) return first;
  return partlyKnown(parts, trace, secret);
}

/** An unknown text with the known fragments around its holes; cause and reason are those of the first hole. */
export function partlyKnown(parts: readonly (string | Unknown)[], trace: Trace | null, secret = false): Unknown {
  const first = parts.find((part): part is Unknown => part instanceof Unknown);
  if (!first) throw new RangeError("a partly known text needs a hole");
  const symbol = parts.map((part) => (typeof part === "string" ? part : hole(part.symbol))).join("");
  return new Unknown(
    first.cause,
    first.why,
    parts.length === 1 ? first.symbol : symbol,
    trace,
    "System.String",
    parts,
    secret || first.secret,
  );
}

/** The place `at`, reached from the places of the values that went in. */
export function combinedTrace(from: readonly Trace[], at: Trace | null, what: string | null): Trace | null {
  if (!at) return from[0] ?? null;
  if (from.length === 0 && what === null) return at;
  return new Trace(at.source, at.start, at.end, what, from.slice(0, 16));
}
