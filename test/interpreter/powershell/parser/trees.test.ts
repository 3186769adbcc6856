import { describe, expect, test } from "vitest";
import { parsed } from "./helpers.js";
import { outline } from "./outline.js";
import trees from "./trees.json";

/** The statements of a text as outlines. */
function outlines(source: string): string {
  return outline(parsed(source)).slice("(script ".length, -1);
}

describe("what a text means", () => {
  test.each(trees)("$source", ({ source, outline: expected }) => {
    expect(outlines(source)).toBe(expected);
  });
});

describe("the mode of a token", () => {
  test.each<[string, string | null, string]>([
    ["if (f -eq $false) {}", "(if (call <f> -eq $false) {})", "a command in a condition takes the operator as a parameter"],
    ["if ((f) -eq $false) {}", "(if (eq ((call <f>)) $false) {})", "in parentheses it is an operand"],
    ["$x = 7z a", "(= $x (call <7z> <a>))", "a number with a letter behind it is a command"],
    ["f $x -y", "(call <f> $x -y)", "a dash behind a variable is a parameter"],
    ["$x -y", null, "in an expression it is an unknown operator"],
    ["f 1..3", "(call <f> <1..3>)", "a range in an argument is text"],
    ["f (1..3)", "(call <f> ((.. 1 3)))", "unless it is in parentheses"],
    ["f $x+1", '(call <f> (bare $x "+1"))', "a variable runs on into a word"],
    ["f $x.y+1", "(call <f> (. $x y) <+1>)", "a member does not"],
    ['f "$x".y', "(call <f> (. (double $x) y))", "a string takes members in an argument"],
    ["f $x .y", "(call <f> $x <.y>)", "but not over a blank"],
    ["$x .y", null, "nor does an expression"],
    ["f [x]::y", "(call <f> <[x]::y>)", "a type in an argument is text"],
    ["return -1", "(return (- 1))", "a negative number is an expression"],
    ["f -1", "(call <f> <-1>)", "and text in an argument"],
  ])("%s", (source, expected, _why) => {
    if (expected === null) expect(() => parsed(source)).toThrow();
    else expect(outlines(source)).toBe(expected);
  });
});

describe("line ends", () => {
  test.each([
    ["if ($a) { 1 }\n\n# c\nelse { 2 }", "(if $a {1} else {2})"],
    ["if ($a) { 1 }\r\n2", "(if $a {1}) 2"],
    ["f `\n -a `\r\n b", "(call <f> -a <b>)"],
    ["f a` \n b", "(call <f> <a >) (call <b>)"],
    ["f |\n # c\n g", "(call <f>) | (call <g>)"],
    ["f\n# c\n| g", "(call <f>) | (call <g>)"],
    ["f -a 1,\n 2", "(call <f> -a (, 1 2))"],
    ["$a =\n 1", "(= $a 1)"],
    ["1 +\n 2", "(+ 1 2)"],
    ["$a.\nb", "(. $a b)"],
    ["$a\n.b", "$a (call <.b>)"],
    ["[int]\n$a", "[int] $a"],
    ["@{\n a = 1\n\n b =\n 2\n}", "@{<a>=1; <b>=2}"],
    ["f; ; g", "(call <f>) (call <g>)"],
    ["break foo bar", "(break <foo>) (call <bar>)"],
    ["if (1) {} f", "(if 1 {}) (call <f>)"],
    ["return\n| f", "(return (call <f>))"],
  ])("%j", (source, expected) => {
    expect(outlines(source)).toBe(expected);
  });
});

describe("a text in a string", () => {
  test.each<[string, string | null, string]>([
    ["\"$( ')' )\"", null, "parentheses are counted before quotes are seen"],
    ["\"$( '(' )  )x\"", '(double $("(") "x")', "what the parse leaves over is dropped"],
    ['"a$("b$("c")d")e"', '(double "a" $((double "b" $("c") "d")) "e")', "strings nest without escapes"],
    ['"$(f ""a b"" `"c`")"', '(double $((call <f> "a b" "c")))', "doubled and escaped quotes lose their mark"],
    ['@"\n$(f ""a"")\n"@', '(here-double $((call <f> "" <a>)))', "but not in a here-string"],
    ['"$x[0] $x.y $(1)"', '(double $x "[0] " $x ".y " $(1))', "only the variable is taken"],
    ['"$"', '"$"', "a lone dollar sign is text"],
    ['"$x:"', null, "a colon begins the name of a drive"],
    ['"${x}:"', '(double $x ":")', "braces end the name"],
    ['"$x::y"', '(double $x "::y")', "two colons do not belong to it"],
    ['"$a?b"', "(double $a?b)", "a question mark does"],
    ["'a\"b'", JSON.stringify('a"b'), "quotes of the other kind are text"],
    ["“a”", '"a"', "typographic quotes are quotes"],
  ])("%s", (source, expected, _why) => {
    if (expected === null) expect(() => parsed(source)).toThrow();
    else expect(outlines(source)).toBe(expected);
  });
});
