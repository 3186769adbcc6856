/** Reads statements of VBScript. */
import type { CaseClause, ExitKind, Expression, Statement } from "./ast.js";
import type { Cursor } from "./cursor.js";
import { readConst, readDim, readRedim } from "./declarations.js";
import { isMemberDot, readArguments, readExpression, readMember } from "./expressions.js";

/** Where a block ends: looks at the current token and does not take it. */
type Ends = (cursor: Cursor) => boolean;

const EXITS: ReadonlySet<string> = new Set<ExitKind>(["sub", "function", "property", "for", "do"]);

/** Statements up to one of the ends, which is left to the caller. */
export function readBlock(cursor: Cursor, ends: Ends): Statement[] {
  const statements: Statement[] = [];
  for (;;) {
    cursor.skipEnds();
    if (cursor.token.kind === "end" || ends(cursor)) return statements;
    statements.push(readStatement(cursor));
    if (!cursor.atEnd && !ends(cursor)) throw cursor.error(1025);
  }
}

export function readStatement(cursor: Cursor): Statement {
  cursor.size++;
  return cursor.nested(() => dispatch(cursor));
}

function dispatch(cursor: Cursor): Statement {
  const { token } = cursor;
  const { start } = token;
  if (token.kind !== "word") return readSimple(cursor);
  switch (token.text) {
    case "dim":
    case "public":
    case "private":
      return readDim(cursor);
    case "redim":
      return readRedim(cursor);
    case "const":
      return readConst(cursor);
    case "if":
      return readIf(cursor);
    case "select":
      return readSelect(cursor);
    case "for":
      return readFor(cursor);
    case "do":
      return readDo(cursor);
    case "while":
      return readWhile(cursor);
    case "with":
      return readWith(cursor);
    case "set":
      if (cursor.isName(cursor.peek()) || cursor.isSymbol(".", 1) || cursor.isWord("me", 1)) return readSet(cursor);
      break;
    case "let": {
      cursor.next();
      const statement = readSimple(cursor);
      if (statement.kind !== "assign") throw cursor.error(1011);
      return statement;
    }
    case "call":
      return readCall(cursor);
    case "exit": {
      cursor.next();
      const what = cursor.next();
      if (what.kind !== "word" || !EXITS.has(what.text)) throw cursor.error(1039, what);
      return { kind: "exit", what: what.text as ExitKind, start, end: what.end };
    }
    case "on":
      return readOnError(cursor);
    case "erase":
      if (cursor.isName(cursor.peek())) return readErase(cursor);
      break;
    case "randomize":
      cursor.next();
      if (!cursor.atEnd && !cursor.isWord("else")) readExpression(cursor);
      return { kind: "randomize", start, end: cursor.before.end };
    case "option":
      cursor.next();
      if (!cursor.takeWord("explicit")) throw cursor.error(1002);
      cursor.explicit = true;
      return { kind: "nothing", start, end: cursor.before.end };
    case "stop":
      cursor.next();
      return { kind: "nothing", start, end: token.end };
    case "loop":
      throw cursor.error(1038);
    default:
  }
  return readSimple(cursor);
}

function endOf(word: string): Ends {
  return (cursor) => cursor.isWord("end") && cursor.isWord(word, 1);
}

const atNext: Ends = (cursor) => cursor.isWord("next");
const atLoop: Ends = (cursor) => cursor.isWord("loop");
const atWend: Ends = (cursor) => cursor.isWord("wend");

// ---------------------------------------------------------------- If and Select

function readIf(cursor: Cursor): Statement {
  const { start } = cursor.next();
  const condition = readExpression(cursor);
  cursor.needWord("then", 1017);
  if (cursor.token.kind !== "line") return readInlineIf(cursor, condition, start);
  const atClause: Ends = (one) => one.isWord("else") || one.isWord("elseif") || endOf("if")(one);
  const clauses = [{ condition, body: readBlock(cursor, atClause) }];
  let otherwise: Statement[] | null = null;
  for (;;) {
    if (cursor.takeWord("elseif")) {
      const next = readExpression(cursor);
      cursor.needWord("then", 1017);
      clauses.push({ condition: next, body: readBlock(cursor, atClause) });
    } else if (cursor.takeWord("else")) {
      otherwise = readBlock(cursor, endOf("if"));
    } else {
      cursor.needWord("end", 1014);
      cursor.needWord("if", 1012);
      return { kind: "if", clauses, otherwise, start, end: cursor.before.end };
    }
  }
}

/** `If a Then b : c Else d`, on one line, with or without `End If`. */
function readInlineIf(cursor: Cursor, condition: Expression, start: number): Statement {
  const body = readLine(cursor);
  let otherwise: Statement[] | null = null;
  const clauses = [{ condition, body }];
  while (cursor.takeWord("elseif")) {
    const next = readExpression(cursor);
    cursor.needWord("then", 1017);
    clauses.push({ condition: next, body: readLine(cursor) });
  }
  if (cursor.takeWord("else")) otherwise = readLine(cursor);
  if (cursor.isWord("end") && cursor.isWord("if", 1)) cursor.index += 2;
  return { kind: "if", clauses, otherwise, start, end: cursor.before.end };
}

function readLine(cursor: Cursor): Statement[] {
  const statements: Statement[] = [];
  const stops = () => cursor.isWord("else") || cursor.isWord("elseif") || endOf("if")(cursor);
  for (;;) {
    while (cursor.takeSymbol(":"));
    if (cursor.token.kind === "line" || cursor.token.kind === "end" || stops()) return statements;
    // The one line of a loop that lies in a line: its end is for the loop.
    if (statements.length > 0 && (atNext(cursor) || atLoop(cursor) || atWend(cursor))) return statements;
    statements.push(readStatement(cursor));
    if (!cursor.atEnd && !stops()) throw cursor.error(1025);
  }
}

function readSelect(cursor: Cursor): Statement {
  const { start } = cursor.next();
  cursor.needWord("case", 1021);
  const subject = readExpression(cursor);
  cursor.skipEnds();
  const cases: CaseClause[] = [];
  let otherwise: Statement[] | null = null;
  const atClause: Ends = (one) => one.isWord("case") || endOf("select")(one);
  for (;;) {
    cursor.skipEnds();
    if (!cursor.takeWord("case")) break;
    if (cursor.takeWord("else")) {
      otherwise = readBlock(cursor, atClause);
      continue;
    }
    const tests = [readExpression(cursor)];
    while (cursor.takeSymbol(",")) tests.push(readExpression(cursor));
    cases.push({ tests, body: readBlock(cursor, atClause) });
  }
  cursor.needWord("end", 1014);
  cursor.needWord("select", 1022);
  return { kind: "select", subject, cases, otherwise, start, end: cursor.before.end };
}

// ---------------------------------------------------------------- loops

function readFor(cursor: Cursor): Statement {
  const { start } = cursor.next();
  if (cursor.takeWord("each")) {
    const variable = readTarget(cursor);
    cursor.needWord("in", 1046);
    const collection = readExpression(cursor);
    const body = readBlock(cursor, atNext);
    endFor(cursor);
    return { kind: "foreach", variable, collection, body, start, end: cursor.before.end };
  }
  const variable = readTarget(cursor);
  cursor.needSymbol("=", 1011);
  const from = readExpression(cursor);
  cursor.needWord("to", 1013);
  const to = readExpression(cursor);
  const step = cursor.takeWord("step") ? readExpression(cursor) : null;
  const body = readBlock(cursor, atNext);
  endFor(cursor);
  return { kind: "for", variable, from, to, step, body, start, end: cursor.before.end };
}

function endFor(cursor: Cursor): void {
  cursor.needWord("next", 1020);
}

function readDo(cursor: Cursor): Statement {
  const { start } = cursor.next();
  const first = loopCondition(cursor);
  const body = readBlock(cursor, atLoop);
  cursor.needWord("loop", 1019);
  const last = first === null ? loopCondition(cursor) : null;
  return {
    kind: "loop",
    before: first?.condition ?? null,
    after: last?.condition ?? null,
    until: (first ?? last)?.until ?? false,
    isDo: true,
    body,
    start,
    end: cursor.before.end,
  };
}

function loopCondition(cursor: Cursor): { readonly condition: Expression; readonly until: boolean } | null {
  if (cursor.takeWord("while")) return { condition: readExpression(cursor), until: false };
  if (cursor.takeWord("until")) return { condition: readExpression(cursor), until: true };
  return null;
}

function readWhile(cursor: Cursor): Statement {
  const { start } = cursor.next();
  const before = readExpression(cursor);
  const body = readBlock(cursor, atWend);
  cursor.needWord("wend", 1018);
  return { kind: "loop", before, after: null, until: false, isDo: false, body, start, end: cursor.before.end };
}

function readWith(cursor: Cursor): Statement {
  const { start } = cursor.next();
  const object = readExpression(cursor);
  cursor.withs++;
  const body = readBlock(cursor, endOf("with"));
  cursor.withs--;
  cursor.needWord("end", 1014);
  cursor.needWord("with", 1002);
  return { kind: "with", object, body, start, end: cursor.before.end };
}

// ---------------------------------------------------------------- simple statements

function readOnError(cursor: Cursor): Statement {
  const { start } = cursor.next();
  cursor.needWord("error", 1002);
  if (cursor.takeWord("resume")) {
    cursor.needWord("next", 1020);
    return { kind: "on-error", resume: true, start, end: cursor.before.end };
  }
  if (!cursor.takeWord("goto")) throw cursor.error(1002);
  const zero = cursor.next();
  if (zero.kind !== "number" || zero.number?.value !== 0) throw cursor.error(1002, zero);
  return { kind: "on-error", resume: false, start, end: zero.end };
}

function readErase(cursor: Cursor): Statement {
  const { start } = cursor.next();
  const targets = [readTarget(cursor)];
  while (cursor.takeSymbol(",")) targets.push(readTarget(cursor));
  return { kind: "erase", targets, start, end: cursor.before.end };
}

/** What can stand on the left of `=`. */
function readTarget(cursor: Cursor): Expression {
  let target = readHead(cursor);
  for (;;) {
    if (isMemberDot(cursor)) target = readMember(cursor, target);
    else if (cursor.isSymbol("(")) target = readArguments(cursor, target);
    else return target;
  }
}

function readHead(cursor: Cursor): Expression {
  const { token } = cursor;
  if (cursor.isSymbol(".")) {
    cursor.next();
    const { name, key, end } = cursor.needMember();
    return { kind: "member", object: null, name, key, start: token.start, end };
  }
  if (cursor.takeWord("me")) return { kind: "me", start: token.start, end: token.end };
  return { kind: "name", ...cursor.needName() };
}

function readSet(cursor: Cursor): Statement {
  const { start } = cursor.next();
  const target = readTarget(cursor);
  cursor.needSymbol("=", 1011);
  const value = readExpression(cursor);
  return { kind: "assign", target, value, isSet: true, start, end: value.end };
}

function readCall(cursor: Cursor): Statement {
  const { start } = cursor.next();
  const callee = readExpression(cursor);
  return { kind: "call", callee, args: null, start, end: callee.end };
}

/** An assignment, or a call without parentheses around its arguments. */
function readSimple(cursor: Cursor): Statement {
  const { token } = cursor;
  const { start } = token;
  if (token.kind !== "word" && token.kind !== "bracketed" && !cursor.isSymbol(".")) {
    // A call on the result of an expression: `(new X).Run`.
    if (!cursor.isSymbol("(")) throw cursor.error(1002);
    const callee = readExpression(cursor);
    return { kind: "call", callee, args: null, start, end: callee.end };
  }
  if (token.kind === "word" && token.text !== "me" && !cursor.isName(token)) {
    if (token.text === "new") {
      const callee = readExpression(cursor);
      return { kind: "call", callee, args: null, start, end: callee.end };
    }
    throw cursor.error(token.text === "end" || token.text === "next" || token.text === "wend" ? 1024 : 1002);
  }
  let target = readHead(cursor);
  for (;;) {
    if (isMemberDot(cursor)) {
      target = readMember(cursor, target);
      continue;
    }
    if (!cursor.isSymbol("(")) break;
    const { index, level } = cursor;
    const call = readArguments(cursor, target);
    if (cursor.atEnd || endsInline(cursor)) return callWithParentheses(cursor, call, start);
    if (cursor.isSymbol("=") || cursor.isSymbol("(") || isMemberDot(cursor)) {
      target = call;
      continue;
    }
    // What looked like arguments is the beginning of the first one: `f (a) & b, c`.
    cursor.rewind(index, level);
    return readBareCall(cursor, target, start);
  }
  if (cursor.takeSymbol("=")) {
    const value = readExpression(cursor);
    return { kind: "assign", target, value, isSet: false, start, end: value.end };
  }
  if (cursor.atEnd || endsInline(cursor)) return { kind: "call", callee: target, args: [], start, end: target.end };
  return readBareCall(cursor, target, start);
}

/** The end of a statement in an `If` of one line. */
function endsInline(cursor: Cursor): boolean {
  return (
    cursor.isWord("else") || cursor.isWord("elseif") || cursor.isWord("end") || cursor.isWord("next") || cursor.isWord("loop")
  );
}

/** `f(a)`: one argument in parentheses, given by value; more than one need `Call`. */
function callWithParentheses(cursor: Cursor, call: Expression, start: number): Statement {
  if (call.kind !== "call") throw cursor.error(1002);
  // `a(1)(2)` and `o.m(1)` without `Call` take no more than one.
  if (call.args.length > 1) throw cursor.error(1044, cursor.before);
  const [only] = call.args;
  const args =
    only === undefined || only === null
      ? call.args
      : [{ kind: "paren", inner: only, start: only.start, end: only.end } satisfies Expression];
  return { kind: "call", callee: call.callee, args, start, end: call.end };
}

function readBareCall(cursor: Cursor, callee: Expression, start: number): Statement {
  const args: (Expression | null)[] = [];
  for (;;) {
    args.push(cursor.isSymbol(",") ? null : readExpression(cursor));
    if (!cursor.takeSymbol(",")) break;
  }
  return { kind: "call", callee, args, start, end: cursor.before.end };
}
