import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { azureText, clean, cleanLines, githubText, json, markdown, xml } from "../../cli/safe.js";

const text = fc.string({ unit: "binary", maxLength: 80 });
const HARMFUL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;

describe("one line of text from outside", () => {
  it.each([
    ["\u001b[2J\u001b]0;title\u0007", /^\ufffd\[2J\ufffd\]0;title\ufffd$/],
    ["a\r\nb", /^a\ufffd\ufffdb$/],
    ["a\u202eb\u2066c", /^a\ufffdb\ufffdc$/],
    ["a\u200bb\ufeffc\u00add", /^a\ufffdb\ufffdc\ufffdd$/],
    ["\u{e0041}", /^\ufffd\ufffd$/],
    ["x ##vso[task.setvariable variable=a]b", /^x #\ufffdvso\[/],
    ["##[error]x", /^#\ufffd\[/],
    ["::error::x", /^\ufffd:error::x$/],
    ["  ::set-output name=a::b", /^ {2}\ufffd:set/],
    ["C:\\x\ttab", /^C:\\x tab$/],
    ["## heading", /^## heading$/],
    ["[int]::MaxValue", /^\[int\]::MaxValue$/],
    ["é 日本 😀", /^é 日本 😀$/],
  ])("%j", (given, expected) => {
    expect(clean(given)).toMatch(expected);
  });

  it("has its length, is one line, holds nothing harmful and is the same when cleaned again", () => {
    fc.assert(
      fc.property(text, (given) => {
        const cleaned = clean(given);
        expect(cleaned.length).toBe(given.length);
        expect(cleaned).not.toMatch(HARMFUL);
        expect(cleaned).not.toMatch(/##(?:vso)?\[/i);
        expect(cleaned).not.toMatch(/^\s*::/);
        expect(clean(cleaned)).toBe(cleaned);
      }),
    );
  });

  it("keeps lines apart where they are meant", () => {
    expect(cleanLines("a\n::error::b\r\nc")).toBe("a\n\ufffd:error::b\nc");
  });
});

describe("formats", () => {
  it("JSON reads back as what it was, without a harmful character in it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), text, (name, value) => {
        const wellFormed = Buffer.from(value, "utf8").toString("utf8");
        const document = { [name]: [wellFormed, "##vso[x]"] };
        const written = json(document);
        expect(JSON.parse(written)).toEqual(document);
        expect(written.replaceAll("\n", "")).not.toMatch(HARMFUL);
        expect(written).not.toContain("##vso[");
      }),
    );
  });

  it("nothing ends its place in XML, Markdown or a build service's command", () => {
    fc.assert(
      fc.property(text, (given) => {
        expect(xml(given)).not.toMatch(/[<>"'`]|&(?!#\d+;)/);
        expect(markdown(given)).not.toMatch(/[<>[\]`*_@|]|&(?!#\d+;)/);
        expect(githubText(given, true)).not.toMatch(/[\r\n:,]/);
        expect(azureText(given, true)).not.toMatch(/[\r\n;\]]/);
      }),
    );
  });
});
