import type { ExpandableString, StringLiteral } from "./ast.js";
import {
  classify,
  IDENTIFIER,
  IDENTIFIER_START,
  isDoubleQuote,
  isSingleQuote,
  TOKEN_END,
  traits,
  traitsOf,
  VARIABLE_START,
  WORD_STOP,
} from "./characters.js";
import { finishString, type StringParts, StringScanner } from "./strings.js";

/** Bare words of command mode. */
export abstract class WordScanner extends StringScanner {
  /** A word of command mode from the cursor to the next token end. `literal`: a name, whose `$` is not expanded. */
  protected word(literal: boolean): StringLiteral | ExpandableString {
    const { codes, text } = this;
    const start = this.pos;
    let i = start;
    if (codes[i] === 96 && i + 1 >= this.limit) this.fail("IncompleteString", i, this.limit);
    while ((((traits[codes[i] as number] as number) || classify(codes[i] as number)) & WORD_STOP) === 0) i++;
    // What follows a label is taken as it is, even a quote.
    if (codes[start] === 58 && this.isLabel(start, i)) i++;
    if ((((traits[codes[i] as number] as number) || classify(codes[i] as number)) & TOKEN_END) !== 0) {
      if (i === start) i++;
      this.pos = i;
      return { kind: "String", start, end: i, value: text.slice(start, i), quote: "bare" };
    }
    return this.richWord(start, i, literal);
  }

  /** Whether `:` and an identifier reach from `start` to the quote, `$` or backtick at `end`. */
  private isLabel(start: number, end: number): boolean {
    if ((traitsOf(this.at(end)) & TOKEN_END) !== 0 || (traitsOf(this.at(start + 1)) & IDENTIFIER_START) === 0) return false;
    for (let i = start + 1; i < end; i++) if ((traitsOf(this.at(i)) & IDENTIFIER) === 0) return false;
    return true;
  }

  /** A word with quotes, escapes or expansions in it; `i` is the first of them. */
  protected richWord(start: number, first: number, literal: boolean): StringLiteral | ExpandableString {
    const { codes, text } = this;
    const parts: StringParts = [];
    let from = start;
    let i = first;
    let value = "";
    for (;;) {
      const code = codes[i] as number;
      const bits = (traits[code] as number) || classify(code);
      if ((bits & WORD_STOP) === 0) {
        i++;
      } else if ((bits & TOKEN_END) !== 0) {
        break;
      } else if (code === 96) {
        if (codes[i + 1] === 0) {
          i++;
          continue;
        }
        value += text.slice(from, i);
        this.pos = i;
        value += this.escape();
        i = from = this.pos;
      } else if (code === 36) {
        this.pos = i;
        const part = literal ? this.skippedExpansion() : this.expansion(false);
        if (part === null) {
          i++;
          continue;
        }
        value += text.slice(from, i);
        if (typeof part === "string") value += part;
        else {
          if (value !== "") parts.push(value);
          parts.push(part);
          value = "";
        }
        i = from = this.pos;
      } else if (isSingleQuote(code)) {
        value += text.slice(from, i);
        value += this.singleQuotedText(i);
        i = from = this.pos;
      } else {
        value += text.slice(from, i);
        value = literal ? value + this.skippedDoubleQuoted(i) : this.doubleQuotedParts(i, parts, value);
        i = from = this.pos;
      }
    }
    value += text.slice(from, i);
    this.pos = i;
    return finishString(start, i, parts, value, "bare");
  }

  /** The text of an expansion that is kept as it is, because the word is a name. */
  private skippedExpansion(): string | null {
    const start = this.pos;
    const code = this.at(start + 1);
    if (code === 40) this.pos = this.cutSubExpression(start, false).end;
    else if (code === 123 || (traitsOf(code) & VARIABLE_START) !== 0) this.variable(true);
    else return null;
    return this.text.slice(start, this.pos);
  }

  private skippedDoubleQuoted(start: number): string {
    let value = "";
    let i = start + 1;
    for (;;) {
      const code = this.at(i);
      if (isDoubleQuote(code)) {
        if (!isDoubleQuote(this.at(i + 1))) break;
        i++;
      } else if (code === 96 && this.at(i + 1) !== 0) {
        this.pos = i;
        value += this.escape();
        i = this.pos;
        continue;
      } else if (code === 36) {
        this.pos = i;
        const skipped = this.skippedExpansion();
        if (skipped !== null) {
          value += skipped;
          i = this.pos;
          continue;
        }
      } else if (code === 0 && i >= this.limit) this.fail("TerminatorExpectedAtEndOfString", start, this.limit, '"');
      value += this.text[i];
      i++;
    }
    this.pos = i + 1;
    return value;
  }
}
