import { RE2JS } from "re2js";
import { NetException } from "../failures.js";
import { Inexpressible, RIGHT_TO_LEFT, type Translation, translate } from "./translate.js";

/** A match as .NET reports it. `groups[0]` is the whole match; a group that took no part is null. */
export interface NetMatch {
  readonly index: number;
  readonly end: number;
  readonly groups: readonly (readonly [number, number] | null)[];
}

/** More characters than this are not matched. */
const MAXIMUM_TEXT = 1 << 20;

/** A .NET regular expression. Members throw {@link Inexpressible} for what cannot be decided in linear time. */
export class NetRegex {
  private readonly plain: Compiled;
  private withEnd: Compiled | null = null;

  constructor(
    readonly pattern: string,
    readonly options: number,
  ) {
    this.plain = compile(pattern, options, false);
  }

  /** Names of groups by number: "0", "1", "key". */
  get names(): readonly string[] {
    return this.plain.translation.names;
  }

  get contextFree(): boolean {
    return this.plain.translation.contextFree;
  }

  get singleChar(): boolean {
    return this.plain.translation.singleChar;
  }

  /** The first match at or after a position. */
  find(text: string, from = 0): NetMatch | null {
    for (const match of this.all(text, from)) return match;
    return null;
  }

  /** All matches from left to right, as `Matches` and `Replace` see them. */
  *all(text: string, from = 0): Generator<NetMatch> {
    const compiled = this.compiledFor(text);
    const { translation, regex } = compiled;
    const matcher = regex.matcher(text);
    let at = from;
    while (at <= text.length && matcher.find(at)) {
      const start = matcher.start(0);
      let end = matcher.end(0);
      for (const group of translation.ends) if (matcher.start(group) >= 0) end = Math.min(end, matcher.start(group));
      const groups = translation.groups.map((group, number): readonly [number, number] | null => {
        if (number === 0) return [start, end];
        const low = matcher.start(group);
        return low < 0 ? null : [Math.min(low, end), Math.min(matcher.end(group), end)];
      });
      yield { index: start, end, groups };
      at = end > start ? end : end + 1;
    }
  }

  private compiledFor(text: string): Compiled {
    if (text.length > MAXIMUM_TEXT) throw new Inexpressible("a very long text");
    // RE2 counts characters beyond the basic plane as one, .NET as two.
    if (/[\ud800-\udfff]/.test(text)) throw new Inexpressible("characters beyond the basic plane");
    const compiled = text.endsWith("\n") ? (this.withEnd ??= compile(this.pattern, this.options, true)) : this.plain;
    if (compiled.translation.innerEnd) throw new Inexpressible("a $ in its middle, on a text that ends with a line feed");
    if (compiled.translation.asciiOnly && /[^\u0000-\u007f]/.test(text))
      throw new Inexpressible("\\b, on a text that is not ASCII");
    return compiled;
  }
}

interface Compiled {
  readonly translation: Translation;
  readonly regex: RE2JS;
}

function compile(pattern: string, options: number, finalNewline: boolean): Compiled {
  const translation = translate(pattern, options & ~RIGHT_TO_LEFT, finalNewline);
  if (options & RIGHT_TO_LEFT) throw new Inexpressible("RightToLeft");
  try {
    return { translation, regex: RE2JS.compile(translation.source) };
  } catch (error) {
    throw new Inexpressible(`a form that is too large (${error instanceof Error ? error.message.slice(0, 40) : ""})`);
  }
}

const cache = new Map<string, NetRegex | Inexpressible | NetException>();

/** Compiles a pattern. Throws NetException when .NET refuses it, Inexpressible when it cannot be matched here. */
export function netRegex(pattern: string, options: number): NetRegex {
  const key = `${options}:${pattern}`;
  let found = cache.get(key);
  if (found === undefined) {
    try {
      found = new NetRegex(pattern, options);
    } catch (error) {
      if (!(error instanceof Inexpressible || error instanceof NetException)) throw error;
      found = error;
    }
    if (cache.size > 500) cache.clear();
    cache.set(key, found);
  }
  if (found instanceof NetRegex) return found;
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
      const number = regex.names.indexOf(name);
      if (number < 0) {
        result += char;
        continue;
      }
      result += group(number);
      index += braces[0].length;
    } else if (digits) {
      // The longest number that names a group; a number without a group stays as it is.
      const number = Number(digits[0]);
      if (number < match.groups.length) {
        result += group(number);
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
