import type { CommandArgument, CommandElement, CommandParameter, Expression, Splat } from "./ast.js";
import {
  IDENTIFIER_START,
  isDash,
  isDigit,
  isDoubleQuote,
  isSingleQuote,
  TOKEN_END,
  traitsOf,
  VARIABLE_START,
  WHITE,
} from "./characters.js";
import { ExpressionParser } from "./expressions.js";

/** The arguments of commands, in command mode. */
export abstract class ArgumentParser extends ExpressionParser {
  protected argument(): CommandArgument {
    const value = this.argumentList("yes");
    return { kind: "Argument", start: value.start, end: value.end, value };
  }

  /** At a dash: a parameter, `--`, `--%` or a word. `plain`: behind `--`, where nothing is a parameter. */
  protected dashed(plain: boolean): CommandElement {
    const start = this.pos;
    const next = this.at(start + 1);
    if (isDash(next)) {
      const third = this.at(start + 2);
      if ((traitsOf(third) & TOKEN_END) !== 0) {
        this.pos += 2;
        if (!plain) return { kind: "EndOfParameters", start, end: this.pos };
        const value: Expression = {
          kind: "String",
          start,
          end: this.pos,
          value: this.text.slice(start, this.pos),
          quote: "bare",
        };
        return { kind: "Argument", start, end: this.pos, value };
      }
      if (third === 37 && (traitsOf(this.at(start + 3)) & TOKEN_END) !== 0 && this.at(start) === 45 && next === 45) {
        return this.verbatim(start);
      }
      return this.argument();
    }
    if (!this.startsParameter()) return this.argument();
    const end = this.parameterEnd();
    if (end < 0) return this.argument();
    if (plain) {
      const value = this.punctuationWord(end - start);
      return { kind: "Argument", start, end, value };
    }
    return this.parameter(start, end);
  }

  private parameter(start: number, end: number): CommandParameter {
    const colon = this.at(end - 1) === 58;
    const text = this.text.slice(start, end);
    this.pos = end;
    if (!colon) return { kind: "CommandParameter", start, end, name: text.slice(1), value: null, text };
    this.blanks();
    const name = text.slice(1, -1);
    if (this.at(this.pos) === 44) return { kind: "CommandParameter", start, end, name, value: null, text };
    if (this.endsArgument()) this.fail("ParameterRequiresArgument", end, end, text);
    const value = this.argumentList("no");
    return { kind: "CommandParameter", start, end: value.end, name, value, text };
  }

  /** At a dash: a letter, `_` or `?` behind it makes a parameter. */
  protected startsParameter(): boolean {
    const next = this.at(this.pos + 1);
    return next === 63 || (traitsOf(next) & IDENTIFIER_START) !== 0;
  }

  /**
   * Where the parameter token at the cursor ends, its colon included; when a quote makes it a word, the complement of the
   * offset of that quote, a negative number.
   */
  protected parameterEnd(): number {
    let i = this.pos + 1;
    for (;;) {
      const code = this.at(i);
      if ((traitsOf(code) & TOKEN_END) !== 0 || code === 46 || code === 91) return i;
      if (code === 58) return i + 1;
      if (isSingleQuote(code) || isDoubleQuote(code)) return ~i;
      i++;
    }
  }

  /** What looks like a parameter where none can stand, as a word: nothing before its first quote is an escape. */
  protected parameterWord(literal: boolean): Expression | null {
    if (!isDash(this.at(this.pos)) || !this.startsParameter()) return null;
    const end = this.parameterEnd();
    return end < 0 ? this.richWord(this.pos, ~end, literal) : this.punctuationWord(end - this.pos);
  }

  protected verbatim(start: number): CommandElement {
    let i = start + 3;
    while ((traitsOf(this.at(i)) & WHITE) !== 0) i++;
    const from = i;
    let quoted = false;
    for (; i < this.limit; i++) {
      const code = this.at(i);
      if (code === 10 || code === 13) break;
      if (isDoubleQuote(code)) quoted = !quoted;
      else if (!quoted && (code === 124 || (code === 38 && this.at(i + 1) === 38))) break;
    }
    this.pos = i;
    return { kind: "Verbatim", start, end: i, text: this.text.slice(from, i) };
  }

  /** True at a token that cannot be an argument. */
  protected endsArgument(): boolean {
    const code = this.at(this.pos);
    if (this.endsCommand(code) || code === 44 || this.startsRedirection()) return true;
    return isDash(code) && isDash(this.at(this.pos + 1)) && (traitsOf(this.at(this.pos + 2)) & TOKEN_END) !== 0;
  }

  /** One argument with the comma list behind it. `splat`: whether `@name` may stand alone. */
  protected argumentList(splat: "yes" | "no"): Expression {
    const first = this.argumentValue(splat);
    this.blanks();
    if (this.at(this.pos) !== 44) return first;
    if (first.kind === "Splat") this.fail("SplattingNotPermittedInArgumentList", first.start, first.end, first.variable.name);
    const items: Expression[] = [first];
    let last: Expression = first;
    while (this.at(this.pos) === 44) {
      const comma = this.pos++;
      this.newlines();
      if (this.endsArgument()) this.fail("MissingExpression", comma + 1, comma + 1, ",");
      last = this.argumentValue("list");
      this.longer(items.push(last));
      this.blanks();
    }
    return { kind: "ArrayLiteral", start: first.start, end: last.end, items };
  }

  /** An argument without a list, in command mode from whatever mode; null when none is there. */
  protected singleArgument(): Expression | null {
    this.blanks();
    return this.endsArgument() ? null : this.argumentValue();
  }

  /** At the first character of an argument. */
  protected argumentValue(splat: "yes" | "no" | "list" = "no"): Expression {
    const code = this.at(this.pos);
    if (code > 96 && code < 123) return this.word(false);
    switch (code) {
      case 36:
      case 34:
      case 39:
      case 40:
      case 123: {
        const value = this.primary(true, false);
        return value === null ? this.word(false) : this.members(value, true);
      }
      case 64:
        return this.atArgument(splat);
      case 46:
      case 91:
      case 93:
        return this.nonPrimary() ?? this.numberOrWord(code);
      default: {
        if (code > 127 && (isSingleQuote(code) || isDoubleQuote(code)))
          return this.members(this.primary(true, false) as Expression, true);
        return this.parameterWord(false) ?? this.numberOrWord(code);
      }
    }
  }

  private numberOrWord(code: number): Expression {
    if (!isDigit(code) && !(code === 46 && isDigit(this.at(this.pos + 1)))) return this.word(false);
    const number = this.number(true, false);
    return number === null ? this.word(false) : this.members(number, true);
  }

  /** `]`, a lone `[` and a lone or operator-like `.` are tokens of their own. */
  protected nonPrimary(): Expression | null {
    const code = this.at(this.pos);
    const next = this.at(this.pos + 1);
    if (code === 93) return this.punctuationWord(1);
    if (code === 91) return (traitsOf(next) & TOKEN_END) !== 0 ? this.punctuationWord(1) : null;
    if (code !== 46) return null;
    if (next === 46) return (traitsOf(this.at(this.pos + 2)) & TOKEN_END) !== 0 ? this.punctuationWord(2) : null;
    return !isDigit(next) && this.isDotSource() ? this.punctuationWord(1) : null;
  }

  private atArgument(splat: "yes" | "no" | "list"): Expression {
    const start = this.pos;
    const next = this.at(start + 1);
    if (next === 40 || next === 123 || isSingleQuote(next) || isDoubleQuote(next)) {
      return this.members(this.primary(true, false) as Expression, true);
    }
    if ((traitsOf(next) & VARIABLE_START) === 0 && (traitsOf(next) & IDENTIFIER_START) === 0) {
      this.fail("UnrecognizedToken", start, start + 1);
    }
    if ((traitsOf(next) & VARIABLE_START) === 0) return this.word(false);
    // `@A:\x` is a path, not a splat without a name.
    const isSplat = this.endsAsVariable(this.variable(false, false));
    this.pos = start;
    if (!isSplat) return this.word(false);
    const variable = this.variable(false);
    const node: Splat = { kind: "Splat", start, end: variable.end, variable };
    if (splat !== "yes")
      this.fail(
        splat === "list" ? "SplattingNotPermittedInArgumentList" : "SplattingNotPermitted",
        start,
        variable.end,
        variable.name,
      );
    const value = this.startsMember(true) ? this.members(node, true) : node;
    if (value !== node) this.fail("SplattingNotPermitted", start, variable.end, variable.name);
    return node;
  }

  protected endsCommand(code: number): boolean {
    return (
      code === 10 ||
      code === 13 ||
      code === 59 ||
      code === 41 ||
      code === 125 ||
      code === 124 ||
      code === 38 ||
      (code === 0 && this.atEnd())
    );
  }

  /** At `.`: the dot-source operator stands alone or before `$`, `"` or `'`. */
  protected isDotSource(): boolean {
    const next = this.at(this.pos + 1);
    return (traitsOf(next) & TOKEN_END) !== 0 || next === 36 || next === 34 || next === 39;
  }

  protected punctuationWord(length: number): Expression {
    const start = this.pos;
    this.pos += length;
    return { kind: "String", start, end: this.pos, value: this.text.slice(start, this.pos), quote: "bare" };
  }

  protected startsRedirection(): boolean {
    const code = this.at(this.pos);
    return code === 62 || code === 60 || (code === 42 && this.at(this.pos + 1) === 62) || this.isRedirection();
  }

  /** A statement is over: used where PowerShell wants a line end or semicolon. */
  protected requireTerminator(): void {
    this.blanks();
    const code = this.at(this.pos);
    if (code === 10 || code === 13 || code === 59 || this.atEnd()) return;
    this.fail("MissingStatementTerminator", this.pos, this.pos);
  }
}
