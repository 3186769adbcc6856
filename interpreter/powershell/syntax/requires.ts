import type { Command, Expression } from "./ast.js";
import { isRequiresConstant, pureExpression } from "./checks/constants.js";
import type { SyntaxErrorId } from "./syntax-error.js";

type Span = { readonly start: number; readonly end: number };
type Refuse = (id: SyntaxErrorId, at: Span, detail: string) => never;

const PARAMETERS = ["runasadministrator", "shellid", "pssnapin", "psedition", "version", "assembly", "modules"] as const;
const MODULE_KEYS: ReadonlySet<string> = new Set(["modulename", "moduleversion", "maximumversion", "requiredversion", "guid"]);

/**
 * A `#requires` comment, read as a command without its `#`. PowerShell refuses the whole script when one is malformed;
 * whether a module or assembly exists is not asked here.
 */
export function checkRequires(command: Command, refuse: Refuse): void {
  if (command.name.kind !== "String" || command.name.value.toLowerCase() !== "requires") {
    refuse("ScriptRequiresInvalidFormat", command, "");
  }
  const bound = new Set<string>();
  for (let i = 0; i < command.elements.length; i++) {
    const element = command.elements[i];
    if (element?.kind !== "CommandParameter") return refuse("ScriptRequiresInvalidFormat", element ?? command, "");
    let value: Expression | null = element.value;
    let given: Span | null = value;
    if (given === null) {
      const next = command.elements[i + 1];
      if (next !== undefined) {
        i++;
        given = next;
        value = next.kind === "Argument" ? next.value : null;
      }
    }
    const name = PARAMETERS.find((parameter) => parameter.startsWith(element.name.toLowerCase()));
    if (name === "runasadministrator") {
      if (given !== null) refuse("ParameterCannotHaveArgument", element, element.name);
      continue;
    }
    if (given === null) return refuse("ParameterRequiresArgument", element, element.name);
    if (value === null || !isRequiresConstant(value)) return refuse("RequiresArgumentMustBeConstant", given, "");
    if (name === undefined) refuse("ScriptRequiresInvalidFormat", element, "");
    checkArgument(name, value, element, bound, refuse);
  }
}

function checkArgument(name: string, value: Expression, parameter: Span, bound: Set<string>, refuse: Refuse): void {
  if (name !== "assembly" && name !== "modules" && name !== "version") {
    if (bound.has(name)) refuse("ParameterAlreadyBound", parameter, name);
    bound.add(name);
  }
  switch (name) {
    case "version": {
      const text = value.kind === "Number" ? value.text : value.kind === "String" ? value.value : "";
      if (!isVersion(text)) refuse("RequiresVersionInvalid", value, "");
      return;
    }
    case "psedition":
      for (const item of items(value)) {
        if (item.kind !== "String") return refuse("RequiresInvalidStringArgument", value, name);
        const edition = item.value.toLowerCase();
        if (edition !== "core" && edition !== "desktop") refuse("RequiresPSEditionInvalid", value, name);
      }
      return;
    case "assembly":
      for (const item of items(value)) if (item.kind !== "String") refuse("RequiresInvalidStringArgument", value, name);
      return;
    case "modules":
      for (const item of items(value)) if (!isModule(item)) refuse("RequiresModuleInvalid", value, "");
      return;
    default:
      if (value.kind !== "String") refuse("RequiresInvalidStringArgument", value, name);
  }
}

function items(value: Expression): readonly Expression[] {
  if (value.kind === "ArrayLiteral") return value.items;
  if (value.kind !== "Paren") return [value];
  const inner = pureExpression(value.value);
  return inner === null ? [value] : items(inner);
}

/** A name, or a table with the keys of a module specification (see the class ModuleSpecification). */
function isModule(value: Expression): boolean {
  if (value.kind === "Variable") return value.key === "null";
  if (value.kind !== "Hash") return value.kind !== "String" || value.value !== "";
  const given = new Map<string, Expression | null>();
  for (const { key, value: entry } of value.entries) {
    const name = key.kind === "String" ? key.value.toLowerCase() : "";
    if (!MODULE_KEYS.has(name)) return false;
    given.set(name, pureExpression(entry));
  }
  const required = given.has("requiredversion");
  const ranged = given.has("moduleversion") || given.has("maximumversion");
  return (
    required !== ranged &&
    [...given].every(([name, entry]) => {
      const text = entry === null ? null : constantText(entry);
      if (text === null) return true;
      if (name === "modulename") return text !== "";
      if (name === "guid") return GUID.test(text.trim());
      const version = name === "maximumversion" && text.trim().endsWith("*") ? highest(text.trim()) : text;
      return numbersOf(version, 2);
    }) &&
    given.has("modulename")
  );
}

/** As the class Guid reads it, without the form of separate hexadecimal numbers. */
const GUID =
  /^(?:\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?|\([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\)|[0-9a-f]{32})$/i;

/** The highest version that a text with a star at its end allows. */
function highest(text: string): string {
  const parts = `${text.slice(0, -1)}999999999`.split(".");
  while (parts.length < 4) parts.push("999999999");
  return parts.join(".");
}

/** The text of a constant of `#requires`; null where that is not worked out. */
function constantText(value: Expression): string | null {
  switch (value.kind) {
    case "String":
      return value.value;
    case "Number":
      return numberText(value.text);
    case "Variable":
      return value.key === "null" ? "" : value.key === "true" ? "True" : "False";
    case "Paren": {
      const inner = pureExpression(value.value);
      return inner === null ? null : constantText(inner);
    }
    case "ArrayLiteral": {
      const texts = value.items.map(constantText);
      return texts.includes(null) ? null : texts.join(" ");
    }
    case "Unary": {
      const operand = value.operator === "-" && value.operand.kind === "Number" ? constantText(value.operand) : null;
      return operand === null ? null : `-${operand}`;
    }
    default:
      return null;
  }
}

/** A Double loses the zeros at its end (`5.10` is the version 5.1), a Decimal keeps them. Others are no versions however they are written. */
function numberText(literal: string): string {
  const [, digits, suffix = ""] = /^([\d.]+(?:e[-+]?\d+)?)([a-z]*)$/i.exec(literal) ?? [];
  if (digits === undefined || suffix.length > 1) return literal;
  return suffix.toLowerCase() === "d" ? digits : String(Number(digits));
}

function isVersion(text: string): boolean {
  return numbersOf(text, 1);
}

/** Up to four numbers with points between them, as the class Version reads them: blanks and a plus are allowed. */
function numbersOf(text: string, least: number): boolean {
  const parts = text.split(".");
  return (
    parts.length >= least &&
    parts.length <= 4 &&
    parts.every((part) => /^\s*(?:\+?\d+|-0+)\s*$/.test(part) && Number(part) < 2 ** 31)
  );
}
