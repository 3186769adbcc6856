import type { Machine } from "../../machine/machine.js";
import type { Text } from "../../tools/tool.js";
import { numberText } from "../../values/number.js";
import type { Trace } from "../../values/source.js";
import { derive, type Piece, pieces, symbolOf, textOf } from "../../values/unknowns.js";
import { ABSENT, type Block, Num, type Plain, type PsObject, Str, Unknown, type Value } from "../../values/value.js";
import { itemsNow } from "./live-views.js";
import { separatorCell } from "./session-cells.js";
import { SHORT_NAMES } from "./type-table.js";
import { elementOf, genericParts, typeNameOf } from "./types.js";

/** The text of a value as interpolation, `[string]` and `-join` give it. */
export function toText(machine: Machine, value: Value): Text {
  const text = toStr(machine, value, null);
  return text.kind === "str" ? text.value : text;
}

/** Like {@link toText}, with where it came from and whether it is secret. */
export function toStr(machine: Machine, value: Value, at: Trace | null): Str | Unknown {
  const plain = machine.plain(value);
  if (plain.kind === "str") return at === null ? plain : new Str(plain.value, at, plain.secret);
  if (plain.kind === "arr" || (plain.kind === "instance" && !plain.model.text && plain.model.enumerate))
    return listText(machine, plain, at);
  return elementText(machine, plain, at, 0);
}

function listText(machine: Machine, list: Plain, at: Trace | null): Str | Unknown {
  const items =
    list.kind === "arr" ? itemsNow(machine, list) : list.kind === "instance" ? list.model.enumerate?.(list) : undefined;
  if (items === undefined || items instanceof Unknown)
    return derive(items ? [items] : [], `str(${symbolOf(list)})`, "System.String", at);
  return joinValues(machine, items, separator(machine), at);
}

function separator(machine: Machine): Str | Unknown {
  const read = separatorCell(machine).value;
  const value = read ? read() : null;
  return value === null ? new Str(" ") : elementText(machine, machine.plain(value), null, 0);
}

/**
 * A value without PowerShell's wrapper: a number that was written as an argument (`007`, `1.50`) then has the text of its value
 * again, as in an expandable text, as a key and as an argument of a method that takes any object.
 */
export function bare(value: Plain): Plain {
  return value.kind === "num" && value.text !== null ? new Num(value.type, value.value, value.trace) : value;
}

/** Elements with a separator in between. */
export function joinValues(machine: Machine, items: readonly Value[], by: Str | Unknown, at: Trace | null): Str | Unknown {
  const parts: Piece[] = [];
  let secret = by.secret;
  let size = 0;
  items.forEach((item, index) => {
    if (index > 0) parts.push(...pieces(by));
    const text = elementText(machine, machine.plain(item), null, 1);
    secret ||= text.secret;
    for (const part of pieces(text)) {
      parts.push(part);
      if (typeof part === "string") size += part.length;
    }
  });
  machine.budget.size(size + items.length);
  return textOf(parts, at, secret);
}

/** The text of one value; lists inside lists show their type only, and so do nested custom objects show nothing. */
export function elementText(machine: Machine, value: Plain, at: Trace | null, depth: number): Str | Unknown {
  switch (value.kind) {
    case "null":
      return new Str("", at);
    case "str":
      return at === null ? value : new Str(value.value, at, value.secret);
    case "bool":
      return new Str(value.value ? "True" : "False", at);
    case "num":
      return new Str(value.text ?? numberText(value), at);
    case "char":
      return new Str(String.fromCharCode(value.code), at);
    case "enum":
      return new Str(value.name, at);
    case "type":
      return new Str(typeText(value.name), at);
    case "block":
      return blockText(value, at);
    case "unknown":
      return textOf(value.parts ?? [value], at ?? value.trace, value.secret);
    case "arr":
    case "dict":
      return new Str(typeNameOf(value), at);
    case "object":
      return objectText(machine, value, at, depth);
    case "instance": {
      const text = value.model.text?.(value);
      if (text instanceof Unknown) return textOf([text], at, text.secret);
      return new Str(text ?? typeNameOf(value), at);
    }
  }
}

/** `[string][int]` is `int`, `[string][Text.StringBuilder]` the full name. */
export function typeText(name: string): string {
  const element = elementOf(name);
  if (element !== null) return `${typeText(element)}${name.slice(element.length)}`;
  const short = SHORT_NAMES.get(name);
  if (short !== undefined) return short;
  const generic = genericParts(name);
  if (generic) return `${generic.open.replace(/`\d+$/, "")}[${generic.args.map(typeText).join(",")}]`;
  return name;
}

/** The source between the braces. */
export function blockText(block: Block, at: Trace | null): Str {
  const text = block.source.text.slice(block.ast.start, block.ast.end);
  const inner = text.startsWith("{") && text.endsWith("}") ? text.slice(1, -1) : text;
  return new Str(inner, at, block.source.secret);
}

/** Whether an object is a bag of properties without a class of its own. */
export function isCustom(value: PsObject): boolean {
  return value.typeNames.includes("System.Management.Automation.PSCustomObject");
}

function objectText(machine: Machine, object: PsObject, at: Trace | null, depth: number): Str | Unknown {
  const method = object.methods.get("tostring");
  if (method !== undefined && machine.blocks) {
    const body = machine.plain(method as Value);
    if (body.kind === "block") {
      const outputs = machine.blocks(body, { self: object, args: [] });
      const last = outputs[outputs.length - 1];
      return last === undefined ? new Str("", at) : elementText(machine, machine.plain(last), at, depth + 1);
    }
  }
  if (!isCustom(object)) return new Str(object.typeNames[0] ?? "System.Object", at);
  // The text of a custom object inside another value is empty.
  if (depth > 0) return new Str("", at);
  const parts: Piece[] = ["@{"];
  let secret = false;
  let first = true;
  for (const guarded of object.properties.values()) {
    const property = machine.settled(guarded);
    if (property === ABSENT) continue;
    if (!first) parts.push("; ");
    first = false;
    const text = elementText(machine, machine.plain(property.value), null, depth + 1);
    secret ||= text.secret;
    parts.push(`${property.name}=`, ...pieces(text));
  }
  if (first) return new Str("", at);
  parts.push("}");
  return textOf(parts, at, secret);
}
