import type { Binary, Expression, Statement } from "../ast.js";

const FOLDED_BINARY: ReadonlySet<Binary["operator"]> = new Set([
  "+", "-", "*", "/", "%", "and", "or", "xor", "band", "bor", "bxor", "shl", "shr",
]);

const FOLDED_UNARY: ReadonlySet<string> = new Set(["not", "bnot", "-", "+"]);

const PRIMITIVES: ReadonlySet<string> = new Set([
  "bool", "boolean", "byte", "sbyte", "char", "int16", "short", "uint16", "ushort", "int", "int32", "uint", "uint32", "long",
  "int64", "ulong", "uint64", "float", "single", "double",
]);

/**
 * What PowerShell takes as an argument of an attribute: literals, types, constant members of types, script blocks, and
 * folded operators over them. Whether a type or a member exists is not known here, so it is taken to exist.
 */
export function isAttributeConstant(value: Expression): boolean {
  return isConstant(value, true);
}

function isConstant(value: Expression, attribute: boolean): boolean {
  switch (value.kind) {
    case "String":
    case "Number":
      return true;
    case "Type":
    case "ScriptBlockExpression":
      return attribute;
    case "Variable":
      return value.drive === null && (value.key === "true" || value.key === "false" || value.key === "null");
    case "ArrayLiteral":
      return attribute && value.items.every((item) => isConstant(item, attribute));
    case "Member":
      return value.isStatic && value.target.kind === "Type" && (typeof value.member === "string" || value.member.kind === "String");
    case "Convert":
      return isPrimitive(value.type.name) && value.type.arrays.length === 0 && isConstant(value.operand, attribute);
    case "Unary":
      return FOLDED_UNARY.has(value.operator) && isConstant(value.operand, attribute);
    case "Ternary":
      return isConstant(value.condition, attribute) && isConstant(value.then, attribute) && isConstant(value.otherwise, attribute);
    case "Binary":
      return isConstantBinary(value, attribute);
    case "Paren":
      return isConstantStatement(value.value, attribute);
    case "SubExpression": {
      const [only, ...rest] = value.body;
      return only !== undefined && rest.length === 0 && isConstantStatement(only, attribute);
    }
    default:
      return false;
  }
}

/** Walks the left spine in a loop: chains of operators may be very long. */
function isConstantBinary(value: Binary, attribute: boolean): boolean {
  let left: Expression = value;
  while (left.kind === "Binary") {
    if (!FOLDED_BINARY.has(left.operator) || !isConstant(left.right, attribute) || isNullDivisor(left)) return false;
    left = left.left;
  }
  return isConstant(left, attribute);
}

function isNullDivisor(value: Binary): boolean {
  return (value.operator === "/" || value.operator === "%") && value.right.kind === "Variable" && value.right.key !== "true";
}

function isConstantStatement(statement: Statement, attribute: boolean): boolean {
  const value = pureExpression(statement);
  return value !== null && isConstant(value, attribute);
}

/** The expression of a pipeline that is nothing but one expression. */
export function pureExpression(statement: Statement): Expression | null {
  if (statement.kind !== "Pipeline" || statement.elements.length !== 1 || statement.background) return null;
  const element = statement.elements[0];
  return element?.kind === "CommandExpression" && element.redirections.length === 0 ? element.expression : null;
}

function isPrimitive(name: string): boolean {
  const key = name.toLowerCase();
  return PRIMITIVES.has(key.startsWith("system.") ? key.slice("system.".length) : key);
}
