import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printed } from "./run.js";

/** `set /a`, by "set /?": 32-bit numbers, C's operators, names without percent signs. */
const cases: readonly (readonly [expression: string, result: string])[] = [
  ["X=1+2*3", "7"],
  ["X=(1+2)*3", "9"],
  ["X=7/2", "3"],
  ["X=-7/2", "-3"],
  ["X=-7 %% 3", "-1"],
  ["X=0x1F+010", "39"],
  ['"X=1<<4"', "16"],
  ['"X=-16>>2"', "-4"],
  ['"X=6&3"', "2"],
  ['"X=6|3"', "7"],
  ['"X=6^3"', "5"],
  ["X=~5", "-6"],
  ["X=!0", "1"],
  ["X=!7", "0"],
  ["X=5, X+=2, X*=3", "21"],
  ["Y=4, X=Y*Y", "16"],
  ["X=Y=3", "3"],
  ["X=2147483647+1", "-2147483648"],
  ["X=NOBODY+1", "⟨number:+:env:nobody:⟩"],
];

describe("set /a", () => {
  it.each(cases)("%s", (expression, result) => {
    const [line] = printed(`@set /a ${expression}\r\n@echo %X%\r\n`);
    expect(line?.replace(/:\d+⟩/, ":⟩")).toBe(result);
  });

  it.each(["X=1/0", "X=(1+2", "X=08"])("%s is refused and changes nothing", (expression) => {
    expect(printed(`@set X=before\n@set /a ${expression}\n@if errorlevel 1 echo %X%\n`)).toEqual(["before"]);
  });

  it("agrees with arithmetic of 32 bits", () => {
    const number = fc.integer({ min: -100_000, max: 100_000 });
    fc.assert(
      fc.property(number, number, fc.constantFrom("+", "-", "*"), (a, b, operator) => {
        const expected = operator === "+" ? (a + b) | 0 : operator === "-" ? (a - b) | 0 : Math.imul(a, b);
        expect(printed(`@set A=${a}\n@set B=${b}\n@set /a X=A${operator}B\n@echo %X%\n`)).toEqual([String(expected)]);
      }),
      { numRuns: 100 },
    );
  });
});
