import type { Machine } from "../machine/machine.js";
import { enquire } from "./host-question.js";
import type { Trace } from "./source.js";
import { partlyKnown, pieces } from "./texts.js";
import { Str, Unknown } from "./value.js";

/**
 * A text with holes, split at separators; null: a hole may hold a separator, so nobody knows where it splits. Whether one
 * may is asked of the holes that can tell (see `enquiry.ts`): the octets of an address hold no dots.
 */
export function splitPartlyKnown(
  machine: Machine,
  text: Unknown,
  separators: readonly string[],
  at: Trace | null,
): readonly (Str | Unknown)[] | null {
  const words: (string | Unknown)[][] = [[]];
  for (const piece of pieces(text)) {
    if (typeof piece !== "string") {
      for (const separator of separators) {
        if (
          enquire(machine, piece, { form: "pattern", text: separator, passes: (candidate) => candidate.includes(separator) }) !==
          false
        )
          return null;
      }
      (words[words.length - 1] as (string | Unknown)[]).push(piece);
      continue;
    }
    let word = "";
    for (let index = 0; index < piece.length; ) {
      const found = separators.find((separator) => separator !== "" && piece.startsWith(separator, index));
      if (found === undefined) word += piece[index++];
      else {
        (words[words.length - 1] as (string | Unknown)[]).push(word);
        words.push([]);
        word = "";
        index += found.length;
      }
    }
    (words[words.length - 1] as (string | Unknown)[]).push(word);
  }
  return words.map((parts) => {
    const kept = parts.filter((part) => part !== "");
    const holes = kept.filter((part): part is Unknown => part instanceof Unknown);
    if (holes.length === 0) return new Str(kept.join(""), at, text.secret);
    return kept.length === 1 ? (holes[0] as Unknown) : partlyKnown(kept, at, text.secret);
  });
}
