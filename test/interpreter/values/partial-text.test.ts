// The law of texts with unknown parts: what is said of one holds for every completion of it.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canBeEqual, NOTHING_KNOWN, PartialText, type PartKnowledge } from "../../../interpreter/values/partial-text.js";
import { StandIns } from "../../../interpreter/values/stand-ins.js";
import { Str, Unknown } from "../../../interpreter/values/value.js";
import { parseWildcard } from "../../../interpreter/values/wildcard.js";

const HOLES = ["x", "y"] as const;
const hole = (symbol: string) => new Unknown("input", `${symbol} is not known`, symbol, null, "System.String");
const few = fc.string({ unit: fc.constantFrom("a", "B", ".", " ", "1"), maxLength: 4 });
const parts = fc.array(fc.oneof(few, fc.constantFrom(...HOLES).map(hole)), { maxLength: 5 });
/** What stands in the unknown parts. */
const filling = fc.record({ x: few, y: few });
type Filling = { readonly x: string; readonly y: string };

function complete(list: readonly (string | Unknown)[], fill: Filling): string {
  return list.map((part) => (typeof part === "string" ? part : fill[part.symbol as "x"])).join("");
}

/** Whether a text is a completion of another, whose parts of other symbols may be anything. */
function covers(open: PartialText, fill: Filling, text: string): boolean {
  const escaped = open.parts.map((part) => {
    const known = typeof part === "string" ? part : fill[part.symbol as "x"];
    return known === undefined ? "[^]*" : known.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${escaped.join("")}$`).test(text);
}

/** What is true of the unknown parts in one completion, and no more. */
function knowledgeFrom(fill: Filling): PartKnowledge {
  const of = (part: Unknown) => fill[part.symbol as "x"] ?? "";
  return {
    mayHold: (part, text) => of(part).includes(text),
    isTrimmed: (part) => of(part) !== "" && of(part).trim() === of(part),
  };
}

const lower = (text: string) => text.toLowerCase();
const strip = (text: string, start: boolean, end: boolean) => {
  const left = start ? text.trimStart() : text;
  return end ? left.trimEnd() : left;
};
const runs = { numRuns: 1000 };

/** Checks a law on texts, completions and what is known of the parts: nothing, or all that the completion allows. */
function law(check: (open: PartialText, whole: string, fill: Filling, knowledge: PartKnowledge, other: string) => void): void {
  fc.assert(
    fc.property(parts, filling, few, fc.boolean(), (list, fill, other, informed) => {
      check(PartialText.of(...list), complete(list, fill), fill, informed ? knowledgeFrom(fill) : NOTHING_KNOWN, other);
    }),
    runs,
  );
}

describe("questions about a text with unknown parts", () => {
  it.each<
    [string, (open: PartialText, other: string, knowledge: PartKnowledge) => unknown, (whole: string, other: string) => unknown]
  >([
    ["startsWith", (open, other) => open.startsWith(other), (whole, other) => whole.startsWith(other)],
    [
      "startsWith, folded",
      (open, other) => open.startsWith(other, lower),
      (whole, other) => lower(whole).startsWith(lower(other)),
    ],
    ["endsWith", (open, other) => open.endsWith(other), (whole, other) => whole.endsWith(other)],
    ["endsWith, folded", (open, other) => open.endsWith(other, lower), (whole, other) => lower(whole).endsWith(lower(other))],
    ["includes", (open, other, knowledge) => open.includes(other, knowledge), (whole, other) => whole.includes(other)],
    ["indexOf", (open, other) => open.indexOf(other), (whole, other) => whole.indexOf(other)],
  ])("%s", (_, ask, answer) => {
    law((open, whole, _fill, knowledge, other) => {
      const given = ask(open, other, knowledge);
      if (given !== undefined) expect(given).toBe(answer(whole, other));
      if (open.known !== null) expect(given).toBe(answer(whole, other));
    });
  });

  it("isLike", () => {
    fc.assert(
      fc.property(
        parts,
        filling,
        fc.string({ unit: fc.constantFrom("a", "b", "*", "?", ".", "1"), maxLength: 5 }),
        fc.boolean(),
        (list, fill, text, cased) => {
          const pattern = parseWildcard(text);
          if (pattern === null) return;
          const given = PartialText.of(...list).isLike(pattern, cased);
          if (given !== undefined) expect(given).toBe(PartialText.of(complete(list, fill)).isLike(pattern, cased));
        },
      ),
      runs,
    );
  });

  it("canEqual: equal completions are never denied", () => {
    fc.assert(
      fc.property(parts, parts, filling, (list, others, fill) => {
        const [a, b] = [PartialText.of(...list), PartialText.of(...others)];
        if (complete(list, fill) === complete(others, fill)) expect(a.canEqual(b)).toBe(true);
        if (lower(complete(list, fill)) === lower(complete(others, fill))) expect(a.canEqual(b, lower)).toBe(true);
        if (a.known !== null && b.known !== null) expect(a.canEqual(b)).toBe(a.known === b.known);
      }),
      runs,
    );
    expect(canBeEqual(hole("x"), new Str("a"))).toBe(true);
  });

  it("leastLength, head and tail", () => {
    law((open, whole) => {
      expect(whole.length).toBeGreaterThanOrEqual(open.leastLength);
      expect(whole.startsWith(open.head) && whole.endsWith(open.tail)).toBe(true);
    });
  });
});

describe("what is made of a text with unknown parts", () => {
  it("slice", () => {
    fc.assert(
      fc.property(
        parts,
        filling,
        fc.integer({ min: -3, max: 6 }),
        fc.option(fc.integer({ min: -3, max: 6 })),
        (list, fill, from, to) => {
          const made = PartialText.of(...list).slice(from, to ?? undefined);
          if (made !== null) expect(covers(made, fill, complete(list, fill).slice(from, to ?? undefined))).toBe(true);
        },
      ),
      runs,
    );
  });

  it("split", () => {
    law((open, whole, fill, knowledge) => {
      for (const separators of [["."], [".", " "], ["a."]]) {
        const words = open.split(separators, separators.every((one) => one.length === 1) ? knowledge : NOTHING_KNOWN);
        if (words === null) continue;
        const expected: string[] = [""];
        for (let index = 0; index < whole.length; ) {
          const found = separators.find((one) => whole.startsWith(one, index));
          if (found === undefined) expected.push((expected.pop() as string) + whole[index++]);
          else {
            expected.push("");
            index += found.length;
          }
        }
        expect(words.map((word, index) => covers(word, fill, expected[index] ?? "\0"))).toEqual(expected.map(() => true));
      }
    });
  });

  it("trimmed", () => {
    law((open, whole, fill, knowledge) => {
      for (const sides of [
        { start: true, end: true },
        { start: true, end: false },
        { start: false, end: true },
      ]) {
        const made = open.trimmed(strip, sides, knowledge);
        if (made !== null) expect(covers(made, fill, strip(whole, sides.start, sides.end))).toBe(true);
        if (open.known !== null) expect(made?.known).toBe(strip(whole, sides.start, sides.end));
      }
    });
  });

  it("replaced", () => {
    law((open, whole, fill, _knowledge, other) => {
      for (const search of [".", "a", "B1", "aB", "aa", "a.a"]) {
        const expected = whole.replaceAll(search, () => other);
        const made = open.replaced(search, PartialText.of(other), "replaced");
        if (made !== null) expect(covers(made, fill, expected)).toBe(true);
        if (open.known !== null) expect(made?.known).toBe(expected);
        const folded = open.replaced(search, PartialText.of(other), "replaced", lower);
        const ignoring = whole.replace(new RegExp(search.replaceAll(".", "\\."), "gi"), () => other);
        if (folded !== null) expect(covers(folded, fill, ignoring)).toBe(true);
      }
    });
  });

  it("changed", () => {
    law((open, whole, fill) => expect(covers(open.changed(lower, "lower"), fill, whole.toLowerCase())).toBe(true));
  });

  it("joining is joining, and a value has the same parts", () => {
    fc.assert(
      fc.property(parts, parts, filling, (list, others, fill) => {
        const joined = PartialText.of(...list, ...others);
        expect(covers(joined, fill, complete(list, fill) + complete(others, fill))).toBe(true);
        const value = joined.value(null);
        expect(PartialText.of(value).show()).toBe(joined.show());
        const table = new StandIns();
        expect(PartialText.of(...table.decode(table.encode(joined.parts) as string)).show()).toBe(joined.show());
      }),
      runs,
    );
  });

  it("a secret part makes a secret value", () => {
    const secret = new Unknown("input", "a password", "pw", null, "System.String", null, true);
    expect(PartialText.of("a", secret).value(null).secret).toBe(true);
    expect(PartialText.of("a", secret).changed(lower, "lower").value(null).secret).toBe(true);
  });
});
