/** Compares texts of which something is not known by what is. */
import { pieces, type TextValue } from "./texts.js";
import { Str } from "./value.js";

/** Whether they can be equal: false when what is known of them differs. `fold` brings letters that count as equal together. */
export function canBeEqual(a: TextValue, b: TextValue, fold: (text: string) => string = (text) => text): boolean {
  const x = pieces(a);
  const y = pieces(b);
  if (a instanceof Str && knownLength(y) > a.value.length) return false;
  if (b instanceof Str && knownLength(x) > b.value.length) return false;
  const start = (side: readonly unknown[]): string => (typeof side[0] === "string" ? fold(side[0]) : "");
  const end = (side: readonly unknown[]): string => {
    const last = side[side.length - 1];
    return typeof last === "string" ? fold(last) : "";
  };
  const common = Math.min(start(x).length, start(y).length);
  if (start(x).slice(0, common) !== start(y).slice(0, common)) return false;
  const tail = Math.min(end(x).length, end(y).length);
  if (tail > 0 && end(x).slice(-tail) !== end(y).slice(-tail)) return false;
  if (a instanceof Str) return containsInOrder(fold(a.value), y, fold);
  if (b instanceof Str) return containsInOrder(fold(b.value), x, fold);
  return true;
}

function knownLength(parts: readonly unknown[]): number {
  return parts.reduce((sum: number, part) => sum + (typeof part === "string" ? part.length : 0), 0);
}

/** Whether the known fragments occur in a text, in order and without overlap. */
function containsInOrder(text: string, parts: readonly unknown[], fold: (text: string) => string): boolean {
  let from = 0;
  for (const part of parts) {
    if (typeof part !== "string") continue;
    const found = text.indexOf(fold(part), from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return true;
}
