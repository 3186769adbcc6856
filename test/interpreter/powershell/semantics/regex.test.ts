import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Alternatives, Undecided } from "../../../../host/choice.js";
import { EXISTING } from "../../../../host/existing.js";
import { HostState } from "../../../../host/state.js";
import { Budget, BudgetExceeded, DEFAULT_LIMITS } from "../../../../interpreter/machine/budget.js";
import { Machine } from "../../../../interpreter/machine/machine.js";
import { NO_FILES } from "../../../../interpreter/os/file-source.js";
import { powershellFamilies } from "../../../../interpreter/powershell/index.js";
import { binary } from "../../../../interpreter/powershell/operators/operators.js";
import { Inexpressible } from "../../../../interpreter/powershell/regex/options.js";
import { netRegex } from "../../../../interpreter/powershell/regex/regex.js";
import { dictEntries } from "../../../../interpreter/powershell/types/dict.js";
import { Toolbox } from "../../../../interpreter/tools/toolbox.js";
import { type Piece, textOf } from "../../../../interpreter/values/unknowns.js";
import { Arr, type Dict, Str, Unknown, type Value } from "../../../../interpreter/values/value.js";
import { run } from "../cmdlets/run.js";

function machine(): Machine {
  return new Machine({ host: HostState.from(EXISTING), files: NO_FILES, toolbox: new Toolbox(powershellFamilies) });
}

function hole(symbol = "x"): Unknown {
  return new Unknown("input", `${symbol} is not known`, symbol, null, "System.String");
}

/** `?` stands for a hole. */
function partly(text: string): Str | Unknown {
  return textOf(
    text.split(/(\?)/).map((part): Piece => (part === "?" ? hole() : part)),
    null,
  );
}

/** A text with its holes as `?`; "open" when nothing of it is known. */
function shown(value: Value): string {
  if (value instanceof Alternatives) return "open";
  if (value instanceof Unknown && value.symbol === "x") return "?";
  if (value.kind === "str") return value.value;
  if (value.kind === "bool") return String(value.value);
  if (value.kind !== "unknown" || value.parts === null) return "open";
  return value.parts.map((part) => (typeof part === "string" ? part : "?")).join("");
}

/** A question to the host that no world has answered is open. */
function matched(text: Value, pattern: string): string {
  try {
    return shown(binary(machine(), "match", false, text as Str, new Str(pattern), null));
  } catch (error) {
    if (error instanceof Undecided) return "open";
    throw error;
  }
}

describe("-match on a text that is known in part", () => {
  it.each([
    ["IUSR_?", "^IUSR", "true"],
    ["IUSR_?", "^IUSR_\\w", "open"],
    ["IUSR_?", "^svc-", "false"],
    ["IUSR_?", "svc-", "open"],
    ["?.exe", "\\.exe$", "true"],
    ["?.exe", "\\.txt$", "false"],
    ["?.exe", "^\\.exe$", "open"],
    ["C:\\?\\setup.log", "setup", "true"],
    ["C:\\?\\setup.log", "\\\\setup\\.log$", "true"],
    ["a?b", "^a.*b$", "open"],
    ["a?b", "^[^a]", "false"],
    ["a?b", "(?!a)^b", "false"],
    ["foo?", "foo(?=bar)", "open"],
    ["foobar?", "foo(?=bar)", "true"],
    ["foo?", "foo(?!bar)", "open"],
    ["foox?", "foo(?!bar)", "true"],
    ["?bar", "(?<=foo)bar", "open"],
    ["?foobar", "(?<=foo)bar", "true"],
    ["aa?", "(?>a+)b", "open"],
    ["?x", "\\bx", "open"],
    ["? x", "\\bx$", "true"],
    ["abab?", "^(ab)\\1", "true"],
    ["abac?", "^(ab)\\1", "false"],
  ])("%s against %s is %s", (text, pattern, expected) => {
    expect(matched(partly(text), pattern)).toBe(expected);
  });

  it("knows groups that lie within what is known", () => {
    let found: Dict | Unknown | null = null;
    const m = machine();
    binary(m, "match", false, partly("IUSR_?"), new Str("^(?<kind>[a-z]+)_"), null, {
      setMatches: (matches) => (found = matches),
    });
    const entries = dictEntries(m, found as unknown as Dict).map(({ key, value }) => [shown(key), shown(value)]);
    expect(entries).toContainEqual(["kind", "IUSR"]);
  });
});

describe("[regex]::IsMatch on a text that is known in part", () => {
  it.each([
    ["IUSR_$env:COMPUTERNAME", "^IUSR_", "True"],
    ["IUSR_$env:COMPUTERNAME", "^svc", "False"],
    ["$env:COMPUTERNAME.exe", "\\.exe$", "True"],
  ])("%s against %s is %s", (text, pattern, expected) => {
    expect(run(`[regex]::IsMatch("${text}", '${pattern}'); ([regex]'${pattern}').IsMatch("${text}")`).worlds).toEqual([
      [expected, expected],
    ]);
  });
});

describe("-replace on a text that is known in part", () => {
  it.each([
    ["C:\\?", "^C:", "D:", "D:\\?"],
    ["C:\\?", "^D:", "E:", "C:\\?"],
    ["?\\", "\\\\$", "", "?"],
    ["?/x", "\\\\$", "", "?/x"],
    ["?.ps1", "\\.ps1$", ".log", "?.log"],
    ["?.ps1", "(\\.)ps1$", "$1bak", "?.bak"],
    ["?.ps1", "\\.ps1$", "$`", "open"],
    ["a?", "^a+", "b", "open"],
    ["ab?", "^a+", "x", "xb?"],
  ])("%s -replace %s, %s is %s", (text, pattern, by, expected) => {
    const operands = new Arr("System.Object", [new Str(pattern), new Str(by)]);
    expect(shown(binary(machine(), "replace", false, partly(text), operands, null))).toBe(expected);
  });
});

const piece = fc.constantFrom(
  "a",
  "b",
  "^",
  "$",
  ".",
  "\\b",
  "a*",
  "b+?",
  "(?=a)",
  "(?!b)",
  "(?<=a)",
  "(?<!b)",
  "(?>a*)",
  "(a)",
  "[^a]",
  "\\1",
  "|",
);
const pattern = fc.array(piece, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(""));
const few = fc.string({ unit: fc.constantFrom("a", "b", "\n", " "), maxLength: 4 });

describe("laws", () => {
  it("what is decided about a text that is known in part holds for every filling", () => {
    let decided = 0;
    fc.assert(
      fc.property(pattern, few, few, few, (source, before, inside, after) => {
        const text = `()${source}`;
        const regex = netRegex(text, 0);
        const whole = regex.find(before + inside + after);
        const answer = regex.decide([before, null, after]);
        if (answer !== undefined) {
          decided++;
          expect({ text, before, inside, after, answer }).toEqual({ text, before, inside, after, answer: whole !== null });
        }
        const first = regex.anchoredMatch({ text: before, startKnown: true, endKnown: false });
        if (first !== undefined) expect(whole && [whole.index, whole.end]).toEqual(first && [first.index, first.end]);
        const last = regex.endingMatch({ text: after, startKnown: false, endKnown: true });
        const offset = before.length + inside.length;
        if (last !== undefined)
          expect(whole && [whole.index - offset, whole.end - offset]).toEqual(last && [last.index, last.end]);
      }),
      { numRuns: 4000 },
    );
    expect(decided).toBeGreaterThan(400);
  });

  it("an escaped text matches itself and nothing shorter", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        const escaped = text.replace(/[\\*+?|{[()^$.# ]/g, "\\$&");
        const found = netRegex(escaped, 0).find(`<${text}>`, 1);
        expect(found && [found.index, found.end]).toEqual([1, 1 + text.length]);
      }),
    );
  });
});

describe("work", () => {
  it.each([
    ["^(a+)+$", `${"a".repeat(40)}b`],
    ["^(a+)+$", `${"a".repeat(200)}b`],
    ["(x+x+)+y", "x".repeat(60)],
    ["^(?:a|aa)+$", `${"a".repeat(60)}b`],
    ["^(?:a|a)*?$", `${"a".repeat(60)}b`],
    ["(.*)(.*)(.*)(.*)(.*)[^a]$", "a".repeat(200)],
    ["(?:a?){30}b", "a".repeat(30)],
    ["^(?:(.*?),){11}P", "1,2,3,4,5,6,7,8,9,10,11,12,13"],
  ])("%s goes no way twice", (source, text) => {
    expect(netRegex(source, 0).find(text)).toBeNull();
  });

  it("a search that remembers finds what others find", () => {
    // Enough ways to be a long search, and then one that fits.
    const found = netRegex("^(?:(a|aa)+(b)?)+c$", 0).find(`${"a".repeat(40)}bc`);
    expect(found?.index).toBe(0);
    expect(found?.end).toBe(42);
  });

  it.each([
    ["^(?:(a+)\\1?)+$", `${"a".repeat(60)}b`],
    ["^(?:(?=a)(a+))+$", `${"a".repeat(60)}b`],
  ])("%s ends without an answer", (source, text) => {
    expect(() => netRegex(source, 0).find(text)).toThrow(Inexpressible);
  });

  it("of long texts is linear where the pattern is", () => {
    const text = `${"word ".repeat(40_000)}end`;
    expect(netRegex("\\bend$", 0).find(text)?.index).toBe(200_000);
    expect([...netRegex("(\\w+)\\s", 0).all(text)].length).toBe(40_000);
    expect(netRegex("(?:word )*end", 0).find(text)?.index).toBe(0);
  });

  it("counts as steps of the analysis", () => {
    const m = new Machine({
      host: HostState.from(EXISTING),
      files: NO_FILES,
      toolbox: new Toolbox(powershellFamilies),
      budget: new Budget({ ...DEFAULT_LIMITS, steps: 5_000 }),
    });
    // So many matches are not too many steps by themselves.
    expect(() => {
      for (let turn = 0; turn < 4_000; turn++) binary(m, "match", false, new Str(`${"a".repeat(40)}b`), new Str("^(a+)+$"), null);
    }).toThrow(BudgetExceeded);
  });

  it("of deep nesting is refused, not run out of stack", () => {
    expect(() => netRegex(`${"(".repeat(5000)}a${")".repeat(5000)}`, 0)).toThrow(Inexpressible);
  });
});

describe("Windows PowerShell and PowerShell 7 differ on categories of case", () => {
  it("so they are not decided where case is ignored", () => {
    expect(() => netRegex("\\p{Lu}", 1)).toThrow(Inexpressible);
    expect(netRegex("\\p{Lu}", 0).find("aB")?.index).toBe(1);
  });
});
