import { hole } from "../../../host/values/holes.js";
import type { Argument, Text } from "../../tools/tool.js";
import { pieces } from "../../values/texts.js";
import { Unknown } from "../../values/value.js";

/** A switch of a program: `/name`, `/name:value`, `-name=value`. */
export interface Switch {
  /** In lower case, without the dash or slash. */
  readonly name: string;
  /** After `:` or `=`; null: none. */
  readonly value: Text | null;
  readonly argument: Argument;
}

/** The letters at the beginning of a text that are known. */
export function knownPrefix(text: Text): string {
  const first = pieces(text)[0];
  return typeof first === "string" ? first : "";
}

/** The switch that an argument is; undefined: it is none. `marks` are the characters that begin one. */
export function switchOf(argument: Argument, marks = "/-"): Switch | undefined {
  const head = knownPrefix(argument.text);
  const mark = head.charAt(0);
  if (head.length < 2 || !marks.includes(mark)) return undefined;
  let cut = 1;
  while (cut < head.length && head[cut] !== ":" && head[cut] !== "=") cut++;
  const name = head.slice(1, cut).toLowerCase();
  if (cut < head.length) return { name, value: afterPrefix(argument.text, cut + 1), argument };
  // The known beginning ends in the name: what follows is not known, and may belong to the name.
  return { name, value: typeof argument.text === "string" ? null : afterPrefix(argument.text, cut), argument };
}

/** The text without its first characters, which are known. */
export function afterPrefix(text: Text, length: number): Text {
  if (typeof text === "string") return text.slice(length);
  const [first, ...rest] = pieces(text);
  if (typeof first !== "string" || length === 0) return text;
  const kept = first.slice(length);
  const parts = kept === "" ? rest : [kept, ...rest];
  const only = parts[0];
  if (parts.length === 1 && only instanceof Unknown) return only;
  return new Unknown(text.cause, text.why, symbolOf(parts), text.trace, "System.String", parts, text.secret);
}

/** Splits a text at a character that stands in its known parts, as often as it is there. */
export function splitText(text: Text, separator: string): Text[] {
  if (typeof text === "string") return text.split(separator);
  const result: (string | Unknown)[][] = [[]];
  for (const piece of pieces(text)) {
    if (piece instanceof Unknown) {
      (result[result.length - 1] as (string | Unknown)[]).push(piece);
      continue;
    }
    piece.split(separator).forEach((part, index) => {
      if (index > 0) result.push([]);
      if (part !== "") (result[result.length - 1] as (string | Unknown)[]).push(part);
    });
  }
  return result.map((parts) => {
    const only = parts[0];
    if (only === undefined) return "";
    if (parts.length === 1) return only;
    return new Unknown(text.cause, text.why, symbolOf(parts), text.trace, "System.String", parts, text.secret);
  });
}

function symbolOf(parts: readonly (string | Unknown)[]): string {
  return parts.map((part) => (typeof part === "string" ? part : hole(part.symbol))).join("");
}
