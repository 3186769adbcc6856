import type { NumberLiteral } from "./ast.js";
import { isDash, isDigit, isHexDigit, TOKEN_END, traitsOf } from "./characters.js";
import { WordScanner } from "./words.js";

/** The code units that end a number in expression mode besides token ends: ``! # % * + - . / < = > ]`` and dashes. */
const NUMBER_STOPS = new Set([33, 35, 37, 42, 43, 45, 46, 47, 60, 61, 62, 93]);

interface NumberShape {
  readonly end: number;
  readonly base: 2 | 10 | 16;
  readonly real: boolean;
  /** Lower case: `""`, `l`, `d`, in 7 also `u`, `s`, `y`, `n`, `ul`, `us`, `uy`. */
  readonly suffix: string;
  /** Binary exponent of the multiplier: 0, 10 (`kb`), 20 ... 50 (`pb`). */
  readonly multiplier: number;
  /** The digits with point and exponent, without prefix and suffix. */
  readonly digits: string;
}

export abstract class NumberScanner extends WordScanner {
  /**
   * The number at the cursor (a digit, or a point before a digit), or null when the token is a word such as `7z` or
   * `10.0.0.1`; then the cursor stays. `ternary`: `?` and `:` end a number too.
   */
  protected number(command: boolean, ternary: boolean, sign = ""): NumberLiteral | null {
    const start = this.pos;
    const plain = this.plainInteger(start, command, ternary);
    if (plain > 0) {
      this.pos = plain;
      return { kind: "Number", start, end: plain, text: this.text.slice(start, plain) };
    }
    const shape = this.numberShape(start, start);
    if (shape === null || !this.endsNumber(this.at(shape.end), command, ternary)) return null;
    if (!fits(shape, sign, this.seven)) {
      if (command) return null;
      this.fail("BadNumericConstant", start, shape.end, this.text.slice(start, shape.end));
    }
    this.pos = shape.end;
    return { kind: "Number", start, end: shape.end, text: this.text.slice(start, shape.end) };
  }

  /** End of a run of at most nine digits that is a whole number token, else 0. */
  private plainInteger(start: number, command: boolean, ternary: boolean): number {
    let i = start;
    while (isDigit(this.at(i))) i++;
    if (i === start || i - start > 9) return 0;
    const code = this.at(i);
    if ((traitsOf(code) & TOKEN_END) !== 0) return i;
    if (command || code === 46) return 0;
    return this.endsNumber(code, command, ternary) ? i : 0;
  }

  protected endsNumber(code: number, command: boolean, ternary: boolean): boolean {
    if ((traitsOf(code) & TOKEN_END) !== 0) return true;
    if (command) return false;
    return NUMBER_STOPS.has(code) || isDash(code) || (ternary && this.seven && (code === 63 || code === 58));
  }

  /** Whether what follows `!` makes a word with it: for that question `!` counts as a digit. */
  protected isWordBehindNot(start: number): boolean {
    const shape = this.numberShape(start, start + 1);
    return shape === null || !this.endsNumber(this.at(shape.end), false, false);
  }

  /** The form of the number at `start`, its decimal digits scanned from `from`. */
  private numberShape(start: number, from: number): NumberShape | null {
    let i = from;
    let base: 2 | 10 | 16 = 10;
    let real = false;
    let digitsStart = start;
    const prefixed = from === start && this.at(i) === 48;
    if (prefixed && (this.at(i + 1) | 32) === 120) {
      base = 16;
      digitsStart = i += 2;
      while (isHexDigit(this.at(i))) i++;
      if (i === digitsStart && !this.seven) return null;
    } else if (prefixed && this.seven && (this.at(i + 1) | 32) === 98) {
      base = 2;
      digitsStart = i += 2;
      while (this.at(i) === 48 || this.at(i) === 49) i++;
      if (i === digitsStart) return null;
    } else {
      while (isDigit(this.at(i))) i++;
      if (this.at(i) === 46 && this.at(i + 1) !== 46) {
        real = true;
        i++;
        while (isDigit(this.at(i))) i++;
      }
      if ((this.at(i) | 32) === 101) {
        real = true;
        i++;
        if (this.at(i) === 43 || isDash(this.at(i))) i++;
        if (!isDigit(this.at(i))) return null;
        while (isDigit(this.at(i))) i++;
      }
    }
    const digits = this.text.slice(digitsStart, i);
    const suffixStart = i;
    const first = this.at(i) | 32;
    if (isSuffix(first, this.seven)) {
      i++;
      const second = this.at(i) | 32;
      if (isSuffix(second, this.seven)) {
        if (first !== 117 || (second !== 108 && second !== 115 && second !== 121)) return null;
        i++;
      }
    }
    const suffix = this.text.slice(suffixStart, i).toLowerCase();
    const multiplier = "kmgtp".indexOf(String.fromCharCode(this.at(i) | 32)) * 10 + 10;
    if (multiplier > 0) {
      if ((this.at(i + 1) | 32) !== 98) return null;
      i += 2;
    }
    return { end: i, base, real, suffix, multiplier, digits };
  }
}

/** `d` and `l`; 7 added `u`, `s`, `y`, `n`. The code is lower case. */
function isSuffix(code: number, seven: boolean): boolean {
  return code === 100 || code === 108 || (seven && (code === 117 || code === 115 || code === 121 || code === 110));
}

/** Largest magnitudes by suffix; a missing suffix takes what is needed. */
const RANGES: Readonly<Record<string, readonly [bigint, bigint]>> = {
  y: [-128n, 127n],
  uy: [0n, 255n],
  s: [-32768n, 32767n],
  us: [0n, 65535n],
  l: [-(1n << 63n), (1n << 63n) - 1n],
  u: [0n, (1n << 64n) - 1n],
  ul: [0n, (1n << 64n) - 1n],
  d: [-((1n << 96n) - 1n), (1n << 96n) - 1n],
};

function fits(shape: NumberShape, sign: string, seven: boolean): boolean {
  const scale = 1n << BigInt(shape.multiplier);
  if (shape.real) {
    const value = Number(`${sign}${shape.digits.replace(/[\u2013-\u2015]/, "-")}`) * Number(scale);
    if (Number.isNaN(value)) return false;
    if (shape.suffix === "d") return Math.abs(value) < Number(1n << 96n);
    // .NET Framework refuses a literal beyond Double, .NET Core reads infinity.
    if (shape.suffix === "") return seven || Number.isFinite(value);
    if (shape.suffix === "n") return Number.isFinite(value);
    const range = RANGES[shape.suffix];
    if (range === undefined || !Number.isFinite(value)) return false;
    const rounded = BigInt(Math.round(value));
    return rounded >= range[0] && rounded <= range[1];
  }
  if (shape.base !== 10) return fitsRadix(shape, sign);
  const value = BigInt(`${shape.digits === "" ? "0" : shape.digits}`) * scale * (sign === "-" ? -1n : 1n);
  if (shape.suffix === "" || shape.suffix === "n") return true;
  const range = RANGES[shape.suffix];
  return range !== undefined && value >= range[0] && value <= range[1];
}

function fitsRadix(shape: NumberShape, sign: string): boolean {
  const bits = shape.base === 16 ? shape.digits.length * 4 : shape.digits.length;
  const widths: Readonly<Record<string, number>> = { "": 64, l: 64, y: 8, s: 16, uy: 8, us: 16, u: 64, ul: 64, d: 96, n: 1e9 };
  const width = widths[shape.suffix] ?? 64;
  const significant = shape.digits.replace(/^0+/, "");
  const used = significant === "" ? 0 : shape.base === 2 ? significant.length : BigInt(`0x${significant}`).toString(2).length;
  if (shape.suffix === "n") return true;
  if (shape.multiplier > 0 || sign === "-") {
    const value =
      BigInt(`${shape.base === 2 ? "0b" : "0x"}${shape.digits === "" ? "0" : shape.digits}`) << BigInt(shape.multiplier);
    return value < 1n << BigInt(width);
  }
  return shape.suffix.startsWith("u") ? used <= width : bits <= width || used < width;
}
