// What is read letter by letter is the same text afterwards, whatever letters it has.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readable, readText, StandIns } from "../../../interpreter/values/stand-ins.js";
import { pieces, shownText } from "../../../interpreter/values/texts.js";
import { textOf } from "../../../interpreter/values/unknowns.js";
import { Unknown } from "../../../interpreter/values/value.js";
import { machineOf } from "../machine-of.js";

const hole = (symbol: string) => new Unknown("input", `${symbol} is not known`, symbol, null, "System.String");
const letters = fc.string({ unit: fc.constantFrom("a", "B", " ", "\ue000", "\ue001", "\uf8ff", "\uf053"), maxLength: 6 });
const holes = fc.constantFrom("x", "y", "z").map(hole);
const parts = fc.array(fc.oneof(letters, holes), { maxLength: 8 });

/** Known text in one piece between two unknown parts. */
function merged(list: readonly (string | Unknown)[]): string[] {
  return pieces(textOf(list, null)).map((part) => (typeof part === "string" ? `=${part}` : `?${part.symbol}`));
}
const shown = (list: readonly (string | Unknown)[]) =>
  list.map((part) => (typeof part === "string" ? `=${part}` : `?${part.symbol}`));

describe("stand-ins", () => {
  it("come back as what they stand for, and a text's own letters as themselves", () => {
    fc.assert(
      fc.property(fc.array(parts, { minLength: 1, maxLength: 5 }), (texts) => {
        const table = new StandIns();
        const encoded = texts.map((text) => table.encode(text) as string);
        // Later texts do not change what earlier ones mean.
        for (const [index, text] of texts.entries()) {
          const whole = text.filter((part) => part !== "");
          expect(shown(table.decode(encoded[index] as string))).toEqual(whole.length === 0 ? [] : merged(whole));
          expect(table.standsIn(encoded[index] as string)).toBe(whole.some((part) => typeof part !== "string"));
          const length = whole.reduce((sum, part) => sum + (typeof part === "string" ? part.length : 1), 0);
          expect(encoded[index]).toHaveLength(length);
        }
      }),
    );
  });

  it("leave a known text as it is", () => {
    fc.assert(
      fc.property(letters, (text) => {
        expect(new StandIns().encode([text])).toBe(text);
      }),
    );
  });

  it("run out, and say so", () => {
    const table = new StandIns();
    const many = Array.from({ length: 6400 }, (_, index) => hole(`h${index}`));
    expect(table.encode(many)).toHaveLength(6400);
    expect(table.encode([hole("one more")])).toBeNull();
    expect(table.encode(["\ue000"])).toBeNull();
    expect(table.encode([many[7] as Unknown])).toBe("\ue007");
  });

  it("of a machine are kept apart from letters that come later", () => {
    const machine = machineOf();
    const first = readable(machine, textOf(["a", hole("x")], null)) as string;
    const second = readable(machine, textOf([first, "b"], null)) as string;
    expect(second).not.toBe(`${first}b`);
    expect(shownText(readText(machine, first, null))).toBe("a⟨x⟩");
    expect(readText(machine, second, null)).toMatchObject({ kind: "str", value: `${first}b` });
  });
});
