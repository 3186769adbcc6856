import type { Attribute, Expression, TypeConstraint, TypeName } from "./ast.js";
import { IDENTIFIER, IDENTIFIER_START, traitsOf } from "./characters.js";
import { isAttributeConstant } from "./checks/constants.js";
import { NumberScanner } from "./numbers.js";

const MAXIMUM_DIMENSIONS = 32;

/** Type names and attribute lists. */
export abstract class TypeParser extends NumberScanner {
  /** True where a comma separates arguments or parameters instead of building an array. */
  protected noComma = false;

  protected abstract expression(ternary: boolean): Expression | null;

  /** The identifier at the cursor, blanks before it skipped, or null; the cursor stays then behind the blanks. */
  protected simpleName(): string | null {
    this.blanks();
    const start = this.pos;
    if ((traitsOf(this.at(start)) & IDENTIFIER_START) === 0) return null;
    let i = start + 1;
    while ((traitsOf(this.at(i)) & IDENTIFIER) !== 0) i++;
    this.pos = i;
    return this.text.slice(start, i);
  }

  /** Fails at the character before the token at the cursor, as PowerShell reports a missing bracket. */
  protected failBefore(id: "EndSquareBracketExpectedAtEndOfAttribute" | "EndSquareBracketExpectedAtEndOfType"): never {
    const at = this.atEnd() ? this.limit : this.pos - 1;
    this.fail(id, at, at);
  }

  // ------------------------------------------------------------------ type names

  /** A type name at the cursor, or null when none begins here. */
  protected typeName(assemblyQualified: boolean): TypeName | null {
    this.blanks();
    if (!this.startsTypeName()) return null;
    return this.finishTypeName(false, assemblyQualified);
  }

  private startsTypeName(): boolean {
    return (traitsOf(this.at(this.pos)) & IDENTIFIER_START) !== 0;
  }

  private typeWord(): string {
    const start = this.pos;
    let i = start + 1;
    for (;;) {
      const code = this.at(i);
      // . ` + # \ besides letters, digits and _
      if ((traitsOf(code) & IDENTIFIER) === 0 && code !== 46 && code !== 96 && code !== 43 && code !== 35 && code !== 92) break;
      i++;
    }
    this.pos = i;
    return this.text.slice(start, i);
  }

  /** `bare`: a generic argument without its own brackets, which takes no assembly name. */
  private finishTypeName(bare: boolean, assemblyQualified: boolean): TypeName {
    const start = this.pos;
    const name = this.typeWord();
    let end = this.pos;
    if (this.at(end) === 93) return { kind: "TypeName", start, end, name, generic: NO_TYPES, arrays: NO_RANKS, assembly: null };
    let generic: readonly TypeName[] = NO_TYPES;
    let arrays: readonly number[] = NO_RANKS;
    let assembly: string | null = null;
    this.blanks();
    if (this.at(this.pos) === 91) {
      const bracket = this.pos++;
      this.newlines();
      const code = this.at(this.pos);
      if (code === 93 || code === 44) arrays = this.arraySuffixes();
      else if (code === 91 || this.startsTypeName()) {
        generic = this.genericArguments();
        if (this.at(this.pos) !== 93) this.failBefore("EndSquareBracketExpectedAtEndOfAttribute");
        this.pos++;
        end = this.pos;
        this.blanks();
        if (this.at(this.pos) === 91) {
          this.pos++;
          this.blanks();
          arrays = this.arraySuffixes();
        }
      } else if (this.atEnd()) this.fail("MissingTypename", bracket + 1, bracket + 1);
      else this.unexpected();
      if (arrays.length > 0) end = this.pos;
      this.blanks();
      if (this.at(this.pos) === 44 && !bare) {
        assembly = this.assemblyName();
        end = this.pos;
      }
    } else if (this.at(this.pos) === 44 && assemblyQualified && !bare) {
      assembly = this.assemblyName();
      end = this.pos;
    }
    return { kind: "TypeName", start, end, name, generic, arrays, assembly };
  }

  /** Behind `[` of an array suffix, at `]` or `,`; further suffixes follow. */
  private arraySuffixes(): number[] {
    const ranks: number[] = [];
    for (;;) {
      let rank = 1;
      const start = this.pos;
      while (this.at(this.pos) === 44) {
        rank++;
        this.pos++;
        this.blanks();
      }
      if (rank > MAXIMUM_DIMENSIONS) this.fail("ArrayHasTooManyDimensions", start, this.pos, String(rank));
      if (this.at(this.pos) !== 93) {
        if (rank > 1 || this.atEnd()) this.fail("EndSquareBracketExpectedAtEndOfAttribute", this.pos, this.pos);
        this.unexpected();
      }
      this.pos++;
      ranks.push(rank);
      if (ranks.length > 200) this.fail("ScriptTooComplicated", start, this.pos);
      const end = this.pos;
      this.blanks();
      if (this.at(this.pos) !== 91) {
        this.pos = end;
        return ranks;
      }
      this.pos++;
      this.blanks();
    }
  }

  /** At the first argument; ends before the closing bracket. */
  protected genericArguments(): TypeName[] {
    this.deeper();
    const types = [this.genericArgument()];
    for (;;) {
      this.newlines();
      if (this.at(this.pos) !== 44) break;
      const comma = this.pos++;
      this.newlines();
      if (this.at(this.pos) !== 91 && !this.startsTypeName()) this.fail("MissingTypename", comma + 1, comma + 1);
      types.push(this.genericArgument());
    }
    this.depth--;
    return types;
  }

  private genericArgument(): TypeName {
    if (this.at(this.pos) !== 91) return this.finishTypeName(true, true);
    this.pos++;
    this.blanks();
    if (!this.startsTypeName()) this.fail("MissingTypename", this.pos, this.pos);
    const type = this.finishTypeName(false, true);
    this.blanks();
    if (this.at(this.pos) !== 93) this.failBefore("EndSquareBracketExpectedAtEndOfType");
    this.pos++;
    return type;
  }

  /** At the comma before an assembly name; its properties (`Version=1.0.0.0`) belong to it. */
  private assemblyName(): string {
    const comma = this.pos++;
    let name = this.assemblyToken();
    while (this.at(this.pos) === 44) {
      this.pos++;
      name += `, ${this.assemblyToken()}`;
      if (this.at(this.pos) === 61) {
        this.pos++;
        name += `=${this.assemblyToken()}`;
      }
    }
    if (name.trim() === "") this.fail("MissingAssemblyNameSpecification", comma + 1, comma + 1);
    return name;
  }

  private assemblyToken(): string {
    while ((traitsOf(this.at(this.pos)) & 1) !== 0) this.pos++;
    const start = this.pos;
    for (;;) {
      const code = this.at(this.pos);
      if (code === 0 || code === 10 || code === 13 || code === 44 || code === 61 || code === 93 || (traitsOf(code) & 1) !== 0)
        break;
      this.pos++;
    }
    const token = this.text.slice(start, this.pos);
    while ((traitsOf(this.at(this.pos)) & 1) !== 0) this.pos++;
    return token;
  }

  // ------------------------------------------------------------------ attributes

  /** Attributes and types in brackets; blanks and, outside expressions, line ends may stand between them. */
  protected attributeList(): (Attribute | TypeConstraint)[] {
    const list: (Attribute | TypeConstraint)[] = [];
    for (;;) {
      this.newlines();
      if (this.at(this.pos) !== 91) return list;
      list.push(this.attribute());
    }
  }

  /** At `[`. */
  protected attribute(): Attribute | TypeConstraint {
    const start = this.pos++;
    this.newlines();
    const type = this.typeName(true);
    if (type === null) this.fail("MissingTypename", start + 1, start + 1);
    if (this.at(this.pos) === 93) {
      this.pos++;
      return { kind: "TypeConstraint", start, end: this.pos, type };
    }
    this.blanks();
    const code = this.at(this.pos);
    if (code === 40) return this.attributeArguments(start, type);
    if (code !== 93) this.failBefore("EndSquareBracketExpectedAtEndOfAttribute");
    this.pos++;
    return { kind: "TypeConstraint", start, end: this.pos, type };
  }

  private attributeArguments(start: number, name: TypeName): Attribute {
    const noComma = this.noComma;
    this.noComma = true;
    const positional: Expression[] = [];
    const named: { name: string; value: Expression | null }[] = [];
    const seen: string[] = [];
    this.pos++;
    let last = this.pos;
    for (;;) {
      this.newlines();
      const at = this.pos;
      const argument = this.simpleName();
      if (argument === null) {
        const value = this.expression(false);
        if (value !== null) {
          positional.push(value);
          last = value.end;
        } else if (positional.length + named.length > 0) this.fail("MissingExpressionAfterToken", at, at, ",");
      } else {
        const nameEnd = this.pos;
        this.blanks();
        let value: Expression | null = null;
        if (this.at(this.pos) === 61) {
          const equals = this.pos++;
          this.newlines();
          value = this.expression(false);
          if (value === null) this.fail("MissingExpressionInNamedArgument", equals + 1, equals + 1);
          last = value.end;
        }
        const key = argument.toLowerCase();
        if (seen.includes(key)) this.fail("DuplicateNamedArgument", at, nameEnd, argument);
        seen.push(key);
        named.push({ name: argument, value });
      }
      this.newlines();
      if (this.at(this.pos) !== 44) break;
      last = ++this.pos;
    }
    this.noComma = noComma;
    if (this.at(this.pos) !== 41) this.fail("MissingEndParenthesisInExpression", last, last);
    this.pos++;
    const close = this.pos;
    this.newlines();
    if (this.at(this.pos) !== 93) this.fail("EndSquareBracketExpectedAtEndOfAttribute", close, close);
    this.pos++;
    for (const value of positional) this.requireConstant(value);
    for (const { value } of named) if (value !== null) this.requireConstant(value);
    return { kind: "Attribute", start, end: this.pos, name, positional, named };
  }

  private requireConstant(value: Expression): void {
    if (isAttributeConstant(value)) return;
    this.fail("ParameterAttributeArgumentNeedsToBeConstantOrScriptBlock", value.start, value.end);
  }
}

const NO_TYPES: readonly TypeName[] = [];
const NO_RANKS: readonly number[] = [];
