import { canBeEqual as holedTextsCanBeEqual } from "../../values/partial-text.js";
import type { Str, Unknown } from "../../values/value.js";

/**
 * Comparing texts. PowerShell compares by the invariant culture: for plain characters that is the order of their folded
 * code; where culture data would count (accents in two encodings, punctuation, case as the last tie) the answer is left open.
 */

/** Folds case as the invariant culture does: one code unit for one, and nothing beyond ASCII becomes an ASCII letter. */
export function foldCase(text: string): string {
  if (/^[\u0000-\u007f]*$/.test(text)) return text.toUpperCase();
  let result = "";
  for (const char of text) {
    const one = char.toUpperCase();
    result += one.length === char.length && !(char > "\u007f" && one <= "\u007f") ? one : char;
  }
  return result;
}

/** undefined: only the culture data of the host knows. */
export function equalTexts(a: string, b: string, caseSensitive: boolean): boolean | undefined {
  if (a === b) return true;
  if (!caseSensitive && a.length === b.length && foldCase(a) === foldCase(b)) return true;
  if (isPlain(a) && isPlain(b)) return false;
  const x = loosely(a, caseSensitive);
  const y = loosely(b, caseSensitive);
  return x === y ? undefined : false;
}

function isPlain(text: string): boolean {
  return /^[\t\n\r -~]*$/.test(text);
}

/** A form in which texts that some culture holds equal are equal. */
function loosely(text: string, caseSensitive: boolean): string {
  const bare = text
    .normalize("NFKD")
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u200c\u200e\u200f\u2060-\u2064\ufeff\ufffd]|\u034f|\u200d/g,
      "",
    );
  const expanded = bare.replace(/ß/g, "ss").replace(/[æÆ]/g, "ae").replace(/[þÞ]/g, "th").replace(/[ıİ]/g, "i");
  return caseSensitive ? expanded : foldCase(expanded.toLowerCase());
}

/** Order of two texts; undefined: only the culture data of the host knows. */
export function compareTexts(a: string, b: string, caseSensitive: boolean): number | undefined {
  const equal = equalTexts(a, b, caseSensitive);
  if (equal === true) return 0;
  if (equal === undefined) return undefined;
  const x = foldCase(a);
  const y = foldCase(b);
  const ordinal = caseSensitive ? order(a, b) : order(x, y);
  if (x.startsWith(y) || y.startsWith(x))
    return x === y ? undefined : isPlain(a) && isPlain(b) && !/['-]/.test(a + b) ? order(x, y) : undefined;
  // Letters and digits have the same order everywhere; blank and dot come before both.
  if (!/^[A-Za-z0-9. ]*$/.test(a) || !/^[A-Za-z0-9. ]*$/.test(b)) {
    const at = firstDifference(x, y);
    if (!isPlain(a) || !isPlain(b) || /['-]/.test(a + b) || !/[A-Z0-9]/.test(x[at] ?? "") || !/[A-Z0-9]/.test(y[at] ?? ""))
      return undefined;
  }
  const linguistic = order(x, y);
  return Math.sign(ordinal) === Math.sign(linguistic) ? ordinal : undefined;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function firstDifference(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a[index] === b[index]) index++;
  return index;
}

/** Whether two texts of which something is not known can be equal: false when what is known of them differs. */
export function canBeEqual(a: Str | Unknown, b: Str | Unknown, caseSensitive: boolean): boolean {
  return holedTextsCanBeEqual(a, b, caseSensitive ? undefined : foldCase);
}
