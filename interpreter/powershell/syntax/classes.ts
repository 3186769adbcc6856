import type { Attribute, ClassDefinition, ClassMember, EnumDefinition, Expression, TypeConstraint, TypeName } from "./ast.js";
import { IDENTIFIER_START, traitsOf, VARIABLE_START } from "./characters.js";
import { checkMethod, checkStaticInitial } from "./checks/method-checks.js";
import { typeKey } from "./checks/type-keys.js";
import { DefinitionParser } from "./definitions.js";

const INTEGRAL: ReadonlySet<string> = new Set([
  "byte",
  "sbyte",
  "short",
  "int16",
  "ushort",
  "uint16",
  "int",
  "int32",
  "uint",
  "uint32",
  "long",
  "int64",
  "ulong",
  "uint64",
]);

type Mark = Attribute | TypeConstraint;

interface MemberHead {
  readonly start: number;
  readonly attributes: readonly Mark[];
  readonly isStatic: boolean;
  readonly isHidden: boolean;
  /** Where the last attribute or modifier ends, or -1 without one. */
  readonly headEnd: number;
}

/** Classes and enumerations. */
export abstract class ClassParser extends DefinitionParser {
  protected classDefinition(start: number, attributes: readonly Mark[]): ClassDefinition {
    const wordEnd = this.pos;
    this.newlines();
    const name = this.simpleName();
    if (name === null) this.fail("MissingNameAfterKeyword", wordEnd, wordEnd, "class");
    let headEnd = this.pos;
    this.defineType(name, start);
    this.newlines();
    const bases: TypeName[] = [];
    if (this.at(this.pos) === 58 && this.at(this.pos + 1) !== 58) {
      do {
        const at = ++this.pos;
        this.newlines();
        const base = this.typeName(false);
        if (base === null) this.fail("TypeNameExpected", at, at);
        bases.push(base);
        headEnd = base.end;
        this.newlines();
      } while (this.at(this.pos) === 44);
    }
    if (this.at(this.pos) !== 123) this.fail("MissingTypeBody", headEnd, headEnd, "class");
    const open = this.pos++;
    const noComma = this.noComma;
    this.noComma = false;
    this.deeper();
    const members: ClassMember[] = [];
    for (let member = this.classMember(name); member !== null; member = this.classMember(name)) members.push(member);
    this.depth--;
    this.noComma = noComma;
    this.blanks();
    if (this.at(this.pos) !== 125) this.fail("MissingEndCurlyBrace", open + 1, open + 1);
    this.pos++;
    return { kind: "Class", start, end: this.pos, name, attributes, bases, members };
  }

  private defineType(name: string, start: number): void {
    const key = name.toLowerCase();
    if (this.typeNames.has(key)) this.fail("MemberAlreadyDefined", start, this.pos, name);
    this.typeNames.add(key);
  }

  private classMember(className: string): ClassMember | null {
    const head = this.memberHead();
    const code = this.at(this.pos);
    const next = this.at(this.pos + 1);
    if (code === 36 && (next === 123 || (traitsOf(next) & VARIABLE_START) !== 0)) return this.property(head);
    const name = (traitsOf(code) & IDENTIFIER_START) !== 0 ? this.simpleName() : null;
    if (name !== null) return this.method(head, name, className);
    if (head.headEnd >= 0) this.fail("IncompleteMemberDefinition", head.headEnd, head.headEnd);
    return null;
  }

  private memberHead(): MemberHead {
    const attributes: Mark[] = [];
    let isStatic = false;
    let isHidden = false;
    let headEnd = -1;
    let start = -1;
    for (;;) {
      this.newlines();
      if (start < 0) start = this.pos;
      if (this.at(this.pos) === 91) {
        const item = this.attribute();
        if (item.kind === "TypeConstraint" && attributes.some((other) => other.kind === "TypeConstraint")) {
          this.fail("TooManyTypes", item.start, item.end);
        }
        attributes.push(item);
        headEnd = this.pos;
        continue;
      }
      const at = this.pos;
      const word = (traitsOf(this.at(at)) & IDENTIFIER_START) !== 0 ? this.simpleName()?.toLowerCase() : undefined;
      if (word !== "static" && word !== "hidden") {
        this.pos = at;
        return { start, attributes, isStatic, isHidden, headEnd };
      }
      if (word === "static" ? isStatic : isHidden) this.fail("DuplicateQualifier", at, this.pos, word);
      if (word === "static") isStatic = true;
      else isHidden = true;
      headEnd = this.pos;
    }
  }

  private property(head: MemberHead): ClassMember {
    const variable = this.variable(false);
    let end = variable.end;
    this.blanks();
    let initial: Expression | null = null;
    if (this.at(this.pos) === 61) {
      this.pos++;
      this.newlines();
      initial = this.expression(false);
      if (initial !== null) {
        end = initial.end;
        if (head.isStatic) checkStaticInitial(initial, (id, at, detail) => this.fail(id, at.start, at.end, detail));
      }
    }
    this.memberTerminator(end);
    const { start, attributes, isStatic, isHidden } = head;
    return { kind: "Property", start, end, name: variable.name, attributes, isStatic, isHidden, initial };
  }

  private memberTerminator(end: number): void {
    this.blanks();
    const code = this.at(this.pos);
    if (code !== 10 && code !== 13 && code !== 59 && code !== 125) this.fail("MissingPropertyTerminator", end, end);
    this.newlinesAndSemicolons();
  }

  private method(head: MemberHead, name: string, className: string): ClassMember {
    const nameEnd = this.pos;
    this.blanks();
    if (this.at(this.pos) !== 40) this.fail("MissingMethodParameterList", nameEnd, nameEnd);
    const params = this.parameterList();
    let end = this.pos;
    this.newlines();
    let baseArguments: readonly Expression[] | null = null;
    const isConstructor = name.toLowerCase() === className.toLowerCase();
    if (isConstructor && !head.isStatic && this.at(this.pos) === 58) {
      baseArguments = this.baseCall();
      end = this.pos;
      this.newlines();
    }
    if (this.at(this.pos) !== 123) this.fail("MissingFunctionBody", end, end);
    const { inWorkflow, inConfiguration } = this;
    this.inWorkflow = false;
    this.inConfiguration = false;
    const body = this.scriptBlockBody(this.pos);
    this.inWorkflow = inWorkflow;
    this.inConfiguration = inConfiguration;
    if (body.params !== null) this.fail("ParamBlockNotAllowedInMethod", this.parameterBlockStart, body.end);
    const block = body.blocks[0];
    if (block !== undefined) this.fail("NamedBlockNotAllowedInMethod", block.start, block.end);
    const returnType = head.attributes.find((item) => item.kind === "TypeConstraint");
    if (isConstructor && returnType !== undefined) this.fail("ConstructorCantHaveReturnType", returnType.start, returnType.end);
    const { start, attributes, isStatic, isHidden } = head;
    const method: ClassMember = {
      kind: "Method",
      start,
      end: body.end,
      name,
      attributes,
      isStatic,
      isHidden,
      params,
      baseArguments,
      body,
    };
    checkMethod(method, isConstructor, nameEnd - name.length, (id, at, detail) => this.fail(id, at.start, at.end, detail));
    return method;
  }

  /** At `:` behind the parameters of a constructor. */
  private baseCall(): Expression[] {
    const colon = this.pos++;
    this.newlines();
    const word = this.simpleName();
    if (word?.toLowerCase() !== "base") this.fail("MissingBaseCtorCall", colon + 1, colon + 1);
    const end = this.pos;
    this.newlines();
    if (this.at(this.pos) !== 40) this.fail("MissingMethodParameterList", end, end);
    return this.invocationArguments();
  }

  protected enumDefinition(start: number, attributes: readonly Mark[]): EnumDefinition {
    const wordEnd = this.pos;
    this.newlines();
    const name = this.simpleName();
    if (name === null) this.fail("MissingNameAfterKeyword", wordEnd, wordEnd, "enum");
    const nameEnd = this.pos;
    this.defineType(name, start);
    this.blanks();
    let underlying: TypeName | null = null;
    // 6.2 added the underlying type.
    if (this.seven && this.at(this.pos) === 58 && this.at(this.pos + 1) !== 58) {
      const at = ++this.pos;
      this.newlines();
      underlying = this.typeName(false);
      if (underlying === null) this.fail("TypeNameExpected", at, at);
      if (!INTEGRAL.has(typeKey(underlying)) || underlying.arrays.length > 0) {
        this.fail("InvalidUnderlyingType", underlying.start, underlying.end, underlying.name);
      }
    }
    this.newlines();
    if (this.at(this.pos) !== 123) this.fail("MissingTypeBody", nameEnd, nameEnd, "enum");
    const open = this.pos++;
    const noComma = this.noComma;
    this.noComma = false;
    const members: { name: string; value: Expression | null }[] = [];
    for (;;) {
      this.newlines();
      const member = this.simpleName();
      if (member === null) break;
      let end = this.pos;
      this.blanks();
      let value: Expression | null = null;
      if (this.at(this.pos) === 61) {
        const equals = this.pos++;
        value = this.expression(false);
        if (value === null) this.fail("ExpectedValueExpression", equals + 1, equals + 1, "=");
        end = value.end;
      }
      this.memberTerminator(end);
      members.push({ name: member, value });
    }
    this.noComma = noComma;
    this.blanks();
    if (this.at(this.pos) !== 125) this.fail("MissingEndCurlyBrace", open + 1, open + 1);
    this.pos++;
    return { kind: "Enum", start, end: this.pos, name, attributes, underlying, members };
  }
}
