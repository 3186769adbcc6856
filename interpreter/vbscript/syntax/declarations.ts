/** Reads declarations of VBScript: variables, constants, procedures, classes. */
import type { ClassDefinition, Declared, Expression, Parameter, Procedure, Statement } from "./ast.js";
import type { Cursor } from "./cursor.js";
import { isMemberDot, readArguments, readExpression, readMember } from "./expressions.js";
import { readBlock } from "./statements.js";

/** `Dim a, b(3), c()`; also `Public` and `Private` outside of classes. */
export function readDim(cursor: Cursor): Statement {
  const { start } = cursor.next();
  if (cursor.isWord("const")) return readConst(cursor);
  const names = readNames(cursor);
  return { kind: "dim", names, start, end: cursor.before.end };
}

function readNames(cursor: Cursor): Declared[] {
  const names: Declared[] = [];
  do {
    const { name, key } = cursor.needName();
    names.push({ name, key, bounds: readBounds(cursor) });
  } while (cursor.takeSymbol(","));
  return names;
}

function readBounds(cursor: Cursor): number[] | null {
  if (!cursor.takeSymbol("(")) return null;
  const bounds: number[] = [];
  if (!cursor.isSymbol(")")) {
    do {
      const token = cursor.next();
      if (token.kind !== "number" || !token.number?.isInteger) throw cursor.error(1026, token);
      bounds.push(token.number.value);
    } while (cursor.takeSymbol(","));
  }
  cursor.needSymbol(")", 1006);
  return bounds;
}

/** `ReDim Preserve a(n), b(1, 2)` */
export function readRedim(cursor: Cursor): Statement {
  const { start } = cursor.next();
  const preserve = cursor.isWord("preserve") && !cursor.isSymbol("(", 1);
  if (preserve) cursor.next();
  const items: { target: Expression; bounds: readonly Expression[] }[] = [];
  do {
    let target: Expression = cursor.isSymbol(".") ? dotted(cursor) : { kind: "name", ...cursor.needName() };
    while (isMemberDot(cursor)) target = readMember(cursor, target);
    const sized = readArguments(cursor, target);
    const bounds = sized.kind === "call" ? sized.args : [];
    if (bounds.length === 0 || bounds.includes(null)) throw cursor.error(1023, cursor.before);
    items.push({ target, bounds: bounds as readonly Expression[] });
  } while (cursor.takeSymbol(","));
  return { kind: "redim", preserve, items, start, end: cursor.before.end };
}

function dotted(cursor: Cursor): Expression {
  const { start } = cursor.next();
  const { name, key, end } = cursor.needMember();
  return { kind: "member", object: null, name, key, start, end };
}

export function readConst(cursor: Cursor): Statement {
  const { start } = cursor.next();
  const items: { key: string; value: Expression }[] = [];
  do {
    const { key } = cursor.needName();
    cursor.needSymbol("=", 1011);
    items.push({ key, value: readExpression(cursor) });
  } while (cursor.takeSymbol(","));
  return { kind: "const", items, start, end: cursor.before.end };
}

const FORMS: ReadonlySet<string> = new Set(["sub", "function", "property"]);
const MODIFIERS: ReadonlySet<string> = new Set(["public", "private", "default"]);

/** Whether a procedure begins here, with or without words such as `Public Default` before it. */
export function atProcedure(cursor: Cursor): boolean {
  let offset = 0;
  while (cursor.peek(offset).kind === "word" && MODIFIERS.has(cursor.peek(offset).text)) offset++;
  const token = cursor.peek(offset);
  if (token.kind !== "word" || !FORMS.has(token.text)) return false;
  // `property` and `default` are names elsewhere.
  return token.text !== "property" || cursor.peek(offset + 1).kind === "word";
}

export function readProcedure(cursor: Cursor): Procedure {
  const { start } = cursor.token;
  let isPublic = true;
  let isDefault = false;
  while (MODIFIERS.has(cursor.token.text)) {
    const { text } = cursor.next();
    if (text === "private") isPublic = false;
    if (text === "default") isDefault = true;
  }
  const word = cursor.next().text;
  let form: Procedure["form"];
  if (word === "property") {
    const kind = cursor.next();
    if (kind.text !== "get" && kind.text !== "let" && kind.text !== "set") throw cursor.error(1049, kind);
    form = kind.text;
  } else form = word as "sub" | "function";
  // A procedure may bear a name that is a word of the language elsewhere, such as `Stop`.
  const { name, key } = cursor.isName(cursor.token) ? cursor.needName() : cursor.needMember();
  const parameters = cursor.isSymbol("(") ? readParameters(cursor) : [];
  const withs = cursor.withs;
  cursor.withs = 0;
  const body = readBlock(cursor, (one) => one.isWord("end") && one.isWord(word, 1));
  cursor.withs = withs;
  cursor.needWord("end", 1014);
  cursor.needWord(word, word === "function" ? 1015 : word === "sub" ? 1016 : 1050);
  return { name, key, form, parameters, body, isPublic, isDefault, start, end: cursor.before.end };
}

function readParameters(cursor: Cursor): Parameter[] {
  cursor.needSymbol("(", 1005);
  const parameters: Parameter[] = [];
  if (!cursor.isSymbol(")")) {
    do {
      cursor.takeWord("optional");
      const byValue = cursor.takeWord("byval");
      if (!byValue) cursor.takeWord("byref");
      const { name, key } = cursor.needName();
      if (cursor.takeSymbol("(")) cursor.needSymbol(")", 1006);
      parameters.push({ name, key, byValue });
    } while (cursor.takeSymbol(","));
  }
  cursor.needSymbol(")", 1006);
  return parameters;
}

export function readClass(cursor: Cursor): ClassDefinition {
  const { start } = cursor.next();
  const { name, key } = cursor.needName();
  const fields: (Declared & { readonly isPublic: boolean })[] = [];
  const members: Procedure[] = [];
  for (;;) {
    cursor.skipEnds();
    if (cursor.isWord("end")) break;
    if (atProcedure(cursor)) members.push(readProcedure(cursor));
    else if (cursor.isWord("dim") || cursor.isWord("public") || cursor.isWord("private")) {
      const isPublic = cursor.next().text !== "private";
      for (const one of readNames(cursor)) fields.push({ ...one, isPublic });
    } else throw cursor.error(1002);
    if (!cursor.atEnd) throw cursor.error(1025);
  }
  cursor.needWord("end", 1014);
  cursor.needWord("class", 1047);
  return { name, key, fields, members, start, end: cursor.before.end };
}
