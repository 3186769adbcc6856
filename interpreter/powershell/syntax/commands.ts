import { ArgumentParser } from "./arguments.js";
import { checkAssignmentTarget } from "./assignment.js";
import type {
  Assignment,
  Command,
  CommandElement,
  CommandExpression,
  Convert,
  Expression,
  Pipeline,
  PipelineChain,
  Redirection,
  RedirectionStream,
} from "./ast.js";
import { IDENTIFIER_START, isDash, traitsOf, WHITE } from "./characters.js";
import { typeKey } from "./checks/type-keys.js";

/** The automatic variables and the only type each may be constrained to. */
const AUTOMATIC_TYPES: ReadonlyMap<string, string> = new Map([
  ["_", "object"],
  ["args", "object[]"],
  ["this", "object"],
  ["input", "object"],
  ["pscmdlet", "management.automation.psscriptcmdlet"],
  ["psboundparameters", "management.automation.psboundparametersdictionary"],
  ["myinvocation", "management.automation.invocationinfo"],
  ["psscriptroot", "string"],
  ["pscommandpath", "string"],
]);

const NO_REDIRECTIONS: readonly Redirection[] = [];
const NO_ELEMENTS: readonly CommandElement[] = [];

/** Pipelines and their chains, assignments and commands. */
export abstract class CommandParser extends ArgumentParser {
  /** A pipeline, a chain of pipelines or an assignment; null when none begins at the cursor. */
  protected pipelineChain(): Pipeline | PipelineChain | Assignment | null {
    this.blanks();
    const start = this.startsExpression() ? this.expression(false) : null;
    if (start !== null) {
      this.blanks();
      const operator = this.assignmentOperator();
      if (operator !== null) return this.assignment(start, operator);
    }
    const first = this.pipeline(start);
    return first === null ? null : this.chain(first);
  }

  /** Whether the first character rules an expression out; the expression parser decides the rest. */
  private startsExpression(): boolean {
    const code = this.at(this.pos);
    return (traitsOf(code) & IDENTIFIER_START) === 0;
  }

  private assignmentOperator(): Assignment["operator"] | null {
    const code = this.at(this.pos);
    if (code === 61) return "=";
    const next = this.at(this.pos + 1);
    if (next === 61) {
      switch (code) {
        case 43:
          return "+=";
        case 42:
          return "*=";
        case 47:
          return "/=";
        case 37:
          return "%=";
        default:
          return isDash(code) ? "-=" : null;
      }
    }
    return code === 63 && this.seven && next === 63 && this.at(this.pos + 2) === 61 ? "??=" : null;
  }

  private assignment(target: Expression, operator: Assignment["operator"]): Assignment {
    this.pos += operator.length;
    const operatorEnd = this.pos;
    checkAssignmentTarget(target, operator === "=", (bad) => this.fail("InvalidLeftHandSide", bad.start, bad.end));
    if (target.kind === "Convert") this.constrainedTarget(target);
    this.newlines();
    const value = this.statement();
    if (value === null) this.fail("ExpectedValueExpression", operatorEnd, operatorEnd, operator);
    return { kind: "Assignment", start: target.start, end: value.end, target, operator, value };
  }

  /** `[void]` constrains nothing, and an automatic variable keeps its type. */
  private constrainedTarget(target: Convert): void {
    let type = target.type;
    let inner: Expression = target;
    while (inner.kind === "Convert" || inner.kind === "Attributed") {
      if (inner.kind === "Convert") {
        type = inner.type;
        if (typeKey(type) === "void") this.fail("VoidTypeConstraintNotAllowed", type.start - 1, type.end + 1);
      }
      inner = inner.operand;
    }
    if (inner.kind !== "Variable" || (inner.drive !== null && inner.drive !== "local" && inner.drive !== "private")) return;
    const automatic = AUTOMATIC_TYPES.get(inner.key);
    if (automatic === undefined) return;
    const name = typeKey(type) + "[]".repeat(type.arrays.length);
    if (name !== automatic) this.fail("AssignmentStatementToAutomaticNotSupported", target.start, target.end, inner.name);
  }

  private chain(first: Pipeline): Pipeline | PipelineChain {
    let left: Pipeline | PipelineChain = first;
    for (;;) {
      const code = this.at(this.pos);
      if (code === 38) {
        if (this.at(this.pos + 1) !== 38) return this.background(left);
      } else if (code !== 124) return left;
      const operatorStart = this.pos;
      const operator = code === 38 ? "&&" : "||";
      this.pos += 2;
      if (!this.seven) this.fail("InvalidEndOfLine", operatorStart, this.pos, operator);
      this.newlines();
      if (this.atEnd()) this.fail("EmptyPipelineChainElement", operatorStart + 2, operatorStart + 2, operator);
      const right = this.pipeline(null);
      if (right === null) this.fail("EmptyPipelineChainElement", operatorStart, this.pos, operator);
      left = { kind: "PipelineChain", start: left.start, end: right.end, left, operator, right, background: false };
    }
  }

  /** At `&` behind a pipeline. */
  private background(left: Pipeline | PipelineChain): Pipeline | PipelineChain {
    if (!this.seven) this.fail("AmpersandNotAllowed", this.pos, this.pos + 1);
    this.pos++;
    this.blanks();
    const code = this.at(this.pos);
    if ((code === 38 || code === 124) && this.at(this.pos + 1) === code) {
      this.fail("BackgroundOperatorInPipelineChain", this.pos, this.pos + 2);
    }
    return { ...left, background: true };
  }

  /** `start`: the expression that was read already. Ends at the token behind the pipeline. */
  private pipeline(start: Expression | null): Pipeline | null {
    let elements: (Command | CommandExpression)[] | null = null;
    let expression = start;
    let pipe = -1;
    for (;;) {
      this.blanks();
      if (expression === null && this.startsExpression()) expression = this.expression(false);
      const element: Command | CommandExpression | null =
        expression !== null ? this.commandExpression(expression, elements !== null) : this.command();
      if (element === null) {
        if (elements !== null) this.fail("EmptyPipeElement", pipe, pipe);
        if (this.pipeWithoutFirst()) continue;
        if (this.at(this.pos) === 124 && this.at(this.pos + 1) !== 124) this.fail("EmptyPipeElement", this.pos, this.pos + 1);
        return null;
      }
      // Most pipelines have one element, and a list that starts empty makes room for many.
      if (elements === null) elements = [element];
      else this.longer(elements.push(element));
      expression = null;
      this.blanks();
      let code = this.at(this.pos);
      if ((code === 10 || code === 13) && this.seven) {
        this.pipeOnNextLine();
        code = this.at(this.pos);
      }
      if (code === 124 && this.at(this.pos + 1) !== 124) {
        pipe = ++this.pos;
        this.newlines();
        if (this.atEnd()) this.fail("EmptyPipeElement", pipe, pipe);
        continue;
      }
      if (code === 10 || code === 13 || code === 59 || code === 41 || code === 125 || code === 124 || code === 38 || this.atEnd())
        break;
      this.unexpected();
    }
    const first = elements[0] as Command | CommandExpression;
    return {
      kind: "Pipeline",
      start: first.start,
      end: (elements.at(-1) as Command | CommandExpression).end,
      elements,
      background: false,
    };
  }

  /** `return` before a line that begins with `|`: 7 reads the pipeline behind it. */
  private pipeWithoutFirst(): boolean {
    const code = this.at(this.pos);
    if (!this.seven || (code !== 10 && code !== 13)) return false;
    this.pipeOnNextLine();
    if (this.at(this.pos) !== 124 || this.at(this.pos + 1) === 124) return false;
    const pipe = ++this.pos;
    this.newlines();
    if (this.atEnd()) this.fail("EmptyPipeElement", pipe, pipe);
    return true;
  }

  /**
   * At a line end: 7 continues a pipeline with a `|` that begins one of the next lines, over comment lines but not over
   * blank ones. Moves to that `|` or leaves the cursor.
   */
  private pipeOnNextLine(): void {
    const start = this.pos;
    let i = start + (this.at(start) === 13 && this.at(start + 1) === 10 ? 2 : 1);
    let lineEmpty = true;
    for (;;) {
      const code = this.at(i);
      if ((traitsOf(code) & WHITE) !== 0) i++;
      else if (code === 10 || code === 13) {
        if (lineEmpty) return;
        lineEmpty = true;
        i += code === 13 && this.at(i + 1) === 10 ? 2 : 1;
      } else if (code === 35 || (code === 60 && this.at(i + 1) === 35)) {
        lineEmpty = false;
        this.pos = i;
        if (code === 60) this.blockComment();
        else this.blanks();
        i = this.pos;
        this.pos = start;
      } else {
        if (code === 124) this.pos = i;
        return;
      }
    }
  }

  private commandExpression(expression: Expression, late: boolean): CommandExpression {
    if (late) this.fail("ExpressionsMustBeFirstInPipeline", expression.start, expression.end);
    let redirections: Redirection[] | null = null;
    for (;;) {
      this.blanks();
      if (!this.startsRedirection()) break;
      redirections ??= [];
      this.addRedirection(redirections);
    }
    const end = redirections?.at(-1)?.end ?? expression.end;
    return { kind: "CommandExpression", start: expression.start, end, expression, redirections: redirections ?? NO_REDIRECTIONS };
  }

  // ------------------------------------------------------------------ redirections

  private addRedirection(list: Redirection[]): void {
    const redirection = this.redirection();
    if (list.some((other) => other.from === redirection.from)) {
      this.fail("StreamAlreadyRedirected", redirection.start, redirection.end, String(redirection.from));
    }
    list.push(redirection);
  }

  private redirection(): Redirection {
    const start = this.pos;
    const code = this.at(start);
    if (code === 60) this.inputRedirection(start);
    let from: RedirectionStream = 1;
    if (code !== 62) {
      from = code === 42 ? "all" : ((code - 48) as 1 | 2 | 3 | 4 | 5 | 6);
      this.pos++;
    }
    this.pos++;
    let append = false;
    if (this.at(this.pos) === 62) {
      append = true;
      this.pos++;
    } else if (code !== 62 && this.at(this.pos) === 38) {
      const to = this.at(this.pos + 1);
      if (to === 49 || (to === 50 && from !== "all")) {
        this.pos += 2;
        if (to === 50 || from === 1) this.fail("RedirectionNotSupported", start, this.pos, this.text.slice(start, this.pos));
        return { kind: "MergeRedirection", start, end: this.pos, from, to: 1 };
      }
    }
    const operatorEnd = this.pos;
    const target = this.singleArgument();
    if (target === null) this.fail("MissingFileSpecification", operatorEnd, operatorEnd);
    return { kind: "FileRedirection", start, end: target.end, from, append, target };
  }

  private inputRedirection(start: number): never {
    this.pos++;
    if (this.singleArgument() === null) this.fail("MissingFileSpecification", start + 1, start + 1);
    this.fail("RedirectionNotSupported", start, start + 1, "<");
  }

  // ------------------------------------------------------------------ commands

  /** A command at the cursor (blanks skipped), or null at a terminator. */
  protected command(): Command | null {
    const start = this.pos;
    const code = this.at(start);
    let invocation: Command["invocation"] = "none";
    if (code === 38) {
      if (this.at(start + 1) === 38) return null;
      invocation = "&";
      this.pos++;
    } else if (code === 46 && this.isDotSource()) {
      invocation = ".";
      this.pos++;
    } else if (this.endsCommand(code)) return null;
    const name = invocation === "none" ? this.commandName() : this.invokedName(start);
    const elements: CommandElement[] = [];
    let redirections: Redirection[] | null = null;
    let plain = false;
    let end = name.end;
    if (name.kind === "String" && name.value === "--%" && name.quote === "bare") {
      const rest = this.verbatim(name.end - "--%".length);
      return { kind: "Command", start, end: rest.end, invocation, name, elements: [rest], redirections: NO_REDIRECTIONS };
    }
    for (;;) {
      this.longer(elements.length);
      this.blanks();
      const next = this.at(this.pos);
      if (this.endsCommand(next)) break;
      if (next > 96 && next < 123) {
        const argument = this.argument();
        elements.push(argument);
        end = argument.end;
        continue;
      }
      if (isDash(next)) {
        const element = this.dashed(plain);
        if (element.kind === "EndOfParameters") plain = true;
        elements.push(element);
        end = element.end;
        if (element.kind === "Verbatim") break;
        continue;
      }
      if (this.startsRedirection()) {
        redirections ??= [];
        this.addRedirection(redirections);
        end = (redirections.at(-1) as Redirection).end;
        continue;
      }
      if (next === 44) this.fail("MissingArgument", this.pos, this.pos + 1);
      const argument = this.argument();
      elements.push(argument);
      end = argument.end;
    }
    const fitting = elements.length === 0 ? NO_ELEMENTS : elements.slice();
    return { kind: "Command", start, end, invocation, name, elements: fitting, redirections: redirections ?? NO_REDIRECTIONS };
  }

  /** The name of a command without operator: text, not expanded. */
  private commandName(): Expression {
    const code = this.at(this.pos);
    if (code === 44) this.fail("MissingArgument", this.pos, this.pos + 1);
    if (this.startsRedirection()) return this.punctuationWord(this.redirectionLength());
    return this.parameterWord(true) ?? this.nonPrimary() ?? this.word(true);
  }

  /** The name behind `&` or `.`. */
  private invokedName(start: number): Expression {
    this.blanks();
    const code = this.at(this.pos);
    if (this.endsCommand(code) || code === 44) this.fail("MissingExpression", start, start + 1, this.text[start] as string);
    if (this.startsRedirection()) return this.punctuationWord(this.redirectionLength());
    return this.argumentValue("yes");
  }

  private redirectionLength(): number {
    const code = this.at(this.pos);
    let i = this.pos + (code === 62 || code === 60 ? 1 : 2);
    if (code === 60) return 1;
    if (this.at(i) === 62) i++;
    else if (code !== 62 && this.at(i) === 38 && (this.at(i + 1) === 49 || (this.at(i + 1) === 50 && code !== 42))) i += 2;
    return i - this.pos;
  }
}
