import type { ExpandableString, QuoteKind, StringLiteral, SubExpression, Variable } from "./ast.js";
import { isDoubleQuote, isSingleQuote, traitsOf, VARIABLE_START, WHITE } from "./characters.js";
import { VariableScanner } from "./variables.js";

export type StringParts = (string | Variable | SubExpression)[];

/** Where a `$( )` inside a string ends, and which quotes PowerShell drops before it parses the inside. */
interface Cut {
  readonly end: number;
  /** Offsets of the dropped code units, or null when nothing is dropped. */
  readonly dropped: readonly number[] | null;
}

/** Quoted strings, here-strings and the expansions in them. */
export abstract class StringScanner extends VariableScanner {
  /**
   * Ends of `$(` that lie inside one already cut, by offset of the `$`: keeps deep nesting linear. They are used only when
   * the outer cut dropped nothing (its inside is parsed from another text otherwise), so these drop nothing either.
   */
  private readonly knownCuts = new Map<number, number>();

  /** Parses statements up to `)`; the cursor is behind `$(`. */
  protected abstract subExpressionBody(start: number): SubExpression;
  /** Parses `$( ... )` from a text of its own; `offsets[i]` is where its code unit `i` came from. */
  protected abstract subExpressionOf(text: string, offsets: Int32Array): SubExpression;

  /** At a single quote. */
  protected singleQuoted(): StringLiteral {
    const start = this.pos;
    const value = this.singleQuotedText(start);
    return { kind: "String", start, end: this.pos, value, quote: "single" };
  }

  protected singleQuotedText(start: number): string {
    const { text, codes } = this;
    let from = start + 1;
    let i = from;
    let value = "";
    for (;;) {
      const code = codes[i] as number;
      if (code === 39 || (code >= 0x2018 && code <= 0x201b)) {
        if (!isSingleQuote(codes[i + 1] as number)) break;
        value += text.slice(from, i);
        from = i + 1;
        i += 2;
      } else if (code === 0 && i >= this.limit) this.fail("TerminatorExpectedAtEndOfString", start, this.limit, "'");
      else i++;
    }
    this.pos = i + 1;
    return value === "" ? text.slice(from, i) : value + text.slice(from, i);
  }

  /** At a double quote. */
  protected doubleQuoted(): StringLiteral | ExpandableString {
    const start = this.pos;
    const parts: StringParts = [];
    const tail = this.doubleQuotedParts(start, parts, "");
    return finishString(start, this.pos, parts, tail, "double");
  }

  /** Scans from the opening quote at `start`; literal text so far is `head`. Returns the literal text behind the last part. */
  protected doubleQuotedParts(start: number, parts: StringParts, head: string): string {
    const { text, codes } = this;
    let from = start + 1;
    let i = from;
    let literal = head;
    for (;;) {
      const code = codes[i] as number;
      if (code === 34 || (code >= 0x201c && code <= 0x201e)) {
        if (!isDoubleQuote(codes[i + 1] as number)) break;
        literal += text.slice(from, i);
        from = i + 1;
        i += 2;
      } else if (code === 36) {
        this.pos = i;
        const part = this.expansion(false);
        if (part === null) {
          i++;
          continue;
        }
        literal += text.slice(from, i);
        if (literal !== "") parts.push(literal);
        parts.push(part);
        literal = "";
        i = from = this.pos;
      } else if (code === 96 && codes[i + 1] !== 0) {
        literal += text.slice(from, i);
        this.pos = i;
        literal += this.escape();
        i = from = this.pos;
      } else if (code === 0 && i >= this.limit) this.fail("TerminatorExpectedAtEndOfString", start, this.limit, '"');
      else i++;
    }
    this.pos = i + 1;
    return literal === "" ? text.slice(from, i) : literal + text.slice(from, i);
  }

  /** At `@'` or `@"`. */
  protected hereString(): StringLiteral | ExpandableString {
    const start = this.pos;
    const double = isDoubleQuote(this.at(start + 1));
    this.pos = start + 2;
    this.hereStringHeader(start, double);
    if (this.isFooter(this.pos, double)) {
      this.pos += 2;
      return { kind: "String", start, end: this.pos, value: "", quote: double ? "here-double" : "here-single" };
    }
    const parts: StringParts = [];
    const tail = double ? this.hereDoubleBody(start, parts) : this.hereSingleBody(start);
    return finishString(start, this.pos, parts, tail, double ? "here-double" : "here-single");
  }

  private hereStringHeader(start: number, double: boolean): void {
    let i = this.pos;
    while ((traitsOf(this.at(i)) & WHITE) !== 0) i++;
    const code = this.at(i);
    if (code === 13) i += this.at(i + 1) === 10 ? 2 : 1;
    else if (code === 10) i++;
    else if (i >= this.limit) this.fail("TerminatorExpectedAtEndOfString", start, this.limit, double ? '"@' : "'@");
    else this.fail("UnexpectedCharactersAfterHereStringHeader", i, i + 1);
    this.pos = i;
  }

  private isFooter(index: number, double: boolean): boolean {
    const code = this.at(index);
    return (double ? isDoubleQuote(code) : isSingleQuote(code)) && this.at(index + 1) === 64;
  }

  private hereSingleBody(start: number): string {
    const from = this.pos;
    for (let i = from; ; i++) {
      const code = this.at(i);
      if (code === 10 || code === 13) {
        const lineEnd = i;
        if (code === 13 && this.at(i + 1) === 10) i++;
        if (this.isFooter(i + 1, false)) {
          this.pos = i + 3;
          return this.text.slice(from, lineEnd);
        }
      } else if (code === 0 && i >= this.limit) this.unterminatedHereString(start, false);
    }
  }

  private hereDoubleBody(start: number, parts: StringParts): string {
    let from = this.pos;
    let i = from;
    let literal = "";
    for (;;) {
      const code = this.at(i);
      if (code === 10 || code === 13) {
        const lineEnd = i;
        i += code === 13 && this.at(i + 1) === 10 ? 2 : 1;
        if (this.isFooter(i, true)) {
          this.pos = i + 2;
          return literal + this.text.slice(from, lineEnd);
        }
      } else if (code === 36) {
        this.pos = i;
        const part = this.expansion(true);
        if (part === null) {
          i++;
          continue;
        }
        literal += this.text.slice(from, i);
        if (literal !== "") parts.push(literal);
        parts.push(part);
        literal = "";
        i = from = this.pos;
      } else if (code === 96 && this.at(i + 1) !== 0) {
        literal += this.text.slice(from, i);
        this.pos = i;
        literal += this.escape();
        i = from = this.pos;
      } else if (code === 0 && i >= this.limit) this.unterminatedHereString(start, true);
      else i++;
    }
  }

  private unterminatedHereString(start: number, double: boolean): never {
    for (let i = start + 2; i < this.limit; i++) {
      if (this.at(i - 1) !== 10 && this.at(i - 1) !== 13) continue;
      while ((traitsOf(this.at(i)) & WHITE) !== 0) i++;
      if (this.isFooter(i, double)) this.fail("WhitespaceBeforeHereStringFooter", i, i + 2);
    }
    this.fail("TerminatorExpectedAtEndOfString", start, this.limit, double ? '"@' : "'@");
  }

  /** At `$` inside a string or word: the variable or sub-expression there, or null for a plain dollar sign. */
  protected expansion(hereString: boolean): Variable | SubExpression | null {
    const code = this.at(this.pos + 1);
    if (code === 40) return this.embeddedSubExpression(hereString);
    if (code === 123 || (traitsOf(code) & VARIABLE_START) !== 0) return this.variable(true);
    return null;
  }

  /**
   * PowerShell first cuts `$( )` out of a string by counting parentheses, blind to quotes, and drops one of each pair of
   * quotes (or a backtick before a quote); only then is the inside parsed. What the parse leaves over is ignored.
   */
  private embeddedSubExpression(hereString: boolean): SubExpression {
    const start = this.pos;
    const cut = this.cutSubExpression(start, hereString);
    let node: SubExpression;
    if (cut.dropped === null) {
      const limit = this.limit;
      const code = this.codes[cut.end] as number;
      this.codes[cut.end] = 0;
      this.limit = cut.end;
      this.pos = start + 2;
      node = this.subExpressionBody(start);
      this.limit = limit;
      this.codes[cut.end] = code;
      if (node.end !== cut.end) node = { ...node, end: cut.end };
    } else {
      const dropped = new Set(cut.dropped);
      const offsets = new Int32Array(cut.end - start - dropped.size + 1);
      let inside = "";
      for (let i = start; i < cut.end; i++) {
        // A unit behind a dropped one keeps the place of that one: the escape belongs to what it escapes.
        offsets[inside.length] = dropped.has(i) ? i++ : i;
        inside += this.text[i];
      }
      offsets[inside.length] = cut.end;
      node = this.subExpressionOf(inside, offsets);
    }
    this.pos = cut.end;
    return node;
  }

  protected cutSubExpression(start: number, hereString: boolean): Cut {
    const { codes, knownCuts } = this;
    const known = knownCuts.get(start);
    if (known !== undefined) return { end: known, dropped: null };
    const open: number[] = [];
    let dropped: number[] | null = null;
    let i = start + 2;
    let level = 1;
    for (;;) {
      const code = codes[i] as number;
      if (code === 40) {
        level++;
        if (!hereString && codes[i - 1] === 36) open.push(level, i - 1);
      } else if (code === 41) {
        if (open.length > 0 && open[open.length - 2] === level) {
          const inner = open.pop() as number;
          open.pop();
          knownCuts.set(inner, i + 1);
        }
        if (--level === 0) return { end: i + 1, dropped };
      } else if ((code === 96 || isDoubleQuote(code)) && !hereString && isDoubleQuote(codes[i + 1] as number)) {
        dropped ??= [];
        dropped.push(i);
        i++;
      } else if (code === 0 && i >= this.limit) this.fail("IncompleteDollarSubexpressionReference", start, this.limit);
      i++;
    }
  }
}

export function finishString(
  start: number,
  end: number,
  parts: StringParts,
  tail: string,
  quote: QuoteKind,
): StringLiteral | ExpandableString {
  if (parts.length === 0) return { kind: "String", start, end, value: tail, quote };
  if (tail !== "") parts.push(tail);
  return { kind: "Expandable", start, end, parts, quote };
}
