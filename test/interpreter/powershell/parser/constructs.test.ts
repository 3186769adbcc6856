import { describe, expect, test } from "vitest";
import constructs from "./constructs.json";
import { verdict } from "./helpers.js";

/** What only PowerShell 7 reads. */
const SEVEN: ReadonlySet<string> = new Set([
  "chain && ||",
  "ternary",
  "null coalescing",
  "null conditional",
  "pipe at line start",
  "background &",
  "enum typed + flags",
]);
/** What only Windows PowerShell reads. */
const FIVE: ReadonlySet<string> = new Set(["workflow"]);

describe("constructs that ready-made parsers get wrong", () => {
  test.each(constructs.filter(({ name }) => !SEVEN.has(name)))("5.1: $name", ({ source }) => {
    expect(verdict(source, "5.1")).toBe("accepted");
  });
  test.each(constructs.filter(({ name }) => !FIVE.has(name)))("7: $name", ({ source }) => {
    expect(verdict(source, "7")).toBe("accepted");
  });
  test.each(constructs.filter(({ name }) => SEVEN.has(name)))("not in 5.1: $name", ({ source }) => {
    expect(verdict(source, "5.1")).not.toBe("accepted");
  });
});
