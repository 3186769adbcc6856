import type {
  Attribute,
  Block,
  BlockStatement,
  DataStatement,
  Expression,
  FlowStatement,
  Statement,
  TrapStatement,
  TryStatement,
  TypeConstraint,
  TypeName,
} from "./ast.js";
import { classify, IDENTIFIER, IDENTIFIER_START, TOKEN_END, traits, traitsOf } from "./characters.js";
import { catchesToo } from "./checks/catch-types.js";
import { checkData } from "./data.js";
import { CONTEXTUAL_KEYWORDS, type Keyword, UNATTRIBUTED } from "./keywords.js";
import { LoopParser } from "./loops.js";

/** Statements except definitions. */
export abstract class StatementParser extends LoopParser {
  /** What follows the attribute list at an offset: decided once, however often that text is read again. */
  private readonly decided = new Map<number, Keyword | "other">();

  protected abstract definition(
    keyword: Keyword,
    start: number,
    attributes: readonly (Attribute | TypeConstraint)[],
  ): Statement | null;
  protected abstract resource(): Statement | null;

  protected statement(): Statement | null {
    this.deeper();
    const statement = this.anyStatement();
    this.depth--;
    return statement;
  }

  private anyStatement(): Statement | null {
    this.blanks();
    const start = this.pos;
    this.statementStart = start;
    const code = this.at(start);
    if ((((traits[code] as number) || classify(code)) & IDENTIFIER_START) !== 0) {
      const keyword = this.keyword();
      if (keyword !== null) return this.keywordStatement(keyword, start);
      if (this.inConfiguration) {
        const resource = this.resource();
        if (resource !== null) return resource;
      }
      return this.pipelineChain();
    }
    if (code === 91) return this.bracketed(start);
    if (code === 58) return this.labeled(start);
    return this.pipelineChain();
  }

  private keywordStatement(keyword: Keyword, start: number): Statement | null {
    const end = start + keyword.length;
    this.pos = end;
    switch (keyword) {
      case "if":
        return this.ifStatement(start);
      case "foreach":
        return this.foreachStatement(start, null);
      case "return":
        return this.flow("Return", start);
      case "throw":
        return this.flow("Throw", start);
      case "exit":
        return this.flow("Exit", start);
      case "break":
        return this.jump("Break", start);
      case "continue":
        return this.jump("Continue", start);
      case "try":
        return this.tryStatement(start);
      case "switch":
        return this.switchStatement(start, null);
      case "while":
        return this.whileStatement(start, null);
      case "for":
        return this.forStatement(start, null);
      case "do":
        return this.doStatement(start, null);
      case "trap":
        return this.trapStatement(start);
      case "data":
        return this.dataStatement(start);
      case "parallel":
      case "sequence":
        return this.blockStatement(keyword, start);
      case "from":
      case "define":
      case "var":
        return this.fail("ReservedKeywordNotAllowed", start, end, keyword);
      case "function":
      case "filter":
      case "workflow":
      case "class":
      case "enum":
      case "configuration":
      case "using":
        return this.definition(keyword, start, []);
      default:
        this.pos = start;
        return this.pipelineChain();
    }
  }

  /** At `[`: attributes of a class, enum or configuration, or an expression. */
  private bracketed(start: number): Statement | null {
    if ((traitsOf(this.at(start + 1)) & TOKEN_END) !== 0) return this.pipelineChain();
    if (this.decided.get(start) === "other") return this.pipelineChain();
    const list = this.attributeList();
    const keyword = this.keyword();
    const hasType = list.some((item) => item.kind === "TypeConstraint");
    if (keyword !== null && UNATTRIBUTED.has(keyword) && !hasType) {
      const first = list[0] as Attribute;
      this.fail("UnexpectedAttribute", first.start, first.end, first.name.name);
    }
    if (keyword === null) this.checkWordBehindTypes(list);
    if (keyword === null || UNATTRIBUTED.has(keyword)) {
      this.decided.set(start, "other");
      this.pos = start;
      return this.pipelineChain();
    }
    if (hasType) this.typeBeforeStatement(list);
    if (keyword === "class" || keyword === "enum" || keyword === "configuration") {
      this.pos += keyword.length;
      return this.definition(keyword, start, list);
    }
    this.decided.set(start, "other");
    this.pos = start;
    return this.pipelineChain();
  }

  private checkWordBehindTypes(list: readonly (Attribute | TypeConstraint)[]): void {
    const { pos } = this;
    if (list.some((item) => item.kind === "TypeConstraint") && CONTEXTUAL_KEYWORDS.has(this.wholeWord() ?? "")) {
      this.typeBeforeStatement(list);
    }
    this.pos = pos;
  }

  private typeBeforeStatement(list: readonly (Attribute | TypeConstraint)[]): never {
    const type = list.find((item): item is TypeConstraint => item.kind === "TypeConstraint") as TypeConstraint;
    this.fail("TypeNotAllowedBeforeStatement", type.start, type.end, type.type.name);
  }

  /** Whether `param` follows the attribute list at the cursor; then the cursor is behind the list, else it stays. */
  protected attributesOfParam(): (Attribute | TypeConstraint)[] | null {
    const start = this.pos;
    if (this.at(start) !== 91) return this.keyword() === "param" ? [] : null;
    if ((traitsOf(this.at(start + 1)) & TOKEN_END) === 0 && this.decided.get(start) === "other") return null;
    const list = this.attributeList();
    const keyword = this.keyword();
    if (keyword === "param") return list;
    if (keyword === null) {
      this.checkWordBehindTypes(list);
      this.decided.set(start, "other");
    }
    this.pos = start;
    return null;
  }

  /** At `:`: a label before a loop, or a command. */
  private labeled(start: number): Statement | null {
    let i = start + 1;
    if ((traitsOf(this.at(i)) & IDENTIFIER_START) !== 0) {
      while ((traitsOf(this.at(i)) & IDENTIFIER) !== 0) i++;
      if ((traitsOf(this.at(i)) & TOKEN_END) !== 0) {
        const label = this.text.slice(start + 1, i);
        this.pos = i;
        this.newlines();
        const keyword = this.keyword();
        if (keyword !== null) {
          this.pos += keyword.length;
          switch (keyword) {
            case "switch":
              return this.switchStatement(start, label);
            case "foreach":
              return this.foreachStatement(start, label);
            case "for":
              return this.forStatement(start, label);
            case "while":
              return this.whileStatement(start, label);
            case "do":
              return this.doStatement(start, label);
            default:
          }
        }
      }
    }
    this.pos = start;
    return this.pipelineChain();
  }

  // ------------------------------------------------------------------ flow

  private flow(kind: "Return" | "Throw" | "Exit", start: number): FlowStatement {
    const keywordEnd = this.pos;
    if (kind === "Return" && this.finallyLoops !== null) this.fail("ControlLeavingFinally", start, keywordEnd);
    this.blanks();
    const value = this.pipelineChain();
    return { kind, start, end: value?.end ?? keywordEnd, value };
  }

  private jump(kind: "Break" | "Continue", start: number): FlowStatement {
    const keywordEnd = this.pos;
    const label = this.jumpLabel();
    if (this.finallyLoops !== null && !this.staysInFinally(label))
      this.fail("ControlLeavingFinally", start, label?.end ?? keywordEnd);
    if (label === null) this.pos = keywordEnd;
    return { kind, start, end: label?.end ?? keywordEnd, label };
  }

  /** The label of a jump, read in command mode: an identifier or an operand. */
  private jumpLabel(): Expression | null {
    this.blanks();
    const start = this.pos;
    const name = this.simpleName();
    if (name !== null) return { kind: "String", start, end: this.pos, value: name, quote: "bare" };
    const value = this.primary(true, false);
    return value === null ? null : this.members(value, true);
  }

  private staysInFinally(label: Expression | null): boolean {
    const loops = this.finallyLoops as string[];
    if (label === null) return loops.length > 0;
    return label.kind === "String" && loops.includes(label.value.toLowerCase());
  }

  // ------------------------------------------------------------------ errors

  private tryStatement(start: number): TryStatement {
    const wordEnd = this.pos;
    const body = this.block();
    if (body === null) this.fail("MissingTryStatementBlock", wordEnd, wordEnd);
    const catches: { types: TypeName[]; body: Block }[] = [];
    let end = body.end;
    let all = false;
    for (;;) {
      this.newlines();
      const at = this.pos;
      if (!this.eatKeyword("catch")) break;
      if (all) this.fail("EmptyCatchNotLast", at - 1, at - 1);
      const types = this.catchTypes();
      for (const type of types) {
        if (catches.some((other) => other.types.some((earlier) => catchesToo(earlier, type)))) {
          this.fail("ExceptionTypeAlreadyCaught", type.start - 1, type.end + 1, type.name);
        }
      }
      if (types.length === 0) all = true;
      const typesEnd = this.pos;
      const handler = this.block();
      if (handler === null) this.fail("MissingCatchHandlerBlock", typesEnd, typesEnd);
      catches.push({ types, body: handler });
      end = handler.end;
    }
    let finalizer: Block | null = null;
    if (this.eatKeyword("finally")) {
      const finallyEnd = this.pos;
      const loops = this.finallyLoops;
      this.finallyLoops = [];
      finalizer = this.block();
      this.finallyLoops = loops;
      if (finalizer === null) this.fail("MissingFinallyStatementBlock", finallyEnd, finallyEnd);
      end = finalizer.end;
    } else if (catches.length === 0) this.fail("MissingCatchOrFinally", body.end, body.end);
    this.pos = end;
    return { kind: "Try", start, end, body, catches, finalizer };
  }

  private catchTypes(): TypeName[] {
    const types: TypeName[] = [];
    let comma = -1;
    for (;;) {
      const before = this.pos;
      this.newlines();
      if (this.at(this.pos) !== 91) {
        if (comma >= 0) this.fail("MissingTypeLiteralToken", comma + 1, comma + 1);
        this.pos = before;
        return types;
      }
      const type = this.attribute();
      if (type.kind === "Attribute") this.fail("MissingCatchHandlerBlock", before, before);
      types.push(type.type);
      const end = this.pos;
      this.newlines();
      if (this.at(this.pos) !== 44) {
        this.pos = end;
        return types;
      }
      comma = this.pos++;
    }
  }

  private trapStatement(start: number): TrapStatement {
    let end = this.pos;
    this.newlines();
    let type: TypeName | null = null;
    if (this.at(this.pos) === 91) {
      const constraint = this.attribute();
      if (constraint.kind === "Attribute") this.fail("MissingTrapStatement", end, end);
      type = constraint.type;
      end = this.pos;
    }
    const loops = this.finallyLoops;
    this.finallyLoops = null;
    const body = this.block();
    this.finallyLoops = loops;
    if (body === null) this.fail("MissingTrapStatement", end, end);
    return { kind: "Trap", start, end: body.end, type, body };
  }

  // ------------------------------------------------------------------ data and workflow blocks

  private dataStatement(start: number): DataStatement {
    let end = this.pos;
    this.newlines();
    const variable = this.simpleName();
    if (variable !== null) end = this.pos;
    this.newlines();
    const supportedCommands: Expression[] = [];
    const flagStart = this.pos;
    const flag = this.statementFlag();
    if (flag !== null) {
      if (!"supportedcommand".startsWith(flag)) this.fail("InvalidParameterForDataSectionStatement", flagStart, this.pos, flag);
      end = this.pos;
      for (;;) {
        this.newlines();
        const command = this.endsArgument() ? null : this.dataCommand();
        if (command === null) this.fail("MissingValueForSupportedCommandInDataSectionStatement", end, end);
        supportedCommands.push(command);
        end = this.pos;
        this.blanks();
        if (this.at(this.pos) !== 44) break;
        end = ++this.pos;
      }
    }
    const body = this.block();
    if (body === null) this.fail("MissingStatementBlockForDataSection", end, end);
    checkData(body, supportedCommands, (id, at, detail) => this.fail(id, at.start, at.end, detail));
    return { kind: "Data", start, end: body.end, variable, supportedCommands, body };
  }

  /** A command name of `-SupportedCommand`: a word is not expanded. */
  private dataCommand(): Expression {
    const code = this.at(this.pos);
    return code === 36 || code === 34 || code === 39 || code === 40 || code === 64 || code === 123
      ? this.argumentValue()
      : this.word(true);
  }

  private blockStatement(form: "parallel" | "sequence", start: number): BlockStatement {
    const end = this.pos;
    const body = this.block();
    if (body === null) this.fail("MissingStatementAfterKeyword", end, end, form);
    if (!this.inWorkflow) this.fail("UnexpectedKeyword", start, end, form);
    return { kind: "BlockStatement", start, end: body.end, form, body };
  }
}
