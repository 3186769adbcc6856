// Texts with unknown parts as code.
import type { Machine } from "../machine/machine.js";
import { locate } from "./provenance.js";
import { DELIVERED, type Enclosing, Source, type Trace } from "./source.js";
import { readable, standInsOf } from "./stand-ins.js";
import { pathForSource } from "./start-folder.js";
import { pieces } from "./texts.js";
import type { Str, Unknown } from "./value.js";

/** A text value as code. Null when nothing of it is known: then there is nothing to read. */
export function sourceWithHoles(machine: Machine, value: Str | Unknown, file: string | null, at: Trace): Source | null {
  // Where the file lies on the host is for the scripts; reports name the file that was read.
  const name = file === null ? null : (machine.files.nameOf?.(pathForSource(file)) ?? file);
  const place = {
    file: name ?? at.source.place.file,
    resource: at.source.place.resource,
    property: at.source.place.property,
    layers: at.source.place.layers,
  };
  const text = readable(machine, value);
  if (
    text === null ||
    (value.kind === "unknown" && !pieces(value).some((part) => typeof part === "string" && part.trim() !== ""))
  )
    return null;
  if (value.kind === "str" && text === value.value) {
    // A whole file: its places are its own, and its lines can be shown.
    const read = file !== null && value.trace?.what === null ? value.trace.source : null;
    if (read !== null && read.inside === null && read.text === value.value)
      return new Source(value.value, read.place, value.secret || read.secret || at.source.secret);
    return new Source(value.value, place, value.secret || at.source.secret, enclosing(value.trace, value.value, name));
  }
  return new Source(text, place, value.secret || at.source.secret, enclosing(value.trace, text, name));
}

/**
 * Places of a text that has a provenance: a literal's own, or those of the pieces that a computed text was made from. What no piece
 * holds has the place of the expression that made the text; in a file on the host it has its place there. Null: nobody knows where
 * the text is from.
 */
function enclosing(trace: Trace | null, text: string, file: string | null): Enclosing | null {
  if (trace === null || text === "") return null;
  if (trace.what === DELIVERED) {
    const delivered = new Source(text, trace.source.place, trace.source.secret);
    return { origin: (start, end) => delivered.origin(start, end) };
  }
  if (trace.what === null) {
    const offset = trace.source.text.slice(trace.start, trace.end).indexOf(text);
    if (offset >= 0)
      return { origin: (start, end) => trace.source.origin(trace.start + offset + start, trace.start + offset + end) };
  }
  const own = file === null ? null : new Source(text, { ...trace.source.place, file }, false);
  // The same words may stand in a piece more than once: the whole text in one piece, or else the line around them, says which is meant.
  const whole = piece(trace, text, 0, text.length);
  return {
    origin: (start, end) => {
      if (whole !== null) return whole.source.origin(whole.start + start, whole.start + end);
      const from = start === 0 ? 0 : text.lastIndexOf("\n", start - 1) + 1;
      const to = text.indexOf("\n", end);
      const line = piece(trace, text, from, to < 0 ? text.length : to);
      if (line !== null) return line.source.origin(line.start + start - from, line.start + end - from);
      const found = locate(trace, text.slice(start, end));
      return own !== null && (found === null || found === trace) ? own.origin(start, end) : (found ?? trace).origin;
    },
  };
}

/** Where a part of a text would begin in the source that holds it word for word, but for white space at its ends; null: none does. */
function piece(
  trace: Trace,
  text: string,
  start: number,
  end: number,
): { readonly source: Source; readonly start: number } | null {
  const part = text.slice(start, end);
  const words = part.trim();
  if (words.length < 2) return null;
  const found = locate(trace, words);
  return found === null || found === trace ? null : { source: found.source, start: found.start - part.indexOf(words) };
}

/** A text that is given as code: letters of private use that it has of its own do not stand for anything. */
export function ownSource(machine: Machine, source: Source): Source {
  const text = standInsOf(machine).encode([source.text]) ?? source.text;
  return text === source.text ? source : new Source(text, source.place, source.secret, source.inside);
}
