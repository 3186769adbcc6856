import type { Machine } from "../../machine/machine.js";
import { enumInfo, enumOfValue } from "../../values/enums.js";
import { toStringText } from "../../values/number.js";
import type { Trace } from "../../values/source.js";
import { derive, type Piece, pieces, symbolOf, textOf } from "../../values/unknowns.js";
import { ABSENT, type Plain, type PsObject, Str, Unknown, type Value } from "../../values/value.js";
import { operationError } from "../errors/failures.js";
import { netType } from "../types/calls.js";
import { dialectOf } from "../types/session-cells.js";
import { elementText, isCustom } from "../types/text.js";
import { STRUCTS } from "../types/type-table.js";
import { typeNameOf } from "../types/types.js";
import { formatNumber } from "./number-format.js";

const INDEX = "Index (zero based) must be greater than or equal to zero and less than the size of the argument list.";
const INPUT = "Input string was not in a correct format.";

/** Thrown for what String.Format refuses. */
export class BadFormat extends Error {}

interface Item {
  readonly index: number;
  readonly align: number;
  readonly format: string;
}

/** Literal texts and items of a composite format string. */
function parse(format: string): (string | Item)[] {
  const parts: (string | Item)[] = [];
  let text = "";
  for (let at = 0; at < format.length; at++) {
    const char = format[at] as string;
    if (char === "{" || char === "}") {
      if (format[at + 1] === char) {
        text += char;
        at++;
        continue;
      }
      if (char === "}") throw new BadFormat(INPUT);
      const item = /^\{(\d+) *(?:, *(-?\d+) *)?(?::((?:[^{}]|\{\{|\}\})*))?\}/.exec(format.slice(at));
      if (!item) throw new BadFormat(INPUT);
      if (text) parts.push(text);
      text = "";
      parts.push({
        index: Number(item[1]),
        align: Number(item[2] ?? 0),
        format: (item[3] ?? "").replaceAll("{{", "{").replaceAll("}}", "}"),
      });
      at += item[0].length - 1;
    } else text += char;
  }
  if (text) parts.push(text);
  return parts;
}

/** `-f` and String.Format. Throws {@link BadFormat}. */
export function compositeFormat(
  machine: Machine,
  format: Str | Unknown,
  args: readonly Value[],
  at: Trace | null,
): Str | Unknown {
  if (format.kind === "unknown") return formatWithHoles(machine, format, args, at);
  const result: Piece[] = [];
  let secret = format.secret;
  let size = 0;
  for (const part of parse(format.value)) {
    if (typeof part === "string") {
      result.push(part);
      size += part.length;
      continue;
    }
    if (part.index >= args.length) throw new BadFormat(INDEX);
    const value = machine.plain(args[part.index] as Value);
    const text = formatValue(machine, value, part.format);
    if (text === undefined) throw new BadFormat("Format specifier was invalid.");
    secret ||= text.secret;
    if (part.align !== 0 && text.kind === "unknown") {
      result.push(derive([text], `(pad ${part.align} ${text.symbol})`, "System.String", null));
      continue;
    }
    if (Math.abs(part.align) > 1_000_000) throw new BadFormat(INPUT);
    machine.budget.size(Math.abs(part.align));
    for (const piece of text.kind === "str" && text.value === "" ? [] : pieces(text)) {
      const padded = typeof piece === "string" && part.align !== 0 ? pad(piece, part.align) : piece;
      if (typeof padded === "string") size += padded.length;
      result.push(padded);
    }
    if (text.kind === "str" && text.value === "" && part.align !== 0) result.push(pad("", part.align));
  }
  machine.budget.size(size);
  return textOf(result, at, secret);
}

function pad(text: string, align: number): string {
  return align < 0 ? text.padEnd(-align) : text.padStart(align);
}

/** A format of which something is not known: its known fragments are filled when they stand on their own. */
function formatWithHoles(machine: Machine, format: Unknown, args: readonly Value[], at: Trace | null): Str | Unknown {
  const whole = `(-f ${format.symbol} ${args.map(symbolOf).join(",")})`;
  const parts = format.parts;
  if (!parts) return derive([format, ...args], whole, "System.String", at);
  const result: Piece[] = [];
  let secret = format.secret;
  for (const part of parts) {
    if (typeof part !== "string") {
      result.push(part);
      continue;
    }
    try {
      const text = compositeFormat(machine, new Str(part), args, null);
      secret ||= text.secret;
      result.push(...pieces(text));
    } catch (error) {
      // A brace that a hole may close: nothing can be said.
      if (error instanceof BadFormat) return derive([format, ...args], whole, "System.String", at);
      throw error;
    }
  }
  return textOf(result, at, secret);
}

/** One value with its format; undefined: the format is not valid for it. */
export function formatValue(machine: Machine, value: Plain, format: string): Str | Unknown | undefined {
  switch (value.kind) {
    case "null":
      return new Str("");
    case "str":
      return value;
    case "unknown":
      if (format === "" || value.type === "System.String" || value.parts)
        return textOf(value.parts ?? [value], value.trace, value.secret);
      return derive([value], `(format ${JSON.stringify(format)} ${value.symbol})`, "System.String", value.trace);
    case "num": {
      const dialect = dialectOf(machine);
      const text = format === "" ? toStringText(value, dialect) : formatNumber(value, format, dialect);
      if (text === null)
        return new Unknown(
          "input",
          "the currency format depends on the host's culture",
          `(format ${format} ${symbolOf(value)})`,
          null,
          "System.String",
        );
      return text === undefined ? undefined : new Str(text, value.trace);
    }
    case "enum": {
      const info = enumOfValue(value);
      switch (format.toUpperCase()) {
        case "":
        case "G":
        case "F":
          return new Str(value.name, value.trace);
        case "D":
          return new Str(String(value.value), value.trace);
        case "X":
          return new Str(
            value.value
              .toString(16)
              .toUpperCase()
              .padStart(info?.underlying === "Byte" ? 2 : 8, "0"),
            value.trace,
          );
        default:
          return undefined;
      }
    }
    default: {
      const formatter = netType(machine, typeNameOf(value))?.format;
      if (formatter && format !== "") {
        const text = formatter(value, format);
        return typeof text === "string" ? new Str(text, null) : text;
      }
      if (value.kind === "object" && isCustom(value) && format !== "") return customText(machine, value, format);
      if (value.kind === "type") return new Str(value.name, value.trace);
      return elementText(machine, value, null, 0);
    }
  }
}

/** A custom object hands the format on to the values of its properties; where one refuses it, nothing is left. */
function customText(machine: Machine, object: PsObject, format: string): Str | Unknown {
  const parts: Piece[] = [];
  let secret = false;
  for (const guarded of object.properties.values()) {
    const property = machine.settled(guarded);
    if (property === ABSENT) continue;
    const value = machine.plain(property.value);
    const text =
      value.kind === "arr" || value.kind === "object" || value.kind === "dict"
        ? elementText(machine, value, null, 1)
        : formatValue(machine, value, format);
    if (text === undefined) return new Str("");
    secret ||= text.secret;
    parts.push(parts.length === 0 ? "@{" : "; ", `${property.name}=`, ...pieces(text));
  }
  return parts.length === 0 ? new Str("") : textOf([...parts, "}"], null, secret);
}

/** Arrays of references are arrays of objects too; those of structures are not. */
function isStructure(type: string): boolean {
  return STRUCTS.has(type) || enumInfo(type) !== undefined;
}

/** The operator: one argument that is a list gives its elements. */
/** A number that was written as an argument goes into the format by its text. */
function asWritten(value: Value): Value {
  return "kind" in value && value.kind === "num" && value.text !== null ? new Str(value.text, value.trace) : value;
}

export function formatOperator(machine: Machine, left: Str | Unknown, right: Plain, at: Trace | null): Value {
  const args =
    right.kind === "arr" && right.form === "array" && !isStructure(right.element)
      ? machine.settled(right.items).map(asWritten)
      : [asWritten(right) as Plain];
  if (
    right.kind === "unknown" &&
    right.parts === null &&
    right.type === null &&
    left.kind === "str" &&
    !/\{[1-9]/.test(left.value)
  ) {
    // A list or a single value: with one place in the format both give the same text around it.
    return compositeFormat(machine, left, [right], at);
  }
  if (right.kind === "unknown" && right.parts === null && right.type === null) {
    return derive([right, left], `(-f ${symbolOf(left)} ${right.symbol})`, "System.String", at);
  }
  try {
    return compositeFormat(machine, left, args, at);
  } catch (error) {
    if (error instanceof BadFormat) throw operationError("FormatError", `Error formatting a string: ${error.message}.`, at);
    throw error;
  }
}
