import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Answer, judgeAnswer } from "./compare-answer.js";

/**
 * Texts with the answers of a full PowerShell 7.6, cmdlets included. An answer of ours is right, unknown with a cause, or
 * wrong; only those of `known-differences.json` may be wrong, each for the reason that is given there.
 */
const folder = join(__dirname, "../answers");
/** The first line of a generated file names the engine that was asked. */
const linesOf = (name: string): string[] => readFileSync(join(folder, name), "utf8").trim().split("\n");
const [header = "", ...generated] = linesOf("generated.jsonl");
const rows = [...linesOf("utility.jsonl"), ...generated].map((line) => JSON.parse(line) as Answer & { readonly note51?: string });
const known = JSON.parse(readFileSync(join(folder, "known-differences.json"), "utf8")) as {
  readonly id: string;
  readonly reason: string;
}[];

/** Ratchets: raise them when more is right. */
const RIGHT_AT_LEAST = 2_865;

const differences = new Map(known.map(({ id, reason }) => [id, reason]));
const verdicts = new Map<string, string>();

describe("an answer of PowerShell", () => {
  it.each(rows.map((row) => [row.id, row] as const))("%s is met, or unknown with a cause", (id, row) => {
    const { verdict, causes, detail } = judgeAnswer(row, "7");
    verdicts.set(id, verdict);
    if (differences.has(id)) return expect(verdict, "a known difference that is none any more").toBe("wrong");
    expect(verdict === "wrong" ? `${row.text}: ${detail}` : verdict).toMatch(/^(?:right|unknown)$/);
    if (verdict === "unknown") expect(causes, `${row.text}: ${detail}`).not.toEqual([]);
  });
});

describe("the answers of PowerShell", () => {
  it("are nearly all met", () => {
    expect(verdicts.size).toBe(rows.length);
    const right = [...verdicts.values()].filter((verdict) => verdict === "right").length;
    expect(right).toBeGreaterThanOrEqual(RIGHT_AT_LEAST);
    expect(right / rows.length).toBeGreaterThanOrEqual(0.97);
  });

  it("are of an engine that the generated ones name", () => {
    expect((JSON.parse(header) as { engine: string }).engine).toMatch(/^7\./);
    expect(generated.length).toBeGreaterThanOrEqual(1_500);
  });

  it("that are not met have a reason, and are rows", () => {
    const short = known.filter(({ id, reason }) => reason.length <= 20 || !rows.some((row) => row.id === id));
    expect(short).toEqual([]);
  });
});

/** What Windows PowerShell 5.1 is documented to give where 7 gives something else. */
const DIFFERENCES: Readonly<Record<string, Omit<Answer, "id" | "area" | "text">>> = {
  "collections-092": { output: [{ type: "null" }, { type: "null" }], errors: [] },
  "differs51-001": { output: [text("0.666666666666667")], errors: [] },
  "differs51-002": { output: [number(3)], errors: [] },
  "differs51-003": { output: [text('"a\\u003cb\\u003e\\u0027c\\u0026"')], errors: [] },
  "differs51-004": { output: [number(1)], errors: [] },
  "differs51-005": { output: [text("a 'x' c")], errors: [] },
  "differs51-007": { output: [], errors: ["PositionalParameterNotFound"] },
  "differs51-008": { output: [], errors: [], threw: "UnexpectedToken" },
  "differs51-009": { output: [], errors: [], threw: "UnexpectedToken" },
  "differs51-010": { output: [], errors: [], threw: "InvalidEndOfLine" },
  "differs51-012": { output: [text("Int32")], errors: [] },
  "differs51-013": { output: [{ type: "System.Boolean", value: true }], errors: [] },
  "differs51-014": { output: [text("u{41}")], errors: [] },
  "differs51-015": { output: [text("Desktop")], errors: [] },
  "differs51-016": { output: [{ type: "System.Boolean", value: false }], errors: [] },
  "differs51-017": { output: [], errors: ["NamedParameterNotFound"] },
  "differs51-018": { output: [text("b,a")], errors: [] },
  "parsing-011": { output: [], errors: [], threw: "UnexpectedToken" },
  "strings-058": { output: [], errors: ["InvalidCastFromStringToInteger"] },
  "strings-114": { output: [number(5)], errors: [] },
  "strings-115": { output: [number(1), number(101)], errors: [] },
};

function text(value: string) {
  return { type: "System.String", value };
}

function number(value: number) {
  return { type: "System.Int32", value: String(value) };
}

/** Where ours follows 7 in both dialects: the cmdlets bind and order as they do there. */
const AS_IN_7: ReadonlySet<string> = new Set(["differs51-007", "differs51-017", "differs51-018"]);

describe("Windows PowerShell 5.1", () => {
  it.each(Object.entries(DIFFERENCES))("%s is another than in 7", (id, expected) => {
    const row = rows.find((one) => one.id === id);
    const judged = judgeAnswer({ text: row?.text ?? "", ...expected }, "5.1");
    if (AS_IN_7.has(id)) return expect(judged.verdict).toBe("wrong");
    expect(judged.verdict === "wrong" ? `${row?.text}: ${judged.detail}` : judged.verdict).toMatch(/^(?:right|unknown)$/);
  });
});
