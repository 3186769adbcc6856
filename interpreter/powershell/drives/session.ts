import type { Provider, ProviderPath } from "../../tools/drives.js";
import type { CmdletCall } from "../../tools/tool.js";
import type { Family } from "../../tools/toolbox.js";
import { shownText } from "../../values/texts.js";
import { ABSENT, Block, NULL, type Plain, PsObject, str, type Value } from "../../values/value.js";
import { blockOf } from "../evaluator/execution-context.js";
import { automatic } from "../evaluator/variables.js";
import { aliasOf } from "../session/aliases.js";
import type { Runtime } from "../session/runtime.js";
import { findAlias, findFunction, lookup, removeVariable, type Scope, setVariable } from "../session/scope.js";
import { runningOn } from "../types/running.js";

/** Variables, functions and aliases as drives: `Test-Path Variable:x`, `Get-Item Function:f`, `Remove-Item Alias:curl`. */

function session(call: CmdletCall): Runtime {
  const found = runningOn(call.machine);
  if (!found) throw new Error("no session is running");
  return found;
}

function nameOf(at: ProviderPath): string {
  return shownText(at.path).replace(/^[\\/]+/, "");
}

function item(type: string, entries: readonly (readonly [string, Value])[]): PsObject {
  const object = new PsObject([type, "System.Object"]);
  for (const [name, value] of entries) object.properties.set(name.toLowerCase(), { name, value });
  return object;
}

interface Shelf {
  readonly name: string;
  get(r: Runtime, name: string): Value | undefined;
  set(r: Runtime, name: string, value: Plain): void;
  remove(r: Runtime, name: string): void;
  show(name: string, value: Value): PsObject;
}

function providerOf(shelf: Shelf): Provider {
  const get = (call: CmdletCall, at: ProviderPath): PsObject | undefined => {
    const value = shelf.get(session(call), nameOf(at));
    return value === undefined ? undefined : shelf.show(nameOf(at), value);
  };
  return {
    name: shelf.name,
    exists: (call, at, kind) =>
      nameOf(at) === "" ? kind !== "leaf" : kind !== "container" && shelf.get(session(call), nameOf(at)) !== undefined,
    getItem: get,
    children(call, at) {
      if (nameOf(at) === "") return call.unknown(`all of ${shelf.name}`);
      const found = get(call, at);
      return found === undefined ? undefined : [found];
    },
    newItem(call, at, { value }) {
      shelf.set(session(call), nameOf(at), value ?? NULL);
      return get(call, at);
    },
    setItem: (call, at, value) => shelf.set(session(call), nameOf(at), value),
    clearItem: (call, at) => shelf.set(session(call), nameOf(at), NULL),
    removeItem: (call, at) => shelf.remove(session(call), nameOf(at)),
    renameItem(call, at, name) {
      const r = session(call);
      const value = shelf.get(r, nameOf(at));
      if (value === undefined || typeof name !== "string") return undefined;
      shelf.remove(r, nameOf(at));
      shelf.set(r, name, call.machine.plain(value));
      return shelf.show(name, value);
    },
    getContent: (call, at) => shelf.get(session(call), nameOf(at)),
  };
}

const variables: Shelf = {
  name: "Variable",
  get: (r, name) => lookup(r.machine, r.scope, name.toLowerCase()) ?? automatic(r, name.toLowerCase()),
  set: (r, name, value) => setVariable(r.machine, r.scope, name.toLowerCase(), value),
  remove(r, name) {
    for (let scope: Scope | null = r.scope; scope; scope = scope.parent) {
      if (!scope.variables.has(name.toLowerCase())) continue;
      removeVariable(r.machine, scope, name.toLowerCase());
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
  get(r, name) {
    const found = findFunction(r.machine, r.scope, name.toLowerCase());
    return found && new Block(found.body, found.source, null);
  },
  set(r, name, given) {
    const value = r.machine.plain(blockOf(r, given, null));
    if (!(value instanceof Block)) return;
    r.machine.journal.setEntry(r.scope.functions, name.toLowerCase(), {
      name,
      params: null,
      body: value.ast,
      source: value.source,
      form: "function",
      home: null,
    });
  },
  remove(r, name) {
    for (let scope: Scope | null = r.scope; scope; scope = scope.parent) {
      if (scope.functions.has(name.toLowerCase())) r.machine.journal.setEntry(scope.functions, name.toLowerCase(), ABSENT);
    }
  },
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
  get(r, name) {
    const target = findAlias(r.machine, r.scope, name.toLowerCase()) ?? aliasOf(name, r.dialect);
    return target === undefined ? undefined : str(target);
  },
  set(r, name, value) {
    if (value.kind === "str") r.machine.journal.setEntry(r.scope.aliases, name.toLowerCase(), value.value);
  },
  remove(r, name) {
    // A built-in alias that was removed is hidden by one that stands for itself.
    const own = r.scope.aliases.has(name.toLowerCase());
    r.machine.journal.setEntry(
      r.scope.aliases,
      name.toLowerCase(),
      own && aliasOf(name, r.dialect) === undefined ? ABSENT : name,
    );
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
