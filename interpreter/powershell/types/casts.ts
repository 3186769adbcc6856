import type { Value } from "../../values/value.js";
import type { Expression, Pipeline } from "../syntax/ast.js";
import { resolveType, type TypeContext } from "./types.js";

/**
 * The arguments of one call with the types that the script casts them to (`[math]::Max([long]1, 2)`): PowerShell prefers an
 * overload whose parameters have just these types.
 */
class CastArguments<T extends Value> extends Array<T> {
  /** What is made of such a list is an ordinary one. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
  types: readonly (string | null)[] = [];
}

/** The arguments of a call, as they were written. */
export function argumentsAs<T extends Value>(
  context: TypeContext,
  args: readonly T[],
  written: readonly Expression[],
): readonly T[] {
  const types = written.map((argument) => castType(context, argument));
  if (types.every((type) => type === null)) return args;
  const list = new CastArguments<T>();
  for (const arg of args) list.push(arg);
  list.types = types;
  return list;
}

/** Full names of the types; null: the argument is no cast. */
export function castsOf(args: readonly Value[]): readonly (string | null)[] | undefined {
  return args instanceof CastArguments ? args.types : undefined;
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
