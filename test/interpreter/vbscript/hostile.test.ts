import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EXISTING } from "../../../host/existing.js";
import { HostState } from "../../../host/state.js";
import { analyzeHost, type HostAnalysis } from "../../../interpreter/analysis.js";
import { NO_FILES } from "../../../interpreter/os/file-source.js";
import { Source } from "../../../interpreter/values/source.js";
import { defaultConfig } from "../../../policies/config.js";
import { judge } from "../../../policies/judge.js";
import { printed } from "./run.js";

function analysed(text: string, language: "vbscript" | "wsf" | "jscript" | "hta" = "vbscript"): HostAnalysis {
  const source = new Source(text, { file: "test.vbs", resource: null, property: null, layers: [] }, false);
  return analyzeHost(HostState.from(EXISTING), [[{ language, source, path: "C:\\x\\test.vbs" }]], { files: NO_FILES });
}

function causes(text: string): string[] {
  const { state, ending } = analysed(text);
  const { findings } = judge([{ id: "host", urn: null, state, ending }], { config: defaultConfig(), today: "2026-01-01" });
  return findings.map((one) => `${one.rule} ${one.certainty}${one.cause ? ` ${one.cause}` : ""}`).sort();
}

const corpus = join(__dirname, "../../corpus/vbscript");
const scripts = readdirSync(corpus)
  .filter((name) => /\.(?:vbs|wsf|js|hta)$/.test(name))
  .map((name) => readFileSync(join(corpus, name), "utf8"));

const WORDS = [
  "If",
  "Then",
  "End If",
  "(",
  ")",
  '"',
  "'",
  "&",
  "Set",
  "=",
  ".",
  ":",
  "\n",
  "_",
  "For Each",
  "Next",
  "Nothing",
  "&H",
  "#",
  "[",
  "Execute",
  "On Error Resume Next",
];

/** A script of the corpus with pieces cut out, put in or moved. */
const mutated = fc
  .tuple(
    fc.constantFrom(...scripts),
    fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(20), fc.constantFrom(...WORDS)), {
      minLength: 1,
      maxLength: 6,
    }),
  )
  .map(([text, edits]) => {
    let result = text;
    for (const [place, length, word] of edits) {
      const at = Math.floor(place * result.length);
      result = result.slice(0, at) + word + result.slice(at + length);
    }
    return result;
  });

describe("whatever the text", () => {
  test.each(["vbscript", "wsf", "jscript", "hta"] as const)("analysis of mutated texts as %s never fails", (language) => {
    fc.assert(
      fc.property(mutated, (text) => {
        const { state } = analysed(text, language);
        const notes = [...state.all()].filter(({ key }) => key.kind === "disturbance").map(({ key }) => key.parts.join(" "));
        expect(notes.filter((note) => note.includes("internal"))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("bounds", () => {
  test("a loop without an end is a budget", () => {
    expect(causes("Do\nn = n + 1\nLoop")).toContain("host-undecided undecided budget");
  });

  test("recursion without an end is a budget", () => {
    expect(causes("Sub S\nS\nEnd Sub\nS")).toContain("host-undecided undecided budget");
  });

  test("a danger before the budget is not lost", () => {
    const text = 'GetObject("WinNT://./Administrators,group").Add "WinNT://NT AUTHORITY/IUSR"\nDo\nn = n + 1\nLoop';
    expect(causes(text)).toContain("iis-anonymous-admin certain");
  });

  test("texts that grow without an end are a budget", () => {
    expect(causes('s = "x"\nDo While True\ns = s & s\nLoop')).toContain("host-undecided undecided budget");
  });

  test("five megabytes of comments are read", () => {
    expect(causes("' nothing to see here\r\n".repeat(240_000))).toEqual([]);
  });

  test("many statements in a row are read", () => {
    expect(printed(`${"x = x + 1\n".repeat(20_000)}WScript.Echo x`)).toEqual(["20000"]);
  });

  test("a long chain of operators is no deep one", () => {
    expect(printed(`WScript.Echo Len(${Array.from({ length: 5000 }, () => '"ab"').join(" & ")})`)).toEqual(["10000"]);
  });
});

describe("laws", () => {
  const plain = fc.string({ unit: fc.constantFrom(..."abcXYZ 0129,;.\\/_-"), maxLength: 40 });
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

  test("reversing twice gives the text back", () => {
    fc.assert(
      fc.property(plain, (text) => {
        expect(printed(`WScript.Echo StrReverse(StrReverse(${quoted(text)})) & "."`)).toEqual([`${text}.`]);
      }),
      { numRuns: 40 },
    );
  });

  test("joining what was split gives the text back", () => {
    fc.assert(
      fc.property(plain, (text) => {
        expect(printed(`WScript.Echo Join(Split(${quoted(text)}, ","), ",") & "."`)).toEqual([`${text}.`]);
      }),
      { numRuns: 40 },
    );
  });

  test("a text written as code of Execute does the same", () => {
    fc.assert(
      fc.property(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: 1, max: 99 }), (a, b) => {
        const code = `x = ${a} Mod ${b} + ${a} \\ ${b}`;
        const [direct] = printed(`${code}\nWScript.Echo x`);
        const text = [...code].map((unit) => `Chr(${unit.charCodeAt(0)})`).join(" & ");
        expect(printed(`Execute ${text}\nWScript.Echo x`)).toEqual([direct]);
      }),
      { numRuns: 30 },
    );
  });

  test("reads of the host before a danger do not weaken it", () => {
    const danger = 'GetObject("WinNT://./Administrators,group").Add "WinNT://NT AUTHORITY/IUSR"';
    for (const count of [0, 3, 7, 9, 14]) {
      const reads = Array.from({ length: count }, (_, index) => `If fso.FileExists("D:\\probe${index}") Then n${index} = 1`).join(
        "\n",
      );
      expect(causes(`Set fso = CreateObject("Scripting.FileSystemObject")\n${reads}\n${danger}`)).toEqual([
        "iis-anonymous-admin certain",
      ]);
    }
  });
});
