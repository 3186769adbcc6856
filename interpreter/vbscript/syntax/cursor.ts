/** Reads tokens one after the other, with a bound on how deep the text nests. */
import { syntaxError, TooDeep, type VbSyntaxError } from "./syntax-error.js";
import type { Token } from "./tokens.js";

/** Deeper nesting is not followed: the evaluator's own stack has to hold it. */
const MAXIMUM_DEPTH = 200;

/** Words that are no names of variables. */
const RESERVED: ReadonlySet<string> = new Set(
  (
    "and byref byval call case class const dim do each else elseif empty end eqv exit false for function if imp in is let loop " +
    "mod new next not nothing null on option or private public redim rem select set stop sub then to true until wend while with xor"
  ).split(" "),
);

export class Cursor {
  index = 0;
  private depth = 0;
  /** How many statements were read. */
  size = 0;
  /** `Option Explicit` was read. */
  explicit = false;
  /** How many `With` blocks are around. */
  withs = 0;

  constructor(
    readonly text: string,
    private readonly tokens: readonly Token[],
  ) {}

  get token(): Token {
    return this.tokens[this.index] as Token;
  }

  peek(offset = 1): Token {
    return (this.tokens[Math.min(this.index + offset, this.tokens.length - 1)] ?? this.token) as Token;
  }

  /** The token before this one. */
  get before(): Token {
    return this.tokens[Math.max(0, this.index - 1)] as Token;
  }

  next(): Token {
    const { token } = this;
    if (token.kind !== "end") this.index++;
    return token;
  }

  isWord(word: string, offset = 0): boolean {
    const token = this.peek(offset);
    return token.kind === "word" && token.text === word;
  }

  isSymbol(symbol: string, offset = 0): boolean {
    const token = this.peek(offset);
    return token.kind === "symbol" && token.text === symbol;
  }

  takeWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.index++;
    return true;
  }

  takeSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false;
    this.index++;
    return true;
  }

  needWord(word: string, number: number): void {
    if (!this.takeWord(word)) throw this.error(number);
  }

  needSymbol(symbol: string, number: number): void {
    if (!this.takeSymbol(symbol)) throw this.error(number);
  }

  /** A name as it was written. */
  needName(): { readonly name: string; readonly key: string; readonly start: number; readonly end: number } {
    const { token } = this;
    if (token.kind === "bracketed" || (token.kind === "word" && !RESERVED.has(token.text))) {
      this.index++;
      return { name: this.written(token), key: token.text, start: token.start, end: token.end };
    }
    throw this.error(1010);
  }

  /** Behind a dot every word is a name. */
  needMember(): { readonly name: string; readonly key: string; readonly end: number } {
    const { token } = this;
    if (token.kind !== "word" && token.kind !== "bracketed") throw this.error(1010);
    this.index++;
    return { name: this.written(token), key: token.text, end: token.end };
  }

  written(token: Token): string {
    const text = this.text.slice(token.start, token.end);
    return token.kind === "bracketed" ? text.slice(1, -1) : text;
  }

  isName(token: Token): boolean {
    return token.kind === "bracketed" || (token.kind === "word" && !RESERVED.has(token.text));
  }

  /** Where a statement ends: at the line's end, or at a colon. */
  get atEnd(): boolean {
    const { token } = this;
    return token.kind === "line" || token.kind === "end" || (token.kind === "symbol" && token.text === ":");
  }

  skipEnds(): void {
    while (this.token.kind === "line" || this.isSymbol(":")) this.index++;
  }

  nested<T>(read: () => T): T {
    if (++this.depth > MAXIMUM_DEPTH) throw new TooDeep();
    const result = read();
    this.depth--;
    return result;
  }

  /** Goes back to try another reading. */
  rewind(index: number, depth: number): void {
    this.index = index;
    this.depth = depth;
  }

  get level(): number {
    return this.depth;
  }

  error(number: number, token: Token = this.token): VbSyntaxError {
    return syntaxError(number, token.start, token.end);
  }
}
