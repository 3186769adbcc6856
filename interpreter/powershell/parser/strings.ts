import type { Dialect, ExpandableString, QuoteKind, StringLiteral, SubExpression, Variable } from "../ast.js";
import {
  classify,
  IDENTIFIER,
  isDoubleQuote,
  isHexDigit,
  isSingleQuote,
  TOKEN_END,
  traits,
  traitsOf,
  VARIABLE_START,
  WHITE,
  WORD_STOP,
} from "../characters.js";
import { Scanner } from "./scanner.js";

export type StringParts = (string | Variable | SubExpression)[];

/** Where a `$( )` inside a string ends, and which quotes PowerShell drops before it parses the inside. */
interface Cut {
  readonly end: number;
  /** Offsets of the dropped code units, or null when nothing is dropped. */
  readonly dropped: readonly number[] | null;
}

/** Quoted strings, here-strings, bare words and variables: everything that may hold expansions. */
export abstract class StringScanner extends Scanner {
  /** True for PowerShell 7, false for Windows PowerShell 5.1. */
  protected readonly seven: boolean;
  /**
   * Ends of `$(` that lie inside one already cut, by offset of the `$`: keeps deep nesting linear. They are used only when
   * the outer cut dropped nothing (its inside is parsed from another text otherwise), so these drop nothing either.
   */
  private readonly knownCuts = new Map<number, number>();

  constructor(
    text: string,
    protected readonly dialect: Dialect,
  ) {
    super(text);
    this.seven = dialect === "7";
  }

  /** Parses statements up to `)`; the cursor is behind `$(`. */
  protected abstract subExpressionBody(start: number): SubExpression;
  /** Parses `$( ... )` from a text of its own; `offsets[i]` is where its code unit `i` came from. */
  protected abstract subExpressionOf(text: string, offsets: Int32Array): SubExpression;

  // ------------------------------------------------------------------ quoted strings

  /** At a single quote. */
  protected singleQuoted(): StringLiteral {
    const start = this.pos;
    const value = this.singleQuotedText(start);
    return { kind: "String", start, end: this.pos, value, quote: "single" };
  }

  private singleQuotedText(start: number): string {
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
  private doubleQuotedParts(start: number, parts: StringParts, head: string): string {
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

  /** At a backtick that is not the last code unit; moves behind the escape and returns what it stands for. */
  private escape(): string {
    const code = this.at(this.pos + 1);
    this.pos += 2;
    switch (code) {
      case 48:
        return "\0";
      case 97:
        return "\x07";
      case 98:
        return "\b";
      case 101:
        return this.seven ? "\x1b" : "e";
      case 102:
        return "\f";
      case 110:
        return "\n";
      case 114:
        return "\r";
      case 116:
        return "\t";
      case 117:
        return this.seven ? this.unicodeEscape() : "u";
      case 118:
        return "\v";
      default:
        return String.fromCharCode(code);
    }
  }

  /** Behind `` `u ``. */
  private unicodeEscape(): string {
    const start = this.pos - 2;
    if (this.at(this.pos) !== 123) this.fail("InvalidUnicodeEscapeSequence", start, this.pos);
    let i = this.pos + 1;
    while (isHexDigit(this.at(i)) && i - this.pos <= 7) i++;
    const digits = i - this.pos - 1;
    if (digits > 6) this.fail("TooManyDigitsInUnicodeEscapeSequence", i - 1, i);
    if (this.at(i) !== 125) {
      this.fail(digits < 6 ? "InvalidUnicodeEscapeSequence" : "MissingUnicodeEscapeSequenceTerminator", i, i + 1);
    }
    if (digits === 0) this.fail("InvalidUnicodeEscapeSequence", start, i + 1);
    const value = Number.parseInt(this.text.slice(this.pos + 1, i), 16);
    if (value > 0x10ffff) this.fail("InvalidUnicodeEscapeSequenceValue", this.pos + 1, i);
    this.pos = i + 1;
    return String.fromCodePoint(value);
  }

  // ------------------------------------------------------------------ here-strings

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

  // ------------------------------------------------------------------ expansions

  /** At `$` inside a string or word: the variable or sub-expression there, or null for a plain dollar sign. */
  private expansion(hereString: boolean): Variable | SubExpression | null {
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
    this.deeper();
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
        if (dropped.has(i)) continue;
        offsets[inside.length] = i;
        inside += this.text[i];
      }
      offsets[inside.length] = cut.end;
      node = this.subExpressionOf(inside, offsets);
    }
    this.depth--;
    this.pos = cut.end;
    return node;
  }

  private cutSubExpression(start: number, hereString: boolean): Cut {
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

  // ------------------------------------------------------------------ variables

  /** At `$` (or `@` of a splat) that is followed by `{` or a variable's first character. */
  protected variable(inString: boolean): Variable {
    const start = this.pos;
    const { codes } = this;
    const first = codes[start + 1] as number;
    if (first === 123) return this.bracedVariable(start, inString);
    let i = start + 2;
    let colon = first === 58;
    let upper = false;
    if (first !== 36 && first !== 63 && first !== 94) {
      i = start + 1;
      for (;;) {
        const code = codes[i] as number;
        if (code >= 97 && code <= 122) i++;
        else if ((code >= 65 && code <= 90) || code > 127) {
          if (code > 127 && (traitsOf(code) & (IDENTIFIER | VARIABLE_START)) !== (IDENTIFIER | VARIABLE_START)) break;
          upper = true;
          i++;
        } else if ((code >= 48 && code <= 57) || code === 95 || code === 63) i++;
        else if (code === 58 && codes[i + 1] !== 58) {
          colon = true;
          i++;
        } else if (i === start + 1) i++;
        else break;
      }
    }
    this.pos = i;
    const name = this.text.slice(start + 1, i);
    if (!colon) return { kind: "Variable", start, end: i, name, drive: null, key: upper ? name.toLowerCase() : name };
    return this.pathVariable(start, name, false);
  }

  private bracedVariable(start: number, inString: boolean): Variable {
    let name = "";
    let i = start + 2;
    for (;;) {
      const code = this.at(i);
      if (code === 125) break;
      if (code === 96 && i + 1 < this.limit) {
        this.pos = i;
        name += this.escape();
        i = this.pos;
        continue;
      }
      if (code === 123) this.fail("OpenBraceNeedsToBeBackTickedInVariableName", i + 1, i + 1);
      if (i >= this.limit) this.fail("IncompleteDollarVariableReference", start + 1, this.limit);
      if (inString && isDoubleQuote(code) && isDoubleQuote(this.at(i + 1))) i++;
      name += this.text[i];
      i++;
    }
    this.pos = i + 1;
    if (name === "") this.fail("EmptyVariableReference", i, i + 1);
    return this.pathVariable(start, name, true);
  }

  /** Splits `drive:name`; a colon in front belongs to nothing. */
  private pathVariable(start: number, name: string, braced: boolean): Variable {
    const end = this.pos;
    const colon = name.indexOf(":");
    const drive = colon > 0 ? name.slice(0, colon).toLowerCase() : null;
    const rest = colon >= 0 ? name.slice(colon + 1) : name;
    if (rest === "" || (drive === "variable" && rest.endsWith(":") && SCOPES.has(rest.slice(0, -1).toLowerCase()))) {
      if (braced) this.fail("InvalidBracedVariableReference", start, end);
      const scoped = drive === null || SCOPES.has(drive) || drive === "variable";
      this.fail(scoped ? "InvalidVariableReference" : "InvalidVariableReferenceWithDrive", start, end);
    }
    return { kind: "Variable", start, end, name, drive, key: rest.toLowerCase() };
  }

  // ------------------------------------------------------------------ bare words

  /** True when the variable that ends at the cursor is a token of its own in command mode, not the head of a word. */
  protected endsAsVariable(variable: Variable): boolean {
    const code = this.at(this.pos);
    if ((traitsOf(code) & TOKEN_END) !== 0) return true;
    const first = this.at(variable.start + 1);
    if (first === 36 || first === 63 || first === 94) return false;
    if (code === 46 || code === 91) return true;
    return first !== 123 && (code === 61 || (code === 58 && this.at(this.pos + 1) === 58));
  }

  /** A word of command mode from the cursor to the next token end. `literal`: a name, whose `$` is not expanded. */
  protected word(literal: boolean): StringLiteral | ExpandableString {
    const { codes, text } = this;
    const start = this.pos;
    let i = start;
    if (codes[i] === 96 && i + 1 >= this.limit) this.fail("IncompleteString", i, this.limit);
    while ((((traits[codes[i] as number] as number) || classify(codes[i] as number)) & WORD_STOP) === 0) i++;
    if ((((traits[codes[i] as number] as number) || classify(codes[i] as number)) & TOKEN_END) !== 0) {
      if (i === start) i++;
      this.pos = i;
      return { kind: "String", start, end: i, value: text.slice(start, i), quote: "bare" };
    }
    return this.richWord(start, i, literal);
  }

  /** A word with quotes, escapes or expansions in it; `i` is the first of them. */
  private richWord(start: number, first: number, literal: boolean): StringLiteral | ExpandableString {
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

const SCOPES: ReadonlySet<string> = new Set(["global", "local", "private", "script"]);

function finishString(
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
