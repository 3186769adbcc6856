import { shownText } from "../../texts.js";
import type { CmdletCall } from "../../tool.js";
import { Block, NULL, type Plain, str, type Value } from "../../value.js";
import { aliasOf } from "../aliases.js";
import { makeObject } from "../cmdlets/make-object.js";
import { registerProvider, type Provider, type ProviderPath } from "../providers.js";
import { dialectOf } from "../session.js";

/** The drives of the session itself: `Test-Path variable:x`, `Get-Item function:f`, `Test-Path alias:gci`. */

function nameOf(at: ProviderPath): string {
  return shownText(at.path).replace(/^[\\/]+/, "");
}

function sessionDrive(name: string, read: (call: CmdletCall, item: string) => Value | undefined, properties: (value: Value) => readonly (readonly [string, Value])[]): Provider {
  const item = (call: CmdletCall, at: ProviderPath): Value | undefined => {
    const value = read(call, nameOf(at));
    if (value === undefined) return undefined;
    return makeObject(`System.Management.Automation.PS${name}`, [["Name", str(nameOf(at))], ...properties(value)], call.at);
  };
  return {
    name,
    exists: (call, at) => nameOf(at) === "" || read(call, nameOf(at)) !== undefined,
    getItem: (call, at) => (nameOf(at) === "" ? call.unknown(`the ${name.toLowerCase()} drive`) : item(call, at)),
    children(call, at) {
      if (nameOf(at) === "" || nameOf(at).includes("*")) return call.unknown(`what ${at.shown} holds`, { symbol: `children:${name.toLowerCase()}:${nameOf(at)}` });
      const found = item(call, at);
      return found === undefined ? undefined : [found];
    },
    getContent: (call, at) => read(call, nameOf(at)),
    setItem: (call, at, value) => write(call, name, nameOf(at), value),
    newItem: (call, at, { value }) => {
      if (value) write(call, name, nameOf(at), value);
      return item(call, at);
    },
    removeItem: (call, at) => write(call, name, nameOf(at), null),
    clearItem: (call, at) => write(call, name, nameOf(at), NULL),
  };
}

function write(call: CmdletCall, drive: string, name: string, value: Plain | null): void {
  if (drive === "Variable") call.setVariable(name, value);
  else if (drive === "Function" && (value === null || value instanceof Block)) call.setFunction(name, value);
}

registerProvider("Variable", sessionDrive("Variable", (call, name) => call.variableNamed(name), (value) => [["Value", value]]));
registerProvider("Function", sessionDrive("Function", (call, name) => call.functionNamed(name), (value) => [["ScriptBlock", value], ["CommandType", str("Function")]]));
registerProvider(
  "Alias",
  sessionDrive(
    "Alias",
    (call, name) => {
      const target = aliasOf(name, dialectOf(call.machine));
      return target === undefined ? undefined : str(target);
    },
    (value) => [["Definition", value]],
  ),
);
