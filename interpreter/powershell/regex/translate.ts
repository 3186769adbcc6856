import { NetException } from "../failures.js";

/**
 * .NET regular expressions in the syntax of RE2, for matching in linear time. What RE2 cannot express (looking around,
 * references back, atomic groups, matching from the right) is refused with {@link Inexpressible}.
 * Syntax: "Regular Expression Language - Quick Reference" of the .NET documentation.
 */
export class Inexpressible extends Error {
  constructor(readonly what: string) {
    super(`a regular expression with ${what} is not modelled`);
  }
}

/** RegexOptions of .NET; Compiled (8) and CultureInvariant (512) change nothing here. */
export const IGNORE_CASE = 1;
export const MULTILINE = 2;
export const EXPLICIT_CAPTURE = 4;
export const SINGLELINE = 16;
export const IGNORE_WHITESPACE = 32;
export const RIGHT_TO_LEFT = 64;

export interface Translation {
  readonly source: string;
  /** For each group of .NET by number: its RE2 group. Index 0 is the whole match. */
  readonly groups: readonly number[];
  /** Names by .NET number: "0", "1", "key". */
  readonly names: readonly string[];
  /** RE2 groups that stand for the line feed a final `$` looks past. */
  readonly ends: readonly number[];
  /** `\b` is about ASCII letters in RE2: only for texts of ASCII. */
  readonly asciiOnly: boolean;
  /** `$` occurs where a final line feed cannot be handled. */
  readonly innerEnd: boolean;
  /** No anchors and nothing that looks at its surroundings: then a match in a fragment is a match of the whole. */
  readonly contextFree: boolean;
  /** Every match is exactly one character, whatever surrounds it. */
  readonly singleChar: boolean;
}

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly n: boolean;
  readonly x: boolean;
}

const SPACE = "\\t\\n\\v\\f\\r\\x{85}\\p{Z}";
const WORD = "\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}";
const CATEGORY = /^(L|Lu|Ll|Lt|Lm|Lo|M|Mn|Mc|Me|N|Nd|Nl|No|P|Pc|Pd|Ps|Pe|Pi|Pf|Po|S|Sm|Sc|Sk|So|Z|Zs|Zl|Zp|C|Cc|Cf|Co)$/;

/** `finalNewline`: the text ends with a line feed, so a `$` may match before it. */
export function translate(pattern: string, options: number, finalNewline: boolean): Translation {
  if (options & RIGHT_TO_LEFT) throw new Inexpressible("RightToLeft");
  if (options & 256) throw new Inexpressible("ECMAScript behaviour");
  return new Translator(pattern, finalNewline).run({
    i: (options & IGNORE_CASE) !== 0,
    m: (options & MULTILINE) !== 0,
    s: (options & SINGLELINE) !== 0,
    n: (options & EXPLICIT_CAPTURE) !== 0,
    x: (options & IGNORE_WHITESPACE) !== 0,
  });
}

class Translator {
  private at = 0;
  private count = 0;
  private depth = 0;
  private readonly unnamed: number[] = [];
  private readonly named = new Map<string, number>();
  private readonly ends: number[] = [];
  private asciiOnly = false;
  private innerEnd = false;
  private contextFree = true;
  private single = true;

  constructor(
    private readonly pattern: string,
    private readonly finalNewline: boolean,
  ) {}

  run(flags: Flags): Translation {
    const source = this.alternatives(flags);
    if (this.at < this.pattern.length) throw this.error("Too many )'s");
    return {
      source,
      groups: [0, ...this.unnamed, ...this.named.values()],
      names: ["0", ...this.unnamed.map((_, index) => String(index + 1)), ...this.named.keys()],
      ends: this.ends,
      asciiOnly: this.asciiOnly,
      innerEnd: this.innerEnd,
      contextFree: this.contextFree,
      singleChar: this.single && this.contextFree && isOneAtom(source),
    };
  }

  private error(why: string, at = this.at): NetException {
    return new NetException(
      "System.Text.RegularExpressions.RegexParseException",
      `Invalid pattern '${this.pattern}' at offset ${at}. ${why}.`,
    );
  }

  private alternatives(given: Flags): string {
    if (++this.depth > 60) throw new Inexpressible("very deep nesting");
    let flags = given;
    let result = "";
    let branch = "";
    for (;;) {
      const char = this.pattern[this.at];
      if (char === undefined || char === ")") break;
      if (char === "|") {
        this.at++;
        result += `${branch}|`;
        branch = "";
        this.single = false;
        continue;
      }
      if (flags.x && this.skipBlank()) continue;
      if (char === "(" && this.pattern.startsWith("(?#", this.at)) {
        const end = this.pattern.indexOf(")", this.at);
        if (end < 0) throw this.error("Unterminated (?#...) comment");
        this.at = end + 1;
        continue;
      }
      const inline = char === "(" ? /^\(\?([imsnx]*)(?:-([imsnx]*))?\)/.exec(this.pattern.slice(this.at, this.at + 16)) : null;
      if (inline) {
        flags = withFlags(flags, inline[1] ?? "", inline[2] ?? "");
        this.at += inline[0].length;
        continue;
      }
      const atom = this.atom(flags);
      branch += this.quantified(atom, flags);
    }
    this.depth--;
    return result + branch;
  }

  private skipBlank(): boolean {
    const blank = /^(?:[ \t\n\r\f\v]+|#[^\n]*\n?)/.exec(this.pattern.slice(this.at));
    if (!blank) return false;
    this.at += blank[0].length;
    return true;
  }

  private quantified(atom: string, flags: Flags): string {
    if (flags.x) while (this.skipBlank());
    const found = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})/.exec(this.pattern.slice(this.at, this.at + 24));
    if (!found) return atom;
    this.single = false;
    const low = Number(found[1] ?? 0);
    const high = found[3] ? Number(found[3]) : low;
    if (low > 1000 || high > 1000) throw new Inexpressible("more than 1000 repetitions");
    if (found[3] && high < low) throw this.error("Illegal {x,y} with x > y", this.at + found[0].length);
    this.at += found[0].length;
    let text = found[0];
    if (flags.x) while (this.skipBlank());
    if (this.pattern[this.at] === "?") {
      this.at++;
      text += "?";
    }
    if (/^(?:[*+?]|\{\d+(?:,\d*)?\})/.test(this.pattern.slice(this.at, this.at + 24))) {
      throw this.error(`Nested quantifier '${this.pattern[this.at]}'`, this.at + 1);
    }
    return `(?:${atom})${text}`;
  }

  private atom(flags: Flags): string {
    const char = this.pattern[this.at] as string;
    switch (char) {
      case "(":
        return this.group(flags);
      case "[":
        return cased(this.charClass(), flags);
      case "\\":
        return this.escape(flags);
      case ".":
        this.at++;
        return flags.s ? "(?s:.)" : "[^\\n]";
      case "^":
        this.at++;
        this.contextFree = false;
        return flags.m ? "(?m:^)" : "\\A";
      case "$":
        this.at++;
        this.contextFree = false;
        return flags.m ? "(?m:$)" : this.end();
      case "*":
      case "+":
      case "?":
        throw this.error(`Quantifier '${char}' following nothing`, this.at + 1);
      default:
        if (char === "{" && /^\{\d+(?:,\d*)?\}/.test(this.pattern.slice(this.at)))
          throw this.error("Quantifier '{' following nothing", this.at + 1);
        this.at++;
        return cased(literal(char), flags);
    }
  }

  /** End of the text, or before its final line feed. */
  private end(): string {
    if (!this.finalNewline) return "\\z";
    const rest = this.pattern.slice(this.at);
    const last = /^\)*$/.test(rest) || (this.depth === 1 && rest.startsWith("|"));
    if (!last) {
      this.innerEnd = true;
      return "\\z";
    }
    this.count++;
    this.ends.push(this.count);
    return "(\\n?)\\z";
  }

  private group(flags: Flags): string {
    this.at++;
    let open = "";
    let inner = flags;
    if (this.pattern[this.at] === "?") {
      const rest = this.pattern.slice(this.at);
      if (/^\?(?:[=!]|<[=!])/.test(rest)) throw new Inexpressible("looking around");
      if (rest.startsWith("?>")) throw new Inexpressible("atomic groups");
      if (rest.startsWith("?(")) throw new Inexpressible("conditions");
      const name = /^\?(?:<([^>]*)>|'([^']*)')/.exec(rest);
      const scoped = /^\?([imsnx]*)(?:-([imsnx]*))?:/.exec(rest);
      if (name) {
        const text = name[1] ?? name[2] ?? "";
        if (/-/.test(text)) throw new Inexpressible("balancing groups");
        if (/^\d+$/.test(text)) throw new Inexpressible("numbered groups");
        if (!/^[\p{L}_]\w*$/u.test(text))
          throw this.error("Invalid group name: Group names must begin with a word character", this.at + 2);
        if (this.named.has(text)) throw new Inexpressible("two groups of one name");
        this.named.set(text, ++this.count);
        this.at += name[0].length;
        open = "(";
      } else if (scoped) {
        inner = withFlags(flags, scoped[1] ?? "", scoped[2] ?? "");
        this.at += scoped[0].length;
        open = "(?:";
      } else throw this.error("Unrecognized grouping construct", this.at + 2);
    } else if (flags.n) open = "(?:";
    else {
      this.unnamed.push(++this.count);
      open = "(";
    }
    const body = this.alternatives(inner);
    if (this.pattern[this.at] !== ")") throw this.error("Not enough )'s", this.pattern.length);
    this.at++;
    return `${open}${body})`;
  }

  private escape(flags: Flags): string {
    const char = this.pattern[this.at + 1];
    if (char === undefined) throw this.error("Illegal \\ at end of pattern");
    switch (char) {
      case "b":
      case "B":
        this.at += 2;
        this.asciiOnly = true;
        this.contextFree = false;
        return `\\${char}`;
      case "A":
      case "z":
        this.at += 2;
        this.contextFree = false;
        return `\\${char}`;
      case "Z":
        this.at += 2;
        this.contextFree = false;
        return this.end();
      case "G":
        throw new Inexpressible("\\G");
      case "k":
        throw new Inexpressible("references back");
      default:
        break;
    }
    if (/[1-9]/.test(char)) {
      if (char === "8" || char === "9" || !/^\\[1-9][0-7]/.test(this.pattern.slice(this.at)))
        throw new Inexpressible("references back");
      throw new Inexpressible("octal escapes");
    }
    if (char === "W" || char === "S") {
      this.at += 2;
      return `[^${char === "W" ? WORD : SPACE}]`;
    }
    const set = this.classEscape();
    if (set !== null) return `[${set}]`;
    return cased(literal(this.charEscape()), flags);
  }

  /** `\d`, `\w`, `\s`, `\p{..}` and their opposites as the inside of a class; null: a character. */
  private classEscape(): string | null {
    const char = this.pattern[this.at + 1] as string;
    switch (char) {
      case "d":
        this.at += 2;
        return "\\p{Nd}";
      case "D":
        this.at += 2;
        return "\\P{Nd}";
      case "w":
        this.at += 2;
        return WORD;
      case "s":
        this.at += 2;
        return SPACE;
      case "W":
        this.at += 2;
        return NOT_WORD;
      case "S":
        this.at += 2;
        return NOT_SPACE;
      case "p":
      case "P": {
        const name = /^\\[pP]\{(\w+)\}/.exec(this.pattern.slice(this.at));
        if (!name) throw this.error("Malformed \\p{X} character escape", this.at + 2);
        if (!CATEGORY.test(name[1] as string)) {
          if ((name[1] as string).startsWith("Is")) throw new Inexpressible("Unicode blocks");
          throw this.error(`Unknown property '${name[1]}'`, this.at + name[0].length);
        }
        this.at += name[0].length;
        return `\\${char}{${name[1]}}`;
      }
      default:
        return null;
    }
  }

  private charEscape(): string {
    const rest = this.pattern.slice(this.at);
    const hex = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/.exec(rest);
    if (hex) {
      this.at += hex[0].length;
      return String.fromCharCode(Number.parseInt((hex[1] ?? hex[2]) as string, 16));
    }
    const octal = /^\\0([0-7]{0,2})/.exec(rest);
    if (octal) {
      this.at += octal[0].length;
      return String.fromCharCode(Number.parseInt(octal[1] || "0", 8));
    }
    const control = /^\\c([A-Za-z])/.exec(rest);
    if (control) {
      this.at += 3;
      return String.fromCharCode((control[1] as string).toUpperCase().charCodeAt(0) - 64);
    }
    const char = this.pattern[this.at + 1] as string;
    const known: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r", f: "\f", v: "\v", a: "\u0007", e: "\u001b" };
    if (/[xuc]/.test(char)) throw this.error("Insufficient or invalid hexadecimal digits", this.at + 2);
    if (/[A-Za-z_]/.test(char) && !(char in known)) throw this.error(`Unrecognized escape sequence \\${char}`, this.at + 2);
    this.at += 2;
    return known[char] ?? char;
  }

  private charClass(): string {
    this.at++;
    let negated = false;
    if (this.pattern[this.at] === "^") {
      negated = true;
      this.at++;
    }
    const parts: string[] = [];
    let first = true;
    for (;;) {
      const char = this.pattern[this.at];
      if (char === undefined) throw this.error("Unterminated [] set", this.pattern.length);
      if (char === "]" && !first) break;
      first = false;
      if (char === "-" && this.pattern[this.at + 1] === "[") throw new Inexpressible("sets that are subtracted");
      const low = this.classItem();
      if (low.length !== 1) {
        parts.push(low.slice(1));
        continue;
      }
      if (this.pattern[this.at] === "-" && this.pattern[this.at + 1] !== "]" && this.pattern[this.at + 1] !== undefined) {
        if (this.pattern[this.at + 1] === "[") throw new Inexpressible("sets that are subtracted");
        this.at++;
        const high = this.classItem();
        if (high.length !== 1) throw this.error("Cannot include class in character range");
        if (high < low) throw this.error("[x-y] range in reverse order");
        parts.push(`${literal(low)}-${literal(high)}`);
      } else parts.push(literal(low));
    }
    this.at++;
    return `[${negated ? "^" : ""}${parts.join("")}]`;
  }

  /** One character, or `=` and the inside of a class. */
  private classItem(): string {
    const char = this.pattern[this.at] as string;
    if (char !== "\\") {
      this.at++;
      return char;
    }
    const next = this.pattern[this.at + 1];
    if (next === undefined) throw this.error("Illegal \\ at end of pattern");
    if (next === "b") {
      this.at += 2;
      return "\b";
    }
    const set = this.classEscape();
    return set === null ? this.charEscape() : `=${set}`;
  }
}

/** Opposites are written out, because a class may hold them next to other things. */
const NOT_WORD =
  "\\x{0}-\\x{2f}\\x{3a}-\\x{40}\\x{5b}-\\x{5e}\\x{60}\\x{7b}-\\x{a9}\\x{ab}-\\x{b4}\\x{b6}-\\x{b9}\\x{bb}-\\x{bf}\\x{d7}\\x{f7}\\p{Mc}\\p{Me}\\p{Nl}\\p{No}\\p{Pd}\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}\\p{Po}\\p{S}\\p{Z}\\p{C}";
const NOT_SPACE = "\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{84}\\x{86}-\\x{9f}\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Cf}\\p{Co}";

function withFlags(flags: Flags, on: string, off: string): Flags {
  const next = { ...flags };
  for (const letter of on) next[letter as keyof Flags] = true;
  for (const letter of off) next[letter as keyof Flags] = false;
  return next;
}

function literal(char: string): string {
  return /^[A-Za-z0-9]$/.test(char) ? char : `\\x{${char.charCodeAt(0).toString(16)}}`;
}

function cased(text: string, flags: Flags): string {
  return flags.i ? `(?i:${text})` : text;
}

function isOneAtom(source: string): boolean {
  const inner = /^\(\?i:(.*)\)$/.exec(source)?.[1] ?? source;
  return /^(?:[A-Za-z0-9]|\\x\{[0-9a-f]+\}|\[(?:[^\]\\]|\\x\{[0-9a-f]+\}|\\[pP]\{\w+\}|\\[a-z])*\])$/.test(inner);
}
