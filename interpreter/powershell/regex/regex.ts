import { bounded } from "../../../host/cache.js";
import { NetException } from "../errors/failures.js";
import { Matcher, Meter, OpenEdge, type Subject } from "./matcher.js";
import { Inexpressible } from "./options.js";
import { parsePattern } from "./parser.js";
import { compileProgram, type Program } from "./program.js";
import { fixedWidth, isAnchored, isOrdered, isSingleCharacter, type Pattern } from "./syntax.js";

type Span = readonly [number, number];

/** A match as .NET reports it. `groups[0]` is the whole match; a group that took no part is null. */
export interface NetMatch {
  readonly index: number;
  readonly end: number;
  readonly groups: readonly (Span | null)[];
  /** For each group all it captured, in order. */
  readonly captures: readonly (readonly Span[])[];
}

/** More characters than this are not matched. */
const MAXIMUM_TEXT = 1 << 20;

/** What a pattern says, whoever matches it. */
class CompiledPattern {
  readonly parsed: Pattern;
  readonly forwards: Program;
  readonly atStart: boolean;
  private backwardsProgram: Program | null = null;

  constructor(
    readonly pattern: string,
    readonly options: number,
  ) {
    this.parsed = parsePattern(pattern, options);
    this.forwards = compileProgram(this.parsed.root, this.parsed.names.length, false);
    this.atStart = isAnchored(this.parsed.root, false);
  }

  get backwards(): Program {
    this.backwardsProgram ??= compileProgram(this.parsed.root, this.parsed.names.length, true);
    return this.backwardsProgram;
  }
}

/** A .NET regular expression. Members throw {@link Inexpressible} for what is not matched here. */
export class NetRegex {
  readonly pattern: string;
  readonly options: number;
  private readonly parsed: Pattern;
  private readonly forwards: Program;
  private readonly atStart: boolean;

  constructor(
    private readonly compiled: CompiledPattern,
    private readonly meter: Meter,
  ) {
    this.pattern = compiled.pattern;
    this.options = compiled.options;
    this.parsed = compiled.parsed;
    this.forwards = compiled.forwards;
    this.atStart = compiled.atStart;
  }

  /** Names of groups in the order of their numbers: "0", "1", "key". */
  get names(): readonly string[] {
    return this.parsed.names;
  }

  /** The place of the group of a number or name in {@link names}, or -1. */
  placeOf(group: number | string): number {
    return typeof group === "number" ? this.parsed.numbers.indexOf(group) : this.names.indexOf(group);
  }

  /** The name that .NET shows for the group at a place: that of the group with this number. */
  shownName(place: number): string {
    return this.names[this.parsed.numbers.indexOf(place)] ?? "";
  }

  /** Every match is exactly one character, whatever surrounds it. */
  get singleChar(): boolean {
    return isSingleCharacter(this.parsed.root);
  }

  /** The first match at or after a position. */
  find(text: string, from = 0): NetMatch | null {
    for (const match of this.all(text, from)) return match;
    return null;
  }

  /** All matches from left to right, as `Matches` and `Replace` see them. */
  *all(text: string, from = 0): Generator<NetMatch> {
    let match = this.searchFrom(text, from, from);
    while (match !== null) {
      yield match;
      match = this.next(text, match);
    }
  }

  /** The match after one. */
  next(text: string, { index, end }: NetMatch): NetMatch | null {
    return this.searchFrom(text, end > index ? end : end + 1, end);
  }

  /** `last`: where the last match ended, which is what `\G` asks for. */
  private searchFrom(text: string, from: number, last: number): NetMatch | null {
    if (text.length > MAXIMUM_TEXT) throw new Inexpressible("a very long text");
    if (from > text.length) return null;
    return this.search(new Matcher(this.forwards, { text, startKnown: true, endKnown: true }, last, this.meter), text, from);
  }

  private search(matcher: Matcher, text: string, from: number): NetMatch | null {
    for (let start = from; start <= text.length; start++) {
      const end = matcher.matchAt(start);
      if (end >= 0) return this.matchOf(matcher, start, end);
      if (this.atStart) return null;
    }
    return null;
  }

  private matchOf(matcher: Matcher, start: number, end: number): NetMatch {
    const whole: Span = [start, end];
    return {
      index: start,
      end,
      groups: this.names.map((_, group) => (group === 0 ? whole : matcher.span(group))),
      captures: this.names.map((_, group) => (group === 0 ? [whole] : matcher.spans(group))),
    };
  }

  /**
   * Whether a text matches of which only fragments are known (null stands for what is not, which may be empty). Undefined: that
   * depends on what is not known.
   */
  decide(parts: readonly (string | null)[]): boolean | undefined {
    const fragments = parts.flatMap((part, index): Subject[] =>
      part === null ? [] : [{ text: part, startKnown: index === 0, endKnown: index === parts.length - 1 }],
    );
    if (fragments.some((fragment) => this.matchesWithin(fragment))) return true;
    const first = fragments.find(({ startKnown }) => startKnown);
    if (first && this.atStart && this.anchoredMatch(first) === null) return false;
    const last = fragments.find(({ endKnown }) => endKnown);
    return last && isAnchored(this.parsed.root, true) && this.isEndExcluded(last) ? false : undefined;
  }

  /** Some match lies within a fragment, whatever stands beside it. */
  private matchesWithin(fragment: Subject): boolean {
    const matcher = new Matcher(this.forwards, fragment, 0, this.meter);
    for (let start = 0; start <= fragment.text.length; start++) {
      matcher.touched = false;
      try {
        if (matcher.matchAt(start) >= 0) return true;
      } catch (error) {
        if (!(error instanceof OpenEdge)) throw error;
      }
    }
    return false;
  }

  /**
   * The match at the start of a text of which only this beginning is known, for a pattern that matches nowhere else. Null: there is
   * none; undefined: that depends on what is not known, or the pattern matches elsewhere.
   */
  anchoredMatch(beginning: Subject): NetMatch | null | undefined {
    if (!this.atStart) return undefined;
    try {
      const matcher = new Matcher(this.forwards, beginning, 0, this.meter);
      const end = matcher.matchAt(0);
      // An earlier way may have been open at the edge: then another match may come first.
      if (matcher.touched) return undefined;
      return end < 0 ? null : this.matchOf(matcher, 0, end);
    } catch (error) {
      if (error instanceof OpenEdge) return undefined;
      throw error;
    }
  }

  /** The match at the end of a text of which only this ending is known: as {@link anchoredMatch}, for patterns of one length. */
  endingMatch(ending: Subject): NetMatch | null | undefined {
    const width = fixedWidth(this.parsed.root);
    const { text } = ending;
    // With a last line feed there are two places where the text may end, and an ending of nothing may follow one.
    if (width === null || width > text.length || text === "" || text.endsWith("\n") || !isAnchored(this.parsed.root, true))
      return undefined;
    try {
      const start = text.length - width;
      const matcher = new Matcher(this.forwards, ending, 0, this.meter);
      const end = matcher.matchAt(start);
      if (matcher.touched) return undefined;
      return end < 0 ? null : this.matchOf(matcher, start, end);
    } catch (error) {
      if (error instanceof OpenEdge) return undefined;
      throw error;
    }
  }

  /** No match ends where the text ends, whatever stands before the known ending. */
  private isEndExcluded(ending: Subject): boolean {
    if (isOrdered(this.parsed.root)) return false;
    const matcher = new Matcher(this.compiled.backwards, ending, 0, this.meter);
    const { length } = ending.text;
    const ends = ending.text.endsWith("\n") ? [length, length - 1] : [length];
    return ends.every((end) => matcher.matchAt(end) < 0) && !matcher.touched && length > 0;
  }
}

/** By options and pattern; an error stays one. */
const compiled = bounded(500, (key: string): CompiledPattern | Inexpressible | NetException => {
  const colon = key.indexOf(":");
  try {
    return new CompiledPattern(key.slice(colon + 1), Number(key.slice(0, colon)));
  } catch (error) {
    if (!(error instanceof Inexpressible || error instanceof NetException)) throw error;
    return error;
  }
});

/**
 * Compiles a pattern. Throws NetException when .NET refuses it, Inexpressible when it cannot be matched here. `meter` counts the work
 * of matching: that of a machine is `meterOf` it.
 */
export function netRegex(pattern: string, options: number, meter: Meter = new Meter()): NetRegex {
  const found = compiled(`${options}:${pattern}`);
  if (found instanceof CompiledPattern) return new NetRegex(found, meter);
  throw found;
}

/** A replacement pattern: `$1`, `${name}`, `$&`, `` $` ``, `$'`, `$+`, `$_`, `$$`. */
export function expandReplacement(replacement: string, regex: NetRegex, text: string, match: NetMatch): string {
  const group = (number: number): string => {
    const span = match.groups[number];
    return span ? text.slice(span[0], span[1]) : "";
  };
  let result = "";
  for (let index = 0; index < replacement.length; index++) {
    const char = replacement[index] as string;
    if (char !== "$") {
      result += char;
      continue;
    }
    const rest = replacement.slice(index + 1);
    const braces = /^\{(\w+)\}/.exec(rest);
    const digits = /^\d+/.exec(rest);
    if (braces) {
      const name = braces[1] as string;
      const place = regex.placeOf(/^\d+$/.test(name) ? Number(name) : name);
      if (place < 0) {
        result += char;
        continue;
      }
      result += group(place);
      index += braces[0].length;
    } else if (digits) {
      // A number without a group stays as it is.
      const place = regex.placeOf(Number(digits[0]));
      if (place >= 0) {
        result += group(place);
        index += digits[0].length;
      } else result += char;
    } else if (rest[0] === "$") {
      result += "$";
      index++;
    } else if (rest[0] === "&") {
      result += group(0);
      index++;
    } else if (rest[0] === "`") {
      result += text.slice(0, match.index);
      index++;
    } else if (rest[0] === "'") {
      result += text.slice(match.end);
      index++;
    } else if (rest[0] === "+") {
      result += group(match.groups.length - 1);
      index++;
    } else if (rest[0] === "_") {
      result += text;
      index++;
    } else result += char;
  }
  return result;
}

/** Whether a replacement has no pattern in it, so that it goes in as it is. */
export function isPlainReplacement(replacement: string): boolean {
  return !replacement.includes("$");
}

export function escapeRegex(text: string): string {
  return text.replace(/[\\*+?|{[()^$.# \t\n\f\r]/g, (char) => {
    const names: Readonly<Record<string, string>> = { "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r" };
    return names[char] ?? `\\${char}`;
  });
}
