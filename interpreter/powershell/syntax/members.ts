import type { Expression, ScriptBlockExpression, TypeName } from "./ast.js";
import { IDENTIFIER_START, isBlankOrLineEnd, isDash, TOKEN_END, traitsOf } from "./characters.js";
import { isAttributeConstant } from "./checks/constants.js";
import { TypeParser } from "./types.js";

const NO_TYPES: readonly TypeName[] = [];

/** Member access, calls and indexing behind a primary. */
export abstract class MemberParser extends TypeParser {
  protected abstract primary(command: boolean, ternary: boolean): Expression | null;
  protected abstract unary(ternary: boolean): Expression | null;
  protected abstract scriptBlockExpression(): ScriptBlockExpression;

  /** True when a member operator or (`brackets`) an index begins at the cursor; no blank may stand before it. */
  protected startsMember(brackets: boolean): boolean {
    const code = this.at(this.pos);
    const next = this.at(this.pos + 1);
    if (code === 46) return next !== 46;
    if (code === 58) return next === 58;
    if (code === 91) return brackets;
    if (code === 63) return this.seven && (next === 46 || (brackets && next === 91));
    return code === 60 && next === 35;
  }

  /** `command`: in command mode an operator before a blank ends the chain. */
  protected members(primary: Expression, command: boolean): Expression {
    let value = primary;
    for (;;) {
      while (this.at(this.pos) === 60 && this.at(this.pos + 1) === 35) this.blockComment();
      if (!this.startsMember(true)) break;
      const code = this.at(this.pos);
      if (code === 91) {
        value = this.index(value, this.pos + 1, false);
        continue;
      }
      const nullConditional = code === 63;
      if (nullConditional && this.at(this.pos + 1) === 91) {
        value = this.index(value, this.pos + 2, true);
        continue;
      }
      const length = code === 46 ? 1 : 2;
      const next = this.at(this.pos + length);
      if (command && !nullConditional && (isBlankOrLineEnd(next) || next === 0)) break;
      this.pos += length;
      value = this.member(value, code === 58, nullConditional, command);
    }
    if (value !== primary && primary.kind === "Variable" && primary.drive === "using") this.checkUsing(value);
    return value;
  }

  private index(target: Expression, inside: number, nullConditional: boolean): Expression {
    this.pos = inside;
    this.newlines();
    const noComma = this.noComma;
    this.noComma = false;
    this.deeper();
    const index = this.expression(false);
    this.depth--;
    this.noComma = noComma;
    if (index === null) this.fail("MissingArrayIndexExpression", inside, inside);
    this.newlines();
    if (this.at(this.pos) !== 93) this.fail("MissingEndSquareBracket", index.end, index.end);
    this.pos++;
    return { kind: "Index", start: target.start, end: this.pos, target, index, nullConditional };
  }

  private member(target: Expression, isStatic: boolean, nullConditional: boolean, command: boolean): Expression {
    const operatorEnd = this.pos;
    this.newlines();
    const code = this.at(this.pos);
    let member: string | Expression | null;
    if ((traitsOf(code) & IDENTIFIER_START) !== 0) member = this.simpleName();
    else if (code === 44 || code === 43 || code === 33 || code === 91 || isDash(code)) {
      // In command mode such a sign is the head of a word unless it stands alone.
      const isWord = command && code !== 44 && (traitsOf(this.at(this.pos + 1)) & TOKEN_END) === 0;
      member = isWord ? null : this.unary(false);
      if (member !== null)
        return { kind: "Member", start: target.start, end: member.end, target, member, isStatic, nullConditional };
    } else member = this.primary(command, false);
    if (member === null) this.fail("MissingPropertyName", operatorEnd, operatorEnd);
    const memberEnd = this.pos;
    const generic = this.seven && !command && this.at(memberEnd) === 91 ? this.genericMethodArguments() : NO_TYPES;
    const open = this.at(this.pos);
    if (open === 40 || open === 123) {
      const args = open === 40 ? this.invocationArguments() : [this.scriptBlockExpression()];
      return {
        kind: "InvokeMember",
        start: target.start,
        end: this.pos,
        target,
        member,
        isStatic,
        nullConditional,
        arguments: args,
        generic,
      };
    }
    this.pos = memberEnd;
    return { kind: "Member", start: target.start, end: memberEnd, target, member, isStatic, nullConditional };
  }

  /** At `[` behind a method name: its type arguments, or none when an index stands there (then the cursor stays). */
  private genericMethodArguments(): readonly TypeName[] {
    const start = this.pos++;
    this.newlines();
    if ((traitsOf(this.at(this.pos)) & IDENTIFIER_START) === 0) {
      this.pos = start;
      return NO_TYPES;
    }
    const types = this.genericArguments();
    if (this.at(this.pos) !== 93) this.failBefore("EndSquareBracketExpectedAtEndOfType");
    this.pos++;
    return types;
  }

  /** At `(`. */
  protected invocationArguments(): Expression[] {
    const open = this.pos++;
    const noComma = this.noComma;
    this.noComma = true;
    this.deeper();
    const list: Expression[] = [];
    let comma = -1;
    for (;;) {
      this.newlines();
      const value = this.expression(false);
      if (value === null) {
        if (comma >= 0) this.fail("MissingExpressionAfterToken", comma + 1, comma + 1, ",");
        break;
      }
      list.push(value);
      this.newlines();
      if (this.at(this.pos) !== 44) break;
      comma = this.pos++;
    }
    this.depth--;
    this.noComma = noComma;
    if (this.at(this.pos) !== 41) {
      const at = list.at(-1)?.end ?? open + 1;
      this.fail("MissingEndParenthesisInMethodCall", at, at);
    }
    this.pos++;
    return list;
  }

  /** `$using:` takes members and constant indexes, no calls. */
  private checkUsing(value: Expression): void {
    let node = value;
    while (node.kind === "Member" || node.kind === "Index") {
      if (node.kind === "Member") {
        if (typeof node.member !== "string" && node.member.kind !== "String") break;
      } else if (!isAttributeConstant(node.index)) this.fail("InvalidUsingExpression", node.index.start, node.index.end);
      node = node.target;
    }
    if (node.kind !== "Variable") this.fail("InvalidUsingExpression", node.start, node.end);
  }
}
