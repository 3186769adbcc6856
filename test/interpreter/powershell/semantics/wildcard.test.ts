import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchWildcard, parseWildcard } from "../../../../interpreter/values/wildcard.js";

function like(text: string, pattern: string, caseSensitive = false): boolean | undefined {
  return matchWildcard(parseWildcard(pattern) ?? [], [text], caseSensitive);
}

describe("wildcards", () => {
  it.each([
    ["", "", true],
    ["", "*", true],
    ["", "?", false],
    ["abc", "a*c", true],
    ["abc", "a*b", false],
    ["abcbc", "a*bc", true],
    ["aXbXc", "a*x*c", true],
    ["ab", "a?*", true],
    ["a", "a?*", false],
    ["mississippi", "m*si*si*pi", true],
    ["file7.log", "file[0-9].*", true],
    ["a*b", "a`*b", true],
    ["axb", "a`*b", false],
  ])("%j -like %j is %s", (text, pattern, expected) => {
    expect(like(text, pattern)).toBe(expected);
  });

  it("case counts only when it is asked to", () => {
    expect(like("Web", "w*")).toBe(true);
    expect(like("Web", "w*", true)).toBe(false);
  });

  it("fit a text in one piece as they fit it in two", () => {
    const letter = fc.constantFrom("a", "b", "B", "*", "?", "[ab]");
    fc.assert(
      fc.property(
        fc.array(letter, { maxLength: 8 }).map((letters) => letters.join("")),
        fc.array(fc.constantFrom("a", "b", "A", "c"), { maxLength: 10 }).map((letters) => letters.join("")),
        fc.nat(10),
        fc.boolean(),
        (pattern, text, cut, caseSensitive) => {
          const tokens = parseWildcard(pattern) ?? [];
          // Texts in pieces are matched by simulating all ways at once.
          expect(matchWildcard(tokens, [text], caseSensitive)).toBe(
            matchWildcard(tokens, [text.slice(0, cut), text.slice(cut)], caseSensitive),
          );
        },
      ),
      { numRuns: 2000 },
    );
  });
});
