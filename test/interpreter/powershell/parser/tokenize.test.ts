import { describe, expect, test } from "vitest";
import { tokenize } from "../../../../interpreter/powershell/syntax/tokenize.js";

function tokens(source: string): string[] {
  return tokenize(source, { dialect: "7" })
    .filter(({ kind }) => kind !== "whitespace")
    .map(({ kind, start, end }) => `${kind} ${source.slice(start, end)}`);
}

describe("tokenize", () => {
  test.each<[string, string[]]>([
    ["f -a b # c", ["word f", "parameter -a", "word b", "comment # c"]],
    [
      "if ($a -eq 1) { }",
      [
        "keyword if",
        "punctuation (",
        "variable $a",
        "operator -eq",
        "number 1",
        "punctuation )",
        "punctuation {",
        "punctuation }",
      ],
    ],
    ["$x = \"a $b\" + 'c'", ["variable $x", "operator =", 'expandable "a $b"', "operator +", "string 'c'"]],
    ["[int]$a.b", ["punctuation [", "type int", "punctuation ]", "variable $a", "operator .", "word b"]],
    ["f @x <# y #>\r\n", ["word f", "splat @x", "comment <# y #>", "newline \r\n"]],
    ["f `\n a", ["word f", "continuation `\n", "word a"]],
    ["@'\na\n'@", ["string @'\na\n'@"]],
    ["if (", ["keyword if", "punctuation ("]],
  ])("%j", (source, expected) => {
    expect(tokens(source)).toEqual(expected);
  });
});
