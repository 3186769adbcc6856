import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findingLines } from "./host-of.js";

const folder = join(__dirname, "../../corpus/principals");

interface Expectation {
  readonly findings: readonly { readonly rule: string; readonly certainty: string; readonly line: number }[];
  readonly image: string | null;
  readonly note: string;
}

const cases = readdirSync(folder)
  .filter((name) => name.endsWith(".ps1") || name.endsWith(".cmd"))
  .map((name) => ({
    name,
    script: readFileSync(join(folder, name), "utf8"),
    expected: JSON.parse(readFileSync(join(folder, name.replace(/\.\w+$/, ".expect.json")), "utf8")) as Expectation,
  }));

describe("scripts about accounts, rights and access lists", () => {
  test.each(cases)("$name: $expected.note", ({ name, script, expected }) => {
    const found = findingLines(script, { image: expected.image, language: name.endsWith(".cmd") ? "cmd" : "powershell-any" });
    expect(found).toEqual(expected.findings.map((finding) => `${finding.rule} ${finding.certainty} ${finding.line}`));
  });
});
