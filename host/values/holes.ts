/**
 * Names with parts that are not known at analysis time. The interpreter hands over known fragments around holes; in
 * text a hole is written `⟨label⟩`. Two holes with the same label stand for the same unknown (`⟨computer name⟩`).
 * A script could spell these brackets itself: such a name is then taken for one with a hole, which can only make a
 * verdict more careful, never cleaner.
 */

const OPEN = "⟨";
const CLOSE = "⟩";

/** Slashes of a label are replaced by signs that look alike: those in a name or path part it, and a hole is one piece. */
export function hole(label: string): string {
  return `${OPEN}${label.replaceAll(OPEN, "(").replaceAll(CLOSE, ")").replaceAll("\\", "\u2216").replaceAll("/", "\u2215")}${CLOSE}`;
}

export function hasHole(text: string): boolean {
  const open = text.indexOf(OPEN);
  return open >= 0 && text.indexOf(CLOSE, open) > open;
}

/** The known fragments around the holes: `IUSR_⟨computer name⟩` gives `["IUSR_", ""]`. */
export function fragments(text: string): string[] {
  const result: string[] = [];
  let start = 0;
  for (;;) {
    const open = text.indexOf(OPEN, start);
    const close = open < 0 ? -1 : text.indexOf(CLOSE, open);
    if (close < 0) break;
    result.push(text.slice(start, open));
    start = close + 1;
  }
  result.push(text.slice(start));
  return result;
}

/** Could the text with holes turn out to be the concrete text? Case does not count. */
export function mayBe(pattern: string, concrete: string): boolean {
  const parts = fragments(pattern.toLowerCase());
  const target = concrete.toLowerCase();
  const first = parts[0] as string;
  if (parts.length === 1) return first === target;
  const last = parts[parts.length - 1] as string;
  if (!target.startsWith(first) || !target.endsWith(last) || target.length < first.length + last.length) return false;
  let at = first.length;
  const end = target.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = target.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
