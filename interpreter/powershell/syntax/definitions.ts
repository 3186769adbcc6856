import type {
  Attribute,
  Expression,
  FunctionDefinition,
  NamedBlock,
  Parameter,
  ScriptBlock,
  Statement,
  TypeConstraint,
  UsingStatement,
} from "./ast.js";
import { isDoubleQuote, isSingleQuote, traitsOf, VARIABLE_START } from "./characters.js";
import { typeKey } from "./checks/type-keys.js";
import type { Keyword } from "./keywords.js";
import { StatementParser } from "./statements.js";

const BLOCK_NAMES: ReadonlySet<Keyword> = new Set<Keyword>(["begin", "process", "end", "dynamicparam", "clean"]);

const NAMESPACE =
  /^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Pc}\p{Mn}\p{Mc}\p{Cf}_]*(?:\.[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Pc}\p{Mn}\p{Mc}\p{Cf}_]*)*$/u;

/** Script blocks, parameters, functions and `using`. */
export abstract class DefinitionParser extends StatementParser {
  /** Classes and enumerations of the innermost script block, in lower case. */
  protected typeNames = new Set<string>();
  /** Where the `param` of the script block that was read last begins. */
  protected parameterBlockStart = -1;

  // ------------------------------------------------------------------ script blocks

  /** At the brace at `start`; consumes both braces. */
  protected scriptBlockBody(start: number): ScriptBlock {
    this.pos = start + 1;
    const { finallyLoops, typeNames } = this;
    this.finallyLoops = null;
    this.typeNames = new Set();
    this.deeper();
    const parts = this.blockParts([]);
    if (this.at(this.pos) !== 125) {
      if (parts.blocks.length > 0 && !this.atEnd()) this.notANamedBlock();
      this.fail("MissingEndCurlyBrace", start, start + 1);
    }
    this.depth--;
    this.finallyLoops = finallyLoops;
    this.typeNames = typeNames;
    this.pos++;
    return { kind: "ScriptBlock", start, end: this.pos, ...parts };
  }

  /** The whole text. */
  protected script(): ScriptBlock {
    this.newlines();
    const using = this.usingStatements();
    const parts = this.blockParts(using);
    if (!this.atEnd()) {
      if (parts.blocks.length > 0 && this.at(this.pos) !== 125) this.notANamedBlock();
      this.unexpected();
    }
    return { kind: "ScriptBlock", start: 0, end: this.limit, ...parts };
  }

  private notANamedBlock(): never {
    const token = this.tokenText(this.pos);
    this.fail("MissingNamedBlocks", this.pos, this.pos + token.length, token);
  }

  private blockParts(using: UsingStatement[]): Omit<ScriptBlock, "kind" | "start" | "end"> {
    this.newlines();
    const parameters = this.parameterBlock();
    this.newlinesAndSemicolons();
    const blocks = this.namedBlocks();
    const body = blocks.length > 0 ? [] : this.statements();
    this.parameterBlockStart = parameters?.start ?? -1;
    return { using, attributes: parameters?.attributes ?? [], params: parameters?.params ?? null, blocks, body };
  }

  private parameterBlock(): { start: number; attributes: Attribute[]; params: Parameter[] } | null {
    const start = this.pos;
    const list = this.attributesOfParam();
    if (list === null) return null;
    const word = this.pos;
    this.pos += "param".length;
    this.newlines();
    if (this.at(this.pos) !== 40) {
      this.pos = start;
      return null;
    }
    const params = this.parameterList();
    const type = list.find((item): item is TypeConstraint => item.kind === "TypeConstraint");
    if (type !== undefined) this.fail("TypeNotAllowedBeforeParam", type.start, type.end, type.type.name);
    return { start: word, attributes: list as Attribute[], params };
  }

  private namedBlocks(): NamedBlock[] {
    const blocks: NamedBlock[] = [];
    for (;;) {
      const keyword = this.keyword();
      if (keyword === null || !BLOCK_NAMES.has(keyword)) return blocks;
      const name = keyword as NamedBlock["name"];
      const start = this.pos;
      const nameEnd = (this.pos += name.length);
      const block = this.block();
      if (block === null) this.fail("MissingNamedStatementBlock", nameEnd, nameEnd, name);
      if (blocks.some((other) => other.name === name)) this.fail("DuplicateScriptCommandClause", start, block.end, name);
      blocks.push({ kind: "NamedBlock", start, end: block.end, name, body: block.body });
      this.newlinesAndSemicolons();
    }
  }

  // ------------------------------------------------------------------ parameters

  /** At `(`. */
  protected parameterList(): Parameter[] {
    const open = this.pos++;
    const noComma = this.noComma;
    this.noComma = true;
    const list: Parameter[] = [];
    const names: string[] = [];
    this.deeper();
    for (let comma = -1; ; comma = this.pos++) {
      this.newlines();
      const parameter = this.parameterDeclaration();
      if (parameter === null) {
        if (comma >= 0) this.fail("MissingExpressionAfterToken", comma + 1, comma + 1, ",");
        break;
      }
      const key = parameter.name.toLowerCase();
      if (names.includes(key)) this.fail("DuplicateFormalParameter", parameter.start, parameter.end, parameter.name);
      names.push(key);
      list.push(parameter);
      this.newlines();
      if (this.at(this.pos) !== 44) break;
    }
    this.depth--;
    this.noComma = noComma;
    if (this.at(this.pos) !== 41) {
      const at = list.at(-1)?.end ?? open + 1;
      this.fail("MissingEndParenthesisInFunctionParameterList", at, at);
    }
    this.pos++;
    return list;
  }

  private parameterDeclaration(): Parameter | null {
    const attributes = this.attributeList();
    const code = this.at(this.pos);
    const next = this.at(this.pos + 1);
    const isVariable = (code === 36 && next === 123) || ((code === 36 || code === 64) && (traitsOf(next) & VARIABLE_START) !== 0);
    if (!isVariable) {
      const last = attributes.at(-1);
      if (last === undefined) return null;
      this.fail("InvalidFunctionParameter", last.end, last.end);
    }
    const variable = this.variable(false);
    if (code === 64) this.fail("SplattingNotPermitted", variable.start, variable.end, variable.name);
    const start = attributes[0]?.start ?? variable.start;
    for (const item of attributes) if (item.kind === "TypeConstraint") this.checkParameterType(item);
    const name = variable.drive === null ? variable.name : variable.name.slice(variable.drive.length + 1);
    const end = this.pos;
    this.newlines();
    if (this.at(this.pos) !== 61) {
      this.pos = end;
      return { kind: "Parameter", start, end, name, attributes, defaultValue: null };
    }
    const equals = this.pos++;
    this.newlines();
    const defaultValue = this.expression(false);
    if (defaultValue === null) this.fail("MissingExpressionAfterToken", equals + 1, equals + 1, "=");
    return { kind: "Parameter", start, end: defaultValue.end, name, attributes, defaultValue };
  }

  private checkParameterType(item: TypeConstraint): void {
    const key = typeKey(item.type);
    if (key === "ordered") this.fail("OrderedAttributeOnlyOnHashLiteralNode", item.start, item.end, item.type.name);
    if (key === "void" && item.type.arrays.length === 0) this.fail("VoidTypeConstraintNotAllowed", item.start, item.end);
  }

  // ------------------------------------------------------------------ functions

  protected functionDefinition(form: FunctionDefinition["form"], start: number): FunctionDefinition {
    const wordEnd = this.pos;
    this.newlines();
    const name = this.functionName(form, wordEnd);
    let end = this.pos;
    this.newlines();
    let params: Parameter[] | null = null;
    if (this.at(this.pos) === 40) {
      params = this.parameterList();
      end = this.pos;
      this.newlines();
    }
    if (this.at(this.pos) !== 123) this.fail("MissingFunctionBody", end, end);
    const { inWorkflow, inConfiguration } = this;
    this.inWorkflow = form === "workflow";
    this.inConfiguration = false;
    const noComma = this.noComma;
    this.noComma = false;
    const body = this.scriptBlockBody(this.pos);
    this.noComma = noComma;
    this.inWorkflow = inWorkflow;
    this.inConfiguration = inConfiguration;
    if (params !== null && params.length > 0 && body.params !== null)
      this.fail("OnlyOneParameterListAllowed", this.parameterBlockStart, body.end);
    if (form === "workflow" && this.seven) this.fail("WorkflowNotSupportedInPowerShellCore", start, body.end);
    return { kind: "Function", start, end: body.end, form, name, params, body };
  }

  /** Any token of command mode that is no quote, variable, bracket or separator. */
  private functionName(form: string, wordEnd: number): string {
    const code = this.at(this.pos);
    const next = this.at(this.pos + 1);
    const quoted = isSingleQuote(code) || isDoubleQuote(code) || (code === 64 && (isSingleQuote(next) || isDoubleQuote(next)));
    const isVariable = code === 36 && (next === 40 || this.isVariableToken());
    if (
      quoted ||
      isVariable ||
      code === 40 ||
      code === 123 ||
      code === 64 ||
      this.endsCommand(code) ||
      this.startsRedirection()
    ) {
      this.fail("MissingNameAfterKeyword", wordEnd, wordEnd, form);
    }
    const start = this.pos;
    if (code === 44) this.pos++;
    else {
      const name = this.parameterWord(true) ?? this.nonPrimary() ?? this.word(true);
      return name.kind === "String" ? name.value : this.text.slice(start, this.pos);
    }
    return this.text.slice(start, this.pos);
  }

  private isVariableToken(): boolean {
    const start = this.pos;
    const next = this.at(start + 1);
    if (next !== 123 && (traitsOf(next) & VARIABLE_START) === 0) return false;
    const ends = this.endsAsVariable(this.variable(false));
    this.pos = start;
    return ends;
  }

  // ------------------------------------------------------------------ using

  private usingStatements(): UsingStatement[] {
    const list: UsingStatement[] = [];
    for (;;) {
      this.blanks();
      const start = this.pos;
      if (!this.eatKeyword("using")) return list;
      list.push(this.usingStatement(start));
      this.newlinesAndSemicolons();
    }
  }

  /** Behind the word `using`. */
  protected usingStatement(start: number): UsingStatement {
    const wordEnd = this.pos;
    const what = this.usingKind();
    if (what === null) this.fail("MissingUsingStatementDirective", wordEnd, wordEnd);
    const whatEnd = this.pos;
    this.blanks();
    const code = this.at(this.pos);
    if (code === 10 || code === 13 || code === 44 || code === 59 || this.atEnd())
      this.fail("MissingUsingItemName", whatEnd, whatEnd);
    const at = this.pos;
    if (this.endsArgument()) this.fail("InvalidValueForUsingItemName", at, at + 1, this.tokenText(at));
    const value: Expression = this.argumentList("no");
    if (value.kind !== "String" && !(what === "module" && value.kind === "Hash")) {
      this.fail("InvalidValueForUsingItemName", value.start, value.end, this.text.slice(value.start, value.end));
    }
    const end = this.pos;
    this.blanks();
    const alias = this.at(this.pos) === 61 && value.kind === "String" && what !== "assembly";
    if (alias) this.fail("UsingStatementNotSupported", start, this.pos);
    if (what === "type" || what === "command") this.fail("MissingEqualsInUsingAlias", value.end, value.end);
    this.requireTerminator();
    this.pos = end;
    if (what === "module" && value.kind === "String" && [..."*?[]"].some((sign) => value.value.includes(sign))) {
      this.fail("WildCardModuleNameError", start, value.end);
    }
    if (what === "namespace" && value.kind === "String" && !NAMESPACE.test(value.value)) {
      this.fail("InvalidNamespaceValue", value.start, value.end);
    }
    return { kind: "Using", start, end: value.end, what, value };
  }

  private usingKind(): UsingStatement["what"] | null {
    const word = this.wholeWord();
    switch (word) {
      case "namespace":
      case "module":
      case "assembly":
      case "type":
      case "command":
        return word;
      default:
        return null;
    }
  }

  protected definition(keyword: Keyword, start: number, attributes: readonly (Attribute | TypeConstraint)[]): Statement | null {
    switch (keyword) {
      case "function":
      case "filter":
      case "workflow":
        return this.functionDefinition(keyword, start);
      case "class":
        return this.classDefinition(start, attributes);
      case "enum":
        return this.enumDefinition(start, attributes);
      case "configuration":
        return this.configurationDefinition(start);
      default: {
        const using = this.usingStatement(start);
        return this.fail("UsingMustBeAtStartOfScript", using.start, using.end);
      }
    }
  }

  protected abstract classDefinition(start: number, attributes: readonly (Attribute | TypeConstraint)[]): Statement;
  protected abstract enumDefinition(start: number, attributes: readonly (Attribute | TypeConstraint)[]): Statement;
  protected abstract configurationDefinition(start: number): Statement;
}
