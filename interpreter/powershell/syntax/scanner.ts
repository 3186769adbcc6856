import { classify, isBlankOrLineEnd, SKIPPABLE, TOKEN_END, traits, traitsOf } from "./characters.js";
import { looksLikeSignature } from "./signature.js";
import { type SyntaxErrorId, SyntaxFailure } from "./syntax-error.js";

/** Nested constructs deeper than this are refused, far below what the stack of a Node process allows. */
export const MAXIMUM_DEPTH = 900;

/** One command, list or chain of operators of more parts than this is refused: its tree would take too much memory. */
const MAXIMUM_LENGTH = 1 << 19;

/** Code units past the end that may be looked at without a bounds check. */
const PADDING = 8;

/**
 * The source text as code units with a cursor. A NUL behind the last unit marks the end (`atEnd` tells it from a NUL in the
 * text); a sub-expression in a string is parsed in place by moving that mark to its closing parenthesis.
 */
export abstract class Scanner {
  protected readonly codes: Uint16Array;
  protected limit: number;
  protected pos = 0;
  protected depth = 0;
  /** Start of the comment that looks like the head of a signature block, or -1: no code may follow it. */
  protected signatureStart = -1;
  /** `#requires` comments of the script, by their start, with their end. */
  protected readonly requires = new Map<number, number>();

  constructor(protected readonly text: string) {
    const length = text.length;
    const codes = new Uint16Array(length + PADDING);
    for (let i = 0; i < length; i++) codes[i] = text.charCodeAt(i);
    this.codes = codes;
    this.limit = length;
  }

  protected at(index: number): number {
    return this.codes[index] as number;
  }

  protected atEnd(): boolean {
    return this.pos >= this.limit;
  }

  protected fail(id: SyntaxErrorId, start: number, end: number, ...details: string[]): never {
    throw new SyntaxFailure(id, Math.min(start, this.limit), Math.min(end, this.limit), details);
  }

  protected deeper(): void {
    if (++this.depth > MAXIMUM_DEPTH) this.fail("ScriptTooComplicated", this.pos, this.pos);
  }

  /** The construct that is being read has so many parts until now. */
  protected longer(parts: number): void {
    if (parts > MAXIMUM_LENGTH) this.fail("ScriptTooComplicated", this.pos, this.pos);
  }

  /** Skips what may stand between two tokens of one line. */
  protected blanks(): void {
    const codes = this.codes;
    for (;;) {
      const code = codes[this.pos] as number;
      if (code === 32) {
        this.pos++;
        continue;
      }
      if ((((traits[code] as number) || classify(code)) & SKIPPABLE) === 0) return;
      if (code === 35) this.lineComment();
      else if (code === 60) {
        if (codes[this.pos + 1] !== 35) return;
        this.blockComment();
      } else if (code === 96) {
        const next = codes[this.pos + 1] as number;
        if (!isBlankOrLineEnd(next)) return;
        this.pos += next === 13 && codes[this.pos + 2] === 10 ? 3 : 2;
      } else this.pos++;
    }
  }

  /** Skips blanks, comments and line ends. */
  protected newlines(): void {
    for (;;) {
      this.blanks();
      const code = this.codes[this.pos] as number;
      if (code !== 10 && code !== 13) return;
      this.pos++;
    }
  }

  protected newlinesAndSemicolons(): void {
    for (;;) {
      this.blanks();
      const code = this.codes[this.pos] as number;
      if (code !== 10 && code !== 13 && code !== 59) return;
      this.pos++;
    }
  }

  private lineComment(): void {
    const start = this.pos;
    const codes = this.codes;
    let i = start + 1;
    for (;;) {
      const code = codes[i] as number;
      if (code === 10 || code === 13 || (code === 0 && i >= this.limit)) break;
      i++;
    }
    this.pos = i;
    if (
      ((codes[start + 1] as number) | 32) === 114 &&
      this.limit === this.text.length &&
      this.text.slice(start + 1, start + 9).toLowerCase() === "requires"
    ) {
      this.requires.set(start, i);
    }
    const before = start > 0 ? (codes[start - 1] as number) : 0;
    if (before === 125 || (traitsOf(before) & TOKEN_END) === 0) this.attachedComment(start);
    if (this.signatureStart < 0 && looksLikeSignature(codes, start + 1, i)) this.signatureStart = start;
  }

  /** A comment that is glued to a token begins at `start`. */
  protected abstract attachedComment(start: number): void;

  protected blockComment(): void {
    const close = this.text.indexOf("#>", this.pos + 2);
    if (close < 0 || close + 2 > this.limit) this.fail("MissingTerminatorMultiLineComment", this.pos, this.limit);
    this.pos = close + 2;
  }

  /** The text of the token at `start`, for a message. */
  protected tokenText(start: number): string {
    let end = start + 1;
    while (
      end < this.limit &&
      end < start + 60 &&
      !isBlankOrLineEnd(this.at(end)) &&
      !"(){};,|&".includes(this.text[end] as string)
    )
      end++;
    return this.text.slice(start, Math.min(end, this.limit));
  }

  protected unexpected(): never {
    const token = this.tokenText(this.pos);
    this.fail("UnexpectedToken", this.pos, this.pos + token.length, token);
  }
}
