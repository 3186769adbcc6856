import { Alternatives, type Guarded, Undecided } from "../../../host/choice.js";
import { type Completion, ControlFlow, NORMAL } from "../session/runtime.js";
import type { Statement, TrapStatement } from "../syntax/ast.js";

/** How code ends: an ending that leaves its block, and the traps that may take an error. */

/** Passes an abrupt ending on as an exception. An ending in some worlds only stops the statement around, which then runs per world. */
export function leave(completion: Guarded<Completion>): void {
  if (completion === NORMAL) return;
  if (completion instanceof Alternatives) throw new Undecided(completion.choice);
  if (completion.kind === "throw") throw completion.error;
  if (completion.kind !== "normal") throw new ControlFlow(completion);
}

export function trapsOf(statements: readonly Statement[]): readonly TrapStatement[] | null {
  let traps: TrapStatement[] | null = null;
  for (const statement of statements) if (statement.kind === "Trap") (traps ??= []).push(statement);
  return traps;
}
