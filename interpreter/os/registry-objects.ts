import type { Machine } from "../machine/machine.js";
import { Attached } from "../values/attached.js";
import { namePattern as wildcard } from "../values/name-pattern.js";
import type { Trace } from "../values/source.js";
import { shownText } from "../values/texts.js";
import { array, bool, Instance, int, NOTHING, NULL, type ObjectModel, Str, str, Unknown, type Value } from "../values/value.js";
import { Registry, type RegistryType, unknownData } from "./registry.js";

/** Microsoft.Win32.RegistryKey and the object that Get-ItemProperty gives for a key. Their state is the key's path alone. */

export function registryKey(machine: Machine, path: string, at: Trace | null): Instance {
  const key = new Instance(keyModel(machine), at);
  key.fields.set("path", path);
  return key;
}

/** The key behind a RegistryKey or a Get-ItemProperty object; undefined for any other value. */
export function pathOfKey(value: Value): string | undefined {
  if (!(value instanceof Instance)) return undefined;
  const path = value.fields.get("path");
  return typeof path === "string" && value.fields.has("path") && value.model.typeNames[0] === "Microsoft.Win32.RegistryKey"
    ? path
    : undefined;
}

/** A property for each value; `only` as given to -Name, with wildcards. A value that nobody knows of is an unknown property. */
export function propertiesOf(machine: Machine, path: string, only: readonly string[] | undefined, at: Trace | null): Instance {
  const object = new Instance(propertiesModel(machine), at);
  object.fields.set("path", path);
  object.fields.set("only", only);
  return object;
}

const FULL_NAMES: readonly (readonly [string, string])[] = [
  ["HKLM", "HKEY_LOCAL_MACHINE"],
  ["HKCU", "HKEY_CURRENT_USER"],
  ["HKU", "HKEY_USERS"],
];

function fullName(path: string): string {
  for (const [short, full] of FULL_NAMES) {
    if (path === short || path.startsWith(`${short}\\`)) return full + path.slice(short.length);
  }
  return path;
}

function leaf(path: string): string {
  return path.slice(path.lastIndexOf("\\") + 1);
}

const pathOf = (self: Instance): string => self.fields.get("path") as string;

function common(path: string, name: string, at: Trace | null): Value | undefined {
  switch (name) {
    case "pspath":
      return str(`Microsoft.PowerShell.Core\\Registry::${fullName(path)}`, at);
    case "psparentpath":
      return str(`Microsoft.PowerShell.Core\\Registry::${fullName(path.slice(0, Math.max(0, path.lastIndexOf("\\"))))}`, at);
    case "pschildname":
      return str(leaf(path), at);
    case "psdrive":
      return str(path.slice(0, path.indexOf("\\")), at);
    case "psprovider":
      return str("Microsoft.PowerShell.Core\\Registry", at);
    case "psiscontainer":
      return bool(true);
    default:
      return undefined;
  }
}

/** Data of a value without asking whether it is there: $null when it is known not to be. */
function data(registry: Registry, path: string, name: string): Value {
  const found = registry.peekValue(path, name);
  if (found === "absent") return NULL;
  return found === "open" ? unknownData(path, name) : found.data;
}

const keyModels = new Attached<ObjectModel>();
const propertiesModels = new Attached<ObjectModel>();

function keyModel(machine: Machine): ObjectModel {
  let model = keyModels.get(machine);
  if (!model) keyModels.set(machine, (model = makeKeyModel(machine)));
  return model;
}

function makeKeyModel(machine: Machine): ObjectModel {
  const registry = new Registry(machine);
  const names = (path: string, at: Trace | null): Value => {
    const { known, complete } = registry.values(path);
    if (complete)
      return array(
        known.map((value) => str(value.name, at)),
        "System.String",
        at,
      );
    return new Unknown("input", `the values of ${path}`, `registry-names:${path.toLowerCase()}`, at);
  };
  const subkeys = (path: string, at: Trace | null): Value => {
    const { known, complete } = registry.subkeys(path);
    if (complete)
      return array(
        known.map((name) => str(name, at)),
        "System.String",
        at,
      );
    return new Unknown("input", `the keys below ${path}`, `registry-keys:${path.toLowerCase()}`, at);
  };
  return {
    typeNames: ["Microsoft.Win32.RegistryKey", "System.MarshalByRefObject", "System.Object"],
    get(self, name, at) {
      const path = pathOf(self);
      switch (name.toLowerCase()) {
        case "name":
          return str(fullName(path), at);
        case "property":
          return names(path, at);
        case "valuecount":
        case "subkeycount": {
          const { known, complete } = name.toLowerCase() === "valuecount" ? registry.values(path) : registry.subkeys(path);
          return complete
            ? int(known.length, at)
            : new Unknown(
                "input",
                `how much is in ${path}`,
                `registry-count:${path.toLowerCase()}:${name.toLowerCase()}`,
                at,
                "System.Int32",
              );
        }
        default:
          return common(path, name.toLowerCase(), at);
      }
    },
    invoke(self, name, args, at) {
      const path = pathOf(self);
      const first = args[0] === undefined ? undefined : machine.plain(args[0]);
      // A name with an unknown part may be any: it is written with a hole.
      const text = first instanceof Str || first instanceof Unknown ? shownText(first) : first?.kind === "null" ? "" : undefined;
      switch (name.toLowerCase()) {
        case "getvalue": {
          if (text === undefined || first instanceof Unknown)
            return new Unknown("input", `a registry value of ${path}`, `registry-value:${path.toLowerCase()}`, at);
          const found = registry.peekValue(path, text);
          if (found === "absent" && args[1] !== undefined) return args[1];
          return data(registry, path, text);
        }
        case "setvalue":
          if (text === undefined || args[1] === undefined) return NOTHING;
          registry.setValue(path, { name: text, type: kindOf(machine, args[2], args[1]), data: args[1] }, at);
          return NOTHING;
        case "deletevalue":
          if (text !== undefined) registry.removeValue(path, text, at);
          return NOTHING;
        case "getvaluenames":
          return names(path, at);
        case "getsubkeynames":
          return subkeys(path, at);
        case "opensubkey":
          if (text === undefined) return new Unknown("input", `a key below ${path}`, `registry-key:${path.toLowerCase()}`, at);
          return registry.keyExists(below(path, text)) ? registryKey(machine, below(path, text), at) : NULL;
        case "createsubkey":
          if (text === undefined) return new Unknown("input", `a key below ${path}`, `registry-key:${path.toLowerCase()}`, at);
          registry.createKey(below(path, text));
          return registryKey(machine, below(path, text), at);
        case "deletesubkey":
        case "deletesubkeytree":
          if (text !== undefined) registry.removeKey(below(path, text), at);
          return NOTHING;
        case "getvaluekind": {
          const found = text === undefined ? "open" : registry.peekValue(path, text);
          if (typeof found === "object" && found.type !== "Unknown") return str(found.type, at);
          return new Unknown("input", `the kind of a value of ${path}`, `registry-kind:${path.toLowerCase()}:${text ?? ""}`, at);
        }
        case "close":
        case "dispose":
        case "flush":
        case "setaccesscontrol":
          return NOTHING;
        case "tostring":
          return str(fullName(path), at);
        default:
          return undefined;
      }
    },
    text: (self) => fullName(pathOf(self)),
    propertyNames: () => ["Name", "Property", "SubKeyCount", "ValueCount"],
    equals: (self, other) => other instanceof Instance && pathOfKey(other) === pathOf(self),
  };
}

function below(path: string, name: string): string {
  const tail = name.split(/[\\/]/).filter((part) => part !== "");
  return [path, ...tail].join("\\");
}

export function kindOf(machine: Machine, kind: Value | undefined, value: Value): RegistryType {
  const plain = kind === undefined ? undefined : machine.plain(kind);
  const name = plain?.kind === "enum" ? plain.name : plain instanceof Str ? plain.value : undefined;
  if (name !== undefined) {
    const known = (["String", "ExpandString", "Binary", "DWord", "MultiString", "QWord"] as const).find(
      (one) => one.toLowerCase() === name.toLowerCase(),
    );
    return known ?? "Unknown";
  }
  const content = machine.plain(value);
  if (content.kind === "num") return content.type === "Int64" ? "QWord" : "DWord";
  if (content.kind === "arr") return content.element === "System.Byte" ? "Binary" : "MultiString";
  return "String";
}

function propertiesModel(machine: Machine): ObjectModel {
  let model = propertiesModels.get(machine);
  if (!model) propertiesModels.set(machine, (model = makePropertiesModel(machine)));
  return model;
}

function makePropertiesModel(machine: Machine): ObjectModel {
  const registry = new Registry(machine);
  const shows = (self: Instance, name: string): boolean => {
    const only = self.fields.get("only") as readonly string[] | undefined;
    return only === undefined || only.some((pattern) => wildcard(pattern)(name) || pattern.toLowerCase() === name.toLowerCase());
  };
  return {
    typeNames: ["System.Management.Automation.PSCustomObject", "System.Object"],
    get(self, name, at) {
      const path = pathOf(self);
      const fixed = common(path, name.toLowerCase(), at);
      if (fixed) return fixed;
      if (!shows(self, name)) return undefined;
      const found = registry.peekValue(path, name.toLowerCase() === "(default)" ? "" : name);
      if (found === "absent") return undefined;
      return found === "open" ? unknownData(path, name) : found.data;
    },
    propertyNames: (self) => [
      ...registry
        .values(pathOf(self))
        .known.filter((value) => shows(self, value.name))
        .map((value) => (value.name === "" ? "(default)" : value.name)),
      "PSPath",
      "PSParentPath",
      "PSChildName",
      "PSDrive",
      "PSProvider",
    ],
  };
}
