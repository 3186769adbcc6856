// A text of which parts are not known, and what can be said of it whatever they turn out to be.
import type { Machine } from "../machine/machine.js";
import type { Text } from "../tools/tool.js";
import { Enquiry, enquire } from "./host-question.js";
import type { Trace } from "./source.js";
import { partlyKnown, pieces, shownText, type TextValue } from "./texts.js";
import { derive, textOf } from "./unknowns.js";
import { Str, Unknown } from "./value.js";
import { matchWildcard, type WildcardToken } from "./wildcard.js";

/** What is known of an unknown part, though not what it is. */
export interface PartKnowledge {
  /** False if the part never holds this text. */
  mayHold(part: Unknown, text: string): boolean;
  /** Whether it is never empty and has no blanks at its ends. */
  isTrimmed(part: Unknown): boolean;
}

export const NOTHING_KNOWN: PartKnowledge = { mayHold: () => true, isTrimmed: () => false };

/** What the host says of unknown parts: the octets of an address hold no dots. */
export function knowledgeOf(machine: Machine): PartKnowledge {
  return {
    mayHold: (part, text) =>
      enquire(machine, part, { form: "pattern", text, passes: (candidate) => candidate.includes(text) }) !== false,
    isTrimmed: (part) => part instanceof Enquiry,
  };
}

type Fold = (text: string) => string;
const same: Fold = (text) => text;

/**
 * Every answer holds for every completion of the text: `undefined` and `null` mean that completions differ, or that nobody can tell.
 * What an operation makes of an unknown part is an unknown of its own, with the operation in its symbol.
 */
export class PartialText {
  /** Never empty ones, nor two known ones side by side. */
  readonly parts: readonly (string | Unknown)[];

  private constructor(parts: readonly (string | Unknown)[]) {
    const merged: (string | Unknown)[] = [];
    for (const part of parts.flatMap((one) => pieces(one))) {
      const last = merged[merged.length - 1];
      if (typeof part === "string" && typeof last === "string") merged[merged.length - 1] = last + part;
      else if (part !== "") merged.push(part);
    }
    this.parts = merged;
  }

  /** The texts one after the other. */
  static of(...texts: readonly (Text | TextValue)[]): PartialText {
    return new PartialText(texts.map((text) => (text instanceof Str ? text.value : text)));
  }

  /** The whole text, or null if some of it is not known. */
  get known(): string | null {
    if (this.parts.length === 0) return "";
    const [only] = this.parts;
    return this.parts.length === 1 && typeof only === "string" ? only : null;
  }

  get leastLength(): number {
    return this.parts.reduce((sum, part) => sum + (typeof part === "string" ? part.length : 0), 0);
  }

  /** What is known at the beginning. */
  get head(): string {
    const [first] = this.parts;
    return typeof first === "string" ? first : "";
  }

  /** What is known at the end. */
  get tail(): string {
    const last = this.parts[this.parts.length - 1];
    return typeof last === "string" ? last : "";
  }

  // ------------------------------------------------------------ questions

  startsWith(text: string, fold: Fold = same): boolean | undefined {
    const length = Math.min(this.head.length, text.length);
    if (fold(this.head.slice(0, length)) !== fold(text.slice(0, length))) return false;
    return length === text.length ? true : this.known === null ? undefined : false;
  }

  endsWith(text: string, fold: Fold = same): boolean | undefined {
    const length = Math.min(this.tail.length, text.length);
    if (fold(this.tail.slice(this.tail.length - length)) !== fold(text.slice(text.length - length))) return false;
    return length === text.length ? true : this.known === null ? undefined : false;
  }

  includes(text: string, knowledge: PartKnowledge = NOTHING_KNOWN): boolean | undefined {
    if (this.parts.some((part) => typeof part === "string" && part.includes(text)) || text === "") return true;
    if (this.known !== null) return false;
    // A longer text may lie across the edge of an unknown part.
    const isOpen = (part: string | Unknown) => typeof part !== "string" && knowledge.mayHold(part, text);
    return text.length > 1 || this.parts.some(isOpen) ? undefined : false;
  }

  /** The place of the first occurrence, or -1 if there is none. */
  indexOf(text: string): number | undefined {
    const place = this.head.indexOf(text);
    return place >= 0 || this.known !== null ? place : undefined;
  }

  /** Whether a wildcard pattern fits. */
  isLike(pattern: readonly WildcardToken[], caseSensitive: boolean): boolean | undefined {
    return matchWildcard(pattern, this.parts.length === 0 ? [""] : this.parts, caseSensitive);
  }

  /** False if no completions of the two are equal. `fold` brings letters that count as equal together. */
  canEqual(other: PartialText, fold: Fold = same): boolean {
    const [x, y] = [this.known, other.known];
    if (x !== null && other.leastLength > x.length) return false;
    if (y !== null && this.leastLength > y.length) return false;
    const start = Math.min(fold(this.head).length, fold(other.head).length);
    if (fold(this.head).slice(0, start) !== fold(other.head).slice(0, start)) return false;
    const end = Math.min(fold(this.tail).length, fold(other.tail).length);
    if (end > 0 && fold(this.tail).slice(-end) !== fold(other.tail).slice(-end)) return false;
    if (x !== null) return other.occursIn(fold(x), fold);
    return y !== null ? this.occursIn(fold(y), fold) : true;
  }

  /** Whether the known parts occur in a text, in order and without overlap. */
  private occursIn(text: string, fold: Fold): boolean {
    let from = 0;
    for (const part of this.parts) {
      if (typeof part !== "string") continue;
      const found = text.indexOf(fold(part), from);
      if (found < 0) return false;
      from = found + part.length;
    }
    return true;
  }

  // ------------------------------------------------------------ parts of it

  /** The letters from one place up to another; null: they do not lie in what is known at the beginning. */
  slice(start: number, end?: number): PartialText | null {
    if (this.known !== null) return PartialText.of(this.known.slice(start, end));
    if (start < 0 || (end !== undefined && end < 0)) return null;
    if (end !== undefined) return end <= this.head.length ? PartialText.of(this.head.slice(start, end)) : null;
    return start <= this.head.length ? new PartialText([this.head.slice(start), ...this.rest]) : null;
  }

  private get rest(): readonly (string | Unknown)[] {
    return typeof this.parts[0] === "string" ? this.parts.slice(1) : this.parts;
  }

  /** The words between separators; null: an unknown part may hold one. An unknown part that may be empty is kept as a word. */
  split(separators: readonly string[], knowledge: PartKnowledge = NOTHING_KNOWN): readonly PartialText[] | null {
    const words: (string | Unknown)[][] = [[]];
    for (const piece of this.parts) {
      let word = "";
      if (typeof piece !== "string") {
        if (separators.some((separator) => knowledge.mayHold(piece, separator))) return null;
        (words[words.length - 1] as (string | Unknown)[]).push(piece);
        continue;
      }
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
    return words.map((parts) => new PartialText(parts));
  }

  // ------------------------------------------------------------ changes

  /** A change of letters one by one (their case). `what` names it in the symbols of what it makes of unknown parts. */
  changed(change: (text: string) => string, what: string): PartialText {
    return new PartialText(this.parts.map((part) => (typeof part === "string" ? change(part) : made(part, what))));
  }

  /** Without letters at its ends that `strip` takes away; null: how far that goes is not known. */
  trimmed(
    strip: (text: string, start: boolean, end: boolean) => string,
    sides: { readonly start: boolean; readonly end: boolean },
    knowledge: PartKnowledge = NOTHING_KNOWN,
  ): PartialText | null {
    if (this.known !== null) return PartialText.of(strip(this.known, sides.start, sides.end));
    let parts = [...this.parts];
    for (const start of [true, false]) {
      if (!(start ? sides.start : sides.end)) continue;
      const inwards = start ? [...parts] : [...parts].reverse();
      const first = inwards[0] as string | Unknown;
      if (typeof first === "string") {
        inwards[0] = strip(first, start, !start);
        if (inwards[0] === "") inwards.shift();
      }
      const [edge, next] = inwards;
      if (edge instanceof Unknown && !knowledge.isTrimmed(edge)) {
        // It may be all of it that goes: then what comes next must be something that stays.
        if (typeof next !== "string" || strip(next, start, !start) !== next) return null;
        inwards[0] = made(edge, start ? "trimstart()" : "trimend()");
      }
      parts = start ? inwards : inwards.reverse();
    }
    return new PartialText(parts);
  }

  /**
   * A text replaced wherever it stands; null: it may lie across the edge of an unknown part. `fold` brings letters together that count
   * as equal, one for one. `what` names the change in the symbols of what it makes of unknown parts.
   */
  replaced(search: string, by: PartialText, what: string, fold: Fold = same): PartialText | null {
    if (search === "") return null;
    const wanted = fold(search);
    for (const [index, part] of this.parts.entries()) {
      if (typeof part !== "string") continue;
      for (let length = 1; length < wanted.length; length++) {
        const crossesEnd = index < this.parts.length - 1 && fold(part).endsWith(wanted.slice(0, length));
        const crossesStart = index > 0 && fold(part).startsWith(wanted.slice(length));
        if (crossesEnd || crossesStart || (index < this.parts.length - 1 && index > 0 && wanted.includes(fold(part))))
          return null;
      }
    }
    return new PartialText(
      this.parts.flatMap((part) => (typeof part === "string" ? replacedIn(part, wanted, by, fold) : [made(part, what)])),
    );
  }

  // ------------------------------------------------------------ as other things

  /** One line in which each unknown part is written as a hole: `C:\data\⟨env:tenant⟩`. */
  show(): string {
    return this.parts.map((part) => shownText(part)).join("");
  }

  value(at: Trace | null, secret = false): Str | Unknown {
    return this.parts.length === 0 ? new Str("", at, secret) : textOf(this.parts, at, secret);
  }
}

function replacedIn(text: string, wanted: string, by: PartialText, fold: Fold): readonly (string | Unknown)[] {
  const folded = fold(text);
  const found: (string | Unknown)[] = [];
  let from = 0;
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, from)) {
    found.push(text.slice(from, at), ...by.parts);
    from = at + wanted.length;
  }
  return [...found, text.slice(from)];
}

/** What a change makes of an unknown part. */
function made(part: Unknown, what: string): Unknown {
  return derive([part], `${part.symbol}.${what}`, "System.String", part.trace);
}

/** A text split at separators; null: nobody knows where it splits. */
export function splitPartlyKnown(
  machine: Machine,
  text: Unknown,
  separators: readonly string[],
  at: Trace | null,
): readonly (Str | Unknown)[] | null {
  const words = PartialText.of(text).split(separators, knowledgeOf(machine));
  if (words === null) return null;
  return words.map(({ parts, known }) => {
    if (known !== null) return new Str(known, at, text.secret);
    return parts.length === 1 ? (parts[0] as Unknown) : partlyKnown(parts, at, text.secret);
  });
}

/** Whether two texts can be equal: see {@link PartialText.canEqual}. */
export function canBeEqual(a: TextValue, b: TextValue, fold?: Fold): boolean {
  return PartialText.of(a).canEqual(PartialText.of(b), fold);
}
