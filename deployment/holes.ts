/**
 * Markers: texts that stand for a value which is not known while the program runs, chosen so that they survive JSON, shell quoting, URLs, lower-casing and
 * (once decoded) base64. The engine hands them out; here they are turned back into holes.
 */

import { PartialText, Unknown } from "./graph.js";

const PREFIX = "zqhole";
const SUFFIX = "qz";
const DIGITS = 6;

/** How many markers there are. */
export const MARKER_COUNT = 10 ** DIGITS;

/** The marker of number `n` (from 0, below `MARKER_COUNT`). Letters and digits only, always 14 characters. */
export function marker(n: number): string {
  return `${PREFIX}${String(n).padStart(DIGITS, "0")}${SUFFIX}`;
}

const MARKER_LENGTH = PREFIX.length + DIGITS + SUFFIX.length;

/**
 * The text with every marker in it replaced by its hole: a string when there is none, an `Unknown` when the text is one marker, else a `PartialText`.
 * Letter case is ignored, because programs upper-case names. A marker that the table does not hold stays text.
 */
export function restoreHoles(text: string, holes: ReadonlyMap<string, Unknown>): string | Unknown | PartialText {
  if (holes.size === 0 || text.length < MARKER_LENGTH) return text;
  const lower = text.toLowerCase();
  // Some letters change their length in lower case; then positions would not match, so only the exact spelling counts.
  const searched = lower.length === text.length ? lower : text;
  const parts: (string | Unknown)[] = [];
  let from = 0;
  for (let at = searched.indexOf(PREFIX); at >= 0; at = searched.indexOf(PREFIX, at)) {
    const hole = holes.get(searched.slice(at, at + MARKER_LENGTH));
    if (hole === undefined) {
      at += PREFIX.length;
      continue;
    }
    if (at > from) parts.push(text.slice(from, at));
    parts.push(hole);
    at += MARKER_LENGTH;
    from = at;
  }
  if (parts.length === 0) return text;
  if (from < text.length) parts.push(text.slice(from));
  const [only] = parts;
  return parts.length === 1 && only instanceof Unknown ? only : new PartialText(parts);
}
