import type { Block, Statement } from "./ast.js";
import { IDENTIFIER, isDash, isDoubleQuote, isSingleQuote, TOKEN_END, traitsOf, VARIABLE_START } from "./characters.js";
import { CommandParser } from "./commands.js";
import { type Keyword, keywordOf } from "./keywords.js";

/** Lists of statements, blocks in braces, keywords, and where in the script the parser is. */
export abstract class BlockParser extends CommandParser {
  /** How deep in workflows: `inlinescript`, `parallel` and `sequence` are statements only there. */
  protected inWorkflow = false;
  protected inConfiguration = false;
  /**
   * Labels of the loops opened inside the innermost `finally`, or null outside one: what control may not leave.
   * A script block or trap starts anew.
   */
  protected finallyLoops: string[] | null = null;
  /** Where the statement that is being read begins. */
  protected statementStart = 0;
  /** Where each statement of the script begins, when they are not kept; else null. */
  protected starts: number[] | null = null;

  /** Statements up to what cannot begin one. */
  protected statements(): Statement[] {
    const list: Statement[] = [];
    this.newlinesAndSemicolons();
    for (;;) {
      const code = this.at(this.pos);
      if (code === 125 || code === 41 || (code === 0 && this.atEnd())) return list;
      const start = this.pos;
      const statement = this.statement();
      if (statement === null) return list;
      if (this.signatureStart >= 0 && this.signatureStart < statement.start) {
        this.fail("TokenAfterEndOfValidScriptText", statement.start, statement.end);
      }
      if (this.starts === null || this.depth > 0 || statement.kind === "Trap") list.push(statement);
      else this.starts.push(start);
      this.newlinesAndSemicolons();
    }
  }

  /**
   * PowerShell looks at the first token of a statement as a word of command mode before it reads an expression. In
   * `$i++#it's` that word runs over the comment and into a string, which must be closed somewhere.
   */
  protected attachedComment(start: number): void {
    const first = this.statementStart;
    const code = this.at(first);
    if (code === 64 || code === 93 || isSingleQuote(code) || isDoubleQuote(code)) return;
    const braced = code === 36 && this.at(first + 1) === 123 ? this.text.indexOf("}", first) + 1 : first;
    for (let i = braced; i < start; i++) if ((traitsOf(this.at(i)) & TOKEN_END) !== 0) return;
    const { pos } = this;
    this.pos = first;
    if (this.startsWordOfStatement()) this.word(true);
    this.pos = pos;
  }

  private startsWordOfStatement(): boolean {
    const first = this.pos;
    if (this.startsRedirection() || (isDash(this.at(first)) && this.startsParameter())) return false;
    const next = this.at(first + 1);
    if (this.at(first) !== 36 || (next !== 123 && (traitsOf(next) & VARIABLE_START) === 0)) return true;
    const isVariable = this.endsAsVariable(this.variable(false));
    this.pos = first;
    return !isVariable;
  }

  /** A block in braces behind line ends, or null when no brace is there. */
  protected block(): Block | null {
    this.newlines();
    if (this.at(this.pos) !== 123) return null;
    const start = this.pos++;
    this.deeper();
    const body = this.statements();
    this.depth--;
    if (this.at(this.pos) !== 125) this.fail("MissingEndCurlyBrace", start, start + 1);
    this.pos++;
    return { kind: "Block", start, end: this.pos, body };
  }

  /** The keyword that is the whole token at the cursor, or null; the cursor stays. */
  protected keyword(): Keyword | null {
    const start = this.pos;
    let i = start;
    while ((traitsOf(this.at(i)) & IDENTIFIER) !== 0) i++;
    if (i === start || (traitsOf(this.at(i)) & TOKEN_END) === 0) return null;
    const keyword = keywordOf(this.text.slice(start, i));
    return keyword === "clean" && !this.seven ? null : keyword;
  }

  /** The identifier that is a whole token of command mode, consumed, in lower case; null when the token is something else. */
  protected wholeWord(): string | null {
    this.blanks();
    const start = this.pos;
    const name = this.simpleName();
    if (name === null || (traitsOf(this.at(this.pos)) & TOKEN_END) === 0) {
      this.pos = start;
      return null;
    }
    return name.toLowerCase();
  }

  /** Consumes the keyword when it is there. */
  protected eatKeyword(keyword: Keyword): boolean {
    if (this.keyword() !== keyword) return false;
    this.pos += keyword.length;
    return true;
  }

  /** `-Name` at the cursor, consumed, as its name in lower case; null when none is there. */
  protected statementFlag(): string | null {
    if (!isDash(this.at(this.pos)) || !this.startsParameter()) return null;
    const end = this.parameterEnd();
    if (end < 0) return null;
    const colon = this.at(end - 1) === 58 ? 1 : 0;
    const name = this.text.slice(this.pos + 1, end - colon).toLowerCase();
    this.pos = end;
    return name;
  }
}
