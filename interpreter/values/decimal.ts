import { bounded } from "../../host/cache.js";
import type { Decimal } from "./value.js";

/** System.Decimal: 96-bit unscaled value, scale 0 to 28, results that do not fit are rounded half to even. */
const MAXIMUM = (1n << 96n) - 1n;
const MAXIMUM_SCALE = 28;

export const power10 = bounded(512, (exponent: number): bigint => 10n ** BigInt(exponent));

export function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** Quotient rounded half to even (or half away from zero). */
export function divideRounded(value: bigint, divisor: bigint, away = false): bigint {
  const negative = value < 0n !== divisor < 0n;
  const dividend = abs(value);
  const by = abs(divisor);
  let quotient = dividend / by;
  const twice = (dividend % by) * 2n;
  if (twice > by || (twice === by && (away || quotient % 2n === 1n))) quotient += 1n;
  return negative ? -quotient : quotient;
}

/** The value as Decimal keeps it, or null when it overflows. */
function fit(unscaled: bigint, scale: number): Decimal | null {
  let value = unscaled;
  let places = scale;
  if (places > MAXIMUM_SCALE || abs(value) > MAXIMUM) {
    // One rounding step only: rounding digit by digit would round twice.
    let cut = Math.max(0, places - MAXIMUM_SCALE);
    while (cut <= places) {
      const rounded = divideRounded(value, power10(cut));
      if (abs(rounded) <= MAXIMUM) {
        value = rounded;
        places -= cut;
        return { unscaled: value, scale: places };
      }
      cut++;
    }
    return null;
  }
  return places < 0 ? fit(value * power10(-places), 0) : { unscaled: value, scale: places };
}

function align(a: Decimal, b: Decimal): [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  return [a.unscaled * power10(scale - a.scale), b.unscaled * power10(scale - b.scale), scale];
}

export function addDecimal(a: Decimal, b: Decimal): Decimal | null {
  const [x, y, scale] = align(a, b);
  return fit(x + y, scale);
}

export function subtractDecimal(a: Decimal, b: Decimal): Decimal | null {
  const [x, y, scale] = align(a, b);
  return fit(x - y, scale);
}

export function multiplyDecimal(a: Decimal, b: Decimal): Decimal | null {
  return fit(a.unscaled * b.unscaled, a.scale + b.scale);
}

/** null: overflow. The divisor is not zero. */
export function divideDecimal(a: Decimal, b: Decimal): Decimal | null {
  for (let scale = Math.max(0, a.scale - b.scale); scale <= MAXIMUM_SCALE; scale++) {
    const dividend = a.unscaled * power10(scale - a.scale + b.scale);
    if (dividend % b.unscaled === 0n) {
      const exact = dividend / b.unscaled;
      if (abs(exact) <= MAXIMUM) return { unscaled: exact, scale };
      break;
    }
  }
  // Rounded once, to as many places as there is room for.
  for (let scale = MAXIMUM_SCALE; scale >= 0; scale--) {
    const shift = scale - a.scale + b.scale;
    const quotient =
      shift >= 0
        ? divideRounded(a.unscaled * power10(shift), b.unscaled)
        : divideRounded(a.unscaled, b.unscaled * power10(-shift));
    if (abs(quotient) <= MAXIMUM) return withoutZeros({ unscaled: quotient, scale });
  }
  return null;
}

/** Zeros at the end of a quotient that is not exact are not kept. */
function withoutZeros(value: Decimal): Decimal {
  let { unscaled, scale } = value;
  while (scale > 0 && unscaled % 10n === 0n) {
    unscaled /= 10n;
    scale--;
  }
  return { unscaled, scale };
}

export function remainderDecimal(a: Decimal, b: Decimal): Decimal {
  const [dividend, divisor] = align(a, b);
  if (abs(dividend) < abs(divisor)) return a;
  const [x, y, scale] = align(a, b);
  return { unscaled: x % y, scale };
}

export function negateDecimal(a: Decimal): Decimal {
  return { unscaled: -a.unscaled, scale: a.scale };
}

export function compareDecimal(a: Decimal, b: Decimal): number {
  const [x, y] = align(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

export function roundDecimal(a: Decimal, digits: number, away = false): Decimal {
  if (a.scale <= digits) return a;
  return { unscaled: divideRounded(a.unscaled, power10(a.scale - digits), away), scale: digits };
}

export function floorDecimal(a: Decimal): Decimal {
  const unit = power10(a.scale);
  const whole = a.unscaled / unit;
  return { unscaled: a.unscaled < 0n && a.unscaled % unit !== 0n ? whole - 1n : whole, scale: 0 };
}

export function truncateDecimal(a: Decimal): Decimal {
  return { unscaled: a.unscaled / power10(a.scale), scale: 0 };
}

export function decimalText(a: Decimal): string {
  const digits = abs(a.unscaled)
    .toString()
    .padStart(a.scale + 1, "0");
  const text = a.scale === 0 ? digits : `${digits.slice(0, -a.scale)}.${digits.slice(-a.scale)}`;
  return a.unscaled < 0n ? `-${text}` : text;
}

export function decimalNumber(a: Decimal): number {
  return Number(decimalText(a));
}

/** Parses `-12.50e3`; null when it is no such text or does not fit. */
export function parseDecimal(text: string): Decimal | null {
  const match = /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/.exec(text);
  if (!match || (!match[2] && !match[3])) return null;
  const fraction = match[3] ?? "";
  const exponent = Number(match[4] ?? "0");
  if (Math.abs(exponent) > 60 || text.length > 200) return null;
  const unscaled = BigInt(`${match[2] ?? ""}${fraction}` || "0");
  const scale = fraction.length - exponent;
  const signed = match[1] === "-" ? -unscaled : unscaled;
  return scale < 0 ? fit(signed * power10(-scale), 0) : fit(signed, scale);
}

export function decimalFromInteger(value: bigint): Decimal | null {
  return fit(value, 0);
}

/** As the explicit conversion of .NET does: 15 significant digits (7 for Single); null when out of range. */
export function decimalFromDouble(value: number, single = false): Decimal | null {
  if (!Number.isFinite(value)) return null;
  if (value === 0) return { unscaled: 0n, scale: 0 };
  const parsed = parseDecimal(value.toPrecision(single ? 7 : 15));
  if (!parsed) return Math.abs(value) < 1e-20 ? { unscaled: 0n, scale: 0 } : null;
  let { unscaled, scale } = parsed;
  while (scale > 0 && unscaled % 10n === 0n) {
    unscaled /= 10n;
    scale--;
  }
  return { unscaled, scale };
}
