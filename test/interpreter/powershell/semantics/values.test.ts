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

  it("is never wrong, and at least 97 % right", { timeout: 240_000 }, () => {
    const wrong: string[] = [];
    let right = 0;
    for (const row of rows) {
      const { verdict, detail } = judgeAnswer(row, "7");
      if (verdict === "wrong") wrong.push(`${row.id}: ${row.text} | ${detail}`);
      else if (verdict === "right") right++;
    }
    expect(wrong).toEqual([]);
    expect(right / rows.length).toBeGreaterThanOrEqual(0.97);
    expect(rows.length).toBeGreaterThan(5000);
  });
});
