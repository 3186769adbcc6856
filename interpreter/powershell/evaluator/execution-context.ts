import { reachOfType } from "../../tools/open-world/dotnet.js";
import { used } from "../../tools/open-world/uses.js";
import type { Trace } from "../../values/source.js";
import { derive, pieces, symbolOf, textOf, unmodelled } from "../../values/unknowns.js";
import { array, Block, Instance, NOTHING, NULL, type ObjectModel, type Plain, TypeRef, type Value } from "../../values/value.js";
import { invokeStatic } from "../members/members.js";
import type { Runtime } from "../session/runtime.js";
import { lookup, removeVariable, setVariable } from "../session/scope.js";
import type { Expression } from "../syntax/ast.js";
import { readScript } from "../syntax/parse.js";
import { toStr, toText } from "../types/convert.js";
import { evaluate } from "./recursion.js";
import { sourceOfText } from "./script-file.js";

/** `$ExecutionContext`: texts with variables in them, texts as code, and variables by their names. The rest of it is not modelled. */
interface Part {
  readonly members?: Readonly<Record<string, () => Value>>;
  readonly methods?: Readonly<Record<string, (args: readonly Value[], at: Trace | null) => Value>>;
}

function part(r: Runtime, type: string, { members = {}, methods = {} }: Part): Instance {
  const open = (what: string, at: Trace | null): Value =>
    unmodelled(`${type}.${what} is not modelled`, r.machine.freshSymbol(`${type}.${what}`), at);
  const model: ObjectModel = {
    typeNames: [type, "System.Object"],
    get: (_self, name, at) => members[name.toLowerCase()]?.() ?? open(name, at),
    invoke: (_self, name, args, at) => {
      const known = methods[name.toLowerCase()]?.(args, at);
      if (known === undefined) used(r.machine, reachOfType(type), name, args, at);
      return known ?? open(`${name}()`, at);
    },
  };
  return new Instance(model);
}

export function executionContext(r: Runtime): Instance {
  const invokeCommand = part(r, "System.Management.Automation.CommandInvocationIntrinsics", {
    methods: {
      expandstring: ([text], at) => expandString(r, text ?? NULL, at),
      newscriptblock: ([text], at) => blockOf(r, text ?? NULL, at),
      invokescript: (args, at) => invokeScript(r, args, at),
    },
  });
  const variables = part(r, "System.Management.Automation.PSVariableIntrinsics", {
    methods: {
      getvalue: ([name, other], at) => named(r, name, at, (key) => lookup(r.machine, r.scope, key) ?? other ?? NULL),
      set: ([name, value], at) =>
        named(r, name, at, (key) => {
          setVariable(r.machine, r.scope, key, value ?? NULL);
          return NOTHING;
        }),
      remove: ([name], at) =>
        named(r, name, at, (key) => {
          removeVariable(r.machine, r.scope, key);
          return NOTHING;
        }),
    },
  });
  const sessionState = part(r, "System.Management.Automation.SessionState", { members: { psvariable: () => variables } });
  return part(r, "System.Management.Automation.EngineIntrinsics", {
    members: { invokecommand: () => invokeCommand, sessionstate: () => sessionState },
  });
}

/** A text as a script block; a block is one already. */
export function blockOf(r: Runtime, value: Value, at: Trace | null): Value {
  const plain = r.machine.plain(value);
  if (plain instanceof Block) return plain;
  return invokeStatic(r.machine, new TypeRef("System.Management.Automation.ScriptBlock"), "Create", [plain], at) ?? NULL;
}

/** `InvokeScript(text, ...)` and `InvokeScript($true, {block}, ...)`: the first that is code runs. */
function invokeScript(r: Runtime, args: readonly Value[], at: Trace | null): Value {
  const isCode = (value: Plain): boolean => value.kind === "str" || value.kind === "unknown" || value.kind === "block";
  const code = args.map((arg) => r.machine.plain(arg)).find(isCode);
  const block = code === undefined ? NULL : r.machine.plain(blockOf(r, code, at));
  if (!(block instanceof Block)) {
    r.machine.note("opaque", "all", "runs a text that is not known as code", at);
    return derive(args, r.machine.freshSymbol("invokescript"), null, at);
  }
  const outputs = r.machine.blocks?.(block, { newScope: true }) ?? [];
  return outputs.length === 0 ? NOTHING : outputs.length === 1 ? (outputs[0] as Value) : array(outputs);
}

function named(r: Runtime, name: Value | undefined, at: Trace | null, run: (key: string) => Value): Value {
  const text = name === undefined ? "" : toText(r.machine, name);
  if (typeof text !== "string") {
    r.machine.note(text.cause, "all", `a variable whose name is not known: ${text.why}`, at);
    return derive([text], `variable(${text.symbol})`, null, at);
  }
  return run(text.toLowerCase());
}

/** A text as if it stood in a here-string with double quotes. */
function expandString(r: Runtime, given: Value, at: Trace | null): Value {
  const text = toStr(r.machine, r.machine.plain(given), at);
  const whole = textOf(['@"\n', ...pieces(text), '\n"@'], text.trace ?? at, text.secret);
  const source = sourceOfText(r, whole, null, text.trace ?? at ?? r.trace({ start: 0, end: 0 }));
  const expression = source === null ? null : onlyExpression(r, source.text);
  if (source === null || expression === null) return derive([text], `expand(${symbolOf(text)})`, "System.String", at);
  return r.within({ source }, () => toStr(r.machine, r.machine.plain(evaluate(r, expression)), at));
}

function onlyExpression(r: Runtime, text: string): Expression | null {
  const parsed = readScript(text, { dialect: r.dialect });
  const statement = parsed.ok && parsed.ast.body.length === 1 ? parsed.ast.body[0] : undefined;
  const only = statement?.kind === "Pipeline" && statement.elements.length === 1 ? statement.elements[0] : undefined;
  return only?.kind === "CommandExpression" && (only.expression.kind === "Expandable" || only.expression.kind === "String")
    ? only.expression
    : null;
}
