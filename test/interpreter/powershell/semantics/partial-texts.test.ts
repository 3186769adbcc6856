import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Alternatives } from "../../../../host/choice.js";
import { EXISTING } from "../../../../host/existing.js";
import { HostState } from "../../../../host/state.js";
import { Machine } from "../../../../interpreter/machine/machine.js";
import { NO_FILES } from "../../../../interpreter/os/file-source.js";
import { powershellFamilies } from "../../../../interpreter/powershell/index.js";
import { getMember, invokeMember } from "../../../../interpreter/powershell/members/members.js";
import { binary } from "../../../../interpreter/powershell/operators/operators.js";
import { decideEqual } from "../../../../interpreter/powershell/types/compare.js";
import { truth } from "../../../../interpreter/powershell/types/convert.js";
import { Toolbox } from "../../../../interpreter/tools/toolbox.js";
import { type Piece, textOf } from "../../../../interpreter/values/unknowns.js";
import { type Plain, Str, Unknown, type Value } from "../../../../interpreter/values/value.js";
import { matchWildcard, parseWildcard } from "../../../../interpreter/values/wildcard.js";

/** Texts of which a part is unknown: whatever is decided about them holds for everything the part can be. */
function machine(): Machine {
  return new Machine({ host: HostState.from(EXISTING), files: NO_FILES, toolbox: new Toolbox(powershellFamilies) });
}

function hole(symbol = "x"): Unknown {
  return new Unknown("input", `${symbol} is not known`, symbol, null, "System.String");
}

/** A text around one hole, and the same text with something in the hole. */
function both(before: string, inside: string, after: string): { open: Str | Unknown; filled: Str } {
  return { open: textOf([before, hole(), after], null), filled: new Str(before + inside + after) };
}

const few = fc.string({ unit: fc.constantFrom("a", "B", ".", "\\", " ", "1"), maxLength: 4 });

/** The value in every world, as plain JavaScript; "open" where it is not decided. */
function decided(value: Value): boolean | string | "open" {
  if (value instanceof Alternatives) return "open";
  if (value.kind === "bool") return value.value;
  return value.kind === "str" ? `=${value.value}` : "open";
}

/** Puts a text in the place of the hole. */
function fill(value: Value, inside: string): string | null {
  if (value instanceof Alternatives) return null;
  if (value.kind === "str") return value.value;
  if (value.kind !== "unknown" || value.parts === null) return null;
  return value.parts.map((part: Piece) => (typeof part === "string" ? part : part.symbol === "x" ? inside : null)).join("");
}

describe("texts that are known in part", () => {
  it("what is decided about equality and likeness holds for every filling", () => {
    fc.assert(
      fc.property(
        few,
        few,
        few,
        few,
        fc.constantFrom("eq", "ne", "like", "notlike"),
        fc.boolean(),
        (before, inside, after, other, operator, cased) => {
          const { open, filled } = both(before, inside, after);
          const guess = decided(binary(machine(), operator as "eq", cased, open, new Str(other), null));
          if (guess === "open") return;
          expect(guess).toBe(decided(binary(machine(), operator as "eq", cased, filled, new Str(other), null)));
        },
      ),
      { numRuns: 1500 },
    );
  });

  it("a wildcard that must match, or cannot, does so for every filling", () => {
    fc.assert(
      fc.property(
        few,
        few,
        few,
        fc.string({ unit: fc.constantFrom("a", "B", "*", "?", "."), maxLength: 5 }),
        (before, inside, after, pattern) => {
          const tokens = parseWildcard(pattern);
          if (!tokens) return;
          const guess = matchWildcard(tokens, [before, hole(), after], false);
          if (guess !== undefined) expect(matchWildcard(tokens, [before + inside + after], false)).toBe(guess);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it("methods that test give what they would give for every filling", () => {
    fc.assert(
      fc.property(
        few,
        few,
        few,
        few,
        fc.constantFrom("StartsWith", "EndsWith", "Contains"),
        (before, inside, after, other, method) => {
          const { open, filled } = both(before, inside, after);
          const guess = decided(invokeMember(machine(), open, method, [new Str(other)], null) as Value);
          if (guess === "open") return;
          expect(guess).toBe(decided(invokeMember(machine(), filled, method, [new Str(other)], null) as Value));
        },
      ),
      { numRuns: 1500 },
    );
  });

  it("concatenation, -f and -join keep the known fragments around the hole", () => {
    fc.assert(
      fc.property(few, few, few, (before, inside, after) => {
        const m = machine();
        const { open, filled } = both(before, inside, after);
        const plus = (left: Plain): Value => binary(m, "+", false, left, new Str("!"), null);
        expect(fill(plus(open), inside)).toBe(fill(plus(filled), inside));
        const format = (value: Plain): Value => binary(m, "f", false, new Str("<{0}>"), value, null);
        expect(fill(format(open), inside)).toBe(fill(format(filled), inside));
      }),
    );
  });

  it("a text with a known character in it is true and not $null", () => {
    const open = textOf([hole(), "a"], null) as Unknown;
    expect(truth(machine(), open)).toBe(true);
    expect(decideEqual(machine(), open, { kind: "null" } as Plain, false)).toBe(false);
  });

  it("replaces one character around a hole and leaves the hole a hole", () => {
    const replaced = invokeMember(
      machine(),
      textOf(["a\\b", hole(), "\\c"], null),
      "Replace",
      [new Str("\\"), new Str("/")],
      null,
    ) as Unknown;
    expect(replaced.parts?.map((part) => (typeof part === "string" ? part : "?"))).toEqual(["a/b", "?", "/c"]);
  });

  it("taints what is made of a secret", () => {
    const m = machine();
    const secret = new Str("pw", null, true);
    expect((binary(m, "+", false, secret, new Str("!"), null) as Str).secret).toBe(true);
    expect((binary(m, "f", false, new Str("{0}"), secret, null) as Str).secret).toBe(true);
    expect((invokeMember(m, secret, "ToUpper", [], null) as Str).secret).toBe(true);
    expect(getMember(m, secret, "Length", null)).toMatchObject({ kind: "num", value: 2 });
  });

  it("asks one question about equal conditions", () => {
    const m = machine();
    const first = binary(m, "eq", false, hole(), new Str("Web01"), null) as Alternatives<Plain>;
    const second = binary(m, "ne", false, new Str("WEB01"), hole(), null) as Alternatives<Plain>;
    expect(first).toBeInstanceOf(Alternatives);
    expect(second.choice).toBe(first.choice);
  });
});
