import { NetException } from "../errors/failures.js";
import { isWord, setOf } from "./char-set.js";
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
import { type Groups, MAXIMUM_NESTING, PatternScanner } from "./scanner.js";
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
  try {
    first.run();
  } catch (error) {
    // An earlier reference may be wrong too, and that is the error that is told.
    if (!(error instanceof NetException)) throw error;
  }
  const groups = first.groups();
  return { root: new PatternParser(pattern, options, groups).run(), names: groups.names, numbers: [...groups.byNumber.keys()] };
}

const MAXIMUM_PATTERN = 20_000;

const EMPTY: Node = { kind: "empty" };
const NO_LINE_FEED = setOf((code) => code !== 10);
const EVERYTHING = setOf(() => true);

class PatternParser extends PatternScanner {
  /** The number of the next group without a name. */
  private next = 1;
  private readonly numbers = new Set<number>([0]);
  private readonly named: string[] = [];
  /** The parenthesis that comes is the condition of a conditional: it captures nothing. */
  private isCondition = false;
  /** What comes is a part of a conditional with a test: options may not change there. */
  private inConditional = false;
  private opensConditional = false;

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
    if (this.known !== null && this.quantifier() !== null) throw this.error(`Nested quantifier '${this.peek()}'`, this.at + 1);
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
        if (this.known !== null && this.quantifier() !== null)
          throw this.error(`Quantifier '${char}' following nothing`, this.at + 1);
        this.at++;
        return this.char(char.charCodeAt(0));
    }
  }

  private group(): Node | null {
    const outer = this.options;
    this.at++;
    const open = this.groupOpen();
    if (open === null) return null;
    const inConditional = this.inConditional;
    this.inConditional = this.opensConditional;
    this.opensConditional = false;
    const inner = this.alternatives();
    this.inConditional = inConditional;
    if (this.peek() !== ")") throw this.error("Not enough )'s", this.pattern.length);
    this.at++;
    this.options = outer;
    return open(inner);
  }

  /** Behind `(`. Null: it was options for what follows, with its parenthesis. */
  private groupOpen(): ((inner: Node) => Node) | null {
    const isPlain = this.peek() !== "?" || this.peek(1) === ")";
    const isCondition = this.isCondition;
    // .NET resets this when it counts, but when it reads a condition like `(?=a)` the next plain group captures nothing either.
    if (isPlain || this.known === null) this.isCondition = false;
    if (isPlain) {
      if (this.has(EXPLICIT_CAPTURE) || isCondition) return asGroup;
      const number = this.next++;
      this.numbers.add(number);
      return this.capture(this.placeOf(number), -1);
    }
    this.at++;
    const char = this.peek();
    this.at++;
    switch (char) {
      case ":":
        return asGroup;
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
    while (!this.inConditional || this.known === null) {
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
    return asGroup;
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
    const inConditional = this.inConditional;
    this.isCondition = true;
    this.inConditional = true;
    const test = this.group() ?? EMPTY;
    this.inConditional = inConditional;
    this.opensConditional = true;
    return (inner) => ({ kind: "ifLook", test, ...this.branches(inner) });
  }

  private branches(inner: Node): { yes: Node; no: Node } {
    if (inner.kind !== "alternatives") return { yes: inner, no: EMPTY };
    if (this.known !== null && inner.items.length > 2) throw this.error("Too many | in (?()|)");
    return { yes: inner.items[0] as Node, no: inner.items[1] as Node };
  }
}

function sequence(items: readonly Node[]): Node {
  if (items.length === 0) return EMPTY;
  return items.length === 1 ? (items[0] as Node) : { kind: "sequence", items };
}

/** Alternatives in a group without a capture stay a part of their own. */
function asGroup(inner: Node): Node {
  return inner.kind === "alternatives" ? { kind: "sequence", items: [inner] } : inner;
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
