import type { ScriptBlock } from "./ast.js";

/**
 * Whether PowerShell keeps the variables of a block in slots of their own. A slot has the first value of its type before it is
 * assigned, and takes values as a cast does; all other variables are looked up by name. A block that dot-sources something, or
 * changes variables by a command, has no slots.
 */
export function hasSlots(ast: ScriptBlock): boolean {
  let known = cache.get(ast);
  if (known === undefined) cache.set(ast, (known = ![...ast.blocks, ...ast.body].some(mentionsScope)));
  return known;
}

const cache = new WeakMap<ScriptBlock, boolean>();

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

/** Whether a block speaks of `$args`: each call of a block has its own, even in the scope around. */
export function mentionsArgs(ast: ScriptBlock): boolean {
  let known = argsCache.get(ast);
  if (known === undefined) argsCache.set(ast, (known = [...ast.blocks, ...ast.body].some(namesArgs)));
  return known;
}

const argsCache = new WeakMap<ScriptBlock, boolean>();

function namesArgs(node: unknown): boolean {
  if (typeof node !== "object" || node === null) return false;
  if (Array.isArray(node)) return node.some(namesArgs);
  const { kind, key } = node as { kind?: string; key?: unknown };
  return (kind === "Variable" && key === "args") || Object.values(node).some(namesArgs);
}
