import type { Trace } from "../../values/source.js";
import { ABSENT, type Value } from "../../values/value.js";
import { setSuccess } from "../session/errors.js";
import type { Runtime } from "../session/runtime.js";
import type { Scope } from "../session/scope.js";
import { toText } from "../types/convert.js";
import type { Actual } from "./arguments.js";
import { bind } from "./binding.js";
import { forEachObject, whereObject } from "./item-commands.js";
import { exportModuleMember, newModule } from "./module-scope.js";
import type { Stage } from "./pipeline.js";
import { getAlias, getCommand } from "./session-lookup.js";
import { formal, type SessionCommand, signature } from "./session-signatures.js";
import { scopeNamed, variableCommand } from "./variable-commands.js";

/** Commands that act on the running session itself: they need its scopes, or run blocks for each piped object as it comes. */
export function sessionCommand(name: string): SessionCommand | undefined {
  return COMMANDS.get(name.toLowerCase());
}

export function sessionCommandNames(): string[] {
  return [...COMMANDS.keys()];
}

// ---------------------------------------------------------------- aliases

const ALIAS = signature("Set-Alias", [
  formal("Name", 0),
  formal("Value", 1),
  formal("Scope"),
  formal("Option"),
  formal("Force", -1, { isSwitch: true }),
  formal("Description"),
  formal("PassThru", -1, { isSwitch: true }),
]);

function setAlias(r: Runtime, actuals: readonly Actual[], at: Trace): Stage {
  return {
    begin: () => undefined,
    process: () => undefined,
    end: () => {
      setSuccess(r, true);
      const bound = bind(ALIAS, actuals);
      const name = bound.values.get("name");
      const value = bound.values.get("value");
      if (!name || !value) return;
      const alias = toText(r.machine, name.value);
      const target = toText(r.machine, value.value);
      const scopeText = bound.values.get("scope")
        ? toText(r.machine, (bound.values.get("scope") as { value: Value }).value)
        : null;
      const scope = scopeNamed(r, typeof scopeText === "string" ? scopeText : null);
      if (typeof alias !== "string") return;
      if (typeof target !== "string") {
        r.machine.note("opaque", "all", `the command that the alias ${alias} stands for is not known`, at);
        return;
      }
      r.machine.journal.setEntry(scope.aliases, alias.toLowerCase(), target);
    },
  };
}

function removeAlias(r: Runtime, actuals: readonly Actual[]): Stage {
  return {
    begin: () => undefined,
    process: () => undefined,
    end: () => {
      const name = bind(ALIAS, actuals).values.get("name");
      const alias = name ? toText(r.machine, name.value) : null;
      if (typeof alias !== "string") return;
      for (let scope: Scope | null = r.scope; scope; scope = scope.parent) {
        if (scope.aliases.has(alias.toLowerCase())) r.machine.journal.setEntry(scope.aliases, alias.toLowerCase(), ABSENT);
      }
    },
  };
}

const STRICT = signature("Set-StrictMode", [formal("Version", 0), formal("Off", -1, { isSwitch: true })]);

function setStrictMode(r: Runtime, actuals: readonly Actual[]): Stage {
  return {
    begin: () => undefined,
    process: () => undefined,
    end: () => {
      const bound = bind(STRICT, actuals);
      const given = bound.values.get("version");
      const text = given ? toText(r.machine, given.value) : "0";
      const version = typeof text !== "string" ? 0 : text.toLowerCase() === "latest" ? 3 : Number.parseInt(text, 10) || 0;
      r.machine.journal.put(
        r.machine.cell<number>("powershell:strict", () => 0),
        bound.values.has("off") ? 0 : version,
      );
      setSuccess(r, true);
    },
  };
}

const COMMANDS: ReadonlyMap<string, SessionCommand> = new Map<string, SessionCommand>([
  ["foreach-object", forEachObject],
  ["where-object", whereObject],
  ["set-variable", variableCommand("set")],
  ["new-variable", variableCommand("new")],
  ["get-variable", variableCommand("get")],
  ["remove-variable", variableCommand("remove")],
  ["clear-variable", variableCommand("clear")],
  ["set-alias", (r, actuals, at) => setAlias(r, actuals, at)],
  ["new-alias", (r, actuals, at) => setAlias(r, actuals, at)],
  ["remove-alias", (r, actuals) => removeAlias(r, actuals)],
  ["set-strictmode", setStrictMode],
  ["get-command", getCommand],
  ["get-alias", getAlias],
  ["export-modulemember", exportModuleMember],
  ["new-module", newModule],
]);
