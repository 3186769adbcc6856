import type { Expression } from "./ast.js";
import { pureExpression } from "./checks/constants.js";

/**
 * Calls `refuse` with what cannot be assigned to. `simple`: for `=` alone; only then may the target be a list.
 * `refuse` does not return.
 */
export function checkAssignmentTarget(
  target: Expression,
  simple: boolean,
  refuse: (bad: { start: number; end: number }) => never,
): void {
  switch (target.kind) {
    case "Variable":
      return target.drive === "using" ? refuse(target) : undefined;
    case "Member":
    case "InvokeMember":
    case "Index":
      return target.nullConditional || isOfUsing(target) ? refuse(target) : undefined;
    case "ArrayLiteral":
      if (!simple) return refuse(target);
      for (const item of target.items) checkAssignmentTarget(item, true, refuse);
      return;
    case "Paren": {
      const inner = pureExpression(target.value);
      return inner === null ? refuse(target.value) : checkAssignmentTarget(inner, simple, refuse);
    }
    case "Convert":
    case "Attributed":
      return checkAssignmentTarget(target.operand, simple, refuse);
    default:
      return refuse(target);
  }
}

/** Members and elements of what another session gives (`$using:a.b[0]`) belong to that value: nothing is assigned to them. */
function isOfUsing(target: Expression): boolean {
  let value = target;
  while (value.kind === "Member" || value.kind === "Index") value = value.target;
  return value.kind === "Variable" && value.drive === "using";
}
