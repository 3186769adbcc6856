/** Numbers of VBScript: their texts, the numbers that texts stand for, and the type that a result has. */
import type { Trace } from "../../values/source.js";
import { Num, type NumType } from "../../values/value.js";

export function numberValue(num: Num): number {
  return typeof num.value === "object" ? Number(num.value.unscaled) / 10 ** num.value.scale : Number(num.value);
}

/** An integer in the smallest type that VBScript gives it, or a Double. */
export function numberOf(value: number, at: Trace | null = null): Num {
  return new Num(typeOf(value), value, at);
}

function typeOf(value: number): NumType {
  if (!Number.isInteger(value) || Object.is(value, -0)) return "Double";
  if (value >= -32768 && value <= 32767) return "Int16";
  return value >= -2147483648 && value <= 2147483647 ? "Int32" : "Double";
}

export function double(value: number, at: Trace | null = null): Num {
  return new Num("Double", value, at);
}

/** As CStr writes it: 15 digits, `1E+20` for what is very large or small. */
export function textOfNumber(num: Num): string {
  const value = numberValue(num);
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  const rounded = Number(value.toPrecision(num.type === "Single" ? 7 : 15));
  const text = String(rounded);
  const match = /^(-?[\d.]+)e([+-])(\d+)$/.exec(text);
  if (match) return `${match[1]}E${match[2]}${(match[3] as string).padStart(2, "0")}`;
  const magnitude = Math.abs(rounded);
  if (magnitude >= 1e15 || (magnitude > 0 && magnitude < 1e-4)) {
    const [digits, exponent] = rounded.toExponential().split("e") as [string, string];
    return `${digits}E${exponent.startsWith("-") ? "-" : "+"}${exponent.replace(/^[+-]/, "").padStart(2, "0")}`;
  }
  return text;
}

/** The number that a text stands for; undefined: none. */
export function parseNumber(text: string): number | undefined {
  const trimmed = text.trim();
  const radix = /^([+-]?)&(?:h([0-9a-f]+)|o?([0-7]+))&?$/i.exec(trimmed);
  if (radix) {
    const value = Number.parseInt(radix[2] ?? (radix[3] as string), radix[2] === undefined ? 8 : 16);
    const narrow = !trimmed.endsWith("&") && value >= 0x8000 && value <= 0xffff ? value - 0x10000 : value | 0;
    return radix[1] === "-" ? -narrow : narrow;
  }
  const plain = trimmed.replace(/^([+-]?)\s*\$/, "$1").replace(/(\d),(?=\d)/g, "$1");
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[ed][+-]?\d+)?[+-]?$/i.test(plain)) return undefined;
  const sign = /^[^+-].*-$/.test(plain) ? -1 : 1;
  const value = sign * Number(plain.replace(/[+-]$/, "").replace(/d/i, "e"));
  return Number.isFinite(value) ? value : undefined;
}

/** To the next integer, halves to the even one. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest < 0.5) return floor;
  if (rest > 0.5) return floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}
