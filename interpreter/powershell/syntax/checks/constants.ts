import type { Binary, Expression, Statement } from "../ast.js";
import { typeKey } from "./type-keys.js";

const FOLDED_BINARY: ReadonlySet<Binary["operator"]> = new Set([
  "+",
  "-",
  "*",
  "/",
  "%",
  "and",
  "or",
  "xor",
  "band",
  "bor",
  "bxor",
  "shl",
  "shr",
]);

const FOLDED_UNARY: ReadonlySet<string> = new Set(["not", "bnot", "-", "+"]);

const PRIMITIVES: ReadonlySet<string> = new Set([
  "bool",
  "boolean",
  "byte",
  "sbyte",
  "char",
  "int16",
  "short",
  "uint16",
  "ushort",
  "int",
  "int32",
  "uint",
  "uint32",
  "long",
  "int64",
  "ulong",
  "uint64",
  "float",
  "single",
  "double",
]);

/**
 * What PowerShell takes as an argument of an attribute: literals, types, constant members of types, script blocks, and
 * folded operators over them. Whether a type or a member exists is not known here, so it is taken to exist.
 */
export function isAttributeConstant(value: Expression): boolean {
  return isConstant(value, "attribute");
}

/** What `#requires` takes as an argument: the same, with tables and without script blocks. */
export function isRequiresConstant(value: Expression): boolean {
  return isConstant(value, "requires");
}

type Purpose = "attribute" | "requires";

function isConstant(value: Expression, purpose: Purpose): boolean {
  switch (value.kind) {
    case "String":
    case "Number":
      return true;
    case "Type":
      return true;
    case "ScriptBlockExpression":
      return purpose === "attribute";
    case "Hash":
      return (
        purpose === "requires" &&
        value.entries.every((entry) => isConstant(entry.key, purpose) && isConstantStatement(entry.value, purpose))
      );
    case "Variable":
      return value.drive === null && (value.key === "true" || value.key === "false" || value.key === "null");
    case "ArrayLiteral":
      return value.items.every((item) => isConstant(item, purpose));
    case "Member":
      return (
        value.isStatic && value.target.kind === "Type" && (typeof value.member === "string" || value.member.kind === "String")
      );
    case "Convert":
      return PRIMITIVES.has(typeKey(value.type)) && value.type.arrays.length === 0 && isConstant(value.operand, purpose);
    case "Unary":
      return FOLDED_UNARY.has(value.operator) && isConstant(value.operand, purpose);
    case "Ternary":
      return isConstant(value.condition, purpose) && isConstant(value.then, purpose) && isConstant(value.otherwise, purpose);
    case "Binary":
      return isConstantBinary(value, purpose);
    case "Paren":
      return isConstantStatement(value.value, purpose);
    case "SubExpression": {
      const [only, ...rest] = value.body;
      return only !== undefined && rest.length === 0 && isConstantStatement(only, purpose);
    }
    default:
      return false;
  }
}

/** Walks the left spine in a loop: chains of operators may be very long. */
function isConstantBinary(value: Binary, purpose: Purpose): boolean {
  let left: Expression = value;
  while (left.kind === "Binary") {
    if (!FOLDED_BINARY.has(left.operator) || !isConstant(left.right, purpose) || isNullDivisor(left)) return false;
    left = left.left;
  }
  return isConstant(left, purpose);
}

function isNullDivisor(value: Binary): boolean {
  return (value.operator === "/" || value.operator === "%") && value.right.kind === "Variable" && value.right.key !== "true";
}

function isConstantStatement(statement: Statement, purpose: Purpose): boolean {
  const value = pureExpression(statement);
  return value !== null && isConstant(value, purpose);
}

/** The expression of a pipeline that is nothing but one expression. */
export function pureExpression(statement: Statement): Expression | null {
  if (statement.kind !== "Pipeline" || statement.elements.length !== 1 || statement.background) return null;
  const element = statement.elements[0];
  return element?.kind === "CommandExpression" && element.redirections.length === 0 ? element.expression : null;
}
