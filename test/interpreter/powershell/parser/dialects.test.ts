import { describe, expect, test } from "vitest";
import type { Dialect } from "../../../../interpreter/powershell/syntax/ast.js";
import { parsed, verdict } from "./helpers.js";
import { outline } from "./outline.js";

function meaning(source: string, dialect: Dialect): string {
  const decided = verdict(source, dialect);
  return decided === "accepted" ? outline(parsed(source, dialect)).slice("(script ".length, -1) : decided.replace(/@.*/, "");
}

describe("the same text in 5.1 and in 7", () => {
  test.each([
    ["$a ? 1 : 2", "UnexpectedToken", "(?: $a 1 2)"],
    ["$a?1:2", "$a?1:2", "$a?1:2"],
    ["(1)?2:3", "UnexpectedToken", "(?: (1) 2 3)"],
    ["$a ?? $b", "UnexpectedToken", "(?? $a $b)"],
    ["$a ??= 1", "UnexpectedToken", "(??= $a 1)"],
    ["${a}?.b", "UnexpectedToken", "(?. $a b)"],
    ["${a}?[0]", "UnexpectedToken", "(?[] $a 0)"],
    ["$a?.b", "(. $a? b)", "(. $a? b)"],
    ["f && g || h", "InvalidEndOfLine", "(|| (&& (call <f>) (call <g>)) (call <h>))"],
    ["f &", "AmpersandNotAllowed", "(call <f>) &"],
    ["f & g", "AmpersandNotAllowed", "(call <f>) & (call <g>)"],
    ["f\n| g", "EmptyPipeElement", "(call <f>) | (call <g>)"],
    ["clean { 1 }", "(call <clean> {(script 1)})", "(clean 1)"],
    ['"a`e`u{41}"', '"aeu{41}"', '"a\\u001bA"'],
    ["f `e", "(call <f> <e>)", "(call <f> <\u001b>)"],
    ["1u", "(call <1u>)", "1u"],
    ["1s", "(call <1s>)", "1s"],
    ["1y", "(call <1y>)", "1y"],
    ["1uy", "(call <1uy>)", "1uy"],
    ["1n", "(call <1n>)", "1n"],
    ["1l", "1l", "1l"],
    ["1dkb", "1dkb", "1dkb"],
    ["0b11", "(call <0b11>)", "0b11"],
    ["0x1F", "0x1F", "0x1F"],
    ["f 0b11", "(call <f> <0b11>)", "(call <f> 0b11)"],
    ["$a.b[int](1)", "MissingArrayIndexExpression", "(. $a b[int]() 1)"],
    ["enum E : byte { A }", "MissingTypeBody", "(enum E : byte A)"],
    ["1..3>x", "ExpectedValueExpression", "(.. 1 3) 1><x>"],
    [
      "workflow w { parallel { f } inlinescript { g } }",
      "(workflow w (script (parallel {(call <f>)}) (inlinescript {(call <g>)})))",
      "WorkflowNotSupportedInPowerShellCore",
    ],
    [
      "workflow w { foreach -parallel ($i in 1) { } }",
      "(workflow w (script (foreach parallel $i 1 {})))",
      "KeywordParameterReservedForFutureUse",
    ],
    ["inlinescript { g }", "(call <inlinescript> {(script (call <g>))})", "(call <inlinescript> {(script (call <g>))})"],
  ])("%j", (source, five, seven) => {
    expect([meaning(source, "5.1"), meaning(source, "7")]).toEqual([five, seven]);
  });
});
