import { NetException } from "../failures.js";
import { CharSet, fold, isDigit, isSpace, isWord, type Member, property, setOf } from "./char-set.js";
import {
  ECMASCRIPT,
  EXPLICIT_CAPTURE,
  IGNORE_CASE,
  IGNORE_WHITESPACE,
  Inexpressible,
  MULTILINE,
  NON_BACKTRACKING,
  RIGHT_TO_LEFT,
  SINGLELINE,
} from "./options.js";
import type { Node, Pattern } from "./syntax.js";

/**
 * Reads a .NET regular expression. Throws NetException where .NET refuses it, with its message, and Inexpressible for what is not
 * matched here. Syntax: "Regular Expression Language - Quick Reference" of the .NET documentation.
 */
export function parsePattern(pattern: string, options: number): Pattern {
  if (options & RIGHT_TO_LEFT) throw new Inexpressible("RightToLeft");
  if (options & ECMASCRIPT) throw new Inexpressible("ECMAScript behaviour");
  if (options & NON_BACKTRACKING) throw new Inexpressible("NonBacktracking");
  if (pattern.length > MAXIMUM_PATTERN) throw new Inexpressible("a very long pattern");
  // What a reference means depends on groups that may come later, so they are counted first.
  const first = new PatternParser(pattern, options, null);
  first.run();
  const groups = first.groups();
  return { root: new PatternParser(pattern, options, groups).run(), names: groups.names };
}

const MAXIMUM_PATTERN = 20_000;
const MAXIMUM_NESTING = 200;

interface Groups {
  readonly names: readonly string[];
  /** Place in `names` by number and by name. */
  readonly byNumber: ReadonlyMap<number, number>;
  readonly byName: ReadonlyMap<string, number>;
}

const EMPTY: Node = { kind: "empty" };
const NO_LINE_FEED = setOf((code) => code !== 10);
const EVERYTHING = setOf(() => true);

class PatternParser {
  private at = 0;
  private depth = 0;
  /** The number of the next group without a name. */
  private next = 1;
  private readonly numbers = new Set<number>([0]);
  private readonly named: string[] = [];
  /** The parenthesis that comes is the condition of a conditional: it captures nothing. */
  private isCondition = false;

  constructor(
    private readonly pattern: string,
    private options: number,
    /** Null while groups are counted. */
    private readonly known: Groups | null,
  ) {}

  run(): Node {
    const node = this.alternatives();
    if (this.at < this.pattern.length) throw this.error("Too many )'s", this.at + 1);
    return node;
  }

  /** Numbers of groups without a name come first, then names in the order of their appearance. */
  groups(): Groups {
    const byNumber = new Map<number, string>([...this.numbers].map((number) => [number, String(number)]));
    let next = this.next;
    for (const name of this.named) {
      while (byNumber.has(next)) next++;
      byNumber.set(next++, name);
    }
    const sorted = [...byNumber].sort(([a], [b]) => a - b);
    return {
      names: sorted.map(([, name]) => name),
      byNumber: new Map(sorted.map(([number], place) => [number, place])),
      byName: new Map(sorted.map(([, name], place) => [name, place])),
    };
  }

  private error(why: string, offset = this.at): NetException {
    return new NetException(
      "System.Text.RegularExpressions.RegexParseException",
      `Invalid pattern '${this.pattern}' at offset ${offset}. ${why}.`,
    );
  }

  private peek(ahead = 0): string | undefined {
    return this.pattern[this.at + ahead];
  }

  private has(option: number): boolean {
    return (this.options & option) !== 0;
  }

  // ---------------------------------------------------------------- sequences

  private alternatives(): Node {
    if (++this.depth > MAXIMUM_NESTING) throw new Inexpressible("very deep nesting");
    const branches: Node[] = [];
    let items: Node[] = [];
    for (;;) {
      this.skipBlank();
      const char = this.peek();
      if (char === undefined || char === ")") break;
      if (char === "|") {
        this.at++;
        branches.push(sequence(items));
        items = [];
        continue;
      }
      const atom = this.atom(char);
      this.skipBlank();
      if (atom !== null) items.push(this.quantified(atom));
    }
    this.depth--;
    branches.push(sequence(items));
    return branches.length === 1 ? (branches[0] as Node) : { kind: "alternatives", items: branches };
  }

  /** Comments, and blanks when they are ignored. */
  private skipBlank(): void {
    for (;;) {
      const char = this.peek();
      if (this.has(IGNORE_WHITESPACE) && char !== undefined && " \t\n\f\r".includes(char)) this.at++;
      else if (this.has(IGNORE_WHITESPACE) && char === "#") {
        const end = this.pattern.indexOf("\n", this.at);
        this.at = end < 0 ? this.pattern.length : end;
      } else if (char === "(" && this.peek(1) === "?" && this.peek(2) === "#") {
        const end = this.pattern.indexOf(")", this.at);
        if (end < 0) throw this.error("Unterminated (?#...) comment", this.pattern.length);
        this.at = end + 1;
      } else return;
    }
  }

  private quantifier(): RegExpExecArray | null {
    return /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})/.exec(this.pattern.slice(this.at, this.at + 40));
  }

  private quantified(atom: Node): Node {
    const found = this.quantifier();
    if (found === null) return atom;
    this.at += found[0].length;
    let min = found[0] === "+" ? 1 : 0;
    let max = found[0] === "?" ? 1 : Number.POSITIVE_INFINITY;
    if (found[1] !== undefined) {
      min = Number(found[1]);
      max = found[2] === undefined ? min : found[3] ? Number(found[3]) : Number.POSITIVE_INFINITY;
      const start = this.at - found[0].length + 1;
      this.checkSize(found[1], start);
      this.checkSize(found[3] ?? "", start + found[1].length + 1);
    }
    this.skipBlank();
    const lazy = this.peek() === "?";
    if (lazy) this.at++;
    if (min > max) throw this.error("Illegal {x,y} with x > y");
    this.skipBlank();
    if (this.quantifier() !== null) throw this.error(`Nested quantifier '${this.peek()}'`, this.at + 1);
    return { kind: "loop", inner: atom, min, max, lazy };
  }

  /** Null: it was about options only. */
  private atom(char: string): Node | null {
    switch (char) {
      case "(":
        return this.group();
      case "[":
        this.at++;
        return { kind: "set", set: this.charClass() };
      case "\\":
        this.at++;
        return this.backslash();
      case ".":
        this.at++;
        return { kind: "set", set: this.has(SINGLELINE) ? EVERYTHING : NO_LINE_FEED };
      case "^":
        this.at++;
        return { kind: "assertion", what: this.has(MULTILINE) ? "lineStart" : "textStart" };
      case "$":
        this.at++;
        return { kind: "assertion", what: this.has(MULTILINE) ? "lineEnd" : "lastLineEnd" };
      default:
        if (this.quantifier() !== null) throw this.error(`Quantifier '${char}' following nothing`, this.at + 1);
        this.at++;
        return this.char(char.charCodeAt(0));
    }
  }

  private char(code: number): Node {
    const ignore = this.has(IGNORE_CASE);
    return { kind: "char", code: ignore ? fold(code) : code, fold: ignore };
  }

  // ---------------------------------------------------------------- groups

  private group(): Node | null {
    const outer = this.options;
    this.at++;
    const open = this.groupOpen();
    if (open === null) return null;
    const inner = this.alternatives();
    if (this.peek() !== ")") throw this.error("Not enough )'s", this.pattern.length);
    this.at++;
    this.options = outer;
    return open(inner);
  }

  /** Behind `(`. Null: it was options for what follows, with its parenthesis. */
  private groupOpen(): ((inner: Node) => Node) | null {
    const isCondition = this.isCondition;
    this.isCondition = false;
    if (this.peek() !== "?" || this.peek(1) === ")") {
      if (this.has(EXPLICIT_CAPTURE) || isCondition) return (inner) => inner;
      const number = this.next++;
      this.numbers.add(number);
      return this.capture(this.placeOf(number), -1);
    }
    this.at++;
    const char = this.peek();
    this.at++;
    switch (char) {
      case ":":
        return (inner) => inner;
      case "=":
        return look(false, false);
      case "!":
        return look(false, true);
      case ">":
        return (inner) => ({ kind: "atomic", inner });
      case "(":
        return this.conditional();
      case "'":
        return this.namedGroup("'");
      case "<": {
        const next = this.peek();
        if (next !== "=" && next !== "!") return this.namedGroup(">");
        this.at++;
        return look(true, next === "!");
      }
      case undefined:
        throw this.error("Unrecognized grouping construct", this.pattern.length);
      default:
        this.at--;
        return this.inlineOptions();
    }
  }

  private inlineOptions(): ((inner: Node) => Node) | null {
    let off = false;
    for (;;) {
      const char = this.peek();
      const option = char === undefined ? undefined : INLINE.get(char.toLowerCase());
      if (char === "-") off = true;
      else if (char === "+") off = false;
      else if (option !== undefined) this.options = off ? this.options & ~option : this.options | option;
      else break;
      this.at++;
    }
    const char = this.peek();
    if (char === undefined) throw this.error("Unrecognized grouping construct", this.pattern.length);
    this.at++;
    if (char === ")") return null;
    if (char !== ":") throw this.error("Unrecognized grouping construct");
    return (inner) => inner;
  }

  private capture(number: number, uncapture: number): (inner: Node) => Node {
    return (inner) => ({ kind: "group", number, uncapture, inner });
  }

  private namedGroup(close: string): (inner: Node) => Node {
    let number = -1;
    let balances = false;
    const char = this.peek();
    if (char !== undefined && /\d/.test(char)) {
      const value = this.decimal();
      this.endOfGroupName(close);
      if (value === 0) throw this.error("Capture number cannot be zero");
      this.numbers.add(value);
      number = this.placeOf(value);
    } else if (char !== undefined && isWord(char.charCodeAt(0))) {
      const name = this.name();
      this.endOfGroupName(close);
      if (!this.named.includes(name)) this.named.push(name);
      number = this.known?.byName.get(name) ?? 0;
    } else if (char === "-") balances = true;
    else if (char === undefined) throw this.error("Unrecognized grouping construct", this.pattern.length);
    else throw this.error("Invalid group name: Group names must begin with a word character");
    let uncapture = -1;
    if (this.peek() === "-" && this.peek(1) !== undefined) {
      balances = true;
      this.at++;
      uncapture = this.referenced(close);
    }
    if (this.peek() !== close) throw this.error("Unrecognized grouping construct", Math.min(this.at + 1, this.pattern.length));
    this.at++;
    if (balances && uncapture < 0) throw this.error("Unrecognized grouping construct");
    return this.capture(number, uncapture);
  }

  private endOfGroupName(close: string): void {
    const char = this.peek();
    if (char !== undefined && char !== close && char !== "-")
      throw this.error("Invalid group name: Group names must begin with a word character");
  }

  /** The group that a balancing group takes from. */
  private referenced(close: string): number {
    const char = this.peek() as string;
    let place: number;
    if (/\d/.test(char)) place = this.numbered(this.decimal());
    else if (isWord(char.charCodeAt(0))) place = this.namedPlace(this.name());
    else throw this.error("Invalid group name: Group names must begin with a word character");
    const next = this.peek();
    if (next !== undefined && next !== close)
      throw this.error("Invalid group name: Group names must begin with a word character");
    return place;
  }

  private conditional(): (inner: Node) => Node {
    const start = this.at;
    const char = this.peek();
    if (char !== undefined && /\d/.test(char)) {
      const number = this.decimal();
      if (this.peek() !== ")")
        throw this.error(
          `Conditional alternation is missing a closing parenthesis after the group number ${number}`,
          this.at + 1,
        );
      this.at++;
      const group = this.known === null ? 0 : this.known.byNumber.get(number);
      if (group === undefined) throw this.error(`Conditional alternation refers to an undefined group number ${number}`);
      return (inner) => ({ kind: "ifGroup", group, ...this.branches(inner) });
    }
    if (char !== undefined && isWord(char.charCodeAt(0))) {
      const name = this.name();
      // While groups are counted a later one may have this name: what it is makes no difference for the count.
      if (this.peek() === ")" && (this.known === null || this.known.byName.has(name))) {
        this.at++;
        const group = this.known?.byName.get(name) ?? 0;
        return (inner) => ({ kind: "ifGroup", group, ...this.branches(inner) });
      }
    }
    this.at = start - 1;
    if (this.peek(1) === "?") {
      if (this.peek(2) === "#") throw this.error("Alternation conditions cannot be comments");
      if (this.peek(2) === "'" || (this.peek(2) === "<" && this.peek(3) !== "=" && this.peek(3) !== "!"))
        throw this.error("Alternation conditions do not capture and cannot be named");
    }
    this.isCondition = true;
    const test = this.group() ?? EMPTY;
    return (inner) => ({ kind: "ifLook", test, ...this.branches(inner) });
  }

  private branches(inner: Node): { yes: Node; no: Node } {
    if (inner.kind !== "alternatives") return { yes: inner, no: EMPTY };
    if (inner.items.length > 2) throw this.error("Too many | in (?()|)");
    return { yes: inner.items[0] as Node, no: inner.items[1] as Node };
  }

  private decimal(): number {
    const digits = (/^\d+/.exec(this.pattern.slice(this.at)) as RegExpExecArray)[0];
    this.at += digits.length;
    this.checkSize(digits, this.at - digits.length);
    return Number(digits);
  }

  /** The error stands behind the digit that is too many. */
  private checkSize(digits: string, start: number): void {
    for (let length = 10; length <= digits.length; length++)
      if (Number(digits.slice(0, length)) > 2 ** 31 - 1)
        throw this.error("Quantifier and capture group numbers must be less than or equal to Int32.MaxValue", start + length);
  }

  private name(): string {
    const start = this.at;
    while (this.at < this.pattern.length && isWord(this.pattern.charCodeAt(this.at))) this.at++;
    return this.pattern.slice(start, this.at);
  }

  private placeOf(number: number): number {
    return this.known?.byNumber.get(number) ?? 0;
  }

  private numbered(number: number): number {
    if (this.known === null) return 0;
    const place = this.known.byNumber.get(number);
    if (place === undefined) throw this.error(`Reference to undefined group number ${number}`);
    return place;
  }

  private namedPlace(name: string): number {
    if (this.known === null) return 0;
    const place = this.known.byName.get(name);
    if (place === undefined) throw this.error(`Reference to undefined group name '${name}'`);
    return place;
  }

  // ---------------------------------------------------------------- escapes

  /** Behind a backslash. */
  private backslash(): Node {
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
  private classEscape(char: string): Member | null {
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

  private property(): Member {
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

  private reference(): Node {
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

  private referenceTo(group: number): Node {
    return { kind: "reference", group, fold: this.has(IGNORE_CASE) };
  }

  /** Behind a backslash: the code unit that is meant. */
  private charEscape(): number {
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

  private hexadecimal(count: number): number {
    const digits = this.pattern.slice(this.at, this.at + count);
    if (digits.length < count) throw this.error("Insufficient or invalid hexadecimal digits");
    const valid = (/^[0-9a-fA-F]*/.exec(digits) as RegExpExecArray)[0].length;
    if (valid < count) throw this.error("Insufficient or invalid hexadecimal digits", this.at + valid + 1);
    this.at += count;
    return Number.parseInt(digits, 16);
  }

  // ---------------------------------------------------------------- classes

  /** Behind `[`. */
  private charClass(): CharSet {
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

  private subtraction(set: CharSet): void {
    set.subtract(this.charClass());
    if (this.peek() !== undefined && this.peek() !== "]")
      throw this.error("A subtraction must be the last element in a character class");
  }
}

function sequence(items: readonly Node[]): Node {
  if (items.length === 0) return EMPTY;
  return items.length === 1 ? (items[0] as Node) : { kind: "sequence", items };
}

function look(behind: boolean, negated: boolean): (inner: Node) => Node {
  return (inner) => ({ kind: "look", inner, behind, negated });
}

const INLINE: ReadonlyMap<string, number> = new Map([
  ["i", IGNORE_CASE],
  ["m", MULTILINE],
  ["n", EXPLICIT_CAPTURE],
  ["s", SINGLELINE],
  ["x", IGNORE_WHITESPACE],
]);

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
