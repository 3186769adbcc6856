import type { Value } from "../../values/value.js";
import type { Expression, Pipeline } from "../syntax/ast.js";
import { resolveType, type TypeContext } from "./types.js";

/**
 * The types of arguments that a script writes as casts (`[math]::Max([long]1, 2)`): PowerShell prefers an overload whose
 * parameters have just these types. They belong to the list of arguments of one call.
 */
const casts = new WeakMap<readonly Value[], readonly (string | null)[]>();

/** Says which arguments of a call are casts in the script. */
export function rememberCasts(context: TypeContext, args: readonly Value[], written: readonly Expression[]): void {
  const types = written.map((argument) => castType(context, argument));
  if (types.some((type) => type !== null)) casts.set(args, types);
}

/** Full names of the types; null: the argument is no cast. */
export function castsOf(args: readonly Value[]): readonly (string | null)[] | undefined {
  return casts.get(args);
}

/** Full name of the type that an expression is cast to; null: it is no cast. */
export function castType(context: TypeContext, argument: Expression): string | null {
  let inner = argument;
  while (inner.kind === "Paren") {
    const only: Pipeline["elements"][number] | undefined =
      inner.value.kind === "Pipeline" && inner.value.elements.length === 1 ? inner.value.elements[0] : undefined;
    if (only?.kind !== "CommandExpression") return null;
    inner = only.expression;
  }
  if (inner.kind !== "Convert" || /^(?:ref|ordered)$/i.test(inner.type.name)) return null;
  return resolveType(inner.type, context)?.name ?? null;
}
