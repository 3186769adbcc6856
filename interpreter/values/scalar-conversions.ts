import type { Cause } from "../../host/values/origin.js";
import type { Machine } from "../machine/machine.js";
import type { Text } from "../tools/tool.js";
import type { Trace } from "./source.js";
import { array, Bool, type Decimal, EnumValue, Instance, Null, Num, type Plain, Str, Unknown, type Value } from "./value.js";

/**
 * Conversions of values that reach the host through COM, WMI and configuration files: by the receiver's rules, which are
 * not those of PowerShell's operators.
 */

/** The value, or what is not known of an object that stands for a text or number. */
export function scalarOf(machine: Machine, value: Value): Plain {
  const plain = machine.plain(value);
  return plain instanceof Instance ? (plain.model.scalar?.(plain) ?? plain) : plain;
}

/** The text of a scalar; null for $null; undefined for what is no scalar. */
export function scalarText(machine: Machine, value: Value): Text | null | undefined {
  const plain = scalarOf(machine, value);
  if (plain instanceof Null) return null;
  if (plain instanceof Str) return plain.value;
  if (plain instanceof Unknown) return plain;
  if (plain instanceof Bool) return plain.value ? "True" : "False";
  if (plain instanceof EnumValue) return plain.name;
  if (plain.kind === "char") return String.fromCharCode(plain.code);
  if (plain instanceof Num) return numberText(plain.value);
  return undefined;
}

function numberText(value: Num["value"]): string {
  if (typeof value !== "object") return String(value);
  return decimalText(value);
}

function decimalText({ unscaled, scale }: Decimal): string {
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, "0");
  const cut = digits.length - scale;
  return `${unscaled < 0n ? "-" : ""}${digits.slice(0, cut)}${scale > 0 ? `.${digits.slice(cut)}` : ""}`;
}

/** The integer that a number, boolean or numeric text stands for; undefined: none. */
export function scalarInteger(machine: Machine, value: Value): number | Unknown | undefined {
  const plain = scalarOf(machine, value);
  if (plain instanceof Unknown) return plain;
  if (plain instanceof Bool) return plain.value ? 1 : 0;
  if (plain instanceof EnumValue) return plain.value;
  if (plain instanceof Num) {
    const number = typeof plain.value === "object" ? Number(decimalText(plain.value)) : Number(plain.value);
    return Number.isFinite(number) ? Math.round(number) : undefined;
  }
  if (plain instanceof Str) return integerFromText(plain.value);
  if (plain.kind === "char") return plain.code;
  return undefined;
}

/** `12`, `-1`, `0x1F`, `&H1F`; undefined: not an integer. */
export function integerFromText(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^[+-]?\d+$/.test(trimmed)) return Number(trimmed);
  const hex = /^(?:0x|&h)([0-9a-f]+)&?$/i.exec(trimmed);
  return hex ? Number.parseInt(hex[1] as string, 16) : undefined;
}

/** The boolean that a value stands for where a configuration system reads it; undefined: none. */
export function scalarBoolean(machine: Machine, value: Value): boolean | Unknown | undefined {
  const plain = scalarOf(machine, value);
  if (plain instanceof Unknown) return plain;
  if (plain instanceof Bool) return plain.value;
  if (plain instanceof Num) return scalarInteger(machine, plain) !== 0;
  if (plain instanceof EnumValue) return plain.value !== 0;
  if (plain instanceof Str) {
    const text = plain.value.trim().toLowerCase();
    if (text === "true") return true;
    if (text === "false") return false;
    const number = integerFromText(text);
    return number === undefined ? undefined : number !== 0;
  }
  return undefined;
}

/** The elements of a list; a scalar is a list of one; an unknown list is one Unknown. */
export function elementsOf(machine: Machine, value: Value): readonly Plain[] | Unknown {
  const plain = scalarOf(machine, value);
  if (plain instanceof Unknown) return plain;
  if (plain instanceof Null) return [];
  if (plain.kind !== "arr") return [plain];
  return machine.settled<readonly Value[]>(plain.items as readonly Value[]).map((item) => machine.plain(item));
}

/** A value only the host knows. `symbol` names it: equal symbols are the same value. */
export function hostValue(
  why: string,
  symbol: string,
  at: Trace | null,
  type: string | null = null,
  cause: Cause = "input",
): Unknown {
  return new Unknown(cause, why, symbol, at, type);
}

export function strings(texts: readonly string[], at: Trace | null = null): Value {
  return array(
    texts.map((text) => new Str(text, at)),
    "System.String",
    at,
  );
}
