import type { Expression, Statement, Variable } from "../ast.js";
import { type BasicBlock, link, localKey, newBlock } from "./flow-graph.js";

/** Variables that exist in every method. */
const AUTOMATIC: ReadonlySet<string> = new Set([
  "_",
  "args",
  "this",
  "input",
  "pscmdlet",
  "psboundparameters",
  "myinvocation",
  "psscriptroot",
  "pscommandpath",
  "?",
]);

/** The reads of variables in expressions, in the order in which they happen. */
export abstract class ExpressionFlow {
  protected readonly entry = newBlock(true);
  protected current = this.entry;

  protected abstract statement(node: Statement): void;
  protected abstract statements(list: readonly Statement[]): void;

  /** Ends the current block with an edge to a new one. */
  protected startBlock(): BasicBlock {
    const block = newBlock(false);
    link(this.current, block);
    return block;
  }

  protected expression(node: Expression): void {
    switch (node.kind) {
      case "Variable":
        return this.read(node);
      case "Splat":
        return this.read(node.variable);
      case "Expandable":
        for (const part of node.parts) {
          if (typeof part === "string") continue;
          if (part.kind === "Variable") this.read(part);
          else this.statements(part.body);
        }
        return;
      case "Paren":
        return this.statement(node.value);
      case "SubExpression":
      case "ArrayExpression":
        return this.statements(node.body);
      case "ArrayLiteral":
        return this.expressions(node.items);
      case "Hash":
        for (const { key, value } of node.entries) {
          this.expression(key);
          this.statement(value);
        }
        return;
      case "Convert":
      case "Attributed":
      case "Unary":
      case "Postfix":
        return this.expression(node.operand);
      case "Binary":
        return this.binary(node);
      case "Ternary":
        return this.ternary(node);
      case "Member":
      case "InvokeMember":
      case "Index":
        return this.memberChain(node);
      default:
    }
  }

  protected expressions(list: readonly Expression[]): void {
    for (const item of list) this.expression(item);
  }

  private read(variable: Variable): void {
    const key = localKey(variable);
    if (key !== null && !AUTOMATIC.has(key)) this.current.steps.push(variable);
  }

  /** The left spine in a loop: chains of operators may be very long. */
  private binary(node: Expression & { kind: "Binary" }): void {
    const spine: (Expression & { kind: "Binary" })[] = [];
    let left: Expression = node;
    while (left.kind === "Binary") {
      spine.push(left);
      left = left.left;
    }
    this.expression(left);
    for (const { operator, right } of spine.reverse()) {
      if (operator !== "and" && operator !== "or") {
        this.expression(right);
        continue;
      }
      const after = this.startBlock();
      this.current = this.startBlock();
      this.expression(right);
      link(this.current, after);
      this.current = after;
    }
  }

  private ternary(node: Expression & { kind: "Ternary" }): void {
    this.expression(node.condition);
    const then = this.startBlock();
    const otherwise = this.startBlock();
    const after = newBlock(false);
    for (const [block, value] of [
      [then, node.then],
      [otherwise, node.otherwise],
    ] as const) {
      this.current = block;
      this.expression(value);
      link(this.current, after);
    }
    this.current = after;
  }

  private memberChain(node: Expression): void {
    const chain: Expression[] = [];
    let target = node;
    while (target.kind === "Member" || target.kind === "InvokeMember" || target.kind === "Index") {
      chain.push(target);
      target = target.target;
    }
    this.expression(target);
    for (const link of chain.reverse()) {
      if (link.kind === "Index") this.expression(link.index);
      else if (link.kind === "Member" || link.kind === "InvokeMember") {
        if (typeof link.member !== "string") this.expression(link.member);
        if (link.kind === "InvokeMember") this.expressions(link.arguments);
      }
    }
  }
}
