import type {
  ArrayExpression,
  Attribute,
  Convert,
  Expression,
  HashLiteral,
  NumberLiteral,
  Paren,
  ScriptBlock,
  ScriptBlockExpression,
  Statement,
  SubExpression,
  TypeConstraint,
  Unary,
} from "../ast.js";
import {
  IDENTIFIER_START,
  isAsciiLetter,
  isDash,
  isDigit,
  isDoubleQuote,
  isSingleQuote,
  traitsOf,
  VARIABLE_START,
} from "../characters.js";
import { checkAssignmentTarget } from "./assignment.js";
import { MemberParser } from "./members.js";
import {
  type BinaryEntry,
  DIVIDE,
  DOT_DOT,
  MINUS,
  NULL_COALESCE,
  PLUS,
  REMAINDER,
  TIMES,
  UNARY_WORDS,
  WORD_OPERATORS,
} from "./operators.js";

/** Expressions: operators by precedence, lists, casts and primaries. */
export abstract class ExpressionParser extends MemberParser {
  protected abstract statements(): Statement[];
  protected abstract statement(): Statement | null;
  protected abstract pipelineChain(): Statement | null;
  protected abstract scriptBlockBody(start: number): ScriptBlock;

  /** An expression at the cursor, or null when none begins here. `ternary`: see `number`. */
  protected expression(ternary: boolean): Expression | null {
    const first = this.binary(0, ternary);
    if (first === null || !this.seven) return first;
    if (this.at(this.pos) !== 63 || this.at(this.pos + 1) === 63) return first;
    return this.ternary(first);
  }

  private ternary(condition: Expression): Expression {
    const question = this.pos++;
    this.deeper();
    this.newlines();
    const then = this.expression(true);
    if (then === null) this.fail("ExpectedValueExpression", question + 1, question + 1, "?");
    this.newlines();
    const colon = this.pos;
    if (this.at(colon) !== 58 || this.at(colon + 1) === 58) this.fail("MissingColonInTernaryExpression", colon, colon + 1);
    this.pos++;
    this.newlines();
    const otherwise = this.expression(true);
    if (otherwise === null) this.fail("ExpectedValueExpression", colon + 1, colon + 1, ":");
    this.depth--;
    return { kind: "Ternary", start: condition.start, end: otherwise.end, condition, then, otherwise };
  }

  /** Operators that bind tighter than `floor`; blanks behind the operand are skipped. */
  private binary(floor: number, ternary: boolean): Expression | null {
    let left = this.arrayLiteral(ternary);
    if (left === null) return null;
    for (;;) {
      this.blanks();
      const operatorStart = this.pos;
      const operator = this.binaryOperator();
      if (operator === null) return left;
      if (operator.precedence <= floor) {
        this.pos = operatorStart;
        return left;
      }
      const operatorEnd = this.pos;
      this.newlines();
      const right = this.binary(operator.precedence, true);
      if (right === null)
        this.fail("ExpectedValueExpression", operatorEnd, operatorEnd, this.text.slice(operatorStart, operatorEnd));
      left = {
        kind: "Binary",
        start: left.start,
        end: right.end,
        operator: operator.operator,
        caseSensitive: operator.caseSensitive,
        left,
        right,
        operatorStart,
      };
    }
  }

  /** The binary operator at the cursor, consumed, or null. */
  private binaryOperator(): BinaryEntry | null {
    const code = this.at(this.pos);
    const next = this.at(this.pos + 1);
    if (isDash(code)) {
      if (isAsciiLetter(next)) return this.wordOperator();
      return isDash(next) || next === 61 ? null : this.operator(MINUS, 1);
    }
    switch (code) {
      case 43:
        return next === 43 || next === 61 ? null : this.operator(PLUS, 1);
      case 42:
        return next === 61 || next === 62 ? null : this.operator(TIMES, 1);
      case 47:
        return next === 61 ? null : this.operator(DIVIDE, 1);
      case 37:
        return next === 61 ? null : this.operator(REMAINDER, 1);
      case 46:
        return next === 46 ? this.operator(DOT_DOT, 2) : null;
      case 63:
        return this.seven && next === 63 && this.at(this.pos + 2) !== 61 ? this.operator(NULL_COALESCE, 2) : null;
      default:
        return null;
    }
  }

  private operator(entry: BinaryEntry, length: number): BinaryEntry {
    this.pos += length;
    return entry;
  }

  private wordOperator(): BinaryEntry {
    const start = this.pos;
    const end = this.wordEnd(start + 1);
    const entry = lookUp(WORD_OPERATORS, this.text.slice(start + 1, end));
    if (entry === undefined) this.fail("UnexpectedToken", start, end, this.text.slice(start, end));
    this.pos = end;
    return entry;
  }

  /** End of the ASCII letters from `index`: only these make the name of an operator (`-eq1` is `-eq 1`). */
  private wordEnd(index: number): number {
    let end = index;
    while (isAsciiLetter(this.at(end))) end++;
    return end;
  }

  private arrayLiteral(ternary: boolean): Expression | null {
    const first = this.unary(ternary);
    if (first === null || this.noComma) return first;
    this.blanks();
    if (this.at(this.pos) !== 44) return first;
    const items = [first];
    let last = first;
    while (this.at(this.pos) === 44) {
      const comma = this.pos++;
      this.newlines();
      const item = this.unary(true);
      if (item === null) this.fail("MissingExpressionAfterToken", comma + 1, comma + 1, ",");
      items.push(item);
      last = item;
      this.blanks();
    }
    return { kind: "ArrayLiteral", start: first.start, end: last.end, items };
  }

  // ------------------------------------------------------------------ unary

  protected unary(ternary: boolean): Expression | null {
    this.blanks();
    const code = this.at(this.pos);
    let value: Expression | null;
    if (code === 36) value = this.primaryWithMembers(false, ternary);
    else if (code === 91) value = this.cast();
    else if (code === 33 || code === 43 || code === 44 || isDash(code)) value = this.prefixed(ternary);
    else value = this.primaryWithMembers(false, ternary);
    return value === null ? null : this.postfix(value);
  }

  private postfix(value: Expression): Expression {
    const end = this.pos;
    this.blanks();
    const code = this.at(this.pos);
    const next = this.at(this.pos + 1);
    const plus = code === 43 && next === 43;
    if (!plus && !(isDash(code) && isDash(next))) {
      this.pos = end;
      return value;
    }
    this.pos += 2;
    const operator = plus ? "++" : "--";
    checkAssignmentTarget(value, false, (bad) => this.fail("OperatorRequiresVariableOrProperty", bad.start, bad.end, operator));
    return { kind: "Postfix", start: value.start, end: this.pos, operator, operand: value };
  }

  /** At `!`, `,`, `+` or a dash: a prefix operator, or null. */
  private prefixed(ternary: boolean): Expression | null {
    const start = this.pos;
    const code = this.at(start);
    const next = this.at(start + 1);
    if (code === 44) return this.noComma ? null : this.prefixOperand(start, 1, null);
    if (code === 33) {
      if ((traitsOf(next) & IDENTIFIER_START) !== 0 || (this.seven && this.startsWordAfterNot(start))) return null;
      return this.prefixOperand(start, 1, "not");
    }
    if (next === 61) return null;
    const plus = code === 43;
    if (plus ? next === 43 : isDash(next)) return this.prefixOperand(start, 2, plus ? "++" : "--");
    if (isDigit(next) || next === 46) return this.signedNumber(start, plus ? "+" : "-", ternary);
    if (!plus && isAsciiLetter(next)) {
      const end = this.wordEnd(start + 1);
      const operator = lookUp(UNARY_WORDS, this.text.slice(start + 1, end));
      return operator === undefined ? null : this.prefixOperand(start, end - start, operator);
    }
    return this.prefixOperand(start, 1, plus ? "+" : "-");
  }

  /** `!7z` is a word, `!7` is not. */
  private startsWordAfterNot(start: number): boolean {
    const next = this.at(start + 1);
    if (!isDigit(next) && next !== 46) return false;
    this.pos = start + 1;
    const number = next === 46 && !isDigit(this.at(start + 2)) ? null : this.number(false, false);
    this.pos = start;
    return number === null;
  }

  private prefixOperand(start: number, length: number, operator: Unary["operator"] | null): Expression {
    this.pos = start + length;
    this.deeper();
    this.newlines();
    const operand = this.unary(true);
    this.depth--;
    if (operand === null)
      this.fail("MissingExpressionAfterOperator", start + length, start + length, this.text.slice(start, start + length));
    if (operator === null) return { kind: "ArrayLiteral", start, end: operand.end, items: [operand] };
    if (operator === "++" || operator === "--") {
      checkAssignmentTarget(operand, false, (bad) =>
        this.fail("OperatorRequiresVariableOrProperty", bad.start, bad.end, operator),
      );
    }
    return { kind: "Unary", start, end: operand.end, operator, operand };
  }

  /** A sign right before a digit belongs to the number, so that members are taken of the negative number. */
  private signedNumber(start: number, sign: "+" | "-", ternary: boolean): Expression | null {
    this.pos = start + 1;
    const bad = this.at(start + 1) === 46 && !isDigit(this.at(start + 2));
    const number: NumberLiteral | null = bad ? null : this.number(false, ternary, sign);
    if (number === null) {
      this.pos = start;
      return null;
    }
    return this.members({ kind: "Unary", start, end: number.end, operator: sign, operand: number }, false);
  }

  /** At `[`: types and attributes before an operand, or a type as a value. */
  private cast(): Expression {
    const list: (Attribute | TypeConstraint)[] = [];
    for (;;) {
      const item = this.attribute();
      list.push(item);
      const end = this.pos;
      if (item.kind === "Attribute") this.newlines();
      else this.blanks();
      if (this.at(this.pos) !== 91) {
        if (item.kind === "TypeConstraint") this.pos = end;
        break;
      }
    }
    const last = list.pop() as Attribute | TypeConstraint;
    let value = last.kind === "Attribute" ? this.attributed(last) : this.typeOrConvert(last);
    for (let item = list.pop(); item !== undefined; item = list.pop()) {
      value = item.kind === "Attribute" ? this.attributedNode(item, value) : this.convertNode(item, value);
    }
    return value;
  }

  private attributed(attribute: Attribute): Expression {
    this.deeper();
    const operand = this.unary(true);
    this.depth--;
    if (operand === null) this.fail("UnexpectedAttribute", attribute.start, attribute.end, attribute.name.name);
    return this.attributedNode(attribute, operand);
  }

  private typeOrConvert(constraint: TypeConstraint): Expression {
    const type: Expression = { kind: "Type", start: constraint.start, end: constraint.end, type: constraint.type };
    while (this.at(this.pos) === 60 && this.at(this.pos + 1) === 35) this.blockComment();
    if (this.startsMember(false)) return this.members(type, false);
    const end = this.pos;
    this.blanks();
    const code = this.at(this.pos);
    if (code !== 10 && code !== 13 && code !== 44) {
      this.deeper();
      const operand = this.unary(true);
      this.depth--;
      if (operand !== null) return this.convertNode(constraint, operand);
    }
    this.pos = end;
    return type;
  }

  private convertNode(constraint: TypeConstraint, operand: Expression): Convert {
    const { type } = constraint;
    if (type.name.length === 7 && type.name.toLowerCase() === "ordered" && operand.kind !== "Hash") {
      this.fail("OrderedAttributeOnlyOnHashLiteralNode", constraint.start, operand.end, type.name);
    }
    return { kind: "Convert", start: constraint.start, end: operand.end, type, operand };
  }

  private attributedNode(attribute: Attribute, operand: Expression): Expression {
    let inner: Expression = operand;
    while (inner.kind === "Convert" || inner.kind === "Attributed") inner = inner.operand;
    if (inner.kind !== "Variable") this.fail("UnexpectedAttribute", attribute.start, attribute.end, attribute.name.name);
    return { kind: "Attributed", start: attribute.start, end: operand.end, attribute, operand };
  }

  // ------------------------------------------------------------------ primaries

  private primaryWithMembers(command: boolean, ternary: boolean): Expression | null {
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
      const key = this.labelOrKey(false);
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
      entries.push({ key, value });
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

  /** A key of a hash literal or a label: an identifier, else an operand without a comma list; null when neither is there. */
  protected labelOrKey(command: boolean): Expression | null {
    this.blanks();
    const start = this.pos;
    const name = this.simpleName();
    if (name !== null) return { kind: "String", start, end: this.pos, value: name, quote: "bare" };
    const code = this.at(this.pos);
    if (code === 10 || code === 13 || code === 59) return null;
    const noComma = this.noComma;
    this.noComma = true;
    const value = command && !this.startsLabelOperand() ? null : this.unary(false);
    this.noComma = noComma;
    return value;
  }

  /** In command mode a word is no operand. */
  private startsLabelOperand(): boolean {
    const code = this.at(this.pos);
    if (code !== 36) return !isDash(code) && code !== 43 && code !== 33 && code !== 91;
    const start = this.pos;
    const next = this.at(start + 1);
    if (next === 40) return true;
    if (next !== 123 && (traitsOf(next) & VARIABLE_START) === 0) return false;
    const ends = this.endsAsVariable(this.variable(false));
    this.pos = start;
    return ends;
  }
}

/** Looks a name up that is nearly always in lower case. */
export function lookUp<T>(table: ReadonlyMap<string, T>, name: string): T | undefined {
  return table.get(name) ?? table.get(name.toLowerCase());
}
