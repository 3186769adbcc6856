import type { Command, Expression } from "../ast.js";
import type { SyntaxErrorId } from "../syntax-error.js";
import { isRequiresConstant, pureExpression } from "./constants.js";

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

/** A name, or a table of the keys of a module specification. */
function isModule(value: Expression): boolean {
  if (value.kind !== "Hash") return value.kind !== "String" || value.value !== "";
  const keys = value.entries.map(({ key }) => (key.kind === "String" ? key.value.toLowerCase() : ""));
  return keys.includes("modulename") && keys.some((key) => key.endsWith("version")) && keys.every((key) => MODULE_KEYS.has(key));
}

/** One to four numbers with points between them. */
function isVersion(text: string): boolean {
  const parts = text.trim().split(".");
  return (
    parts.length <= 4 &&
    parts.every((part) => part !== "" && Number.isInteger(Number(part)) && Number(part) < 2 ** 31 && !/[^0-9]/.test(part))
  );
}
