import { NetException } from "../errors/failures.js";
import { CharSet, fold, isDigit, isSpace, isWord, type Member, property, setOf } from "./char-set.js";
import { IGNORE_CASE, Inexpressible } from "./options.js";
import type { Node } from "./syntax.js";

/** What a pattern may refer to. */
export interface Groups {
  readonly names: readonly string[];
  /** Place in `names` by number and by name. */
  readonly byNumber: ReadonlyMap<number, number>;
  readonly byName: ReadonlyMap<string, number>;
}

export const MAXIMUM_NESTING = 200;

/** Characters, escapes and classes of a pattern. */
export abstract class PatternScanner {
  protected at = 0;
  protected depth = 0;

  constructor(
    protected readonly pattern: string,
    protected options: number,
    /** Null while groups are counted. */
    protected readonly known: Groups | null,
  ) {}

  protected error(why: string, offset = this.at): NetException {
    return new NetException(
      "System.Text.RegularExpressions.RegexParseException",
      `Invalid pattern '${this.pattern}' at offset ${offset}. ${why}.`,
    );
  }

  protected peek(ahead = 0): string | undefined {
    return this.pattern[this.at + ahead];
  }

  protected has(option: number): boolean {
    return (this.options & option) !== 0;
  }

  protected char(code: number): Node {
    const ignore = this.has(IGNORE_CASE);
    return { kind: "char", code: ignore ? fold(code) : code, fold: ignore };
  }

  protected decimal(): number {
    const digits = (/^\d+/.exec(this.pattern.slice(this.at)) as RegExpExecArray)[0];
    this.at += digits.length;
    this.checkSize(digits, this.at - digits.length);
    return Number(digits);
  }

  /** The error stands behind the digit that is too many. */
  protected checkSize(digits: string, start: number): void {
    for (let length = 10; length <= digits.length; length++)
      if (Number(digits.slice(0, length)) > 2 ** 31 - 1)
        throw this.error("Quantifier and capture group numbers must be less than or equal to Int32.MaxValue", start + length);
  }

  protected name(): string {
    const start = this.at;
    while (this.at < this.pattern.length && isWord(this.pattern.charCodeAt(this.at))) this.at++;
    return this.pattern.slice(start, this.at);
  }

  protected placeOf(number: number): number {
    return this.known?.byNumber.get(number) ?? 0;
  }

  protected numbered(number: number): number {
    if (this.known === null) return 0;
    const place = this.known.byNumber.get(number);
    if (place === undefined) throw this.error(`Reference to undefined group number ${number}`);
    return place;
  }

  protected namedPlace(name: string): number {
    if (this.known === null) return 0;
    const place = this.known.byName.get(name);
    if (place === undefined) throw this.error(`Reference to undefined group name '${name}'`);
    return place;
  }

  /** Behind a backslash. */
  protected backslash(): Node {
    const char = this.peek();
    if (char === undefined) throw this.error("Illegal \\ at end of pattern");
    const what = ASSERTIONS.get(char);
    if (what !== undefined) {
      this.at++;
      return { kind: "assertion", what };
    }
    const members = this.classEscape(char);
    return members === null ? this.reference() : { kind: "set", set: setOf(members) };
  }

  /** `\d`, `\w`, `\s`, `\p{..}` and their opposites; null: something else stands here. */
  protected classEscape(char: string): Member | null {
    const member = CLASSES.get(char.toLowerCase());
    const negated = char !== char.toLowerCase();
    if (member !== undefined) {
      this.at++;
      return negated ? (code) => !member(code) : member;
    }
    if (char !== "p" && char !== "P") return null;
    this.at++;
    const found = this.property();
    return negated ? (code) => !found(code) : found;
  }

  protected property(): Member {
    if (this.at + 2 >= this.pattern.length) throw this.error("Incomplete \\p{X} character escape");
    if (this.pattern[this.at++] !== "{") throw this.error("Malformed \\p{X} character escape");
    const start = this.at;
    while (this.at < this.pattern.length && (isWord(this.pattern.charCodeAt(this.at)) || this.peek() === "-")) this.at++;
    const name = this.pattern.slice(start, this.at);
    if (this.pattern[this.at++] !== "}")
      throw this.error("Incomplete \\p{X} character escape", Math.min(this.at, this.pattern.length));
    const found = property(name);
    if (found === null) throw this.error(`Unknown property '${name}'`);
    if (found === "block") throw new Inexpressible(`the Unicode block ${name}`);
    // Windows PowerShell lowers the text before it asks, PowerShell 7 does not.
    if (this.has(IGNORE_CASE) && /^L[ult]$/.test(name)) throw new Inexpressible("a category of case where case is ignored");
    return found;
  }

  protected reference(): Node {
    const start = this.at;
    let close: string | null = null;
    if (this.peek() === "k") {
      const quote = this.peek(1);
      if (quote !== "<" && quote !== "'")
        throw this.error("Malformed \\k<...> named back reference", Math.min(this.at + 2, this.pattern.length));
      this.at += 2;
      close = quote === "<" ? ">" : "'";
      if (this.peek() === undefined) throw this.error("Malformed \\k<...> named back reference");
    } else if ((this.peek() === "<" || this.peek() === "'") && this.peek(1) !== undefined) {
      close = this.peek() === "<" ? ">" : "'";
      this.at++;
    }
    const char = this.peek() as string;
    if (close !== null && /\d/.test(char)) {
      const number = this.decimal();
      if (this.peek() === close) {
        this.at++;
        return this.referenceTo(this.numbered(number));
      }
    } else if (close === null && /[1-9]/.test(char)) {
      const number = this.decimal();
      if (this.known === null || this.known.byNumber.has(number)) return this.referenceTo(this.placeOf(number));
      if (number <= 9) throw this.error(`Reference to undefined group number ${number}`);
    } else if (close !== null && isWord(char.charCodeAt(0))) {
      const name = this.name();
      if (this.peek() === close) {
        this.at++;
        return this.referenceTo(this.namedPlace(name));
      }
    }
    this.at = start;
    return this.char(this.charEscape());
  }

  protected referenceTo(group: number): Node {
    return { kind: "reference", group, fold: this.has(IGNORE_CASE) };
  }

  /** Behind a backslash: the code unit that is meant. */
  protected charEscape(): number {
    const char = this.peek() as string;
    if (/[0-7]/.test(char)) {
      const digits = (/^[0-7]{1,3}/.exec(this.pattern.slice(this.at)) as RegExpExecArray)[0];
      this.at += digits.length;
      return Number.parseInt(digits, 8) & 0xff;
    }
    this.at++;
    switch (char) {
      case "x":
        return this.hexadecimal(2);
      case "u":
        return this.hexadecimal(4);
      case "c": {
        const control = this.peek();
        if (control === undefined) throw this.error("Missing control character");
        this.at++;
        const code = (/[a-z]/.test(control) ? control.toUpperCase() : control).charCodeAt(0) - 64;
        if (code < 0 || code >= 32) throw this.error("Unrecognized control character");
        return code;
      }
      default: {
        const known = ESCAPES.get(char);
        if (known !== undefined) return known;
        if (isWord(char.charCodeAt(0))) throw this.error(`Unrecognized escape sequence \\${char}`);
        return char.charCodeAt(0);
      }
    }
  }

  protected hexadecimal(count: number): number {
    const digits = this.pattern.slice(this.at, this.at + count);
    if (digits.length < count) throw this.error("Insufficient or invalid hexadecimal digits");
    const valid = (/^[0-9a-fA-F]*/.exec(digits) as RegExpExecArray)[0].length;
    if (valid < count) throw this.error("Insufficient or invalid hexadecimal digits", this.at + valid + 1);
    this.at += count;
    return Number.parseInt(digits, 16);
  }

  /** Behind `[`. */
  protected charClass(): CharSet {
    if (++this.depth > MAXIMUM_NESTING) throw new Inexpressible("very deep nesting");
    const negated = this.peek() === "^";
    if (negated) this.at++;
    const set = new CharSet(negated, this.has(IGNORE_CASE));
    let low = -1;
    for (let first = true; ; first = false) {
      const char = this.peek();
      if (char === undefined) throw this.error("Unterminated [] set", this.pattern.length);
      this.at++;
      if (char === "]" && !first) break;
      let code = char.charCodeAt(0);
      let escaped = false;
      if (char === "\\" && this.at < this.pattern.length) {
        const next = this.peek() as string;
        if (/[dDwWsSpP]/.test(next)) {
          if (low >= 0) throw this.error(`Cannot include class \\${next} in character range`, this.at + 1);
          set.addMembers(this.classEscape(next) as Member, false);
          continue;
        }
        code = this.charEscape();
        escaped = true;
      }
      if (low >= 0) {
        if (char === "[" && !escaped && !first) {
          set.addRange(low, low);
          this.subtraction(set);
        } else {
          if (low > code) throw this.error("[x-y] range in reverse order");
          set.addRange(low, code);
        }
        low = -1;
      } else if (
        this.peek() === "-" &&
        this.peek(1) !== undefined &&
        this.peek(1) !== "]" &&
        !(escaped && char === "\\" && code === 45)
      ) {
        low = code;
        this.at++;
      } else if (char === "-" && !escaped && this.peek() === "[" && !first) {
        this.at++;
        this.subtraction(set);
      } else set.addRange(code, code);
    }
    this.depth--;
    return set;
  }

  protected subtraction(set: CharSet): void {
    set.subtract(this.charClass());
    if (this.peek() !== undefined && this.peek() !== "]")
      throw this.error("A subtraction must be the last element in a character class");
  }
}

const ASSERTIONS: ReadonlyMap<string, (Node & { kind: "assertion" })["what"]> = new Map([
  ["b", "boundary"],
  ["B", "noBoundary"],
  ["A", "textStart"],
  ["G", "matchStart"],
  ["Z", "lastLineEnd"],
  ["z", "textEnd"],
]);

const CLASSES: ReadonlyMap<string, Member> = new Map([
  ["d", isDigit],
  ["w", isWord],
  ["s", isSpace],
]);

const ESCAPES: ReadonlyMap<string, number> = new Map([
  ["a", 7],
  ["b", 8],
  ["e", 27],
  ["f", 12],
  ["n", 10],
  ["r", 13],
  ["t", 9],
  ["v", 11],
]);
