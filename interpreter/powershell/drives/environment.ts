import { Environment } from "../../os/environment.js";
import type { Provider, ProviderPath } from "../../tools/drives.js";
import type { CmdletCall } from "../../tools/tool.js";
import type { Family } from "../../tools/toolbox.js";
import { shownText } from "../../values/texts.js";
import { type Plain, PsObject, Str, str, Unknown, type Value } from "../../values/value.js";

/** Environment variables as a drive: `Test-Path Env:X`, `Set-Item Env:X value`, `Get-ChildItem Env:`. */
export const environmentProvider: Provider = {
  name: "Environment",
  exists: (call, at, kind) =>
    nameOf(at) === "" ? kind !== "leaf" : kind !== "container" && new Environment(call.machine).exists(nameOf(at)),
  getItem(call, at) {
    const name = nameOf(at);
    if (name === "") return call.unknown("the environment of the process");
    const environment = new Environment(call.machine);
    if (!environment.exists(name)) return undefined;
    return entry(call, name, environment.get(name) ?? str(""));
  },
  children(call, at) {
    const name = nameOf(at);
    if (name === "") return call.unknown("the environment of the process", { symbol: "children:env" });
    const item = environmentProvider.getItem?.(call, at);
    return item === undefined ? undefined : [item];
  },
  newItem(call, at, { value }) {
    set(call, at, value);
    return environmentProvider.getItem?.(call, at);
  },
  setItem: (call, at, value) => set(call, at, value),
  clearItem: (call, at) => new Environment(call.machine).remove(nameOf(at)),
  removeItem: (call, at) => new Environment(call.machine).remove(nameOf(at)),
  getContent: (call, at) => new Environment(call.machine).get(nameOf(at)),
};

function nameOf(at: ProviderPath): string {
  return shownText(at.path).replace(/[\\/]/g, "");
}

function set(call: CmdletCall, at: ProviderPath, value: Plain | undefined): void {
  const environment = new Environment(call.machine);
  if (value instanceof Str || value instanceof Unknown) environment.set(nameOf(at), value);
  else if (value === undefined || value.kind === "null") environment.remove(nameOf(at));
  else environment.set(nameOf(at), textOf(call, value));
}

function textOf(call: CmdletCall, value: Plain): Str | Unknown {
  const given = call.has("Value") ? call.text("Value") : undefined;
  if (typeof given === "string") return str(given, call.trace("Value"));
  return given ?? call.unknown(`the text of ${value.kind === "num" ? "a number" : "an object"}`);
}

function entry(call: CmdletCall, name: string, value: Value): PsObject {
  const object = new PsObject(["System.Collections.DictionaryEntry", "System.ValueType", "System.Object"], call.at);
  for (const [key, item] of [
    ["Name", str(name)],
    ["Key", str(name)],
    ["Value", value],
    ["PSChildName", str(name)],
  ] as const) {
    object.properties.set(key.toLowerCase(), { name: key, value: item });
  }
  return object;
}

export const environmentDrives: Family = {
  drives: [{ drive: "Env", provider: environmentProvider }],
};
