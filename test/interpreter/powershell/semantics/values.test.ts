import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Answer, judgeAnswer } from "./compare-answer.js";

/**
 * Conversions, operators, formatting, members and .NET types against the answers of PowerShell's own engine
 * (written down by scripts/ask-powershell.mjs). An answer may be unknown; none may be wrong.
 */
const [header = "", ...lines] = readFileSync(join(__dirname, "../answers/values.jsonl"), "utf8").trim().split("\n");
const rows = lines.map((line) => JSON.parse(line) as Answer);

describe("values as PowerShell's engine has them", () => {
  it("names the engine that was asked", () => {
    expect((JSON.parse(header) as { engine: string }).engine).toMatch(/^7\./);
  });

  const verdicts = new Map<string, string>();

  it.each(rows.map((row) => [row.id, row.text, row] as const))("%s: %s", (id, text, row) => {
    const { verdict, detail } = judgeAnswer(row, "7");
    verdicts.set(id, verdict);
    expect(verdict === "wrong" ? `${text}: ${detail}` : verdict).toMatch(/^(?:right|unknown)$/);
  });

  it("is right for at least 97 % of the rows", () => {
    expect(rows.length).toBeGreaterThan(5000);
    expect(verdicts.size).toBe(rows.length);
    const right = [...verdicts.values()].filter((verdict) => verdict === "right").length;
    expect(right / rows.length).toBeGreaterThanOrEqual(0.97);
  });
});
