import { PsError } from "../../tools/script-error.js";
import { namePattern } from "../../values/name-pattern.js";
import type { Trace } from "../../values/source.js";
import { NULL, PsObject, str, type Value } from "../../values/value.js";
import { setSuccess } from "../session/errors.js";
import type { Runtime } from "../session/runtime.js";
import { constrain, constraintOf, holder, lookup, removeVariable, type Scope, setVariable } from "../session/scope.js";
import { toText, truth } from "../types/convert.js";
import { bind } from "./binding.js";
import { piped } from "./expressions.js";
import { sessionError } from "./session-lookup.js";
import { formal, type Out, type SessionCommand, signature } from "./session-signatures.js";
import { automatic } from "./variables.js";

const VARIABLE = signature("Set-Variable", [
  formal("Name", 0),
  formal("Value", 1),
  formal("Scope"),
  formal("Option"),
  formal("Force", -1, { isSwitch: true }),
  formal("PassThru", -1, { isSwitch: true }),
  formal("ValueOnly", -1, { isSwitch: true }),
  formal("Description"),
  formal("Visibility"),
  formal("Include"),
  formal("Exclude"),
]);

export function scopeNamed(r: Runtime, text: string | null): Scope {
  const name = text?.toLowerCase() ?? "local";
  if (name === "global") return r.scope.root();
  if (name === "script") return r.scope.script();
  const levels = /^\d+$/.test(name) ? Number(name) : 0;
  let scope = r.scope;
  for (let index = 0; index < levels && scope.parent; index++) scope = scope.parent;
  return scope;
}

export function variableCommand(action: "set" | "new" | "get" | "remove" | "clear"): SessionCommand {
  return (r, actuals, at, out) => {
    const inputs: Value[] = [];
    return {
      begin: () => undefined,
      process: (value) => inputs.push(value),
      end: () => {
        setSuccess(r, true);
        const bound = bind(VARIABLE, actuals);
        const text = (name: string): string | null => {
          const found = bound.values.get(name);
          const result = found ? toText(r.machine, found.value) : null;
          return typeof result === "string" ? result : null;
        };
        const has = (name: string) =>
          bound.values.has(name) && truth(r.machine, (bound.values.get(name) as { value: Value }).value) === true;
        const options: VariableOptions = {
          scope: text("scope"),
          option: text("option"),
          value: bound.values.get("value")?.value ?? inputs[0],
          passThru: has("passthru"),
          valueOnly: has("valueonly"),
          force: has("force"),
        };
        const nameValue = bound.values.get("name");
        if (!nameValue) return;
        const list = piped(r, r.machine.plain(nameValue.value));
        for (const one of list) {
          const name = toText(r.machine, one);
          if (typeof name !== "string") {
            r.machine.note("input", "all", `the name of a variable is not known: ${name.why}`, at);
            continue;
          }
          if (/[*?]/.test(name) && (action === "get" || action === "remove" || action === "clear")) {
            const found = variablesLike(r, name);
            for (const each of found) runVariable(r, action, each, options, at, out);
            continue;
          }
          try {
            runVariable(r, action, name, options, at, out);
          } catch (error) {
            if (!(error instanceof PsError)) throw error;
            sessionError(r, bound, error);
          }
        }
      },
    };
  };
}

function variablesLike(r: Runtime, pattern: string): string[] {
  const test = namePattern(pattern) ?? (() => false);
  const names = new Set<string>();
  for (let scope: Scope | null = r.scope; scope; scope = scope.parent) {
    for (const key of scope.variables.keys()) if (test(key) && lookup(r.machine, r.scope, key) !== undefined) names.add(key);
  }
  return [...names].sort();
}

interface VariableOptions {
  readonly scope: string | null;
  readonly option: string | null;
  readonly value: Value | undefined;
  readonly passThru: boolean;
  readonly valueOnly: boolean;
  readonly force: boolean;
}

function runVariable(
  r: Runtime,
  action: "set" | "new" | "get" | "remove" | "clear",
  name: string,
  options: VariableOptions,
  at: Trace,
  out: Out,
): void {
  const key = name.replace(/^(?:global|script|local|private):/i, "").toLowerCase();
  const scope = options.scope === null ? r.scope : scopeNamed(r, options.scope);
  const owner =
    options.scope === null
      ? holder(r.machine, r.scope, key)
      : holder(r.machine, { ...scope, parent: null } as Scope, key)
        ? scope
        : undefined;
  switch (action) {
    case "new":
      if (owner === scope && !options.force) {
        throw new PsError({
          id: "SessionStateVariableAlreadyExists,Microsoft.PowerShell.Commands.NewVariableCommand",
          message: `A variable with name '${name}' already exists.`,
          exception: "System.Management.Automation.SessionStateException",
          at,
        });
      }
      write(r, scope, key, options);
      break;
    case "set":
      write(r, options.scope === null ? scope : scope, key, options);
      break;
    case "get": {
      const value = lookup(r.machine, scope, key) ?? (options.scope === null ? automatic(r, key) : undefined);
      if (value === undefined || (options.scope !== null && owner === undefined)) {
        throw new PsError({
          id: "VariableNotFound,Microsoft.PowerShell.Commands.GetVariableCommand",
          message: `Cannot find a variable with the name '${name}'.`,
          exception: "System.Management.Automation.ItemNotFoundException",
          at,
        });
      }
      out(options.valueOnly ? value : variableObject(name, value));
      break;
    }
    case "remove":
      if (!owner) {
        throw new PsError({
          id: "VariableNotFound,Microsoft.PowerShell.Commands.RemoveVariableCommand",
          message: `Cannot find a variable with the name '${name}'.`,
          exception: "System.Management.Automation.ItemNotFoundException",
          at,
        });
      }
      removeVariable(r.machine, owner, key);
      break;
    case "clear":
      setVariable(r.machine, owner ?? scope, key, NULL);
      break;
  }
  if (options.passThru && (action === "new" || action === "set")) out(variableObject(name, options.value ?? NULL));
}

function write(r: Runtime, scope: Scope, key: string, options: VariableOptions): void {
  const constraint = constraintOf(r.machine, scope, key);
  if (constraint?.readOnly && !options.force) {
    throw new PsError({
      id: "VariableNotWritable",
      message: `Cannot overwrite variable ${key} because it is read-only or constant.`,
      exception: "System.Management.Automation.SessionStateUnauthorizedAccessException",
    });
  }
  setVariable(r.machine, scope, key, options.value ?? NULL);
  if (options.option !== null && /readonly|constant/i.test(options.option))
    constrain(r.machine, scope, key, { type: null, attributes: [], readOnly: true });
}

function variableObject(name: string, value: Value): PsObject {
  const object = new PsObject(["System.Management.Automation.PSVariable", "System.Object"]);
  object.properties.set("name", { name: "Name", value: str(name) });
  object.properties.set("value", { name: "Value", value });
  return object;
}
