import { describe, expect, test } from "vitest";
import { parseExpression, parseProgram } from "../../../interpreter/vbscript/syntax/parse.js";
import { TooDeep, VbSyntaxError } from "../../../interpreter/vbscript/syntax/syntax-error.js";
import { tokenize } from "../../../interpreter/vbscript/syntax/tokens.js";

function errorOf(text: string): readonly [number, number] | null {
  try {
    parseProgram(text);
    return null;
  } catch (error) {
    if (error instanceof VbSyntaxError) return [error.number, error.start];
    throw error;
  }
}

describe("texts that do not compile", () => {
  test.each<[string, number, number]>([
    ['x = "abc', 1033, 4],
    ["x = (1 + 2", 1006, 10],
    ["If True", 1017, 7],
    ["If True Then\nx = 1", 1014, 18],
    ["For i = 1\nNext", 1013, 9],
    ["For i 1 To 2\nNext", 1011, 6],
    ["For i = 1 To 2\nx = 1", 1020, 20],
    ["For Each x\nNext", 1046, 10],
    ["Do\nx = 1", 1019, 8],
    ["While True\nx = 1", 1018, 16],
    ["Select x\nEnd Select", 1021, 7],
    ["Sub S\nx = 1", 1014, 11],
    ["Function F\nEnd Sub", 1024, 11],
    ["f(1, 2)", 1044, 6],
    ["Dim 5", 1010, 4],
    ["Dim a(n)", 1026, 6],
    ["x = 1 y = 2", 1025, 6],
    ["x = $", 1032, 4],
    ["Loop", 1038, 0],
    ["Exit While", 1039, 5],
    ["On Error GoTo Fail", 1002, 14],
    ["End If", 1024, 0],
    ["Class C\nx = 1\nEnd Class", 1002, 8],
    ["x = [abc", 1007, 4],
    ["Next = 5", 1024, 0],
    ["x = 1 +", 1002, 7],
  ])("%j", (text, number, start) => {
    expect(errorOf(text)).toEqual([number, start]);
  });
});

describe("texts that compile", () => {
  test.each([
    "",
    "' nothing\r\nRem nothing either",
    "x = 1 : : y = 2",
    "If a Then b Else c",
    "If a Then b : c : Else d : e",
    "If a Then WScript.Quit 1 End If",
    "If a Then\nElseIf b Then\nElse\nEnd If",
    "Call f(1, 2)",
    "f 1, , 3",
    "f (1), 2",
    "f (1) + 2, 3",
    "a.b.c(1).d 2",
    "a.b(1) = 2",
    "a(1)(2) = 3",
    "Set a.b(1) = Nothing",
    "With a\n.b = 1\n.c .b, 2\nEnd With",
    "Property = 1\nStep = 2\nError = 3",
    "Public Const X = 1",
    "Private a, b(3), c()",
    "ReDim Preserve a(1, n), b.c(2)",
    "Do While a : b : Loop",
    "Do : Loop Until a",
    "For i = 10 To 1 Step -1 : Next",
    'x = "a" & _\n  "b"',
    'x = "say ""hi"""',
    "x = a.Next.[Loop].End",
    "x = New RegExp",
    "Class C\nPublic Default Property Get P(a)\nEnd Property\nPrivate Sub S\nEnd Sub\nPublic x, y(2)\nEnd Class",
    "Sub S() : End Sub",
    "Function F(ByVal a, ByRef b(), c) : F = a : End Function",
    "x = #1/2/2003# + 1",
    "x = &HFF& + &O17 + 1.5e-3 + .5",
    "x = Not a = b And Not c Or d Xor e Eqv f Imp g",
    "x = -2 ^ -3 Mod 4 \\ 5",
    'Execute "x = 1"',
    "x = a Is Nothing",
    "\ufeffx = 1",
  ])("%j", (text) => {
    expect(errorOf(text)).toBeNull();
  });

  test("a word behind a dot is a name", () => {
    expect(parseProgram("o.rem 1\no.if = 2").statements.map((one) => one.kind)).toEqual(["call", "assign"]);
  });

  test("procedures and classes come apart from statements", () => {
    const { statements, procedures, classes } = parseProgram("x = 1\nSub S\nEnd Sub\nClass C\nEnd Class\ny = 2");
    expect([statements.length, procedures.map((one) => one.key), classes.map((one) => one.key)]).toEqual([2, ["s"], ["c"]]);
  });
});

test("tokens cover the text but for blanks and comments", () => {
  const text = 'Dim a : a = "x" \' tail\r\nIf a <> b Then c.d 1.5, &HFF';
  const tokens = tokenize(text).filter((one) => one.kind !== "line" && one.kind !== "end");
  expect(tokens.map((one) => text.slice(one.start, one.end)).join(" ")).toBe('Dim a : a = "x" If a <> b Then c . d 1.5 , &HFF');
});

test("nesting is bounded, not followed to the end of the stack", () => {
  expect(() => parseExpression(`${"(".repeat(5000)}1${")".repeat(5000)}`)).toThrow(TooDeep);
  expect(() => parseProgram(`${"If True Then\n".repeat(5000)}`)).toThrow(TooDeep);
  expect(parseExpression(Array.from({ length: 20_000 }, () => "1").join(" + ")).kind).toBe("binary");
});
