import { abs, decimalText } from "../../values/decimal.js";
import { asInteger, asNumber, doubleGeneral, isDecimal, isInteger, toStringText } from "../../values/number.js";
import type { Num } from "../../values/value.js";
import type { Dialect } from "../syntax/ast.js";

/**
 * Standard and custom numeric format strings of .NET with the invariant culture.
 * undefined: the format is not valid for the number (FormatException); null: it depends on the host's culture.
 */
export function formatNumber(num: Num, format: string, dialect: Dialect): string | undefined | null {
  if (format === "") return toStringText(num, dialect);
  const standard = /^([A-Za-z])(\d{0,3})$/.exec(format);
  if (!standard) return special(num) ?? customFormat(num, format, dialect);
  const kind = (standard[1] as string).toUpperCase();
  const digits = standard[2] === "" ? null : Number(standard[2]);
  switch (kind) {
    case "D":
      return isInteger(num.type) ? grouped(signOf(num), asIntegerText(num).padStart(digits ?? 0, "0")) : undefined;
    case "X":
      return isInteger(num.type) ? hexadecimal(num, digits ?? 0, standard[1] === "x") : undefined;
    case "B":
      return dialect === "7" && isInteger(num.type)
        ? bits(num)
            .toString(2)
            .padStart(digits ?? 0, "0")
        : undefined;
    case "F":
      return special(num) ?? grouped(signOf(num), fixed(num, digits ?? 2, dialect), keepsSign(num, dialect));
    case "N":
      return special(num) ?? grouped(signOf(num), thousands(fixed(num, digits ?? 2, dialect)), keepsSign(num, dialect));
    case "P":
      return special(num) ?? percent(num, digits ?? 2, dialect);
    case "E":
      return special(num) ?? exponential(num, digits ?? 6, standard[1] as string, dialect);
    case "G":
      return special(num) ?? general(num, digits ?? 0, standard[1] as string, dialect);
    case "R":
      return isInteger(num.type) || num.type === "Decimal"
        ? num.type === "BigInteger"
          ? toStringText(num, dialect)
          : dialect === "7"
            ? toStringText(num, dialect)
            : undefined
        : toStringText(num, "7");
    case "C":
      return null;
    default:
      return undefined;
  }
}

function special(num: Num): string | null {
  const value = asNumber(num);
  if (num.type !== "Double" && num.type !== "Single") return null;
  return Number.isFinite(value) ? null : Number.isNaN(value) ? "NaN" : value < 0 ? "-Infinity" : "Infinity";
}

function signOf(num: Num): boolean {
  return isDecimal(num.value) ? num.value.unscaled < 0n : num.value < 0;
}

/** A minus sign; not in front of zero, except for floating point numbers since .NET Core 3. */
function grouped(negative: boolean, text: string, signedZero = false): string {
  return negative && (signedZero || /[1-9]/.test(text)) ? `-${text}` : text;
}

function asIntegerText(num: Num): string {
  return abs(asInteger(num)).toString();
}

function bits(num: Num): bigint {
  const sizes: Readonly<Record<string, number>> = {
    SByte: 8,
    Byte: 8,
    Int16: 16,
    UInt16: 16,
    Int32: 32,
    UInt32: 32,
    Int64: 64,
    UInt64: 64,
  };
  const value = asInteger(num);
  return value < 0n ? BigInt.asUintN(sizes[num.type] ?? 64, value) : value;
}

function hexadecimal(num: Num, digits: number, lower: boolean): string {
  const text = bits(num).toString(16).padStart(digits, "0");
  return lower ? text : text.toUpperCase();
}

/** Digits of the absolute value in full, without exponent; Doubles by their `precision` significant digits. */
export function plainDigits(num: Num, precision: number): string {
  if (isDecimal(num.value)) return decimalText(num.value).replace("-", "");
  if (typeof num.value === "bigint") return abs(num.value).toString();
  return expand(Math.abs(num.value), precision);
}

function expand(value: number, precision: number): string {
  if (value === 0) return "0";
  const [mantissa = "0", exponent = "0"] = value.toExponential(precision - 1).split("e");
  const digits = mantissa.replace(".", "");
  const point = Number(exponent) + 1;
  if (point <= 0) return trimZeros(`0.${"0".repeat(-point)}${digits}`);
  if (point >= digits.length) return digits + "0".repeat(point - digits.length);
  return trimZeros(`${digits.slice(0, point)}.${digits.slice(point)}`);
}

function trimZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** Rounds a plain decimal text, halves away from zero. */
export function roundText(text: string, places: number): string {
  const [whole = "0", fraction = ""] = text.split(".");
  if (fraction.length <= places) return places === 0 ? whole : `${whole}.${fraction.padEnd(places, "0")}`;
  let value = BigInt(whole + fraction.slice(0, places));
  if ((fraction[places] as string) >= "5") value += 1n;
  const digits = value.toString().padStart(places + 1, "0");
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** Rounds a plain decimal text, exact halves to even, as .NET does for Doubles since .NET 5. */
function roundEven(text: string, places: number): string {
  const [whole = "0", fraction = ""] = text.split(".");
  const rest = fraction.slice(places);
  if (!/^50*$/.test(rest)) return roundText(text, places);
  const kept = places === 0 ? whole : `${whole}.${fraction.slice(0, places)}`;
  return Number(kept[kept.length - 1]) % 2 === 0 ? kept : roundText(text, places);
}

function keepsSign(num: Num, dialect: Dialect): boolean {
  return isFloat(num) && dialect === "7";
}

function isFloat(num: Num): boolean {
  return num.type === "Double" || num.type === "Single";
}

function fixed(num: Num, places: number, dialect: Dialect): string {
  if (isFloat(num) && dialect === "7") {
    const value = Math.abs(num.value as number);
    if (places > 100) return roundText(exact(value, 100), places);
    return value >= 1e21 ? roundText(BigInt(value).toString(), places) : roundEven(exact(value, 100), places);
  }
  return roundText(plainDigits(num, num.type === "Single" ? 7 : 15), places);
}

function exact(value: number, places: number): string {
  return value >= 1e21 ? BigInt(value).toString() : value.toFixed(places);
}

function thousands(text: string): string {
  const [whole = "0", fraction] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** Moves the decimal point of a plain text to the right. */
function shift(text: string, by: number): string {
  const [whole = "0", fraction = ""] = text.split(".");
  const digits = fraction.padEnd(by, "0");
  const moved = `${whole}${digits.slice(0, by)}`.replace(/^0+(?=\d)/, "");
  return digits.length > by ? `${moved}.${digits.slice(by)}` : moved;
}

function percent(num: Num, places: number, dialect: Dialect): string {
  const source = isFloat(num) && dialect === "7" ? exact(Math.abs(num.value as number), 60) : plainDigits(num, 15);
  const shifted = shift(source, 2);
  return grouped(
    signOf(num),
    `${thousands(isFloat(num) && dialect === "7" ? roundEven(shifted, places) : roundText(shifted, places))} %`,
    keepsSign(num, dialect),
  );
}

function exponential(num: Num, places: number, letter: string, dialect: Dialect): string {
  let mantissa: string;
  let exponent: number;
  if (isFloat(num) && dialect === "7" && places <= 99 && !isTie(num.value as number, places)) {
    const [digits = "0", power = "0"] = Math.abs(num.value as number)
      .toExponential(places)
      .split("e");
    mantissa = digits;
    exponent = Number(power);
  } else {
    const text = plainDigits(num, num.type === "Single" ? 7 : 15);
    const even = isFloat(num) && dialect === "7" && isTie(num.value as number, places);
    ({ mantissa, exponent } = scientific(text, even ? 100 : places));
    if (even) mantissa = roundEven(mantissa, places);
  }
  return `${signOf(num) ? "-" : ""}${mantissa}${letter}${exponent < 0 ? "-" : "+"}${Math.abs(exponent).toString().padStart(3, "0")}`;
}

/** Whether the digits to be cut are exactly a half, with an even digit before: then toExponential rounds the other way. */
function isTie(value: number, places: number): boolean {
  const digits = Math.abs(value).toExponential(100).split("e")[0]?.replace(".", "") ?? "";
  return /^50*$/.test(digits.slice(places + 1)) && Number(digits[places]) % 2 === 0;
}

function scientific(text: string, places: number): { mantissa: string; exponent: number } {
  const [whole = "0", fraction = ""] = text.split(".");
  const digits = whole + fraction;
  const first = digits.search(/[1-9]/);
  if (first < 0) return { mantissa: roundText("0", places), exponent: 0 };
  let exponent = whole.length - 1 - first;
  let mantissa = roundText(`${digits[first]}.${digits.slice(first + 1)}`, places);
  if (mantissa.startsWith("10")) {
    mantissa = roundText(`1.${"0".repeat(places)}`, places);
    exponent++;
  }
  return { mantissa, exponent };
}

function general(num: Num, precision: number, letter: string, dialect: Dialect): string {
  if (precision === 0)
    return isInteger(num.type) || num.type === "Decimal"
      ? toStringText(num, dialect)
      : withLetter(toStringText(num, dialect), letter);
  if (isFloat(num))
    return withLetter(doubleGeneral(num.value as number, dialect === "5.1" ? Math.min(precision, 17) : precision), letter);
  const text = plainDigits(num, 15);
  const { mantissa, exponent } = scientific(text, precision - 1);
  const digits = trimZeros(mantissa);
  if (exponent >= precision || exponent < -4)
    return `${signOf(num) ? "-" : ""}${digits}${letter === "g" ? "e" : "E"}${exponent < 0 ? "-" : "+"}${Math.abs(exponent).toString().padStart(2, "0")}`;
  return grouped(signOf(num), trimZeros(roundText(text, Math.max(0, precision - 1 - exponent))));
}

function withLetter(text: string, letter: string): string {
  return letter === "g" ? text.replace("E", "e") : text;
}

// ---------------------------------------------------------------- custom formats

type Token =
  | { readonly kind: "digit"; readonly zero: boolean }
  | { readonly kind: "point" | "group" }
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "scale"; readonly text: string; readonly by: number }
  | { readonly kind: "exponent"; readonly letter: string; readonly plus: boolean; readonly digits: number };

function sections(format: string): string[] {
  const parts = [""];
  for (let index = 0; index < format.length; index++) {
    const char = format[index] as string;
    const last = parts.length - 1;
    if (char === "\\") parts[last] += char + (format[++index] ?? "");
    else if (char === "'" || char === '"') {
      const end = format.indexOf(char, index + 1);
      const stop = end < 0 ? format.length : end + 1;
      parts[last] += format.slice(index, stop);
      index = stop - 1;
    } else if (char === ";") parts.push("");
    else parts[last] += char;
  }
  return parts;
}

function tokens(section: string): Token[] {
  const list: Token[] = [];
  let point = false;
  for (let index = 0; index < section.length; index++) {
    const char = section[index] as string;
    const exponent = /^([eE])([-+]?)(0+)/.exec(section.slice(index));
    if (char === "0" || char === "#") list.push({ kind: "digit", zero: char === "0" });
    else if (char === ".") {
      if (!point) list.push({ kind: "point" });
      point = true;
    } else if (char === ",") list.push({ kind: "group" });
    else if (char === "%") list.push({ kind: "scale", text: "%", by: 2 });
    else if (char === "‰") list.push({ kind: "scale", text: "‰", by: 3 });
    else if (char === "\\") list.push({ kind: "literal", text: section[++index] ?? "" });
    else if (char === "'" || char === '"') {
      const end = section.indexOf(char, index + 1);
      list.push({ kind: "literal", text: section.slice(index + 1, end < 0 ? undefined : end) });
      index = end < 0 ? section.length : end;
    } else if (exponent) {
      list.push({
        kind: "exponent",
        letter: exponent[1] as string,
        plus: exponent[2] === "+",
        digits: (exponent[3] as string).length,
      });
      index += exponent[0].length - 1;
    } else list.push({ kind: "literal", text: char });
  }
  return list;
}

function customFormat(num: Num, format: string, dialect: Dialect): string {
  const parts = sections(format);
  const source = plainDigits(num, num.type === "Single" ? 7 : 15);
  let negative = signOf(num);
  let chosen = 0;
  const zero = (text: string): boolean => !/[1-9]/.test(text);
  if (zero(source)) {
    chosen = parts.length >= 3 && parts[2] !== "" ? 2 : 0;
    negative = false;
  } else if (negative && parts.length >= 2 && parts[1] !== "") {
    chosen = 1;
    negative = false;
  }
  let text = rendered(source, parts[chosen] ?? "");
  // What rounds to zero takes the zero section.
  if (text.zero && !zero(source)) {
    if (parts.length >= 3 && parts[2] !== "") {
      negative = false;
      text = rendered("0", parts[2] as string);
    } else if (!keepsSign(num, dialect)) negative = false;
  }
  return negative && text.text !== "" ? `-${text.text}` : text.text;
}

function rendered(source: string, section: string): { text: string; zero: boolean } {
  const list = tokens(section);
  const pointAt = list.findIndex((token) => token.kind === "point");
  const before = pointAt < 0 ? list : list.slice(0, pointAt);
  const isDigit = (token: Token): boolean => token.kind === "digit";
  const whole = before.filter(isDigit);
  const after = pointAt < 0 ? [] : list.slice(pointAt).filter(isDigit);
  const lastDigit = before.findLastIndex(isDigit);
  const firstDigit = before.findIndex(isDigit);
  let divide = 0;
  for (let index = lastDigit + 1; index < before.length && before[index]?.kind === "group"; index++) divide += 3;
  const grouping = before.some((token, index) => token.kind === "group" && index > firstDigit && index < lastDigit);
  const scale = list.reduce((sum, token) => sum + (token.kind === "scale" ? token.by : 0), 0);
  const exponent = list.find((token): token is Extract<Token, { kind: "exponent" }> => token.kind === "exponent");
  let value = shift(source, scale);
  if (divide > 0) value = unshift(value, divide);
  let power = 0;
  if (exponent) {
    const found = scientific(value, whole.length + after.length - 1 < 0 ? 0 : whole.length + after.length - 1);
    power = /[1-9]/.test(value) ? found.exponent - (whole.length - 1) : 0;
    value = /[1-9]/.test(value) ? shift(trimZeros(found.mantissa), Math.max(0, whole.length - 1)) : "0";
  }
  const rounded = roundText(value, after.length);
  const [wholeText = "0", fractionText = ""] = rounded.split(".");
  const isZero = !/[1-9]/.test(rounded);
  return { text: layout(list, pointAt, wholeText, fractionText, whole, after, grouping, power), zero: isZero };
}

function unshift(text: string, by: number): string {
  const [whole = "0", fraction = ""] = text.split(".");
  const padded = whole.padStart(by + 1, "0");
  return trimZeros(`${padded.slice(0, -by)}.${padded.slice(-by)}${fraction}`);
}

function layout(
  list: readonly Token[],
  pointAt: number,
  wholeText: string,
  fractionText: string,
  whole: readonly Token[],
  after: readonly Token[],
  grouping: boolean,
  power: number,
): string {
  // A zero placeholder forces every digit place to its right.
  const firstZero = whole.findIndex((token) => token.kind === "digit" && token.zero);
  const minimum = firstZero < 0 ? 0 : whole.length - firstZero;
  const digits = (wholeText === "0" ? "" : wholeText).padStart(minimum, "0");
  const lastZero = after.findLastIndex((token) => token.kind === "digit" && token.zero);
  let fraction = fractionText.replace(/0+$/, "");
  fraction = fraction.padEnd(lastZero + 1, "0");
  let result = "";
  let place = 0;
  let taken = 0;
  let fractionAt = 0;
  const emit = (count: number): void => {
    for (let index = 0; index < count; index++) {
      const left = digits.length - taken;
      result += digits[taken++] as string;
      if (grouping && left > 1 && (left - 1) % 3 === 0) result += ",";
    }
  };
  list.forEach((token, index) => {
    switch (token.kind) {
      case "digit":
        if (pointAt >= 0 && index > pointAt) {
          if (fractionAt < fraction.length) result += fraction[fractionAt] as string;
          fractionAt++;
          break;
        }
        {
          // Digits beyond the placeholders come with the first of them.
          const remaining = whole.length - place;
          const due = digits.length - taken;
          if (place === 0) emit(Math.max(0, due - remaining + 1));
          else if (due >= remaining) emit(1);
          place++;
        }
        break;
      case "point":
        if (whole.length === 0) emit(digits.length);
        if (fraction.length > 0) result += ".";
        break;
      case "literal":
      case "scale":
        result += token.text;
        break;
      case "exponent":
        result += `${token.letter}${power < 0 ? "-" : token.plus ? "+" : ""}${Math.abs(power).toString().padStart(token.digits, "0")}`;
        break;
      case "group":
        break;
    }
  });
  return result;
}
