/** Splits a VBScript text into tokens. */
import { isStandIn } from "../../values/stand-ins.js";
import { syntaxError } from "./syntax-error.js";

export type TokenKind = "word" | "bracketed" | "number" | "string" | "date" | "symbol" | "line" | "end";

export interface Token {
  readonly kind: TokenKind;
  /** Words in lower case; symbols as they stand; the content of strings, bracketed names and dates. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Of a number: the value, and whether it is an integer. */
  readonly number?: { readonly value: number; readonly isInteger: boolean };
  /** A dot right behind what it belongs to, as in `a.b`; false for `.b` of a `With`. */
  readonly glued: boolean;
}

const TAB = 9;
const LINE_FEED = 10;
const RETURN = 13;
const SPACE = 32;
const NO_BREAK_SPACE = 160;

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
const isWordStart = (code: number): boolean => isLetter(code) || isStandIn(code);
const isWordPart = (code: number): boolean => isLetter(code) || isDigit(code) || code === 95 || isStandIn(code);
const isBlank = (code: number): boolean =>
  code === SPACE || code === TAB || code === 11 || code === 12 || code === NO_BREAK_SPACE || code === 0xfeff;
const isBreak = (code: number): boolean => code === LINE_FEED || code === RETURN;

const SYMBOLS = "()=+-*/\\^&<>,.:";

export function tokenize(text: string): Token[] {
  return new Lexer(text).run();
}

class Lexer {
  private at = 0;
  private readonly tokens: Token[] = [];

  constructor(private readonly text: string) {}

  run(): Token[] {
    const { text } = this;
    while (this.at < text.length) this.next();
    this.add("line", "\n", text.length, text.length);
    this.add("end", "", text.length, text.length);
    return this.tokens;
  }

  private next(): void {
    const { text } = this;
    const code = text.charCodeAt(this.at);
    if (isBlank(code)) this.at++;
    else if (isBreak(code)) this.lineBreak();
    else if (code === 39) this.comment();
    else if (code === 34) this.string();
    else if (code === 35) this.date();
    else if (code === 91) this.bracketed();
    else if (code === 95) this.continuation();
    else if (isWordStart(code)) this.word();
    else if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(this.at + 1)))) this.number();
    else if (code === 38 && this.radixLiteral()) return;
    else this.symbol();
  }

  private add(kind: TokenKind, text: string, start: number, end: number, number?: Token["number"]): void {
    const last = this.tokens[this.tokens.length - 1];
    const glued = last !== undefined && last.end === start && last.kind !== "line";
    this.tokens.push({ kind, text, start, end, glued, ...(number ? { number } : {}) });
    this.at = end;
  }

  private lineBreak(): void {
    const start = this.at;
    const { text } = this;
    const end = text.charCodeAt(start) === RETURN && text.charCodeAt(start + 1) === LINE_FEED ? start + 2 : start + 1;
    // Empty lines say nothing: one break is enough.
    if (this.tokens[this.tokens.length - 1]?.kind === "line") this.at = end;
    else this.add("line", "\n", start, end);
  }

  private comment(): void {
    while (this.at < this.text.length && !isBreak(this.text.charCodeAt(this.at))) this.at++;
  }

  /** `_` at the end of a line: the next line goes on with this one. */
  private continuation(): void {
    const { text } = this;
    let index = this.at + 1;
    while (index < text.length && isBlank(text.charCodeAt(index))) index++;
    if (index < text.length && !isBreak(text.charCodeAt(index))) throw syntaxError(1032, this.at, this.at + 1);
    this.at = text.charCodeAt(index) === RETURN && text.charCodeAt(index + 1) === LINE_FEED ? index + 2 : index + 1;
  }

  private string(): void {
    const start = this.at;
    const { text } = this;
    let content = "";
    let from = start + 1;
    for (let index = start + 1; ; index++) {
      const code = text.charCodeAt(index);
      if (index >= text.length || isBreak(code)) throw syntaxError(1033, start, index);
      if (code !== 34) continue;
      content += text.slice(from, index);
      if (text.charCodeAt(index + 1) !== 34) {
        this.add("string", content, start, index + 1);
        return;
      }
      content += '"';
      index++;
      from = index + 1;
    }
  }

  private date(): void {
    const start = this.at;
    const end = this.text.indexOf("#", start + 1);
    const content = this.text.slice(start + 1, end);
    if (end < 0 || /[\r\n]/.test(content)) throw syntaxError(1002, start, start + 1);
    this.add("date", content, start, end + 1);
  }

  private bracketed(): void {
    const start = this.at;
    const end = this.text.indexOf("]", start);
    const content = this.text.slice(start + 1, end);
    if (end < 0 || /[\r\n]/.test(content)) throw syntaxError(1007, start, start + 1);
    this.add("bracketed", content.toLowerCase(), start, end + 1);
  }

  private word(): void {
    const start = this.at;
    const { text } = this;
    let end = start + 1;
    while (end < text.length && isWordPart(text.charCodeAt(end))) end++;
    const word = text.slice(start, end).toLowerCase();
    const last = this.tokens[this.tokens.length - 1];
    if (word === "rem" && !(last?.text === "." && last.end === start)) {
      this.at = end;
      this.comment();
      return;
    }
    this.add("word", word, start, end);
  }

  private number(): void {
    const start = this.at;
    const match = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/.exec(this.text.slice(start, start + 400)) as RegExpExecArray;
    const written = match[0];
    const end = start + written.length;
    if (isWordStart(this.text.charCodeAt(end)) && !isStandIn(this.text.charCodeAt(end))) throw syntaxError(1025, end, end + 1);
    const value = Number(written);
    this.add("number", written, start, end, { value, isInteger: /^\d+$/.test(written) && value <= 2147483647 });
  }

  /** `&HFF`, `&O17`, with or without `&` behind. False: it is the operator. */
  private radixLiteral(): boolean {
    const start = this.at;
    const match = /^&(?:h([0-9a-f]+)|o?([0-7]+))(&?)/i.exec(this.text.slice(start, start + 40));
    if (!match) return false;
    const end = start + match[0].length;
    if (match[3] === "" && isWordPart(this.text.charCodeAt(end))) return false;
    const digits = match[1] ?? (match[2] as string);
    const radix = match[1] === undefined ? 8 : 16;
    const value = Number.parseInt(digits, radix);
    if (value > 0xffffffff) return false;
    // Four digits without a type sign are an Integer of 16 bits, of which the first is the sign.
    const narrow = match[3] === "" && value <= 0xffff && value >= 0x8000;
    this.add("number", match[0], start, end, { value: narrow ? value - 0x10000 : value | 0, isInteger: true });
    return true;
  }

  private symbol(): void {
    const start = this.at;
    const two = this.text.slice(start, start + 2);
    if (two === "<>" || two === "<=" || two === ">=" || two === "=<" || two === "=>" || two === "><") {
      this.add("symbol", two === "=<" ? "<=" : two === "=>" ? ">=" : two === "><" ? "<>" : two, start, start + 2);
      return;
    }
    const one = this.text[start] as string;
    if (!SYMBOLS.includes(one)) throw syntaxError(1032, start, start + 1);
    this.add("symbol", one, start, start + 1);
  }
}
