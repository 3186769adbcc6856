/** Reads expressions of VBScript. Operators from weak to strong: Imp, Eqv, Xor, Or, And, Not, comparisons, &, + -, Mod, \, * /, sign, ^. */
import type { BinaryOperator, Expression } from "./ast.js";
import type { Cursor } from "./cursor.js";

/** By strength; comparisons and `Is` are one level. */
const LEVELS: readonly (readonly BinaryOperator[])[] = [
  ["imp"],
  ["eqv"],
  ["xor"],
  ["or"],
  ["and"],
  [], // Not
  ["=", "<>", "<", ">", "<=", ">=", "is"],
  ["&"],
  ["+", "-"],
  ["mod"],
  ["\\"],
  ["*", "/"],
];
const NOT_LEVEL = 5;
const SIGN_LEVEL = LEVELS.length;

export function readExpression(cursor: Cursor): Expression {
  return cursor.nested(() => readLevel(cursor, 0));
}

function operatorHere(cursor: Cursor, level: number): BinaryOperator | undefined {
  const { token } = cursor;
  if (token.kind !== "word" && token.kind !== "symbol") return undefined;
  return (LEVELS[level] as readonly string[]).includes(token.text) ? (token.text as BinaryOperator) : undefined;
}

function readLevel(cursor: Cursor, level: number): Expression {
  if (level === NOT_LEVEL) return readNot(cursor);
  if (level === SIGN_LEVEL) return readSign(cursor);
  let left = readLevel(cursor, level + 1);
  for (;;) {
    const operator = operatorHere(cursor, level);
    if (operator === undefined) return left;
    cursor.next();
    const right = cursor.isWord("not") ? readNot(cursor) : readLevel(cursor, level + 1);
    left = { kind: "binary", operator, left, right, start: left.start, end: right.end };
  }
}

function readNot(cursor: Cursor): Expression {
  if (!cursor.isWord("not")) return readLevel(cursor, NOT_LEVEL + 1);
  const { start } = cursor.next();
  const operand = cursor.nested(() => readNot(cursor));
  return { kind: "unary", operator: "not", operand, start, end: operand.end };
}

function readSign(cursor: Cursor): Expression {
  const { token } = cursor;
  if (token.kind === "symbol" && (token.text === "-" || token.text === "+")) {
    cursor.next();
    const operand = cursor.nested(() => readSign(cursor));
    return { kind: "unary", operator: token.text, operand, start: token.start, end: operand.end };
  }
  return readPower(cursor);
}

function readPower(cursor: Cursor): Expression {
  let left = readPostfix(cursor);
  while (cursor.takeSymbol("^")) {
    const right = cursor.isSymbol("-") || cursor.isSymbol("+") ? cursor.nested(() => readSign(cursor)) : readPostfix(cursor);
    left = { kind: "binary", operator: "^", left, right, start: left.start, end: right.end };
  }
  return left;
}

/** A value with members and arguments behind it: `a.b(1).c`. */
function readPostfix(cursor: Cursor): Expression {
  let value = readPrimary(cursor);
  for (;;) {
    if (cursor.isSymbol("(") && canBeCalled(value)) value = readArguments(cursor, value);
    else if (isMemberDot(cursor)) value = readMember(cursor, value);
    else return value;
  }
}

/** A dot that goes on with what stands before it; behind a blank it is one of the `With` around. */
export function isMemberDot(cursor: Cursor): boolean {
  return cursor.isSymbol(".") && (cursor.token.glued || cursor.withs === 0);
}

export function readMember(cursor: Cursor, object: Expression): Expression {
  cursor.next();
  const { name, key, end } = cursor.needMember();
  return { kind: "member", object, name, key, start: object.start, end };
}

function canBeCalled(value: Expression): boolean {
  return value.kind === "name" || value.kind === "member" || value.kind === "call" || value.kind === "paren";
}

/** `(a, , b)` behind something that takes arguments. */
export function readArguments(cursor: Cursor, callee: Expression): Expression {
  cursor.needSymbol("(", 1005);
  const args: (Expression | null)[] = [];
  if (!cursor.isSymbol(")")) {
    for (;;) {
      args.push(cursor.isSymbol(",") || cursor.isSymbol(")") ? null : readExpression(cursor));
      if (!cursor.takeSymbol(",")) break;
    }
  }
  cursor.needSymbol(")", 1006);
  return { kind: "call", callee, args, start: callee.start, end: cursor.before.end };
}

function readPrimary(cursor: Cursor): Expression {
  const token = cursor.token;
  const { start, end } = token;
  switch (token.kind) {
    case "string":
      cursor.next();
      return { kind: "literal", literal: { type: "string", value: token.text }, start, end };
    case "date":
      cursor.next();
      return { kind: "literal", literal: { type: "date", value: token.text }, start, end };
    case "number": {
      cursor.next();
      const { value, isInteger } = token.number as { value: number; isInteger: boolean };
      return { kind: "literal", literal: { type: isInteger ? "integer" : "double", value }, start, end };
    }
    case "bracketed":
      return nameHere(cursor);
    case "symbol":
      if (token.text === "(") {
        cursor.next();
        const inner = readExpression(cursor);
        cursor.needSymbol(")", 1006);
        return { kind: "paren", inner, start, end: cursor.before.end };
      }
      if (token.text === ".") {
        cursor.next();
        const { name, key, end: after } = cursor.needMember();
        return { kind: "member", object: null, name, key, start, end: after };
      }
      throw cursor.error(1002);
    case "word":
      return readWord(cursor);
    default:
      throw cursor.error(1002);
  }
}

function nameHere(cursor: Cursor): Expression {
  return { kind: "name", ...cursor.needName() };
}

function readWord(cursor: Cursor): Expression {
  const { text, start, end } = cursor.token;
  switch (text) {
    case "true":
    case "false":
      cursor.next();
      return { kind: "literal", literal: { type: "boolean", value: text === "true" }, start, end };
    case "empty":
    case "null":
    case "nothing":
      cursor.next();
      return { kind: "literal", literal: { type: text }, start, end };
    case "me":
      cursor.next();
      return { kind: "me", start, end };
    case "new": {
      cursor.next();
      const { name, key, end: after } = cursor.needName();
      return { kind: "new", name, key, start, end: after };
    }
    case "not":
      return readNot(cursor);
    default:
      if (!cursor.isName(cursor.token)) throw cursor.error(1002);
      return nameHere(cursor);
  }
}
