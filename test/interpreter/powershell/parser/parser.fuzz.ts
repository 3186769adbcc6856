import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Dialect } from "../../../../interpreter/powershell/syntax/ast.js";
import { parseScript } from "../../../../interpreter/powershell/syntax/parse.js";
import { tokenize } from "../../../../interpreter/powershell/syntax/tokenize.js";
import { mutants } from "../../../../scripts/lib/powershell-mutants.mjs";
import { SEED } from "../../../seed.js";
import constructs from "./constructs.json";
import errors from "./errors.json";
import { nodes } from "./helpers.js";
import trees from "./trees.json";

const runs = Number(process.env["LYCOSA_FUZZ_RUNS"] ?? 2000);
const sources = [...constructs, ...trees, ...errors].map(({ source }) => source);
const DIALECTS: readonly Dialect[] = ["5.1", "7"];

/** Pieces that make and break tokens. */
const pieces = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom(..."`(){}[]\"'$@|;,&<>%#=-+.:?!*/\\ \n\r\t~^_0179ax–“”‘’\u00a0\u0000\ue000".split("")),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        "if",
        "function",
        "class A",
        "$x",
        "$(",
        "@{",
        "@'\n",
        "\n'@",
        "-eq",
        "foreach",
        "param",
        "switch",
        "2>&1",
        "--%",
        "<#",
        "#>",
        "::",
        "using ",
        "data ",
        "enum E",
        "configuration C",
        "trap",
        "try",
        "catch",
        "[int]",
        "$a:",
        "1..",
        "#requires ",
        "Node n",
        "`u{",
      ),
    },
    { weight: 1, arbitrary: fc.constantFrom(...sources) },
  ),
  { maxLength: 40 },
);

/** What must hold of any text whatever. */
function check(text: string): void {
  for (const dialect of DIALECTS) {
    const result = parseScript(text, { dialect });
    expect(parseScript(text, { dialect })).toEqual(result);
    if (!result.ok) {
      const { start, end, message } = result.error;
      expect([start >= 0, start <= end, end <= text.length, message !== ""]).toEqual([true, true, true, true]);
    } else checkSpans(text, result.ast);
    let end = 0;
    for (const token of tokenize(text, { dialect })) {
      expect(token.start).toBe(end);
      expect(token.end).toBeGreaterThan(token.start);
      end = token.end;
    }
    expect(end).toBe(text.length);
  }
}

/** Spans lie in the text, a node within its parent, and a node holds no part that begins before it. */
function checkSpans(text: string, root: object): void {
  for (const { node, parent } of nodes(root)) {
    const [start, end] = [node["start"] as number, node["end"] as number];
    if (start < 0 || end < start || end > text.length) throw new Error(`span ${start}..${end} of ${String(node["kind"])}`);
    if (parent !== null && (start < (parent["start"] as number) || end > (parent["end"] as number))) {
      throw new Error(`${String(node["kind"])} ${start}..${end} outside ${String(parent["kind"])} in ${JSON.stringify(text)}`);
    }
  }
}

describe("any text is parsed or refused", () => {
  test("the texts of the tables", () => {
    for (const source of sources) check(source);
  });

  test("each of their beginnings", () => {
    for (const source of sources) {
      for (let end = 0; end < Math.min(source.length, 200); end++) {
        const result = parseScript(source.slice(0, end), { dialect: "7" });
        if (!result.ok) expect(result.error.end).toBeLessThanOrEqual(end);
      }
    }
  });

  test("damaged texts", () => {
    for (const { text } of mutants(sources, runs, SEED)) check(text);
  });

  test("soups of pieces", () => {
    fc.assert(
      fc.property(pieces, (parts) => check(parts.join(""))),
      { numRuns: runs, seed: SEED },
    );
  });
});
