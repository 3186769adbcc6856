import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Answer, judgeAnswer } from "./compare-answer.js";

/** Regular expressions against the answers of PowerShell's own engine (written down by scripts/ask-texts.mjs). */
const [header = "", ...lines] = readFileSync(join(__dirname, "../answers/regex.jsonl"), "utf8").trim().split("\n");
const rows = lines.map((line) => JSON.parse(line) as Answer);

/** What is not worked out, for a reason. */
const UNKNOWN: ReadonlySet<string> = new Set([]);

describe("regular expressions as PowerShell's engine matches them", () => {
  it("names the engine that was asked", () => {
    expect((JSON.parse(header) as { engine: string }).engine).toMatch(/^7\./);
    expect(rows.length).toBeGreaterThan(250);
  });

  it.each(rows.map((row) => [row.text, row] as const))("%s", (text, row) => {
    const { verdict, detail } = judgeAnswer(row, "7");
    expect(verdict === "wrong" ? `${text}: ${detail}` : verdict).toBe(UNKNOWN.has(text) ? "unknown" : "right");
  });
});
