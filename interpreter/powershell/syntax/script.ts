import type { BlockStatement, CommandArgument, Dialect, Pipeline, ScriptBlock, Statement, SubExpression } from "./ast.js";
import { ConfigurationParser } from "./configuration.js";
import { checkRequires } from "./requires.js";
import { SyntaxFailure } from "./syntax-error.js";

/** The whole parser. */
export class ScriptParser extends ConfigurationParser {
  constructor(text: string, dialect: Dialect) {
    super(text, dialect);
  }

  /** Throws SyntaxFailure at the first error. */
  parse(): ScriptBlock {
    // A byte order mark that survived decoding is no part of the first word.
    if (this.at(0) === 0xfeff) this.pos = 1;
    const script = this.script();
    for (const [start, end] of this.requires) this.checkRequires(start, end);
    return script;
  }

  /**
   * Like {@link parse}, but no more than one statement of the script is held at a time: each is read again when it is asked for.
   */
  parseDeferred(): ScriptBlock {
    const starts: number[] = [];
    this.starts = starts;
    const script = this.parse();
    this.starts = null;
    if (script.blocks.length > 0) return script;
    return { ...script, deferred: { length: starts.length, at: (index) => this.statementAt(starts[index]) } };
  }

  /** A statement of the script that was read before. */
  private statementAt(start: number | undefined): Statement | undefined {
    if (start === undefined) return undefined;
    this.pos = start;
    // The classes and enumerations that it defines were all met before.
    this.typeNames = new Set();
    return this.statement() ?? undefined;
  }

  private checkRequires(start: number, end: number): void {
    const behind = this.at(end);
    this.codes[end] = 0;
    this.limit = end;
    this.pos = start + 1;
    const command = this.command();
    if (command !== null) checkRequires(command, (id, at, detail) => this.fail(id, at.start, at.end, detail));
    this.limit = this.text.length;
    this.codes[end] = behind;
  }

  protected override statement(): Statement | null {
    const statement = super.statement();
    return this.inWorkflow && statement?.kind === "Pipeline" ? inlineScript(statement) : statement;
  }

  protected subExpressionOf(text: string, offsets: Int32Array): SubExpression {
    const inner = new ScriptParser(text, this.dialect);
    inner.depth = this.depth;
    inner.inWorkflow = this.inWorkflow;
    inner.inConfiguration = this.inConfiguration;
    inner.finallyLoops = this.finallyLoops;
    try {
      const node = inner.subExpression();
      moveSpans(node, offsets);
      return node;
    } catch (failure) {
      if (!(failure instanceof SyntaxFailure)) throw failure;
      throw new SyntaxFailure(failure.id, offsets[failure.start] as number, offsets[failure.end] as number, failure.details);
    }
  }
}

/** `inlinescript { ... }` alone is a block of a workflow; with parameters it stays a command. */
function inlineScript(statement: Pipeline): Pipeline | BlockStatement {
  const [command, ...others] = statement.elements;
  if (command?.kind !== "Command" || others.length > 0 || command.name.kind !== "String" || statement.background)
    return statement;
  if (command.name.value.toLowerCase() !== "inlinescript" || command.elements.length !== 1 || command.redirections.length > 0)
    return statement;
  const argument = command.elements[0] as CommandArgument;
  if (argument.kind !== "Argument" || argument.value.kind !== "ScriptBlockExpression") return statement;
  const { body } = argument.value;
  if (body.params !== null || body.blocks.length > 0) return statement;
  const { start, end } = statement;
  return {
    kind: "BlockStatement",
    start,
    end,
    form: "inlinescript",
    body: { kind: "Block", start: body.start, end: body.end, body: body.body },
  };
}

/** Moves every span below `root` from a rewritten text back to where its code units came from. */
function moveSpans(root: object, offsets: Int32Array): void {
  const pending: object[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const spanned = node as Record<string, unknown>;
    for (const key of Object.keys(spanned)) {
      const value = spanned[key];
      if (typeof value === "number" && (key === "start" || key === "end" || key === "operatorStart"))
        spanned[key] = offsets[value];
      else if (typeof value === "object" && value !== null) pending.push(value);
    }
  }
}
