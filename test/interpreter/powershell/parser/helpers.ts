import type { Dialect, ScriptBlock } from "../../../../interpreter/powershell/syntax/ast.js";
import { parseScript } from "../../../../interpreter/powershell/syntax/parse.js";

/** The tree of a text that must parse. */
export function parsed(text: string, dialect: Dialect = "7"): ScriptBlock {
  const result = parseScript(text, { dialect });
  if (!result.ok) throw new Error(`${result.error.id} at ${result.error.start}: ${text}`);
  return result.ast;
}

/** `id@start`, or "accepted". */
export function verdict(text: string, dialect: Dialect = "7"): string {
  const result = parseScript(text, { dialect });
  return result.ok ? "accepted" : `${result.error.id}@${result.error.start}`;
}

/** Every node and node-like object below a tree, with its parent. */
export function* nodes(
  root: object,
): Generator<{ readonly node: Record<string, unknown>; readonly parent: Record<string, unknown> | null }> {
  const pending: { node: object; parent: Record<string, unknown> | null }[] = [{ node: root, parent: null }];
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    const node = item.node as Record<string, unknown>;
    const spanned = typeof node["start"] === "number" && typeof node["end"] === "number";
    if (spanned) yield { node, parent: item.parent };
    for (const child of Object.values(node))
      if (typeof child === "object" && child !== null) pending.push({ node: child, parent: spanned ? node : item.parent });
  }
}
