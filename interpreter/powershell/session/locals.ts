import { perKey } from "../../../host/cache.js";
import type { ScriptBlock } from "../syntax/ast.js";

/**
 * Whether PowerShell keeps the variables of a block in slots of their own. A slot has the first value of its type before it is
 * assigned, and takes values as a cast does; all other variables are looked up by name. A block that dot-sources something, or
 * changes variables by a command, has no slots.
 */
export const hasSlots = perKey((ast: ScriptBlock): boolean => ![...ast.blocks, ...ast.body].some(mentionsScope));

const CHANGERS: ReadonlySet<string> = new Set([
  "new-variable",
  "nv",
  "set-variable",
  "set",
  "sv",
  "clear-variable",
  "clv",
  "remove-variable",
  "rv",
]);

/** Looks through the syntax of a block, without the blocks inside of it. */
function mentionsScope(node: unknown): boolean {
  if (typeof node !== "object" || node === null) return false;
  if (Array.isArray(node)) return node.some(mentionsScope);
  const { kind, invocation, name } = node as { kind?: string; invocation?: string; name?: { kind?: string; value?: unknown } };
  if (kind === "ScriptBlock" || kind === "Function") return false;
  if (kind === "Command") {
    if (invocation === ".") return true;
    if (name?.kind === "String" && typeof name.value === "string" && CHANGERS.has(name.value.toLowerCase())) return true;
  }
  return Object.values(node).some(mentionsScope);
}

/** Whether a variable (lower case) is one of those that a block keeps in slots: its parameters and what it assigns. */
export function isSlot(ast: ScriptBlock, key: string): boolean {
  return slotsOf(ast).has(key);
}

const slotsOf = perKey((ast: ScriptBlock): ReadonlySet<string> => {
  const keys = new Set((ast.params ?? []).map(({ name }) => name.toLowerCase()));
  collectAssigned([...ast.blocks, ...ast.body], keys);
  return keys;
});

function collectAssigned(node: unknown, keys: Set<string>): void {
  if (typeof node !== "object" || node === null) return;
  if (Array.isArray(node)) {
    for (const one of node) collectAssigned(one, keys);
    return;
  }
  const { kind, target, variable } = node as { kind?: string; target?: unknown; variable?: unknown };
  if (kind === "ScriptBlock" || kind === "Function") return;
  if (kind === "Assignment") collectTargets(target, keys);
  if (kind === "Foreach") collectTargets(variable, keys);
  for (const one of Object.values(node)) collectAssigned(one, keys);
}

/** The variables among the targets of an assignment, through their types. */
function collectTargets(target: unknown, keys: Set<string>): void {
  if (typeof target !== "object" || target === null) return;
  const { kind, key, drive, operand, items } = target as {
    kind?: string;
    key?: unknown;
    drive?: unknown;
    operand?: unknown;
    items?: readonly unknown[];
  };
  if (kind === "Variable" && typeof key === "string" && drive === null) keys.add(key);
  if (kind === "Convert" || kind === "Attributed") collectTargets(operand, keys);
  if (kind === "ArrayLiteral") for (const item of items ?? []) collectTargets(item, keys);
}

/** Whether a block speaks of `$args`: each call of a block has its own, even in the scope around. */
export const mentionsArgs = perKey((ast: ScriptBlock): boolean => [...ast.blocks, ...ast.body].some(namesArgs));

function namesArgs(node: unknown): boolean {
  if (typeof node !== "object" || node === null) return false;
  if (Array.isArray(node)) return node.some(namesArgs);
  const { kind, key } = node as { kind?: string; key?: unknown };
  return (kind === "Variable" && key === "args") || Object.values(node).some(namesArgs);
}
