import type {
  Attribute,
  Block,
  BlockStatement,
  DataStatement,
  DoStatement,
  Expression,
  FlowStatement,
  ForeachStatement,
  ForStatement,
  IfStatement,
  Statement,
  SwitchStatement,
  TrapStatement,
  TryStatement,
  TypeConstraint,
  TypeName,
  Variable,
  WhileStatement,
} from "../ast.js";
import { classify, IDENTIFIER, IDENTIFIER_START, isDash, TOKEN_END, traits, traitsOf, VARIABLE_START } from "../characters.js";
import { catchesToo } from "./catch-types.js";
import { CommandParser } from "./commands.js";
import { checkData } from "./data.js";
import { type Keyword, keywordOf, UNATTRIBUTED } from "./keywords.js";

/** Statements except definitions. */
export abstract class StatementParser extends CommandParser {
  /** How deep in workflows: `inlinescript`, `parallel` and `sequence` are statements only there. */
  protected inWorkflow = false;
  protected inConfiguration = false;
  /**
   * Labels of the loops opened inside the innermost `finally`, or null outside one: what control may not leave.
   * A script block or trap starts anew.
   */
  protected finallyLoops: string[] | null = null;
  /** What follows the attribute list at an offset: decided once, however often that text is read again. */
  private readonly decided = new Map<number, Keyword | "other">();

  protected abstract definition(
    keyword: Keyword,
    start: number,
    attributes: readonly (Attribute | TypeConstraint)[],
  ): Statement | null;
  protected abstract resource(): Statement | null;

  // ------------------------------------------------------------------ lists and blocks

  /** Statements up to what cannot begin one. */
  protected statements(): Statement[] {
    const list: Statement[] = [];
    this.newlinesAndSemicolons();
    for (;;) {
      const code = this.at(this.pos);
      if (code === 125 || code === 41 || (code === 0 && this.atEnd())) return list;
      const statement = this.statement();
      if (statement === null) return list;
      if (this.signatureStart >= 0 && this.signatureStart < statement.start) {
        this.fail("TokenAfterEndOfValidScriptText", statement.start, statement.end);
      }
      list.push(statement);
      this.newlinesAndSemicolons();
    }
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

  // ------------------------------------------------------------------ statements

  protected statement(): Statement | null {
    this.deeper();
    const statement = this.anyStatement();
    this.depth--;
    return statement;
  }

  private anyStatement(): Statement | null {
    this.blanks();
    const start = this.pos;
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

  /** The keyword that is the whole token at the cursor, or null; the cursor stays. */
  protected keyword(): Keyword | null {
    const start = this.pos;
    let i = start;
    while ((traitsOf(this.at(i)) & IDENTIFIER) !== 0) i++;
    if (i === start || (traitsOf(this.at(i)) & TOKEN_END) === 0) return null;
    const keyword = keywordOf(this.text.slice(start, i));
    return keyword === "clean" && !this.seven ? null : keyword;
  }

  /** Consumes the keyword when it is there. */
  protected eatKeyword(keyword: Keyword): boolean {
    if (this.keyword() !== keyword) return false;
    this.pos += keyword.length;
    return true;
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
    if (keyword === null || UNATTRIBUTED.has(keyword)) {
      this.decided.set(start, "other");
      this.pos = start;
      return this.pipelineChain();
    }
    const type = list.find((item) => item.kind === "TypeConstraint");
    if (type !== undefined) this.fail("TypeNotAllowedBeforeStatement", type.start, type.end, type.type.name);
    if (keyword === "class" || keyword === "enum" || keyword === "configuration") {
      this.pos += keyword.length;
      return this.definition(keyword, start, list);
    }
    this.decided.set(start, "other");
    this.pos = start;
    return this.pipelineChain();
  }

  /** Whether `param` follows the attribute list at the cursor; then the cursor is behind the list, else it stays. */
  protected attributesOfParam(): (Attribute | TypeConstraint)[] | null {
    const start = this.pos;
    if (this.at(start) !== 91) return this.keyword() === "param" ? [] : null;
    if ((traitsOf(this.at(start + 1)) & TOKEN_END) === 0 && this.decided.get(start) === "other") return null;
    const list = this.attributeList();
    const keyword = this.keyword();
    if (keyword === "param") return list;
    if (keyword === null) this.decided.set(start, "other");
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
    const label = this.labelOrKey(true);
    if (this.finallyLoops !== null && !this.staysInFinally(label))
      this.fail("ControlLeavingFinally", start, label?.end ?? keywordEnd);
    if (label === null) this.pos = keywordEnd;
    return { kind, start, end: label?.end ?? keywordEnd, label };
  }

  private staysInFinally(label: Expression | null): boolean {
    const loops = this.finallyLoops as string[];
    if (label === null) return loops.length > 0;
    return label.kind === "String" && loops.includes(label.value.toLowerCase());
  }

  private loopBody(label: string | null): Block | null {
    const loops = this.finallyLoops;
    if (loops === null) return this.block();
    loops.push(label?.toLowerCase() ?? "");
    const block = this.block();
    loops.pop();
    return block;
  }

  // ------------------------------------------------------------------ conditions and loops

  private ifStatement(start: number): IfStatement {
    const clauses: { condition: Statement; body: Block }[] = [];
    let otherwise: Block | null = null;
    let word = "if";
    let wordEnd = this.pos;
    let end: number;
    for (;;) {
      this.newlines();
      const open = this.pos;
      if (this.at(open) !== 40) this.fail("MissingOpenParenthesisInIfStatement", wordEnd, wordEnd, word);
      this.pos++;
      this.newlines();
      const condition = this.conditionStatement();
      if (condition === null) this.fail("IfStatementMissingCondition", open + 1, open + 1, word);
      this.newlines();
      const close = this.pos;
      if (this.at(close) !== 41) this.fail("MissingEndParenthesisAfterStatement", close, close + 1, word);
      this.pos++;
      const body = this.block();
      if (body === null) this.fail("MissingStatementBlock", close, close + 1, word);
      clauses.push({ condition, body });
      end = body.end;
      this.newlines();
      if (this.at(this.pos) !== 101 && this.at(this.pos) !== 69) break;
      const next = this.keyword();
      if (next === "elseif") {
        this.pos += next.length;
        word = next;
        wordEnd = this.pos;
        continue;
      }
      if (next === "else") {
        this.pos += next.length;
        const elseEnd = this.pos;
        otherwise = this.block();
        if (otherwise === null) this.fail("MissingStatementBlockAfterElse", elseEnd, elseEnd);
        end = otherwise.end;
      }
      break;
    }
    this.pos = end;
    return { kind: "If", start, end, clauses, otherwise };
  }

  /** The statement in the parentheses of `if`, `while` and the like: a comma builds a list there. */
  private conditionStatement(): Statement | null {
    return this.pipelineChain();
  }

  /** `( condition )` of a loop. */
  private loopCondition(word: string): Statement {
    const wordEnd = this.pos;
    this.newlines();
    const open = this.pos;
    if (this.at(open) !== 40) this.fail("MissingOpenParenthesisAfterKeyword", wordEnd, wordEnd, word);
    this.pos++;
    this.newlines();
    const condition = this.conditionStatement();
    if (condition === null) this.fail("MissingExpressionAfterKeyword", open + 1, open + 1, word);
    this.newlines();
    if (this.at(this.pos) !== 41) this.fail("MissingEndParenthesisAfterStatement", condition.end, condition.end, word);
    this.pos++;
    return condition;
  }

  private whileStatement(start: number, label: string | null): WhileStatement {
    const condition = this.loopCondition("while");
    const close = this.pos;
    const body = this.loopBody(label);
    if (body === null) this.fail("MissingLoopStatement", close, close, "while");
    return { kind: "While", start, end: body.end, label, condition, body };
  }

  private doStatement(start: number, label: string | null): DoStatement {
    const wordEnd = this.pos;
    const body = this.loopBody(label);
    if (body === null) this.fail("MissingLoopStatement", wordEnd, wordEnd, "do");
    this.newlines();
    const word = this.keyword();
    if (word !== "while" && word !== "until") this.fail("MissingWhileOrUntilInDoWhile", body.end, body.end);
    this.pos += word.length;
    const condition = this.loopCondition(word);
    return { kind: "Do", start, end: this.pos, label, until: word === "until", body, condition };
  }

  private forStatement(start: number, label: string | null): ForStatement {
    const wordEnd = this.pos;
    this.newlines();
    const open = this.pos;
    if (this.at(open) !== 40) this.fail("MissingOpenParenthesisAfterKeyword", wordEnd, wordEnd, "for");
    this.pos++;
    let end = open + 1;
    const initializer = this.forPart();
    if (this.at(this.pos) === 59) end = ++this.pos;
    else end = initializer?.end ?? end;
    const condition = this.forPart();
    if (this.at(this.pos) === 59) end = ++this.pos;
    else end = condition?.end ?? end;
    const iterator = this.forPart();
    this.newlines();
    end = iterator?.end ?? end;
    if (this.at(this.pos) !== 41) this.fail("MissingEndParenthesisAfterStatement", end, end, "for");
    const close = ++this.pos;
    const body = this.loopBody(label);
    if (body === null) this.fail("MissingLoopStatement", close, close, "for");
    return { kind: "For", start, end: body.end, label, initializer, condition, iterator, body };
  }

  private forPart(): Statement | null {
    this.newlines();
    const part = this.pipelineChain();
    this.blanks();
    return part;
  }

  private foreachStatement(start: number, label: string | null): ForeachStatement {
    const wordEnd = this.pos;
    const parallel = this.foreachFlags(start);
    const open = this.pos;
    if (this.at(open) !== 40) this.fail("MissingOpenParenthesisAfterKeyword", wordEnd, wordEnd, "foreach");
    this.pos++;
    this.newlines();
    const variable = this.foreachVariable(open);
    this.newlines();
    if (!this.eatKeyword("in")) this.fail("MissingInInForeach", variable.end, variable.end);
    const inEnd = this.pos;
    this.newlines();
    const collection = this.conditionStatement();
    if (collection === null) this.fail("MissingForeachExpression", inEnd, inEnd);
    this.newlines();
    const close = this.pos;
    if (this.at(close) !== 41) this.fail("MissingEndParenthesisAfterForeach", collection.end, collection.end);
    this.pos++;
    const body = this.loopBody(label);
    if (body === null) this.fail("MissingForeachStatement", close + 1, close + 1);
    return { kind: "Foreach", start, end: body.end, label, variable, collection, body, parallel };
  }

  private foreachVariable(open: number): Variable {
    const code = this.at(this.pos);
    const next = this.at(this.pos + 1);
    if ((code === 36 || code === 64) && ((code === 36 && next === 123) || (traitsOf(next) & VARIABLE_START) !== 0)) {
      const variable = this.variable(false);
      if (this.endsAsVariable(variable)) {
        if (code === 64) this.fail("SplattingNotPermitted", variable.start, variable.end, variable.name);
        return variable;
      }
    }
    return this.fail("MissingVariableNameAfterForeach", open + 1, open + 1);
  }

  private foreachFlags(start: number): boolean {
    let parallel = false;
    let throttle = false;
    for (;;) {
      this.newlines();
      const flag = this.statementFlag();
      if (flag === null) break;
      if ("parallel".startsWith(flag)) parallel = true;
      else if ("throttlelimit".startsWith(flag)) {
        throttle = true;
        this.newlines();
        const at = this.pos;
        if (this.singleArgument() === null) this.fail("MissingThrottleLimit", at, at);
      } else this.fail("InvalidForeachFlag", this.pos - flag.length - 1, this.pos, flag);
    }
    if (parallel && this.seven) this.fail("KeywordParameterReservedForFutureUse", start, this.pos, "foreach", "parallel");
    if (parallel && !this.inWorkflow) this.fail("ParallelNotSupported", start, this.pos);
    if (throttle && !parallel) this.fail("ThrottleLimitRequiresParallelFlag", start, this.pos);
    return parallel;
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

  private switchStatement(start: number, label: string | null): SwitchStatement {
    let mode: SwitchStatement["mode"] = "exact";
    let caseSensitive = false;
    let file: Expression | null = null;
    let end = this.pos;
    this.newlines();
    for (let flag = this.statementFlag(); flag !== null; flag = this.statementFlag()) {
      end = this.pos;
      if ("regex".startsWith(flag)) mode = "regex";
      else if ("wildcard".startsWith(flag)) mode = "wildcard";
      else if ("exact".startsWith(flag)) mode = "exact";
      else if ("casesensitive".startsWith(flag)) caseSensitive = true;
      else if ("parallel".startsWith(flag)) this.fail("KeywordParameterReservedForFutureUse", start, end, "switch", "parallel");
      else if ("file".startsWith(flag)) {
        this.newlines();
        file = this.singleArgument();
        if (file === null) this.fail("MissingFilenameOption", end, end);
        end = file.end;
      } else this.fail("InvalidSwitchFlag", end - flag.length - 1, end, flag);
      this.blanks();
    }
    let subject: Statement | null = null;
    if (this.at(this.pos) === 40) {
      const open = this.pos++;
      if (file !== null) this.fail("PipelineValueRequired", open, open + 1);
      this.newlines();
      subject = this.conditionStatement();
      if (subject === null) this.fail("PipelineValueRequired", open + 1, open + 1);
      this.newlines();
      if (this.at(this.pos) !== 41) this.fail("MissingEndParenthesisInSwitchStatement", subject.end, subject.end);
      end = ++this.pos;
    } else if (file === null) this.fail("PipelineValueRequired", end, end);
    this.newlines();
    if (this.at(this.pos) !== 123) this.fail("MissingCurlyBraceInSwitchStatement", end, end);
    const { clauses, otherwise } = this.switchClauses(label);
    return { kind: "Switch", start, end: this.pos, label, mode, caseSensitive, file, subject, clauses, otherwise };
  }

  /** At the opening brace. */
  private switchClauses(label: string | null): Pick<SwitchStatement, "clauses" | "otherwise"> {
    const open = this.pos++;
    const clauses: { test: Expression; body: Block }[] = [];
    let otherwise: Block | null = null;
    let end = this.pos;
    this.deeper();
    this.newlines();
    do {
      const at = this.pos;
      const test = this.isDefaultClause() ? null : this.singleArgument();
      if (test === null && this.pos === at) this.fail("MissingSwitchConditionExpression", end, end);
      end = this.pos;
      const body = this.loopBody(label);
      if (body === null) this.fail("MissingSwitchStatementClause", end, end);
      end = body.end;
      if (test !== null) clauses.push({ test, body });
      else if (otherwise !== null) this.fail("MultipleSwitchDefaultClauses", at, at + "default".length);
      else otherwise = body;
      this.newlinesAndSemicolons();
      if (this.atEnd()) this.fail("MissingEndCurlyBrace", open, open + 1);
    } while (this.at(this.pos) !== 125);
    this.depth--;
    this.pos++;
    return { clauses, otherwise };
  }

  /** Consumes `default` when it is the whole token. */
  private isDefaultClause(): boolean {
    this.blanks();
    const end = this.pos + "default".length;
    if ((traitsOf(this.at(end)) & TOKEN_END) === 0 || this.text.slice(this.pos, end).toLowerCase() !== "default") return false;
    this.pos = end;
    return true;
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
