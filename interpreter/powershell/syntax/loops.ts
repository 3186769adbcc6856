import type {
  Block,
  DoStatement,
  Expression,
  ForeachStatement,
  ForStatement,
  IfStatement,
  Statement,
  SwitchStatement,
  Variable,
  WhileStatement,
} from "./ast.js";
import { BlockParser } from "./blocks.js";
import { TOKEN_END, traitsOf, VARIABLE_START } from "./characters.js";

/** `if`, `switch` and the loops. */
export abstract class LoopParser extends BlockParser {
  private loopBody(label: string | null): Block | null {
    const loops = this.finallyLoops;
    if (loops === null) return this.block();
    loops.push(label?.toLowerCase() ?? "");
    const block = this.block();
    loops.pop();
    return block;
  }

  protected ifStatement(start: number): IfStatement {
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
      const condition = this.pipelineChain();
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

  /** `( condition )` of a loop. */
  private loopCondition(word: string): Statement {
    const wordEnd = this.pos;
    this.newlines();
    const open = this.pos;
    if (this.at(open) !== 40) this.fail("MissingOpenParenthesisAfterKeyword", wordEnd, wordEnd, word);
    this.pos++;
    this.newlines();
    const condition = this.pipelineChain();
    if (condition === null) this.fail("MissingExpressionAfterKeyword", open + 1, open + 1, word);
    this.newlines();
    if (this.at(this.pos) !== 41) this.fail("MissingEndParenthesisAfterStatement", condition.end, condition.end, word);
    this.pos++;
    return condition;
  }

  protected whileStatement(start: number, label: string | null): WhileStatement {
    const condition = this.loopCondition("while");
    const close = this.pos;
    const body = this.loopBody(label);
    if (body === null) this.fail("MissingLoopStatement", close, close, "while");
    return { kind: "While", start, end: body.end, label, condition, body };
  }

  protected doStatement(start: number, label: string | null): DoStatement {
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

  protected forStatement(start: number, label: string | null): ForStatement {
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

  protected foreachStatement(start: number, label: string | null): ForeachStatement {
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
    const collection = this.pipelineChain();
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

  protected switchStatement(start: number, label: string | null): SwitchStatement {
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
      subject = this.pipelineChain();
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
}
