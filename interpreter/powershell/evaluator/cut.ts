// A statement that is too much work is left out: what it may have changed is not known, and the rest of the script is followed.
import type { BudgetExceeded } from "../../machine/budget.js";
import { PsError } from "../../tools/script-error.js";
import { Unknown } from "../../values/value.js";
import type { Runtime } from "../session/runtime.js";
import type { Expression, Statement } from "../syntax/ast.js";
import { assignTo } from "./assignment.js";

/** More places than this are not named: one finding says what the others would. */
const MOST_PLACES = 8;

/**
 * Whether a loop that has used up its steps can never end: its condition hangs on variables alone, and nothing in the loop changes
 * one of them. What stands behind it is never reached.
 */
export function neverEnds(statement: Statement): boolean {
  if (statement.kind !== "While" && statement.kind !== "Do" && statement.kind !== "For") return false;
  const { condition } = statement;
  if (condition === null) return true;
  const names = new Set<string>();
  let isPlain = true;
  walk(condition, (node) => {
    if (node.kind === "Variable") names.add((node as Extract<Expression, { kind: "Variable" }>).key);
    if (node.kind === "Command" || node.kind === "InvokeMember" || node.kind === "Member" || node.kind === "Index")
      isPlain = false;
  });
  const changed = new Set(targetsOf(statement).map((target) => (target as Extract<Expression, { kind: "Variable" }>).key));
  let calls = false;
  walk(statement.body, (node) => {
    if (node.kind === "Command") calls = true;
  });
  // What is called may set a variable of the session; a constant nothing changes.
  return isPlain && ![...names].some((name) => changed.has(name)) && (names.size === 0 || !calls || [...names].every(isConstant));
}

const isConstant = (name: string): boolean => name === "true" || name === "false" || name === "null";

/** Looks at every node of a tree. */
function walk(node: unknown, visit: (node: { readonly kind?: unknown }) => void): void {
  if (typeof node !== "object" || node === null) return;
  if (Array.isArray(node)) {
    for (const one of node) walk(one, visit);
    return;
  }
  visit(node);
  for (const value of Object.values(node)) walk(value, visit);
}

/** Notes that a statement was not followed to its end, and forgets what it assigns. */
export function cut(r: Runtime, statement: Statement, stop: BudgetExceeded): void {
  const { machine } = r;
  const at = r.trace(statement);
  const cuts = machine.cell<number>("powershell:cuts", () => 0);
  const count = Number(machine.settled(cuts.value));
  if (count < MOST_PLACES) {
    machine.journal.put(cuts, count + 1);
    machine.note("budget", "all", `a statement is too much work to follow to its end (${stop.what})`, at);
  }
  const symbol = machine.freshSymbol("cut");
  targetsOf(statement).forEach((target, index) => {
    const value = new Unknown(
      "budget",
      "what is assigned to it is too much work to follow",
      `${symbol}.${index}`,
      r.trace(target),
    );
    try {
      assignTo(r, target, value);
    } catch (error) {
      // A constant, or a type that takes no such value: then it has not changed.
      if (!(error instanceof PsError)) throw error;
    }
  });
}

/** Variables that a statement assigns or changes, each once: `$a = `, `$a += `, `$a++`, `$a.Add()`, `$a[0] = `, `foreach ($a in ...)`. */
function targetsOf(statement: Statement): readonly Expression[] {
  const found = new Map<string, Expression>();
  const add = (expression: Expression): void => {
    const base = baseOf(expression);
    if (base?.kind === "Variable") found.set(`${base.drive ?? ""}:${base.key}`, base);
  };
  walk(statement, (node) => {
    const { kind, target, variable, operand, operator } = node as Partial<
      Record<"kind" | "target" | "variable" | "operand" | "operator", unknown>
    >;
    if (kind === "Assignment") for (const one of assigned(target as Expression)) add(one);
    if (kind === "InvokeMember") add(target as Expression);
    if (kind === "Foreach") add(variable as Expression);
    if (operator === "++" || operator === "--") add(operand as Expression);
  });
  return [...found.values()].filter(isOrdinary);
}

/** `$_`, `$?` and their kin belong to the session. */
function isOrdinary(target: Expression): boolean {
  return (
    target.kind === "Variable" && !/^(?:_|\?|\$|\^|true|false|null|this|args|input|error|matches|host|pscmdlet)$/.test(target.key)
  );
}

function assigned(target: Expression): readonly Expression[] {
  return target.kind === "ArrayLiteral" ? target.items : [target];
}

/** The variable that an expression changes: `$a` of `$a.b[0]` and of `[int]$a`. */
function baseOf(expression: Expression): Expression | null {
  let current: Expression = expression;
  for (;;) {
    if (current.kind === "Member" || current.kind === "Index" || current.kind === "InvokeMember") current = current.target;
    else if (current.kind === "Convert" || current.kind === "Attributed") current = current.operand;
    else return current;
  }
}
