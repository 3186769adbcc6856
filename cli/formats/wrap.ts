import { joinSafe, type Safe, sliceSafe } from "../safe.js";

/** Words in lines of at most this many columns; a word that is longer has a line of its own. Null: one line. */
export function wrap(text: Safe, width: number | null, first = 0): Safe[] {
  if (width === null) return [text];
  const limit = Math.max(24, width);
  const lines: Safe[] = [];
  let from = 0;
  let space = limit - first;
  while (text.length - from > space) {
    const cut = text.lastIndexOf(" ", from + space);
    const next = cut > from ? cut : text.indexOf(" ", from + space);
    if (next < 0) break;
    lines.push(sliceSafe(text, from, next));
    from = next + 1;
    space = limit;
  }
  lines.push(sliceSafe(text, from));
  return lines;
}

/** Lines under each other, all but the first moved to the right. */
export function hanging(lines: readonly Safe[], indent: Safe): Safe {
  return joinSafe(
    lines.map((line, index) => (index === 0 ? line : joinSafe([indent, line], ""))),
    "\n",
  );
}
