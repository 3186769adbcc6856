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
import { typeKey } from "./type-keys.js";

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

interface BasicBlock {
  readonly steps: (Variable | { readonly assigns: string; readonly type: string | null })[];
  readonly next: BasicBlock[];
  readonly previous: BasicBlock[];
  reachable: boolean;
  /** Leaves the method by `return` or an error. */
  leaves: boolean;
  assigned: Set<string> | null;
}

interface LoopTargets {
  readonly label: string;
  readonly onBreak: BasicBlock;
  readonly onContinue: BasicBlock;
}

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

const ACCESSIBLE: ReadonlySet<string> = new Set([
  "true",
  "false",
  "null",
  "lastexitcode",
  "error",
  "stacktrace",
  "outputencoding",
  "nestedpromptlevel",
  "pwd",
  "matches",
  "psapplicationoutputencoding",
]);

/** An assignment to one of these goes to the session's variable, so it is no local. */
const ALL_SCOPE: ReadonlySet<string> = new Set([
  "executioncontext",
  "false",
  "home",
  "host",
  "pid",
  "psculture",
  "pshome",
  "psuiculture",
  "psversiontable",
  "psedition",
  "shellid",
  "true",
  "enabledexperimentalfeatures",
]);

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

const TYPE_ALIASES: ReadonlyMap<string, string> = new Map([
  ["string", "string"],
  ["int", "int"],
  ["int32", "int"],
  ["long", "long"],
  ["int64", "long"],
  ["bool", "bool"],
  ["boolean", "bool"],
  ["object", "object"],
  ["hashtable", "hashtable"],
  ["collections.hashtable", "hashtable"],
  ["array", "array"],
  ["psobject", "psobject"],
  ["pscustomobject", "psobject"],
  ["double", "double"],
  ["char", "char"],
  ["byte", "byte"],
  ["xml", "xml"],
  ["xml.xmldocument", "xml"],
  ["scriptblock", "scriptblock"],
  ["regex", "regex"],
  ["version", "version"],
  ["uri", "uri"],
  ["type", "type"],
  ["switch", "switch"],
]);

class FlowAnalysis {
  private readonly entry = newBlock(true);
  private readonly exit = newBlock(false);
  private current = this.entry;
  private readonly loops: LoopTargets[] = [];
  private readonly types = new Map<string, string>();
  /** Variables that PowerShell looks up by name: assigned somewhere is enough for them. */
  private readonly dynamic = new Set<string>();
  private readonly assignedSomewhere = new Set<string>();
  private everythingDynamic = false;

  run(params: readonly Parameter[], body: ScriptBlock): MethodFlow {
    for (const parameter of params) {
      const key = parameter.name.toLowerCase();
      this.entry.steps.push({ assigns: key, type: null });
    }
    this.statements(body.body);
    this.link(this.current, this.exit);
    const unassigned = this.solve().sort((a, b) => a.start - b.start);
    const fallsThrough = this.exit.previous.some((block) => block.reachable && !block.leaves);
    return { unassigned, fallsThrough };
  }

  // ------------------------------------------------------------------ solving

  private solve(): Variable[] {
    const order = reversePostorder(this.entry);
    const suspects: Variable[] = [];
    for (const block of order) {
      const assigned = intersection(block);
      for (const step of block.steps) {
        if ("assigns" in step) this.assign(step.assigns, step.type, assigned);
        else if (!assigned.has(keyOf(step))) suspects.push(step);
      }
      block.assigned = assigned;
    }
    return suspects.filter((variable) => {
      const key = keyOf(variable);
      const dynamic = this.dynamic.has(key) || (this.everythingDynamic && this.assignedSomewhere.has(key));
      return !(dynamic && this.assignedSomewhere.has(key)) && !ACCESSIBLE.has(key);
    });
  }

  private assign(key: string, type: string | null, assigned: Set<string>): void {
    this.assignedSomewhere.add(key);
    if (ALL_SCOPE.has(key)) this.dynamic.add(key);
    const known = this.types.get(key);
    if (known === undefined) this.types.set(key, type ?? "object");
    else {
      const effective = type ?? (assigned.has(key) ? null : "object");
      if (effective !== null && effective !== known) this.dynamic.add(key);
    }
    assigned.add(key);
  }

  // ------------------------------------------------------------------ building

  private link(from: BasicBlock, to: BasicBlock): void {
    if (from.next.includes(to)) return;
    if (from.reachable) to.reachable = true;
    from.next.push(to);
    to.previous.push(from);
  }

  /** Ends the current block with an edge to a new one. */
  private startBlock(): BasicBlock {
    const block = newBlock(false);
    this.link(this.current, block);
    return block;
  }

  private statements(list: readonly Statement[]): void {
    for (const statement of list) this.statement(statement);
  }

  private block(block: BlockNode): void {
    this.statements(block.body);
  }

  private statement(node: Statement): void {
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
          this.link(this.current, after);
          this.current.steps.push({ assigns: "foreach", type: "ienumerator" });
          this.assignment(node.variable);
        };
        this.loop(node.label, condition, () => this.block(node.body), null);
        this.link(this.current, after);
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
        this.link(this.current, this.exit);
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
      this.link(this.current, onBreak);
      this.link(this.current, onContinue);
    }
    this.current = this.startBlock();
  }

  private command(node: Command): void {
    if (node.invocation === "." || (node.name.kind === "String" && VARIABLE_COMMANDS.has(node.name.value.toLowerCase()))) {
      this.everythingDynamic = true;
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
    if (attributes || converts > 1 || (type !== null && known === null)) this.dynamic.add(key);
    if (!attributes && converts <= 1) this.current.steps.push({ assigns: key, type: known });
  }

  private ifStatement(clauses: readonly { condition: Statement; body: BlockNode }[], otherwise: BlockNode | null): void {
    const after = newBlock(false);
    if (otherwise === null) this.link(this.current, after);
    clauses.forEach(({ condition, body }, index) => {
      this.statement(condition);
      const inside = this.startBlock();
      const next = index === clauses.length - 1 && otherwise === null ? after : newBlock(false);
      this.link(this.current, next);
      this.current = inside;
      this.block(body);
      this.link(this.current, after);
      this.current = next;
    });
    if (otherwise !== null) {
      this.block(otherwise);
      this.link(this.current, after);
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
        this.link(this.current, next);
        this.current = this.startBlock();
        this.block(clause.body);
        if (last) return;
        this.link(this.current, next);
        this.current = next;
      });
      if (node.otherwise !== null) {
        this.link(this.current, after);
        this.block(node.otherwise);
      }
      this.link(this.current, after);
      this.current = after;
    };
    this.loop(node.label, condition, body, null);
  }

  private loop(label: string | null, condition: (() => void) | null, body: () => void, iterator: Statement | null): void {
    const onContinue = newBlock(false);
    if (iterator === null) {
      this.link(this.current, onContinue);
      this.current = onContinue;
    } else {
      const afterIterator = this.startBlock();
      this.current = onContinue;
      this.statement(iterator);
      this.link(this.current, afterIterator);
      this.current = afterIterator;
    }
    const onBreak = newBlock(false);
    if (condition !== null) {
      condition();
      this.link(this.current, onBreak);
    }
    this.loops.push({ label: label?.toLowerCase() ?? "", onBreak, onContinue });
    this.current = this.startBlock();
    body();
    this.link(this.current, onContinue);
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
    this.link(this.current, onContinue);
    this.current = onContinue;
    this.statement(condition);
    this.link(this.current, onBreak);
    this.link(this.current, inside);
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
      this.link(before, this.current);
      this.block(handler.body);
      this.link(this.current, finallyFirst ?? after);
    }
    if (node.finalizer !== null && finallyFirst !== null) {
      this.link(lastInTry, finallyFirst);
      this.current = finallyFirst;
      this.block(node.finalizer);
      this.link(this.current, after);
      if (!node.catches.some((handler) => handler.types.length === 0)) {
        this.link(before, finallyFirst);
        const rethrow = this.startBlock();
        rethrow.leaves = true;
        this.link(rethrow, this.exit);
      }
    } else this.link(lastInTry, after);
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
      this.link(this.current, this.exit);
      this.current.leaves = true;
    } else this.link(this.current, isBreak ? target.onBreak : target.onContinue);
    this.current = newBlock(false);
  }

  // ------------------------------------------------------------------ expressions

  private expression(node: Expression): void {
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

  private expressions(list: readonly Expression[]): void {
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
      this.link(this.current, after);
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
      this.link(this.current, after);
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

function newBlock(reachable: boolean): BasicBlock {
  return { steps: [], next: [], previous: [], reachable, leaves: false, assigned: null };
}

/** Blocks that can be reached, each after those that lead to it except over back edges. */
function reversePostorder(entry: BasicBlock): BasicBlock[] {
  const seen = new Set([entry]);
  const order: BasicBlock[] = [];
  const path: { readonly block: BasicBlock; index: number }[] = [{ block: entry, index: 0 }];
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const next = top.block.next[top.index++];
    if (next === undefined) {
      order.push(top.block);
      path.pop();
    } else if (!seen.has(next)) {
      seen.add(next);
      path.push({ block: next, index: 0 });
    }
  }
  return order.reverse();
}

/** What every block that leads here and was solved already has assigned. */
function intersection(block: BasicBlock): Set<string> {
  let result: Set<string> | null = null;
  for (const { assigned } of block.previous) {
    if (assigned === null) continue;
    if (result === null) result = new Set(assigned);
    else for (const key of result) if (!assigned.has(key)) result.delete(key);
  }
  return result ?? new Set();
}

function assignmentTargets(target: Expression): readonly Expression[] {
  if (target.kind === "ArrayLiteral") return target.items.flatMap(assignmentTargets);
  if (target.kind !== "Paren") return [target];
  const inner = pureExpression(target.value);
  return inner === null ? [] : assignmentTargets(inner);
}

function keyOf(variable: Variable): string {
  return variable.key === "psitem" ? "_" : variable.key;
}

/** The name of a local variable, null for one of another scope or drive. */
function localKey(variable: Variable): string | null {
  return variable.drive === null || variable.drive === "local" || variable.drive === "private" ? keyOf(variable) : null;
}

/** A name for types that are the same, null for one that is not known here. */
function knownType(type: TypeName): string | null {
  if (type.generic.length > 0) return null;
  const canonical = TYPE_ALIASES.get(typeKey(type));
  return canonical === undefined ? null : `${canonical}${type.arrays.map((rank) => `[${rank}]`).join("")}`;
}
