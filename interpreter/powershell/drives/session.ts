import type { Provider, ProviderPath } from "../../tools/drives.js";
import type { Family } from "../../tools/toolbox.js";
import { hasWildcard, namePattern } from "../../values/name-pattern.js";
import type { Trace } from "../../values/source.js";
import { shownText } from "../../values/texts.js";
import { ABSENT, Block, NULL, type Plain, PsObject, str, type Value } from "../../values/value.js";
import { automatic, automaticKeys, variableName } from "../evaluator/automatic-variables.js";
import { removeFunction, setFunction } from "../evaluator/function-values.js";
import { aliasesOf, aliasOf } from "../session/aliases.js";
import type { Runtime } from "../session/runtime.js";
import { findAlias, findFunction, lookup, removeVariable, type Scope, scopeAndKey, setVariable } from "../session/scope.js";
import { sessionOf } from "../types/running.js";

/** Variables, functions and aliases as drives: `Test-Path Variable:x`, `Get-Item Function:f`, `Remove-Item Alias:curl`. */

function nameOf(at: ProviderPath): string {
  return shownText(at.path).replace(/^[\\/]+/, "");
}

function item(type: string, entries: readonly (readonly [string, Value])[]): PsObject {
  const object = new PsObject([type, "System.Object"]);
  for (const [name, value] of entries) object.properties.set(name.toLowerCase(), { name, value });
  return object;
}

/** One of the drives; names may have a scope in front: `global:x`. */
interface Shelf {
  readonly name: string;
  /** Keys of all that is there, without regard to scopes that hide each other. */
  keys(r: Runtime): Iterable<string>;
  get(r: Runtime, name: string): Value | undefined;
  /** $null takes away what is not a variable. */
  set(r: Runtime, name: string, value: Plain, at: Trace): void;
  remove(r: Runtime, name: string): void;
  show(name: string, value: Value): PsObject;
}

function providerOf(shelf: Shelf): Provider {
  const show = (r: Runtime, name: string): PsObject | undefined => {
    const value = shelf.get(r, name);
    return value === undefined ? undefined : shelf.show(variableName(scopeAndKey(r.scope, name).key), value);
  };
  /** The items whose names fit. */
  const items = (r: Runtime, fits: (name: string) => boolean): PsObject[] =>
    [...new Set(shelf.keys(r))]
      .filter(fits)
      .sort()
      .flatMap((key) => show(r, key) ?? []);
  return {
    name: shelf.name,
    exists: ({ machine }, at, kind) =>
      nameOf(at) === "" ? kind !== "leaf" : kind !== "container" && shelf.get(sessionOf(machine), nameOf(at)) !== undefined,
    getItem: ({ machine }, at) => show(sessionOf(machine), nameOf(at)),
    children({ machine }, at) {
      const r = sessionOf(machine);
      const name = nameOf(at);
      if (name === "" || hasWildcard(name)) return items(r, name === "" ? () => true : namePattern(name));
      const found = show(r, name);
      return found === undefined ? undefined : [found];
    },
    newItem({ machine, at: trace }, at, { value }) {
      const r = sessionOf(machine);
      shelf.set(r, nameOf(at), value ?? NULL, trace);
      return show(r, nameOf(at));
    },
    setItem: (call, at, value) => shelf.set(sessionOf(call.machine), nameOf(at), value, call.at),
    clearItem: (call, at) => shelf.set(sessionOf(call.machine), nameOf(at), NULL, call.at),
    removeItem: ({ machine }, at) => shelf.remove(sessionOf(machine), nameOf(at)),
    renameItem({ machine, at: trace }, at, name) {
      const r = sessionOf(machine);
      const value = shelf.get(r, nameOf(at));
      if (value === undefined || typeof name !== "string") return undefined;
      shelf.remove(r, nameOf(at));
      shelf.set(r, name, machine.plain(value), trace);
      return shelf.show(name, value);
    },
    getContent: ({ machine }, at) => shelf.get(sessionOf(machine), nameOf(at)),
  };
}

function keysOf(r: Runtime, table: (scope: Scope) => Iterable<string>): string[] {
  const keys: string[] = [];
  for (let scope: Scope | null = r.scope; scope; scope = scope.parent) keys.push(...table(scope));
  return keys;
}

const variables: Shelf = {
  name: "Variable",
  keys: (r) => [...automaticKeys(r), ...keysOf(r, (scope) => scope.variables.keys())],
  get(r, name) {
    const { scope, key } = scopeAndKey(r.scope, name);
    return lookup(r.machine, scope, key) ?? automatic(r, key);
  },
  set(r, name, value) {
    const { scope, key } = scopeAndKey(r.scope, name);
    setVariable(r.machine, scope, key, value);
  },
  remove(r, name) {
    const { scope: from, key } = scopeAndKey(r.scope, name);
    for (let scope: Scope | null = from; scope; scope = scope.parent) {
      if (!scope.variables.has(key)) continue;
      removeVariable(r.machine, scope, key);
      return;
    }
  },
  show: (name, value) =>
    item("System.Management.Automation.PSVariable", [
      ["Name", str(name)],
      ["Value", value],
    ]),
};

const functions: Shelf = {
  name: "Function",
  keys: (r) => keysOf(r, (scope) => scope.ownFunctions?.keys() ?? []),
  get(r, name) {
    const { scope, key } = scopeAndKey(r.scope, name);
    const found = findFunction(r.machine, scope, key);
    return found && new Block(found.body, found.source, null);
  },
  set: setFunction,
  remove: removeFunction,
  show: (name, value) =>
    item("System.Management.Automation.FunctionInfo", [
      ["Name", str(name)],
      ["ScriptBlock", value],
      ["Definition", value],
      ["CommandType", str("Function")],
    ]),
};

const aliases: Shelf = {
  name: "Alias",
  keys: (r) => [...aliasesOf(r.dialect).keys(), ...keysOf(r, (scope) => scope.ownAliases?.keys() ?? [])],
  get(r, name) {
    const { scope, key } = scopeAndKey(r.scope, name);
    const target = findAlias(r.machine, scope, key) ?? aliasOf(key, r.dialect);
    // One that stands for itself hides one that was removed.
    return target === undefined || target.toLowerCase() === key ? undefined : str(target);
  },
  set(r, name, value) {
    const { scope, key } = scopeAndKey(r.scope, name);
    if (value.kind === "null") this.remove(r, name);
    else if (value.kind === "str") r.machine.journal.setEntry(scope.aliases, key, value.value);
    else if (value.kind === "unknown")
      r.machine.note(
        value.cause,
        "all",
        `an alias whose command is not known: ${value.why}`,
        value.trace ?? r.trace({ start: 0, end: 0 }),
      );
  },
  remove(r, name) {
    // A built-in alias that was removed is hidden by one that stands for itself.
    const { key } = scopeAndKey(r.scope, name);
    const isBuiltIn = aliasOf(key, r.dialect) !== undefined;
    for (let scope: Scope | null = r.scope; scope; scope = scope.parent)
      if (scope.ownAliases?.has(key)) r.machine.journal.setEntry(scope.aliases, key, ABSENT);
    if (isBuiltIn) r.machine.journal.setEntry(r.scope.root().aliases, key, key);
  },
  show: (name, value) =>
    item("System.Management.Automation.AliasInfo", [
      ["Name", str(name)],
      ["Definition", value],
      ["CommandType", str("Alias")],
    ]),
};

export const sessionDrives: Family = {
  drives: [variables, functions, aliases].map((shelf) => ({ drive: shelf.name, provider: providerOf(shelf) })),
};
