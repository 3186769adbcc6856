import { Places } from "./places.js";

/**
 * The structure of an expanded command line: what is joined by `&`, `&&`, `||`, `|`, blocks, `if` and `for`, and redirections.
 * cmd reads structure after it has replaced %variables%, so this works on one expanded line (or block of lines) at a time.
 */
export type Command =
  /** `from` tells where a letter of `text` stands in the line. */
  | {
      readonly kind: "simple";
      readonly text: string;
      readonly start: number;
      readonly end: number;
      readonly from: (offset: number) => number;
      readonly redirections: readonly Redirection[];
    }
  | { readonly kind: "block"; readonly body: readonly Command[]; readonly redirections: readonly Redirection[] }
  | { readonly kind: "join"; readonly operator: "&" | "&&" | "||" | "|"; readonly left: Command; readonly right: Command }
  | {
      readonly kind: "if";
      readonly negated: boolean;
      readonly ignoreCase: boolean;
      readonly condition: Condition;
      readonly then: Command;
      readonly otherwise: Command | null;
    }
  | {
      readonly kind: "for";
      readonly form: "plain" | "/l" | "/f" | "/d" | "/r";
      readonly options: string;
      readonly variable: string;
      readonly set: string;
      readonly body: Command;
    };

export type Condition =
  | { readonly kind: "exist"; readonly path: string }
  | { readonly kind: "defined"; readonly name: string }
  | { readonly kind: "errorlevel"; readonly level: string }
  | { readonly kind: "compare"; readonly left: string; readonly operator: string; readonly right: string };

export interface Redirection {
  readonly handle: number;
  readonly mode: "write" | "append" | "read" | "duplicate";
  readonly target: string;
}

export class BatchSyntaxError extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

class UnclosedBlock extends BatchSyntaxError {}

export function parseLine(text: string): Command | null {
  const parser = new LineParser(text);
  return parser.line();
}

/**
 * Where the logical line that a text begins with ends: before a line feed, or at the end of the text when a parenthesis is not closed;
 * null: cmd would not take it, or not before its variables are replaced (`if %CONDITION% (`).
 */
export function logicalEnd(text: string): number | null {
  const parser = new LineParser(text, true);
  try {
    parser.line();
  } catch (stop) {
    if (!(stop instanceof BatchSyntaxError)) throw stop;
    return stop instanceof UnclosedBlock ? text.length : null;
  }
  const newline = text.indexOf("\n", parser.position);
  return newline < 0 ? text.length : newline;
}

/** Reads physical lines and tells whether more of them belong to the logical line: an open parenthesis, a caret at the end. */
export class Joined {
  private depth = 0;
  /** Where a command may begin, and so a parenthesis opens a block. */
  private start = true;

  /** True: the next line goes on with this one. */
  add(line: string): boolean {
    let quoted = false;
    let index = 0;
    for (; index < line.length; index++) {
      const letter = line[index] as string;
      if (letter === "^" && !quoted) index++;
      else if (letter === '"') quoted = !quoted;
      else if (!quoted && this.start && /^[0-9]?[<>]/.test(line.slice(index, index + 2))) {
        // A redirection may stand before the command it is for; the command still begins after it.
        index += redirectionLength(line.slice(index)) - 1;
        continue;
      } else if (!quoted && letter === "(" && (this.depth > 0 || this.start || opensBlock(line.slice(0, index)))) this.depth++;
      else if (!quoted && letter === ")" && this.depth > 0) this.depth--;
      if (!/\s/.test(letter) && letter !== "@") this.start = /[&|(]/.test(letter);
    }
    // A caret that had no letter to protect protects the end of the line.
    return this.depth > 0 || index > line.length;
  }
}

/** The letters of a redirection at the start of a text: `>> "%LOG%"`, `2>nul`, `>&2`. */
function redirectionLength(text: string): number {
  return /^[0-9]?(?:>>|>|<)(?:&[0-9]|[ \t]*(?:"[^"]*"?|[^\s"&|<>()])*)/.exec(text)?.[0].length ?? 1;
}

function opensBlock(before: string): boolean {
  return /(?:^|[\s)])(?:if|for|else|do)\b[^\n]*$/i.test(before);
}

class LineParser {
  private at = 0;
  private depth = 0;
  /** `open`: the text goes on behind the logical line, which a line feed outside of parentheses ends. */
  constructor(
    private readonly text: string,
    private readonly open = false,
  ) {}

  get position(): number {
    return this.at;
  }

  line(): Command | null {
    this.blanks();
    if (this.at >= this.text.length) return null;
    const command = this.sequence(false);
    this.blanks();
    return command;
  }

  private blanks(): void {
    const blank = this.open && this.depth === 0 ? /[ \t,;=]/ : /[\s,;=]/;
    while (this.at < this.text.length && blank.test(this.text[this.at] as string)) this.at++;
  }

  private spaces(): void {
    while (this.at < this.text.length && /[ \t]/.test(this.text[this.at] as string)) this.at++;
  }

  private sequence(inBlock: boolean): Command {
    let left = this.pipe(inBlock);
    for (;;) {
      this.spaces();
      const two = this.text.slice(this.at, this.at + 2);
      const operator = two === "&&" || two === "||" ? two : this.text[this.at] === "&" ? "&" : null;
      if (operator === null) return left;
      this.at += operator.length;
      this.blanks();
      if (operator === "&" && (this.at >= this.text.length || (inBlock && this.text[this.at] === ")"))) return left;
      left = { kind: "join", operator, left, right: this.pipe(inBlock) };
    }
  }

  private pipe(inBlock: boolean): Command {
    let left = this.single(inBlock);
    for (;;) {
      this.spaces();
      if (this.text[this.at] !== "|" || this.text[this.at + 1] === "|") return left;
      this.at++;
      this.blanks();
      left = { kind: "join", operator: "|", left, right: this.single(inBlock) };
    }
  }

  private single(inBlock: boolean): Command {
    this.blanks();
    while (this.text[this.at] === "@") {
      this.at++;
      this.blanks();
    }
    const start = this.at;
    const before = this.redirections();
    if (this.text[this.at] === "(") return this.block(before);
    // Only a block may be redirected from its left: `> x if ...` looks for a program of that name.
    this.at = start;
    const word = /^[A-Za-z]+(?=[\s/(]|$)/.exec(this.text.slice(this.at, this.at + 8))?.[0]?.toLowerCase();
    if (word === "if") return this.conditional(inBlock);
    if (word === "for") return this.loop(inBlock);
    return this.simple(inBlock);
  }

  /** Redirections that stand here, one behind the other. */
  private redirections(): Redirection[] {
    const found: Redirection[] = [];
    for (let one = this.redirection(); one; one = this.redirection()) {
      found.push(one);
      this.spaces();
    }
    return found;
  }

  private block(before: readonly Redirection[] = []): Command {
    const open = this.at++;
    const body: Command[] = [];
    this.depth++;
    for (;;) {
      this.blanks();
      if (this.at >= this.text.length) throw new UnclosedBlock("a parenthesis is not closed", open);
      if (this.text[this.at] === ")") {
        this.at++;
        break;
      }
      body.push(this.sequence(true));
    }
    this.depth--;
    this.spaces();
    return { kind: "block", body, redirections: [...before, ...this.redirections()] };
  }

  private keyword(word: string): boolean {
    this.blanks();
    const next = this.text.slice(this.at, this.at + word.length);
    const after = this.text[this.at + word.length];
    if (next.toLowerCase() !== word || (after !== undefined && !/[\s("/]/.test(after))) return false;
    this.at += word.length;
    return true;
  }

  private word(): string {
    this.spaces();
    let word = "";
    let quoted = false;
    while (this.at < this.text.length) {
      const letter = this.text[this.at] as string;
      if (letter === '"') quoted = !quoted;
      else if (!quoted && /[\s]/.test(letter)) break;
      else if (!quoted && letter === "=" && this.text[this.at + 1] === "=") break;
      else if (!quoted && letter === "^") {
        this.at++;
        if (this.at < this.text.length) word += this.text[this.at++];
        continue;
      }
      word += letter;
      this.at++;
    }
    return word;
  }

  private conditional(inBlock: boolean): Command {
    this.at += 2;
    let negated = false;
    let ignoreCase = false;
    for (;;) {
      if (this.keyword("/i")) ignoreCase = true;
      else if (this.keyword("not")) negated = !negated;
      else break;
    }
    const condition = this.condition();
    this.blanks();
    const then = this.branch(inBlock);
    const back = this.at;
    this.blanks();
    if (this.keyword("else")) {
      this.blanks();
      return { kind: "if", negated, ignoreCase, condition, then, otherwise: this.branch(inBlock) };
    }
    this.at = back;
    return { kind: "if", negated, ignoreCase, condition, then, otherwise: null };
  }

  /** What follows a condition: everything up to the end of the line belongs to it. */
  private branch(inBlock: boolean): Command {
    return this.text[this.at] === "(" ? this.block() : this.sequence(inBlock);
  }

  private condition(): Condition {
    if (this.keyword("exist")) return { kind: "exist", path: this.word() };
    if (this.keyword("defined")) return { kind: "defined", name: this.word() };
    if (this.keyword("errorlevel")) return { kind: "errorlevel", level: this.word() };
    const left = this.word();
    this.spaces();
    if (this.text.startsWith("==", this.at)) {
      this.at += 2;
      return { kind: "compare", left, operator: "==", right: this.word() };
    }
    const operator = this.word().toLowerCase();
    if (!["equ", "neq", "lss", "leq", "gtr", "geq"].includes(operator))
      throw new BatchSyntaxError(`${operator} was unexpected at this time.`, this.at);
    return { kind: "compare", left, operator, right: this.word() };
  }

  private loop(inBlock: boolean): Command {
    this.at += 3;
    let form: "plain" | "/l" | "/f" | "/d" | "/r" = "plain";
    let options = "";
    this.spaces();
    while (this.text[this.at] === "/") {
      const flag = this.text.slice(this.at, this.at + 2).toLowerCase();
      if (flag !== "/l" && flag !== "/f" && flag !== "/d" && flag !== "/r")
        throw new BatchSyntaxError(`${flag} was unexpected at this time.`, this.at);
      form = flag;
      this.at += 2;
      this.spaces();
      if ((form === "/f" || form === "/r") && this.text[this.at] !== "%") {
        options = this.word();
        this.spaces();
      }
    }
    const variable = this.word();
    if (!this.keyword("in")) throw new BatchSyntaxError("IN was expected.", this.at);
    this.blanks();
    if (this.text[this.at] !== "(") throw new BatchSyntaxError("( was expected.", this.at);
    const open = ++this.at;
    let quoted = false;
    while (this.at < this.text.length && (quoted || this.text[this.at] !== ")")) {
      if (this.text[this.at] === '"') quoted = !quoted;
      else if (!quoted && this.text[this.at] === "^") this.at++;
      this.at++;
    }
    const set = this.text.slice(open, this.at);
    this.at++;
    if (!this.keyword("do")) throw new BatchSyntaxError("DO was expected.", this.at);
    this.blanks();
    return { kind: "for", form, options, variable: variable.replace(/^%+/, ""), set, body: this.branch(inBlock) };
  }

  private redirection(): Redirection | null {
    const match = /^([0-9]?)(>>|>|<)(&[0-9])?/.exec(this.text.slice(this.at, this.at + 6));
    if (!match) return null;
    // A digit belongs to the redirection only when it stands alone.
    const before = this.text[this.at - 1];
    if (match[1] !== "" && before !== undefined && !/[\s()&|]/.test(before)) return null;
    this.at += match[0].length;
    const handle = match[1] === "" ? (match[2] === "<" ? 0 : 1) : Number(match[1]);
    if (match[3]) return { handle, mode: "duplicate", target: match[3].slice(1) };
    this.spaces();
    let target = "";
    let quoted = false;
    while (this.at < this.text.length) {
      const letter = this.text[this.at] as string;
      if (letter === '"') quoted = !quoted;
      else if (!quoted && /[\s&|<>)]/.test(letter)) break;
      else target += letter;
      this.at++;
    }
    return { handle, mode: match[2] === "<" ? "read" : match[2] === ">>" ? "append" : "write", target };
  }

  private simple(inBlock: boolean): Command {
    const start = this.at;
    const redirections: Redirection[] = [];
    const places = new Places();
    let text = "";
    const take = (): void => {
      places.copy(this.at, 1);
      text += this.text[this.at++];
    };
    let quoted = false;
    const remark = /^rem(?=\s|$)/i.test(this.text.slice(this.at, this.at + 4));
    while (this.at < this.text.length) {
      const letter = this.text[this.at] as string;
      if (letter === "\n" || letter === "\r") break;
      if (letter === '"') quoted = !quoted;
      else if (!quoted && !remark) {
        if (letter === "&" || letter === "|") break;
        if (letter === ")" && inBlock) break;
        if (letter === "^") {
          this.at++;
          if (this.text[this.at] === "\r") this.at++;
          if (this.text[this.at] === "\n") {
            this.at++;
            continue;
          }
          if (this.at < this.text.length) take();
          continue;
        }
        const redirection = letter === "<" || letter === ">" || /[0-9]/.test(letter) ? this.redirection() : null;
        if (redirection) {
          redirections.push(redirection);
          continue;
        }
      }
      take();
    }
    const blanks = text.length - text.trimStart().length;
    const from = (offset: number): number => places.of(blanks + offset);
    return { kind: "simple", text: text.trimStart(), start, end: this.at, from, redirections };
  }
}

/** Words of a command line by the rules of the Microsoft C runtime: quotes group, `\"` is a quote, blanks separate. */
export function splitCommandLine(text: string): string[] {
  const words: string[] = [];
  let word = "";
  let quoted = false;
  let any = false;
  for (let index = 0; index < text.length; index++) {
    const letter = text[index] as string;
    if (letter === "\\") {
      let slashes = 0;
      while (text[index] === "\\") {
        slashes++;
        index++;
      }
      if (text[index] === '"') {
        word += "\\".repeat(slashes >> 1);
        if (slashes % 2 === 1) word += '"';
        else {
          quoted = !quoted;
          any = true;
        }
      } else {
        word += "\\".repeat(slashes);
        index--;
      }
      continue;
    }
    if (letter === '"') {
      if (quoted && text[index + 1] === '"') {
        word += '"';
        index++;
      } else quoted = !quoted;
      any = true;
      continue;
    }
    if (!quoted && /\s/.test(letter)) {
      if (any || word !== "") words.push(word);
      word = "";
      any = false;
      continue;
    }
    word += letter;
  }
  if (any || word !== "") words.push(word);
  return words;
}
