import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Answer, judgeAnswer } from "./compare-answer.js";

/**
 * One mechanism after the other, against the answers of PowerShell's own engine (the texts are in mechanisms.texts). Here
 * "unknown" is not enough: each answer has to be right.
 */
const [header = "", ...lines] = readFileSync(join(__dirname, "../answers/mechanisms.jsonl"), "utf8").trim().split("\n");
const rows = lines.map((line) => JSON.parse(line) as Answer);

it("names the engine that was asked", () => {
  expect((JSON.parse(header) as { engine: string }).engine).toMatch(/^7\./);
});

describe.each([...new Set(rows.map(({ area }) => area))])("%s", (area) => {
  it.each(rows.filter((row) => row.area === area).map((row) => [row.text, row] as const))("%s", (_, row) => {
    const { verdict, detail } = judgeAnswer(row, "7");
    expect(verdict === "right" ? "right" : `${verdict}: ${detail}`).toBe("right");
  });
});
