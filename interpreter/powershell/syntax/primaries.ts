import type {
  ArrayExpression,
  Expression,
  HashLiteral,
  Paren,
  ScriptBlock,
  ScriptBlockExpression,
  Statement,
  SubExpression,
} from "./ast.js";
import { isDigit, isDoubleQuote, isSingleQuote, traitsOf, VARIABLE_START } from "./characters.js";
import { MemberParser } from "./members.js";

/** Operands: literals, variables, and everything in brackets. */
export abstract class PrimaryParser extends MemberParser {
  protected abstract statements(): Statement[];
  protected abstract statement(): Statement | null;
  protected abstract pipelineChain(): Statement | null;
  protected abstract scriptBlockBody(start: number): ScriptBlock;

  protected primaryWithMembers(command: boolean, ternary: boolean): Expression | null {
    const value = this.primary(command, ternary);
    if (value === null) return null;
    return value.kind === "Number" && !this.startsMember(true) ? value : this.members(value, command);
  }

  /** A primary without members, or null when none begins at the cursor. A splat is not one: see `splat`. */
  protected primary(command: boolean, ternary: boolean): Expression | null {
    const code = this.at(this.pos);
    const next = this.at(this.pos + 1);
    switch (code) {
      case 36:
        if (next === 40) return this.subExpression();
        if (next !== 123 && (traitsOf(next) & VARIABLE_START) === 0) return null;
        if (command) {
          const start = this.pos;
          const variable = this.variable(false);
          if (this.endsAsVariable(variable)) return variable;
          this.pos = start;
          return null;
        }
        return this.variable(false);
      case 39:
        return this.singleQuoted();
      case 34:
        return this.doubleQuoted();
      case 40:
        return this.parenthesized();
      case 123:
        return this.scriptBlockExpression();
      case 64:
        return this.atExpression();
      case 46:
        return isDigit(next) ? this.number(command, ternary) : null;
      default:
        if (isDigit(code)) return this.redirectsHere(command) ? null : this.number(command, ternary);
        if (code > 127) {
          if (isSingleQuote(code)) return this.singleQuoted();
          if (isDoubleQuote(code)) return this.doubleQuoted();
        }
        return null;
    }
  }

  /** `1>` to `6>` at the cursor. */
  protected isRedirection(): boolean {
    const code = this.at(this.pos);
    return code >= 49 && code <= 54 && this.at(this.pos + 1) === 62;
  }

  /** 7 reads a digit before `>` as a number where an operand is due, unless the streams are merged (`2>&1`). */
  private redirectsHere(command: boolean): boolean {
    if (!this.isRedirection()) return false;
    if (command || !this.seven) return true;
    const to = this.at(this.pos + 3);
    return this.at(this.pos + 2) === 38 && (to === 49 || to === 50);
  }

  private atExpression(): Expression {
    const next = this.at(this.pos + 1);
    if (next === 40) return this.arrayExpression();
    if (next === 123) return this.hashLiteral();
    if (isSingleQuote(next) || isDoubleQuote(next)) return this.hereString();
    if ((traitsOf(next) & VARIABLE_START) === 0) this.fail("UnrecognizedToken", this.pos, this.pos + 1);
    const variable = this.variable(false);
    this.fail("SplattingNotPermitted", variable.start, variable.end, variable.name);
  }

  protected subExpression(): SubExpression {
    const start = this.pos;
    this.pos += 2;
    return this.subExpressionBody(start);
  }

  protected subExpressionBody(start: number): SubExpression {
    const body = this.statementsInParentheses();
    return { kind: "SubExpression", start, end: this.pos, body };
  }

  private arrayExpression(): ArrayExpression {
    const start = this.pos;
    this.pos += 2;
    const body = this.statementsInParentheses();
    return { kind: "ArrayExpression", start, end: this.pos, body };
  }

  private statementsInParentheses(): Statement[] {
    const noComma = this.noComma;
    this.noComma = false;
    this.deeper();
    const body = this.statements();
    this.depth--;
    this.noComma = noComma;
    if (this.at(this.pos) !== 41) this.fail("MissingEndParenthesisInSubexpression", this.pos, this.pos + 1);
    this.pos++;
    return body;
  }

  private parenthesized(): Paren {
    const start = this.pos++;
    const noComma = this.noComma;
    this.noComma = false;
    this.deeper();
    this.newlines();
    const value = this.pipelineChain();
    if (value === null) this.fail("ExpectedExpression", start + 1, start + 1);
    this.newlines();
    if (this.at(this.pos) !== 41) this.fail("MissingEndParenthesisInExpression", value.end, value.end);
    this.pos++;
    this.depth--;
    this.noComma = noComma;
    return { kind: "Paren", start, end: this.pos, value };
  }

  protected scriptBlockExpression(): ScriptBlockExpression {
    const start = this.pos;
    const noComma = this.noComma;
    this.noComma = false;
    const body = this.scriptBlockBody(start);
    this.noComma = noComma;
    return { kind: "ScriptBlockExpression", start, end: this.pos, body };
  }

  private hashLiteral(): HashLiteral {
    const start = this.pos;
    this.pos += 2;
    this.deeper();
    const entries = this.hashEntries(start, false);
    this.depth--;
    return { kind: "Hash", start, end: this.pos, entries };
  }

  /** Behind the opening brace; consumes the closing one. `resource`: the properties of a DSC resource. */
  protected hashEntries(start: number, resource: boolean): HashLiteral["entries"] {
    const entries: { key: Expression; value: Statement }[] = [];
    const keys = new Set<string>();
    this.newlines();
    for (;;) {
      const key = this.hashKey();
      if (key === null) break;
      this.blanks();
      if (this.at(this.pos) !== 61) {
        this.fail(resource ? "MissingEqualsInPropertyAssignmentBlock" : "MissingEqualsInHashLiteral", key.end, key.end);
      }
      const equals = this.pos++;
      this.newlines();
      const value = this.statement();
      if (value === null) this.fail("MissingStatementInHashLiteral", equals + 1, equals + 1);
      if (key.kind === "String" || key.kind === "Number") {
        const name = key.kind === "String" ? key.value.toLowerCase() : key.text.toLowerCase();
        if (keys.has(name)) this.fail("DuplicateKeyInHashLiteral", key.start, key.end, name);
        keys.add(name);
      }
      this.longer(entries.push({ key, value }));
      this.blanks();
      const code = this.at(this.pos);
      if (code !== 10 && code !== 13 && code !== 59) break;
      this.newlinesAndSemicolons();
    }
    this.blanks();
    if (this.at(this.pos) !== 125) {
      this.fail(resource ? "IncompletePropertyAssignmentBlock" : "MissingEndCurlyBrace", start + 2, start + 2);
    }
    this.pos++;
    return entries;
  }

  /** A key of a hash literal: an identifier, else an operand without a comma list; null when neither is there. */
  protected hashKey(): Expression | null {
    this.blanks();
    const start = this.pos;
    const name = this.simpleName();
    if (name !== null) return { kind: "String", start, end: this.pos, value: name, quote: "bare" };
    const code = this.at(this.pos);
    if (code === 10 || code === 13 || code === 59) return null;
    const noComma = this.noComma;
    this.noComma = true;
    const value = this.unary(false);
    this.noComma = noComma;
    return value;
  }
}
