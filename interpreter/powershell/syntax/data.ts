import type { Block, Command, Expression, Node } from "./ast.js";
import { typeKey } from "./checks/type-keys.js";
import type { SyntaxErrorId } from "./syntax-error.js";

type Refuse = (id: SyntaxErrorId, at: { readonly start: number; readonly end: number }, detail: string) => never;

const FORBIDDEN: Readonly<Partial<Record<Node["kind"], SyntaxErrorId>>> = {
  ScriptBlockExpression: "ScriptBlockNotSupportedInDataSection",
  Function: "FunctionDeclarationNotSupportedInDataSection",
  Trap: "TrapStatementNotSupportedInDataSection",
  Switch: "SwitchStatementNotSupportedInDataSection",
  Data: "DataSectionStatementNotSupportedInDataSection",
  Foreach: "ForeachStatementNotSupportedInDataSection",
  Do: "DoWhileStatementNotSupportedInDataSection",
  For: "ForWhileStatementNotSupportedInDataSection",
  While: "ForWhileStatementNotSupportedInDataSection",
  Try: "TryStatementNotSupportedInDataSection",
  Break: "FlowControlStatementNotSupportedInDataSection",
  Continue: "FlowControlStatementNotSupportedInDataSection",
  Return: "FlowControlStatementNotSupportedInDataSection",
  Exit: "FlowControlStatementNotSupportedInDataSection",
  Throw: "FlowControlStatementNotSupportedInDataSection",
  Assignment: "AssignmentStatementNotSupportedInDataSection",
  FileRedirection: "RedirectionNotSupportedInDataSection",
  MergeRedirection: "RedirectionNotSupportedInDataSection",
  Member: "PropertyReferenceNotSupportedInDataSection",
  InvokeMember: "MethodCallNotSupportedInDataSection",
  Index: "ArrayReferenceNotSupportedInDataSection",
  Attributed: "AttributeNotSupportedInDataSection",
};

const FORBIDDEN_OPERATORS: ReadonlySet<string> = new Set([
  "..",
  "f",
  "join",
  "match",
  "notmatch",
  "replace",
  "split",
  "isplit",
  "csplit",
  "is",
  "isnot",
  "as",
  "++",
  "--",
]);

const VARIABLES: ReadonlySet<string> = new Set(["psculture", "psuiculture", "true", "false", "null"]);

/** Simple value types and strings: the only ones a data section may name. */
const TYPES: ReadonlySet<string> = new Set([
  "bool",
  "boolean",
  "byte",
  "sbyte",
  "char",
  "datetime",
  "decimal",
  "double",
  "float",
  "single",
  "int",
  "int16",
  "int32",
  "int64",
  "long",
  "short",
  "string",
  "uint",
  "uint16",
  "uint32",
  "uint64",
  "ulong",
  "ushort",
]);

/**
 * A data section is written in the restricted language: constants, simple conversions and the allowed commands
 * (`ConvertFrom-StringData` and those named with `-SupportedCommand`).
 */
export function checkData(body: Block, supportedCommands: readonly Expression[], refuse: Refuse): void {
  const named = supportedCommands.map((command) => (command.kind === "String" ? command.value.toLowerCase() : null));
  const allowed = named.includes(null) ? null : new Set(["convertfrom-stringdata", ...(named as string[])]);
  const pending: unknown[] = [...body.body].reverse();
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value !== "object" || value === null) continue;
    if ("kind" in value) checkNode(value as Node, allowed, refuse);
    for (const child of Object.values(value).reverse()) if (typeof child === "object" && child !== null) pending.push(child);
  }
}

function checkNode(node: Node, allowed: ReadonlySet<string> | null, refuse: Refuse): void {
  const forbidden = FORBIDDEN[node.kind];
  if (forbidden !== undefined) refuse(forbidden, node, "");
  switch (node.kind) {
    case "Variable":
      if (!VARIABLES.has(node.name.toLowerCase())) refuse("VariableReferenceNotSupportedInDataSection", node, "");
      return;
    case "Binary":
      if (FORBIDDEN_OPERATORS.has(node.operator))
        refuse("OperatorNotSupportedInDataSection", { start: node.operatorStart, end: node.right.start }, node.operator);
      return;
    case "Unary":
    case "Postfix":
      if (FORBIDDEN_OPERATORS.has(node.operator)) refuse("OperatorNotSupportedInDataSection", node, node.operator);
      return;
    case "Type":
    case "Convert": {
      if (!TYPES.has(typeKey(node.type)) || node.type.generic.length > 0)
        refuse("TypeNotAllowedInDataSection", node, node.type.name);
      return;
    }
    case "Command":
      checkCommand(node, allowed, refuse);
      return;
    default:
  }
}

function checkCommand(node: Command, allowed: ReadonlySet<string> | null, refuse: Refuse): void {
  if (node.invocation === ".") refuse("DotSourcingNotSupportedInDataSection", node, "");
  if (allowed === null) return;
  const name = node.name.kind === "String" ? node.name.value : null;
  if (name === null)
    refuse(node.invocation === "&" ? "OperatorNotSupportedInDataSection" : "CmdletNotInAllowedListForDataSection", node, "&");
  if (!allowed.has(name.toLowerCase())) refuse("CmdletNotInAllowedListForDataSection", node, name);
}
