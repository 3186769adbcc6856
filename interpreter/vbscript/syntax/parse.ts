/** Reads a VBScript text as a program, or an expression of `Eval`. Throws {@link VbSyntaxError} and {@link TooDeep}. */
import type { ClassDefinition, Expression, Procedure, Program, Statement } from "./ast.js";
import { Cursor } from "./cursor.js";
import { atProcedure, readClass, readProcedure } from "./declarations.js";
import { readExpression } from "./expressions.js";
import { readStatement } from "./statements.js";
import { tokenize } from "./tokens.js";

export function parseProgram(text: string): Program {
  const cursor = new Cursor(text, tokenize(text));
  const statements: Statement[] = [];
  const procedures: Procedure[] = [];
  const classes: ClassDefinition[] = [];
  for (;;) {
    cursor.skipEnds();
    if (cursor.token.kind === "end") {
      return { statements, procedures, classes, explicit: cursor.explicit, size: cursor.size };
    }
    if (cursor.isWord("class") && cursor.isName(cursor.peek())) classes.push(readClass(cursor));
    else if (atProcedure(cursor)) procedures.push(readProcedure(cursor));
    else statements.push(readStatement(cursor));
    if (!cursor.atEnd) throw cursor.error(1025);
  }
}

export function parseExpression(text: string): Expression {
  const cursor = new Cursor(text, tokenize(text));
  cursor.skipEnds();
  const expression = readExpression(cursor);
  cursor.skipEnds();
  if (cursor.token.kind !== "end") throw cursor.error(1025);
  return expression;
}
