import type { ClassMember, Expression, Node, Statement } from "../ast.js";
import type { SyntaxErrorId } from "../syntax-error.js";
import { analyzeMethod } from "./method-flow.js";
import { typeKey } from "./type-keys.js";

type Method = ClassMember & { kind: "Method" };
type Refuse = (id: SyntaxErrorId, at: { readonly start: number; readonly end: number }, detail: string) => never;

/** What PowerShell checks of a class method once it is read. */
export function checkMethod(method: Method, isConstructor: boolean, nameStart: number, refuse: Refuse): void {
  const type = method.attributes.find((item) => item.kind === "TypeConstraint");
  const isVoid = type?.kind === "TypeConstraint" && type.type.arrays.length === 0 && typeKey(type.type) === "void";
  const returnsNothing = isConstructor || type === undefined || isVoid;
  const { unassigned, fallsThrough } = analyzeMethod(method.params, method.body);
  if (fallsThrough && !returnsNothing) {
    refuse("MethodHasCodePathNotReturn", { start: nameStart, end: nameStart + method.name.length }, "");
  }
  checkInside(method.body.body, returnsNothing, method.isStatic, refuse);
  const [variable] = unassigned;
  if (variable !== undefined) refuse("VariableNotLocal", variable, "");
}

/** `$this` in the initial value of a static property. */
export function checkStaticInitial(initial: Expression, refuse: Refuse): void {
  checkInside([initial], true, true, refuse);
}

/** Returns, labels and `$this`; nested functions and script blocks have rules of their own. */
function checkInside(
  body: readonly (Statement | Expression)[],
  returnsNothing: boolean,
  isStatic: boolean,
  refuse: Refuse,
): void {
  const pending: { readonly value: unknown; readonly labels: readonly string[] }[] = [...body]
    .reverse()
    .map((value) => ({ value, labels: [] }));
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    const { value, labels } = item;
    if (typeof value !== "object" || value === null) continue;
    const node = value as Node;
    let inner = labels;
    switch (node.kind) {
      case "Function":
      case "ScriptBlockExpression":
      case "Class":
        continue;
      case "Return":
        if (node.value !== null && returnsNothing) refuse("VoidMethodHasReturn", node, "");
        if (node.value === null && !returnsNothing) refuse("NonVoidMethodMissingReturnValue", node, "");
        break;
      case "Break":
      case "Continue":
        if (node.label?.kind === "String" && !labels.includes(node.label.value.toLowerCase()))
          refuse("LabelNotFound", node, node.label.value);
        break;
      case "Variable":
        if (isStatic && node.name.toLowerCase() === "this") refuse("NonStaticMemberAccessInStaticMember", node, node.name);
        break;
      case "Foreach":
      case "For":
      case "While":
      case "Do":
        inner = [...labels, node.label?.toLowerCase() ?? ""];
        break;
      default:
    }
    for (const child of Object.values(node).reverse())
      if (typeof child === "object" && child !== null) pending.push({ value: child, labels: inner });
  }
}
