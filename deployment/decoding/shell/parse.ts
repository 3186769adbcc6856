/** Parses scripts of sh, bash and their kin, as far as commands and their arguments go. */

import type { Redirection, Simple, Statement, Word, WordPart } from "./syntax.js";

/** Constructs inside one another that are followed. */
const DEEPEST = 40;

/** A text that is no script of sh. */
class NotAScript extends Error {}

/** Null: the text is no script that is read here. */
export function parseShell(text: string): readonly Statement[] | null {
  try {
    const parser = new Parser(text, 0, text.length, 0);
    const statements = parser.list([]);
    return parser.atEnd ? statements : null;
  } catch (error) {
    if (error instanceof NotAScript) return null;
    throw error;
  }
}

const CLOSING: ReadonlySet<string> = new Set(["then", "else", "elif", "fi", "do", "done", "esac", "}"]);
const NAME = /^[A-Za-z_]\w*/;

class Parser {
  private readonly waiting: { readonly quoted: boolean; readonly strip: boolean; readonly end: string; found: Word | null }[] =
    [];

  constructor(
    private readonly text: string,
    private at: number,
    private readonly end: number,
    private readonly depth: number,
  ) {
    if (depth > DEEPEST) throw new NotAScript();
  }

  get atEnd(): boolean {
    return this.at >= this.end;
  }

  private get letter(): string {
    return this.at < this.end ? (this.text[this.at] as string) : "";
  }

  private has(what: string): boolean {
    return this.at + what.length <= this.end && this.text.startsWith(what, this.at);
  }

  /** Spaces, comments and continued lines. */
  private spaces(): void {
    for (;;) {
      if (this.letter === " " || this.letter === "\t") this.at++;
      else if (this.has("\\\n")) this.at += 2;
      else if (this.has("\\\r\n")) this.at += 3;
      else if (this.letter === "#" && (this.at === 0 || /[\s;&|()]/.test(this.text[this.at - 1] as string))) this.toLineEnd();
      else return;
    }
  }

  private toLineEnd(): void {
    const stop = this.text.indexOf("\n", this.at);
    this.at = stop < 0 ? this.end : Math.min(stop, this.end);
  }

  private separators(): void {
    for (;;) {
      this.spaces();
      if (this.letter === "\r" && this.text[this.at + 1] === "\n") this.at++;
      if (this.letter === "\n") {
        this.at++;
        this.hereDocuments();
      } else if (this.letter === ";" || (this.letter === "&" && !this.has("&&"))) this.at++;
      else return;
    }
  }

  /** The bare word that begins here, without moving on. */
  private bare(): string {
    return /^[A-Za-z_{}!]\w*/.exec(this.text.slice(this.at, Math.min(this.end, this.at + 12)))?.[0] ?? "";
  }

  private close(letter: string): void {
    this.spaces();
    if (this.letter !== letter) throw new NotAScript();
    this.at++;
  }

  private keyword(word: string): boolean {
    const next = this.text[this.at + word.length];
    return this.has(word) && (this.at + word.length >= this.end || next === undefined || /[\s;&|()]/.test(next));
  }

  private expect(word: string): void {
    this.separators();
    if (!this.keyword(word)) throw new NotAScript();
    this.at += word.length;
  }

  /** Statements up to one of the words. */
  list(until: readonly string[]): Statement[] {
    const found: Statement[] = [];
    for (;;) {
      this.separators();
      if (this.atEnd || this.letter === ")" || until.some((word) => this.keyword(word))) return found;
      if (this.has(";;")) return found;
      const word = this.bare();
      if (CLOSING.has(word) && this.keyword(word)) {
        if (until.length === 0) throw new NotAScript();
        return found;
      }
      found.push(...this.andOr());
    }
  }

  private andOr(): Statement[] {
    const found: Statement[] = [this.pipeline()];
    for (;;) {
      this.spaces();
      const either = this.has("||");
      if (!either && !this.has("&&")) return found;
      this.at += 2;
      this.newlines();
      const next = this.pipeline();
      // What stands behind `&&` runs when all goes well; behind `||` it is for when something fails.
      found.push(either ? { kind: "maybe", bodies: [[next]] } : next);
    }
  }

  private newlines(): void {
    for (;;) {
      this.spaces();
      if (this.letter === "\r") this.at++;
      else if (this.letter === "\n") {
        this.at++;
        this.hereDocuments();
      } else return;
    }
  }

  private pipeline(): Statement {
    this.spaces();
    if (this.keyword("!")) {
      this.at++;
      this.spaces();
    }
    const commands: Statement[] = [this.command()];
    for (;;) {
      this.spaces();
      if (this.letter !== "|" || this.has("||")) break;
      this.at += this.has("|&") ? 2 : 1;
      this.newlines();
      commands.push(this.command());
    }
    return commands.length === 1 ? (commands[0] as Statement) : { kind: "pipeline", commands };
  }

  private command(): Statement {
    this.spaces();
    if (this.letter === "(") {
      if (this.has("((")) return this.arithmetic();
      this.at++;
      const body = this.inner((parser) => parser.list([]));
      this.close(")");
      return { kind: "group", body, redirections: this.redirections() };
    }
    for (const word of ["if", "for", "select", "while", "until", "case", "function", "{", "[["])
      if (this.keyword(word)) {
        this.at += word.length;
        return this.compound(word);
      }
    const name = /^[A-Za-z_][\w-]*[ \t]*\([ \t]*\)/.exec(this.text.slice(this.at, Math.min(this.end, this.at + 120)));
    if (name) {
      this.at += name[0].length;
      return this.definition(/^[\w-]+/.exec(name[0])?.[0] as string);
    }
    return this.simple();
  }

  private arithmetic(): Statement {
    const close = this.text.indexOf("))", this.at);
    if (close < 0 || close >= this.end) throw new NotAScript();
    this.at = close + 2;
    return { kind: "group", body: [], redirections: [] };
  }

  private inner<T>(read: (parser: Parser) => T): T {
    const parser = new Parser(this.text, this.at, this.end, this.depth + 1);
    const result = read(parser);
    this.at = parser.at;
    return result;
  }

  private compound(word: string): Statement {
    switch (word) {
      case "{": {
        const body = this.inner((parser) => parser.list(["}"]));
        this.expect("}");
        return { kind: "group", body, redirections: this.redirections() };
      }
      case "[[": {
        const close = this.text.indexOf("]]", this.at);
        if (close < 0 || close >= this.end) throw new NotAScript();
        this.at = close + 2;
        return { kind: "group", body: [], redirections: [] };
      }
      case "function": {
        this.spaces();
        const name = /^[\w-]+/.exec(this.text.slice(this.at, this.end))?.[0];
        if (name === undefined) throw new NotAScript();
        this.at += name.length;
        this.spaces();
        const round = /^\([ \t]*\)/.exec(this.text.slice(this.at, this.end));
        if (round) this.at += round[0].length;
        return this.definition(name);
      }
      case "if":
        return this.conditional();
      case "case":
        return this.cases();
      case "while":
      case "until": {
        const condition = this.inner((parser) => parser.list(["do"]));
        return { kind: "group", body: [...condition, ...this.loopBody()], redirections: this.redirections() };
      }
      default:
        return this.loop();
    }
  }

  private definition(name: string): Statement {
    this.newlines();
    const body = this.command();
    return { kind: "function", name, body: body.kind === "group" ? body.body : [body] };
  }

  private conditional(): Statement {
    const conditions: Statement[] = this.inner((parser) => parser.list(["then"]));
    const bodies: (readonly Statement[])[] = [];
    this.expect("then");
    for (;;) {
      bodies.push(this.inner((parser) => parser.list(["elif", "else", "fi"])));
      this.separators();
      if (this.keyword("elif")) {
        this.at += 4;
        bodies.push(this.inner((parser) => parser.list(["then"])));
        this.expect("then");
      } else if (this.keyword("else")) this.at += 4;
      else break;
    }
    this.expect("fi");
    return {
      kind: "group",
      body: [...conditions, { kind: "maybe", bodies }],
      redirections: this.redirections(),
    };
  }

  private cases(): Statement {
    this.spaces();
    this.word();
    this.expect("in");
    const bodies: (readonly Statement[])[] = [];
    for (;;) {
      this.separators();
      if (this.atEnd) throw new NotAScript();
      if (this.keyword("esac")) break;
      if (this.has(";;")) {
        this.at += 2;
        continue;
      }
      const close = this.text.indexOf(")", this.at);
      if (close < 0 || close >= this.end) throw new NotAScript();
      this.at = close + 1;
      bodies.push(this.inner((parser) => parser.list(["esac"])));
    }
    this.expect("esac");
    return { kind: "maybe", bodies };
  }

  private loop(): Statement {
    this.spaces();
    const name = NAME.exec(this.text.slice(this.at, this.end))?.[0];
    if (name === undefined) throw new NotAScript();
    this.at += name.length;
    const words: Word[] = [];
    this.newlines();
    if (this.keyword("in")) {
      this.at += 2;
      for (;;) {
        this.spaces();
        if (this.atEnd || /[;\r\n]/.test(this.letter)) break;
        words.push(this.word());
      }
    }
    return { kind: "for", name, words, body: this.loopBody() };
  }

  private loopBody(): Statement[] {
    this.expect("do");
    const body = this.inner((parser) => parser.list(["done"]));
    this.expect("done");
    return body;
  }

  private redirections(): Redirection[] {
    const found: Redirection[] = [];
    for (;;) {
      const one = this.redirection();
      if (one === null) return found;
      found.push(one);
    }
  }

  private redirection(): Redirection | null {
    this.spaces();
    const match = /^(?:\d*|&)(<<<|<<-?|<>|>>|>\||>&|<&|>|<)/.exec(this.text.slice(this.at, Math.min(this.end, this.at + 8)));
    if (!match) return null;
    this.at += match[0].length;
    const operator = match[1] as string;
    this.spaces();
    if (operator !== "<<" && operator !== "<<-") return { operator, word: this.word() };
    const start = this.at;
    this.word();
    const raw = this.text.slice(start, this.at);
    const wanted = { quoted: /['"\\]/.test(raw), strip: operator === "<<-", end: raw.replace(/['"\\]/g, ""), found: null };
    this.waiting.push(wanted);
    return {
      operator,
      get word() {
        return (wanted.found as Word | null) ?? { parts: [], start };
      },
    };
  }

  /** The texts of here-documents begin on the line behind. */
  private hereDocuments(): void {
    for (const one of this.waiting.splice(0)) {
      const start = this.at;
      let parts: WordPart[] = [];
      for (;;) {
        if (this.at >= this.end) {
          parts.push({ kind: "text", start, end: this.at, quoted: true });
          break;
        }
        const stop = this.text.indexOf("\n", this.at);
        const lineEnd = stop < 0 || stop > this.end ? this.end : stop;
        const line = this.text.slice(this.at, lineEnd).replace(/\r$/, "");
        if ((one.strip ? line.replace(/^\t+/, "") : line) === one.end) {
          const until = this.at;
          parts = one.quoted ? [{ kind: "text", start, end: until, quoted: true }] : this.expanded(start, until);
          this.at = Math.min(lineEnd + 1, this.end);
          break;
        }
        this.at = lineEnd + 1;
      }
      one.found = { parts, start };
    }
  }

  /** Text in which variables and commands are put in. */
  private expanded(start: number, end: number): WordPart[] {
    const parser = new Parser(this.text, start, end, this.depth + 1);
    const parts: WordPart[] = [];
    parser.quotedParts(parts, "");
    return parts;
  }

  private simple(): Simple {
    const start = this.at;
    const assignments: { name: string; word: Word }[] = [];
    const words: Word[] = [];
    const redirections: Redirection[] = [];
    for (;;) {
      this.spaces();
      if (this.atEnd || /[\n;&|()]/.test(this.letter)) {
        if (this.letter !== "&" || !/^&>/.test(this.text.slice(this.at, this.at + 2))) break;
      }
      if (this.letter === "\r" && this.text[this.at + 1] === "\n") break;
      const redirection = this.redirection();
      if (redirection) {
        redirections.push(redirection);
        continue;
      }
      const assigned = words.length === 0 ? /^([A-Za-z_]\w*)\+?=/.exec(this.text.slice(this.at, this.end)) : null;
      if (assigned) {
        this.at += assigned[0].length;
        if (this.letter === "(") {
          this.skipList();
          assignments.push({
            name: assigned[1] as string,
            word: { parts: [{ kind: "computed", quoted: true }], start: this.at },
          });
        } else assignments.push({ name: assigned[1] as string, word: this.word() });
        continue;
      }
      const before = this.at;
      words.push(this.word());
      if (this.at === before) throw new NotAScript();
    }
    if (words.length + assignments.length + redirections.length === 0) throw new NotAScript();
    return { kind: "simple", assignments, words, redirections, start };
  }

  /** `(a b c)` of an array. */
  private skipList(): void {
    this.at++;
    for (;;) {
      this.newlines();
      if (this.atEnd) throw new NotAScript();
      if (this.letter === ")") break;
      const before = this.at;
      this.word();
      if (this.at === before) throw new NotAScript();
    }
    this.at++;
  }

  word(): Word {
    const start = this.at;
    const parts: WordPart[] = [];
    while (!this.atEnd && !/[\s;&|()<>]/.test(this.letter)) {
      const letter = this.letter;
      if (letter === "'") {
        const close = this.text.indexOf("'", this.at + 1);
        if (close < 0 || close >= this.end) throw new NotAScript();
        parts.push({ kind: "text", start: this.at + 1, end: close, quoted: true });
        this.at = close + 1;
      } else if (letter === '"') {
        this.at++;
        parts.push({ kind: "text", start: this.at, end: this.at, quoted: true });
        this.quotedParts(parts, '"');
        if (this.letter !== '"') throw new NotAScript();
        this.at++;
      } else if (letter === "\\") {
        if (this.has("\\\n")) this.at += 2;
        else {
          parts.push({ kind: "text", start: this.at + 1, end: Math.min(this.at + 2, this.end), quoted: true });
          this.at = Math.min(this.at + 2, this.end);
        }
      } else if (letter === "$" && (this.text[this.at + 1] === "'" || this.text[this.at + 1] === '"')) this.at++;
      else if (letter === "$" || letter === "`") this.expansion(parts, false);
      else {
        const from = this.at;
        while (!this.atEnd && !/[\s;&|()<>'"\\$`]/.test(this.letter)) this.at++;
        parts.push({ kind: "text", start: from, end: this.at, quoted: false });
      }
    }
    return { parts, start };
  }

  /** What stands between double quotes, or in a here-document. */
  private quotedParts(parts: WordPart[], close: string): void {
    let from = this.at;
    const flush = () => {
      if (this.at > from) parts.push({ kind: "text", start: from, end: this.at, quoted: true });
    };
    while (!this.atEnd && (close === "" || this.letter !== close)) {
      const letter = this.letter;
      if (letter === "\\" && /[$`"\\\n]/.test(this.text[this.at + 1] ?? "") && (close !== "" || this.text[this.at + 1] !== '"')) {
        flush();
        this.at++;
        from = this.letter === "\n" ? this.at + 1 : this.at;
        this.at++;
      } else if (letter === "$" || letter === "`") {
        flush();
        this.expansion(parts, true);
        from = this.at;
      } else this.at++;
    }
    flush();
  }

  private expansion(parts: WordPart[], quoted: boolean): void {
    const start = this.at;
    if (this.letter === "`") {
      const close = this.text.indexOf("`", start + 1);
      if (close < 0 || close >= this.end) throw new NotAScript();
      const body = new Parser(this.text, start + 1, close, this.depth + 1).list([]);
      this.at = close + 1;
      parts.push({ kind: "command", body, quoted });
      return;
    }
    if (this.has("$((")) {
      const close = this.text.indexOf("))", start);
      if (close < 0 || close >= this.end) throw new NotAScript();
      this.at = close + 2;
      parts.push({ kind: "computed", quoted });
      return;
    }
    if (this.has("$(")) {
      this.at += 2;
      const body = this.inner((parser) => parser.list([]));
      if (this.letter !== ")") throw new NotAScript();
      this.at++;
      parts.push({ kind: "command", body, quoted });
      return;
    }
    if (this.has("${")) {
      this.braces(parts, quoted);
      return;
    }
    const name = /^(?:[A-Za-z_]\w*|[0-9@*#?$!-])/.exec(this.text.slice(start + 1, Math.min(this.end, start + 80)))?.[0];
    if (name === undefined) {
      this.at++;
      parts.push({ kind: "text", start, end: this.at, quoted: true });
      return;
    }
    this.at += 1 + name.length;
    parts.push({ kind: "variable", name, otherwise: null, quoted });
  }

  /** `${name}`, `${name:-word}`; other forms compute something. */
  private braces(parts: WordPart[], quoted: boolean): void {
    let close = this.at + 2;
    for (let open = 1; close < this.end; close++) {
      if (this.text[close] === "{") open++;
      else if (this.text[close] === "}" && --open === 0) break;
    }
    if (close >= this.end) throw new NotAScript();
    const inner = /^([A-Za-z_]\w*|[0-9@*]+)(?:(:?[-=?])([\s\S]*))?$/.exec(this.text.slice(this.at + 2, close));
    const start = this.at;
    this.at = close + 1;
    if (!inner) {
      parts.push({ kind: "computed", quoted });
      return;
    }
    const name = inner[1] as string;
    const mark = inner[2];
    const from = start + 2 + name.length + (mark?.length ?? 0);
    const otherwise = mark !== undefined && !mark.includes("?") ? { parts: this.expanded(from, close), start: from } : null;
    parts.push({ kind: "variable", name, otherwise, quoted });
  }
}
