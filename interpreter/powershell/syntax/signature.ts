import { traitsOf, WHITE } from "./characters.js";

const SIGNATURE = "sig#beginsignatureblock\n";
const THRESHOLD = 10;
const LONGEST = SIGNATURE.length + THRESHOLD;
const SHORTEST = SIGNATURE.length - THRESHOLD;

/** How often each ASCII character stands in the signature. */
const LETTERS = new Int8Array(128);
for (const letter of SIGNATURE) LETTERS[letter.charCodeAt(0)] = (LETTERS[letter.charCodeAt(0)] as number) + 1;

const left = new Int8Array(128);
const comment = new Uint16Array(LONGEST + 1);
let previous = new Int32Array(SIGNATURE.length + 1);
let current = new Int32Array(SIGNATURE.length + 1);

/**
 * PowerShell refuses code behind a comment that is, blanks aside, within nine edits of the head of a signature block,
 * because people stop reading there. `start` is behind the `#`, `end` at the end of the line.
 */
export function looksLikeSignature(codes: Uint16Array, start: number, end: number): boolean {
  if (end - start < SHORTEST - 1) return false;
  left.set(LETTERS);
  let length = 0;
  let foreign = 0;
  for (let i = start; i < end; i++) {
    let code = codes[i] as number;
    if ((traitsOf(code) & WHITE) !== 0) continue;
    if (code >= 65 && code <= 90) code |= 32;
    // A letter that the signature has no more of costs an edit: the usual comment ends here after a dozen letters.
    if (code < 128 && (left[code] as number) > 0) left[code] = (left[code] as number) - 1;
    else if (++foreign >= THRESHOLD) return false;
    if (length >= LONGEST - 1) return false;
    comment[length++] = code;
  }
  comment[length++] = 10;
  return length >= SHORTEST && editDistance(length) < THRESHOLD;
}

/** Levenshtein's distance of the first `length` units of `comment` from the signature. */
function editDistance(length: number): number {
  for (let j = 0; j <= SIGNATURE.length; j++) previous[j] = j;
  for (let i = 1; i <= length; i++) {
    current[0] = i;
    for (let j = 1; j <= SIGNATURE.length; j++) {
      const substitution = (previous[j - 1] as number) + (comment[i - 1] === SIGNATURE.charCodeAt(j - 1) ? 0 : 1);
      current[j] = Math.min(substitution, (previous[j] as number) + 1, (current[j - 1] as number) + 1);
    }
    [previous, current] = [current, previous];
  }
  return previous[SIGNATURE.length] as number;
}
