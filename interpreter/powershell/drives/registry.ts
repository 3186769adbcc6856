import type { Machine } from "../../machine/machine.js";
import { normalizeKey, Registry, type RegistryType, type RegistryValue, unknownData } from "../../os/registry.js";
import { propertiesOf, registryKey } from "../../os/registry-objects.js";
import type { Provider, ProviderPath } from "../../tools/drives.js";
import type { CmdletCall, Text } from "../../tools/tool.js";
import type { Family } from "../../tools/toolbox.js";
import { scalarInteger } from "../../values/scalar-conversions.js";
import { pieces, shownText } from "../../values/texts.js";
import { Arr, Num, type Plain, Str, Unknown, type Value } from "../../values/value.js";
import { textOfPieces } from "../session/locations.js";

/** The registry as drives: `HKLM:\`, `HKCU:\`, `Registry::HKEY_USERS\...`. */
export const registryProvider: Provider = {
  name: "Registry",

  exists(call, at, kind) {
    if (kind === "leaf") return false;
    const key = keyOf(at);
    return key === undefined ? isHives(at) : new Registry(call.machine).keyExists(key);
  },

  getItem(call, at) {
    const key = keyOf(at);
    if (key === undefined) return isHives(at) ? call.unknown("the hives of the registry") : undefined;
    return new Registry(call.machine).keyExists(key) ? registryKey(call.machine, key, call.at) : undefined;
  },

  children(call, at, { recurse }) {
    const key = keyOf(at);
    if (key === undefined) return call.unknown("the hives of the registry");
    const registry = new Registry(call.machine);
    if (registry.peekKey(key) === "absent") return undefined;
    const found: Value[] = [];
    const gather = (path: string): boolean => {
      const { known, complete } = registry.subkeys(path);
      if (!complete) return false;
      return known.every((name) => {
        call.machine.budget.step();
        found.push(registryKey(call.machine, `${path}\\${name}`, call.at));
        return !recurse || gather(`${path}\\${name}`);
      });
    };
    return gather(key) ? found : call.unknown(`the keys below ${key}`, { symbol: `registry:${key.toLowerCase()}\\*` });
  },

  newItem(call, at, { value }) {
    const key = keyOf(at);
    if (key === undefined) return call.unknown("a registry key");
    const registry = new Registry(call.machine);
    registry.createKey(key);
    if (value && value.kind !== "null")
      registry.setValue(key, { name: "", type: typeOf(call.machine, undefined, value), data: value }, call.at);
    return registryKey(call.machine, key, call.at);
  },

  removeItem(call, at) {
    const key = keyOf(at);
    if (key === undefined) return;
    const registry = new Registry(call.machine);
    if (registry.peekKey(key) === "absent") notFound(call, at.shown);
    else registry.removeKey(key, call.at);
  },

  copyItem(call, at, to) {
    const from = keyOf(at);
    const target = keyOf(to);
    if (from === undefined || target === undefined) return undefined;
    new Registry(call.machine).copyKey(from, target, call.at);
    return registryKey(call.machine, target, call.at);
  },

  moveItem(call, at, to, options) {
    const moved = registryProvider.copyItem?.(call, at, to, { recurse: true, ...options });
    registryProvider.removeItem?.(call, at, { recurse: true, force: true });
    return moved;
  },

  renameItem(call, at, name) {
    const from = keyOf(at);
    if (from === undefined || typeof name !== "string") return undefined;
    const target = `${from.slice(0, from.lastIndexOf("\\"))}\\${name}`;
    const registry = new Registry(call.machine);
    registry.copyKey(from, target, call.at);
    registry.removeKey(from, call.at);
    return registryKey(call.machine, target, call.at);
  },

  /** Sets the default value. */
  setItem(call, at, value) {
    const key = keyOf(at);
    if (key !== undefined)
      new Registry(call.machine).setValue(key, { name: "", type: typeOf(call.machine, undefined, value), data: value }, call.at);
  },

  getProperty(call, at, names) {
    const key = keyOf(at);
    if (key === undefined)
      return call.unknown(`properties of ${at.shown}`, { symbol: `registry-properties:${at.shown.toLowerCase()}` });
    const registry = new Registry(call.machine);
    if (!registry.keyExists(key)) return undefined;
    if (names) {
      for (const name of names) {
        if (typeof name !== "string") return call.unknown(`a registry value of ${key} whose name is not known`);
        if (name.includes("*")) continue;
        if (!registry.readValue(key, valueName(name))) return undefined;
      }
    }
    return propertiesOf(
      call.machine,
      key,
      names?.map((name) => shownText(name)),
      call.at,
    );
  },

  setProperty(call, at, name, value, { kind }) {
    const key = keyOf(at);
    if (key === undefined) return;
    const registry = new Registry(call.machine);
    if (registry.peekKey(key) === "absent") return notFound(call, at.shown);
    const shown = valueName(shownText(name));
    const before = registry.peekValue(key, shown);
    const type = typeOf(call.machine, kind, value, typeof before === "object" ? before : undefined);
    registry.setValue(key, { name: shown, type, data: converted(call.machine, type, value) }, call.at);
  },

  removeProperty(call, at, name) {
    const key = keyOf(at);
    if (key === undefined || typeof name !== "string") return;
    const registry = new Registry(call.machine);
    if (registry.peekValue(key, valueName(name)) === "absent") {
      call.fail({
        id: "System.Management.Automation.PSArgumentException",
        message: `Property ${name} does not exist at path ${key}.`,
        exception: "System.Management.Automation.PSArgumentException",
      });
    } else registry.removeValue(key, valueName(name), call.at);
  },

  renameProperty(call, at, name, newName) {
    const key = keyOf(at);
    if (key === undefined || typeof name !== "string" || typeof newName !== "string") return;
    const registry = new Registry(call.machine);
    const before = registry.peekValue(key, valueName(name));
    registry.removeValue(key, valueName(name), call.at);
    if (before === "absent") return;
    registry.setValue(
      key,
      before === "open" ? { name: newName, type: "Unknown", data: unknownData(key, name) } : { ...before, name: newName },
      call.at,
    );
  },
};

function keyOf(at: ProviderPath): string | undefined {
  const path: Text = at.drive === "" ? at.path : textOfPieces([`${at.drive}\\`, ...pieces(at.path)]);
  return normalizeKey(shownText(path));
}

function isHives(at: ProviderPath): boolean {
  return shownText(at.path).replace(/[\\/]/g, "") === "";
}

function notFound(call: CmdletCall, path: string): void {
  call.fail({
    id: "PathNotFound",
    message: `Cannot find path '${path}' because it does not exist.`,
    exception: "System.Management.Automation.ItemNotFoundException",
  });
}

/** The default value is written `(default)` here. */
export function valueName(name: string): string {
  return name.toLowerCase() === "(default)" || name === "@" ? "" : name;
}

const TYPES: ReadonlyMap<string, RegistryType> = new Map(
  (["String", "ExpandString", "Binary", "DWord", "MultiString", "QWord", "None", "Unknown"] as const).map((type) => [
    type.toLowerCase(),
    type,
  ]),
);

function typeOf(machine: Machine, kind: Text | undefined, value: Plain, before?: RegistryValue): RegistryType {
  if (typeof kind === "string") return TYPES.get(kind.toLowerCase()) ?? "Unknown";
  if (kind !== undefined) return "Unknown";
  if (before && before.type !== "Unknown") return before.type;
  if (value instanceof Num) return value.type === "Int64" || value.type === "UInt64" ? "QWord" : "DWord";
  if (value instanceof Arr) {
    const items = machine.settled(value.items);
    return value.element === "System.Byte" ||
      (items.length > 0 && items.every((item) => item instanceof Num && item.type === "Byte"))
      ? "Binary"
      : "MultiString";
  }
  return value instanceof Unknown && value.type !== "System.String" ? "Unknown" : "String";
}

/** Numbers written as text are numbers when the type says so. */
function converted(machine: Machine, type: RegistryType, value: Plain): Plain {
  if (type !== "DWord" && type !== "QWord") return value;
  if (value instanceof Num || value instanceof Unknown) return value;
  const number = scalarInteger(machine, value);
  if (typeof number !== "number") return value;
  const trace = value instanceof Str ? value.trace : null;
  return type === "DWord" ? new Num("Int32", number | 0, trace) : new Num("Int64", BigInt(number), trace);
}

export const registryDrives: Family = {
  drives: ["HKLM", "HKCU", "HKCR", "HKU", "HKCC"].map((drive) => ({ drive, provider: registryProvider })),
};
