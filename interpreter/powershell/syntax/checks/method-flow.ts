import type {
  Block as BlockNode,
  Command,
  CommandExpression,
  Expression,
  Parameter,
  ScriptBlock,
  Statement,
  TypeName,
  Variable,
} from "../ast.js";
import { pureExpression } from "./constants.js";
import { ExpressionFlow } from "./expression-flow.js";
import { Assignments, type BasicBlock, knownType, link, localKey, newBlock } from "./flow-graph.js";

/**
 * The check PowerShell makes of every class method at parse time: a local variable must be assigned on every path before it
 * is read, and a method with a return type must return on every path. It works on a graph of basic blocks.
 */
export interface MethodFlow {
  /** Reads of variables that are not assigned on every path to them, in source order. */
  readonly unassigned: readonly Variable[];
  /** True when the end of the method can be reached without `return` or `throw`. */
  readonly fallsThrough: boolean;
}

export function analyzeMethod(params: readonly Parameter[], body: ScriptBlock): MethodFlow {
  return new FlowAnalysis().run(params, body);
}

interface LoopTargets {
  readonly label: string;
  readonly onBreak: BasicBlock;
  readonly onContinue: BasicBlock;
}

/** Commands that may create or remove variables by name: PowerShell then checks nothing it saw assigned. */
const VARIABLE_COMMANDS: ReadonlySet<string> = new Set([
  "new-variable",
  "remove-variable",
  "set-variable",
  "set-psbreakpoint",
  "nv",
  "rv",
  "sbp",
  "sv",
  "set",
  "microsoft.powershell.utility\\new-variable",
  "microsoft.powershell.utility\\remove-variable",
  "microsoft.powershell.utility\\set-variable",
  "microsoft.powershell.utility\\set-psbreakpoint",
]);

class FlowAnalysis extends ExpressionFlow {
  private readonly exit = newBlock(false);
  private readonly loops: LoopTargets[] = [];
  private readonly assignments = new Assignments();

  run(params: readonly Parameter[], body: ScriptBlock): MethodFlow {
    for (const parameter of params) {
      const key = parameter.name.toLowerCase();
      this.entry.steps.push({ assigns: key, type: null });
    }
    this.statements(body.body);
    link(this.current, this.exit);
    const unassigned = this.assignments.unassignedReads(this.entry).sort((a, b) => a.start - b.start);
    const fallsThrough = this.exit.previous.some((block) => block.reachable && !block.leaves);
    return { unassigned, fallsThrough };
  }

  // ------------------------------------------------------------------ building

  protected statements(list: readonly Statement[]): void {
    for (const statement of list) this.statement(statement);
  }

  private block(block: BlockNode): void {
    this.statements(block.body);
  }

  protected statement(node: Statement): void {
    switch (node.kind) {
      case "Pipeline":
        return this.pipeline(node.elements);
      case "PipelineChain": {
        const rights = [];
        let left: Statement = node;
        while (left.kind === "PipelineChain") {
          rights.push(left.right);
          left = left.left;
        }
        this.statement(left);
        return this.statements(rights.reverse());
      }
      case "Assignment": {
        this.statement(node.value);
        for (const target of assignmentTargets(node.target)) this.assignment(target);
        return;
      }
      case "If":
        return this.ifStatement(node.clauses, node.otherwise);
      case "Switch":
        return this.switchStatement(node);
      case "Foreach": {
        const after = newBlock(false);
        const condition = (): void => {
          this.statement(node.collection);
          link(this.current, after);
          this.current.steps.push({ assigns: "foreach", type: "ienumerator" });
          this.assignment(node.variable);
        };
        this.loop(node.label, condition, () => this.block(node.body), null);
        link(this.current, after);
        this.current = after;
        return;
      }
      case "For": {
        if (node.initializer !== null) this.statement(node.initializer);
        const { condition, iterator } = node;
        const test = condition === null ? null : () => this.statement(condition);
        return this.loop(node.label, test, () => this.block(node.body), iterator);
      }
      case "While":
        return this.loop(
          node.label,
          () => this.statement(node.condition),
          () => this.block(node.body),
          null,
        );
      case "Do":
        return this.doLoop(node.label, node.body, node.condition);
      case "Try":
        return this.tryStatement(node);
      case "Trap":
        return this.block(node.body);
      case "Return":
      case "Throw":
      case "Exit":
        if (node.value !== null) this.statement(node.value);
        link(this.current, this.exit);
        this.current.leaves = true;
        this.current = newBlock(false);
        return;
      case "Break":
      case "Continue":
        return this.jump(node.label, node.kind === "Break");
      case "Data":
        this.block(node.body);
        if (node.variable !== null) this.current.steps.push({ assigns: node.variable.toLowerCase(), type: "object" });
        return;
      case "BlockStatement":
        return this.block(node.body);
      default:
    }
  }

  private pipeline(elements: readonly (Command | CommandExpression)[]): void {
    let command = false;
    for (const element of elements) {
      if (element.kind === "Command") {
        command = true;
        this.command(element);
      } else this.expression(element.expression);
      for (const redirection of element.redirections)
        if (redirection.kind === "FileRedirection") this.expression(redirection.target);
    }
    if (!command || this.loops.length === 0) return;
    // A command may break or continue any loop around it.
    for (const { onBreak, onContinue } of this.loops) {
      link(this.current, onBreak);
      link(this.current, onContinue);
    }
    this.current = this.startBlock();
  }

  private command(node: Command): void {
    if (node.invocation === "." || (node.name.kind === "String" && VARIABLE_COMMANDS.has(node.name.value.toLowerCase()))) {
      this.assignments.everythingDynamic = true;
    }
    this.expression(node.name);
    for (const element of node.elements) {
      if (element.kind === "Argument" || (element.kind === "CommandParameter" && element.value !== null))
        this.expression(element.value as Expression);
    }
  }

  private assignment(target: Expression): void {
    let converts = 0;
    let attributes = false;
    let type: TypeName | null = null;
    let inner = target;
    while (inner.kind === "Convert" || inner.kind === "Attributed") {
      converts++;
      if (inner.kind === "Attributed") attributes = true;
      else type = inner.type;
      inner = inner.operand;
    }
    if (inner.kind !== "Variable") return this.expression(target);
    const key = localKey(inner);
    if (key === null) return;
    const known = type === null ? null : knownType(type);
    if (attributes || converts > 1 || (type !== null && known === null)) this.assignments.dynamic.add(key);
    if (!attributes && converts <= 1) this.current.steps.push({ assigns: key, type: known });
  }

  private ifStatement(clauses: readonly { condition: Statement; body: BlockNode }[], otherwise: BlockNode | null): void {
    const after = newBlock(false);
    if (otherwise === null) link(this.current, after);
    clauses.forEach(({ condition, body }, index) => {
      this.statement(condition);
      const inside = this.startBlock();
      const next = index === clauses.length - 1 && otherwise === null ? after : newBlock(false);
      link(this.current, next);
      this.current = inside;
      this.block(body);
      link(this.current, after);
      this.current = next;
    });
    if (otherwise !== null) {
      this.block(otherwise);
      link(this.current, after);
    }
    this.current = after;
  }

  private switchStatement(node: Statement & { kind: "Switch" }): void {
    const condition = (): void => {
      if (node.subject !== null) this.statement(node.subject);
      if (node.file !== null) this.expression(node.file);
      this.current.steps.push({ assigns: "switch", type: "ienumerator" });
    };
    const body = (): void => {
      const after = newBlock(false);
      node.clauses.forEach((clause, index) => {
        const last = index === node.clauses.length - 1 && node.otherwise === null;
        this.expression(clause.test);
        const next = last ? after : newBlock(false);
        link(this.current, next);
        this.current = this.startBlock();
        this.block(clause.body);
        if (last) return;
        link(this.current, next);
        this.current = next;
      });
      if (node.otherwise !== null) {
        link(this.current, after);
        this.block(node.otherwise);
      }
      link(this.current, after);
      this.current = after;
    };
    this.loop(node.label, condition, body, null);
  }

  private loop(label: string | null, condition: (() => void) | null, body: () => void, iterator: Statement | null): void {
    const onContinue = newBlock(false);
    if (iterator === null) {
      link(this.current, onContinue);
      this.current = onContinue;
    } else {
      const afterIterator = this.startBlock();
      this.current = onContinue;
      this.statement(iterator);
      link(this.current, afterIterator);
      this.current = afterIterator;
    }
    const onBreak = newBlock(false);
    if (condition !== null) {
      condition();
      link(this.current, onBreak);
    }
    this.loops.push({ label: label?.toLowerCase() ?? "", onBreak, onContinue });
    this.current = this.startBlock();
    body();
    link(this.current, onContinue);
    this.current = onBreak;
    this.loops.pop();
  }

  private doLoop(label: string | null, body: BlockNode, condition: Statement): void {
    const onContinue = newBlock(false);
    const onBreak = newBlock(false);
    this.loops.push({ label: label?.toLowerCase() ?? "", onBreak, onContinue });
    const inside = this.startBlock();
    this.current = inside;
    this.block(body);
    link(this.current, onContinue);
    this.current = onContinue;
    this.statement(condition);
    link(this.current, onBreak);
    link(this.current, inside);
    this.current = onBreak;
    this.loops.pop();
  }

  private tryStatement(node: Statement & { kind: "Try" }): void {
    const before = this.current;
    this.current = this.startBlock();
    this.block(node.body);
    const lastInTry = this.current;
    const finallyFirst = node.finalizer === null ? null : newBlock(false);
    const after = newBlock(false);
    for (const handler of node.catches) {
      this.current = newBlock(false);
      link(before, this.current);
      this.block(handler.body);
      link(this.current, finallyFirst ?? after);
    }
    if (node.finalizer !== null && finallyFirst !== null) {
      link(lastInTry, finallyFirst);
      this.current = finallyFirst;
      this.block(node.finalizer);
      link(this.current, after);
      if (!node.catches.some((handler) => handler.types.length === 0)) {
        link(before, finallyFirst);
        const rethrow = this.startBlock();
        rethrow.leaves = true;
        link(rethrow, this.exit);
      }
    } else link(lastInTry, after);
    this.current = after;
  }

  private jump(label: Expression | null, isBreak: boolean): void {
    if (label !== null) this.expression(label);
    let target: LoopTargets | undefined;
    if (label === null) target = this.loops.at(-1);
    else if (label.kind === "String") {
      const wanted = label.value.toLowerCase();
      target = this.loops.filter((loop) => loop.label === wanted).at(-1);
    }
    if (target === undefined) {
      link(this.current, this.exit);
      this.current.leaves = true;
    } else link(this.current, isBreak ? target.onBreak : target.onContinue);
    this.current = newBlock(false);
  }
}

function assignmentTargets(target: Expression): readonly Expression[] {
  if (target.kind === "ArrayLiteral") return target.items.flatMap(assignmentTargets);
  if (target.kind !== "Paren") return [target];
  const inner = pureExpression(target.value);
  return inner === null ? [] : assignmentTargets(inner);
}
