import { checkAssignmentTarget } from "./assignment.js";
import type { Attribute, Convert, Expression, NumberLiteral, TypeConstraint, Unary } from "./ast.js";
import { IDENTIFIER_START, isAsciiLetter, isDash, isDigit, traitsOf } from "./characters.js";
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
import { PrimaryParser } from "./primaries.js";

/** Operators by precedence, lists, prefixes and casts. */
export abstract class ExpressionParser extends PrimaryParser {
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
    for (let operands = 1; ; operands++) {
      this.longer(operands);
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
      this.longer(items.push(item));
      last = item;
      this.blanks();
    }
    return { kind: "ArrayLiteral", start: first.start, end: last.end, items };
  }

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
    return (isDigit(next) || next === 46) && this.isWordBehindNot(start);
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
    if (bad && this.endsNumber(this.at(start + 2), false, ternary)) {
      this.fail("BadNumericConstant", start, start + 2, this.text.slice(start, start + 2));
    }
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
}

/** Looks a name up that is nearly always in lower case. */
function lookUp<T>(table: ReadonlyMap<string, T>, name: string): T | undefined {
  return table.get(name) ?? table.get(name.toLowerCase());
}
