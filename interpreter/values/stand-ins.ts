// Letters that stand for what is not known of a text while the text is read letter by letter: as code, as XML, by a pattern.
import type { Machine } from "../machine/machine.js";
import { Attached } from "./attached.js";
import type { Trace } from "./source.js";
import { joinTexts, pieces, type TextValue } from "./texts.js";
import { Str, Unknown } from "./value.js";

/** Letters of private use: readers take them for letters, and hardly any text has them. */
const FIRST = 0xe000;
const LAST = 0xf8ff;
const PRIVATE_USE = /[\ue000-\uf8ff]/;

/**
 * One reading's table of stand-ins. A letter of private use that a text has of its own has a row as well, so a text and what it was
 * before it was read are the same text: `decode(encode(text))` is `text`, whatever letters it has.
 */
export class StandIns {
  private readonly meanings = new Map<string, string | Unknown>();
  /** By symbol of an unknown, or by a letter of a text's own. */
  private readonly letters = new Map<string, string>();
  private next = FIRST;

  /** The text with a letter for each unknown part, one letter for one: null when there are too many. */
  encode(parts: readonly (string | Unknown)[]): string | null {
    // A text's own letters come first: as long as it can be, they stand for themselves.
    const own = parts.map((part) => (typeof part === "string" ? this.encodeText(part) : part));
    let whole = "";
    for (const part of own) {
      const letter = typeof part === "object" && part !== null ? this.letterFor(part) : part;
      if (letter === null) return null;
      whole += letter;
    }
    return whole;
  }

  /** What a text is made of: known text (in one piece between two unknown parts) and unknown parts. */
  decode(text: string): (string | Unknown)[] {
    if (!PRIVATE_USE.test(text)) return text === "" ? [] : [text];
    const parts: (string | Unknown)[] = [];
    let known = "";
    for (let index = 0; index < text.length; index++) {
      const letter = text[index] as string;
      const meaning = isStandIn(text.charCodeAt(index)) ? (this.meanings.get(letter) ?? letter) : letter;
      if (typeof meaning === "string") known += meaning;
      else {
        if (known !== "") parts.push(known);
        known = "";
        parts.push(meaning);
      }
    }
    if (known !== "") parts.push(known);
    return parts;
  }

  /** Whether a part of the text is not known. */
  standsIn(text: string): boolean {
    return PRIVATE_USE.test(text) && [...text].some((letter) => typeof this.meanings.get(letter) === "object");
  }

  /** The letter for an unknown, or null if there are too many. */
  letterFor(unknown: Unknown): string | null {
    return this.letters.get(`unknown ${unknown.symbol}`) ?? this.add(`unknown ${unknown.symbol}`, unknown, null);
  }

  /** The unknown that a letter stands for, if it stands for one. */
  unknownAt(letter: string): Unknown | undefined {
    const meaning = this.meanings.get(letter);
    return typeof meaning === "object" ? meaning : undefined;
  }

  private encodeText(text: string): string | null {
    if (!PRIVATE_USE.test(text)) return text;
    let whole = "";
    for (let index = 0; index < text.length; index++) {
      const letter = text[index] as string;
      const own = isStandIn(text.charCodeAt(index))
        ? (this.letters.get(`letter ${letter}`) ?? this.add(`letter ${letter}`, letter, letter))
        : letter;
      if (own === null) return null;
      whole += own;
    }
    return whole;
  }

  private add(key: string, meaning: string | Unknown, preferred: string | null): string | null {
    let letter = preferred;
    if (letter === null || this.meanings.has(letter)) {
      while (this.next <= LAST && this.meanings.has(String.fromCharCode(this.next))) this.next++;
      if (this.next > LAST) return null;
      letter = String.fromCharCode(this.next);
    }
    this.meanings.set(letter, meaning);
    this.letters.set(key, letter);
    return letter;
  }
}

/** Whether a unit of a text may stand for something: readers take it for a letter. */
export function isStandIn(code: number): boolean {
  return code >= FIRST && code <= LAST;
}

const ofMachines = new Attached<StandIns>();

/** The stand-ins of all code that runs on a machine. It only grows, in all worlds alike. */
export function standInsOf(machine: Machine): StandIns {
  let found = ofMachines.get(machine);
  if (!found) ofMachines.set(machine, (found = new StandIns()));
  return found;
}

/** A text to be read letter by letter. Null: nothing of it is known, or too much is not. */
export function readable(machine: Machine, text: TextValue): string | null {
  const parts = pieces(text);
  if (parts.length > 0 && parts.every((part) => typeof part !== "string")) return null;
  return standInsOf(machine).encode(parts);
}

/** A piece of such a text as a value again. */
export function readText(machine: Machine, text: string, at: Trace | null, secret = false): TextValue {
  if (!PRIVATE_USE.test(text)) return new Str(text, at, secret);
  const value = joinTexts(standInsOf(machine).decode(text), at);
  if (!secret || value.secret) return value;
  return value instanceof Str
    ? new Str(value.value, value.trace, true)
    : new Unknown(value.cause, value.why, value.symbol, value.trace, value.type, value.parts, true);
}

/** Whether a part of such a text is not known. */
export function isPartlyUnknown(machine: Machine, text: string): boolean {
  return standInsOf(machine).standsIn(text);
}

/** The first unknown part of such a text, or undefined if all of it is known. */
export function firstUnknown(machine: Machine, text: string): Unknown | undefined {
  return standInsOf(machine)
    .decode(text)
    .find((part): part is Unknown => typeof part !== "string");
}
