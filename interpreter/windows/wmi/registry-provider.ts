import type { Machine } from "../../machine/machine.js";
import { mayRun } from "../../os/autorun.js";
import { Registry, type RegistryType, type RegistryValue } from "../../os/registry.js";
import type { Family } from "../../tools/toolbox.js";
import { type WmiArguments, wmiArgument, wmiClass } from "../../tools/wmi-class.js";
import { scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { shownText } from "../../values/texts.js";
import { array, int, NULL, Str, Unknown, type Value } from "../../values/value.js";
import { hiveOf } from "../registry/win32-registry.js";

/** StdRegProv: the registry through WMI ("System Registry Provider", Windows documentation). */

/** Setters with the names of their data's parameter. */
const SETTERS: ReadonlyMap<string, readonly [type: RegistryType, data: string]> = new Map([
  ["setstringvalue", ["String", "sValue"]],
  ["setexpandedstringvalue", ["ExpandString", "sValue"]],
  ["setmultistringvalue", ["MultiString", "sValue"]],
  ["setdwordvalue", ["DWord", "uValue"]],
  ["setqwordvalue", ["QWord", "uValue"]],
  ["setbinaryvalue", ["Binary", "uValue"]],
]);

const FOUND = 0;
const NOT_FOUND = 2;

/** The key that the first two arguments name; the local machine when no hive is given. Undefined: nobody knows which. */
function keyOf(machine: Machine, args: WmiArguments): string | undefined {
  const hive = wmiArgument(args, 0, "hDefKey");
  const name = wmiArgument(args, 1, "sSubKeyName");
  const root = hive === undefined || machine.plain(hive) === NULL ? "HKLM" : hiveOf(machine, hive);
  const text = name === undefined ? undefined : scalarText(machine, name);
  if (root === undefined || text === undefined || text === null) return undefined;
  return [
    root,
    ...shownText(text)
      .split(/[\\/]/)
      .filter((part) => part !== ""),
  ].join("\\");
}

function textArgument(machine: Machine, args: WmiArguments, index: number, name: string): string {
  const value = wmiArgument(args, index, name);
  const text = value === undefined ? undefined : scalarText(machine, value);
  return text === undefined || text === null ? "" : shownText(text);
}

/**
 * Methods that are called by position take the name before the data; Invoke-WmiMethod sorts the parameters by their names, and so
 * takes the data first. What is a command line is the data.
 */
function nameAndData(machine: Machine, args: WmiArguments, data: string): readonly [name: string, data: Value] {
  const name = wmiArgument(args, 2, "sValueName") ?? NULL;
  const value = wmiArgument(args, 3, data) ?? NULL;
  const isCommand = (one: Value) => {
    const plain = machine.plain(one);
    return (plain instanceof Str || (plain instanceof Unknown && plain.parts !== null)) && mayRun(machine, plain);
  };
  const sorted = args.named.size === 0 && isCommand(name) && !isCommand(value);
  const text = scalarText(machine, sorted ? value : name);
  return [text === undefined || text === null ? "" : shownText(text), sorted ? name : value];
}

function read(machine: Machine, key: string, name: string, output: string, at: Trace | null): ReadonlyMap<string, Value> {
  const found = new Registry(machine).peekValue(key, name);
  if (found === "absent")
    return new Map<string, Value>([
      ["ReturnValue", int(NOT_FOUND)],
      [output, NULL],
    ]);
  const value: Value =
    typeof found === "object"
      ? found.data
      : new Unknown("input", `the registry value ${key}\\${name}`, `registry:${key}\\${name}`.toLowerCase(), at);
  return new Map<string, Value>([
    ["ReturnValue", int(FOUND)],
    [output, value],
  ]);
}

function listed(
  _machine: Machine,
  key: string,
  names: readonly string[],
  complete: boolean,
  at: Trace | null,
): ReadonlyMap<string, Value> {
  const value = complete
    ? array(
        names.map((name) => new Str(name, at)),
        "System.String",
        at,
      )
    : new Unknown("input", `what is in the registry key ${key}`, `registry-names:${key.toLowerCase()}`, at);
  return new Map<string, Value>([
    ["ReturnValue", int(FOUND)],
    ["sNames", value],
  ]);
}

function invoke(machine: Machine, method: string, args: WmiArguments, at: Trace | null): ReadonlyMap<string, Value> | undefined {
  const registry = new Registry(machine);
  const key = keyOf(machine, args);
  const changes = /^(?:set|create|delete)/.test(method);
  if (key === undefined) {
    if (changes) machine.note("input", "all", `StdRegProv.${method} changes a registry key that is not known`, at);
    return new Map([["ReturnValue", int(FOUND)]]);
  }
  const setter = SETTERS.get(method);
  if (setter !== undefined) {
    const [name, data] = nameAndData(machine, args, setter[1]);
    registry.setValue(key, { name, type: setter[0], data }, at);
    return new Map([["ReturnValue", int(FOUND)]]);
  }
  switch (method) {
    case "createkey":
      registry.createKey(key);
      break;
    case "deletekey":
      registry.removeKey(key, at);
      break;
    case "deletevalue":
      registry.removeValue(key, textArgument(machine, args, 2, "sValueName"), at);
      break;
    case "enumkey": {
      const { known, complete } = registry.subkeys(key);
      return listed(machine, key, known, complete, at);
    }
    case "enumvalues": {
      const { known, complete } = registry.values(key);
      return listed(
        machine,
        key,
        known.map((value: RegistryValue) => value.name),
        complete,
        at,
      );
    }
    case "setsecuritydescriptor":
      machine.note("unmodelled", ["acl"], `StdRegProv sets the access list of ${key}`, at);
      break;
    case "checkaccess":
      break;
    default: {
      if (!/^get\w+value$/.test(method)) return undefined;
      const output = /^get(?:string|expandedstring|multistring)/.test(method) ? "sValue" : "uValue";
      return read(machine, key, textArgument(machine, args, 2, "sValueName"), output, at);
    }
  }
  return new Map([["ReturnValue", int(FOUND)]]);
}

export const registryProviderFamily: Family = {
  wmiClasses: [
    ...["root\\cimv2", "root\\default"].map((namespace) =>
      wmiClass<null>(namespace, "StdRegProv", {
        keys: [],
        properties: "any",
        areas: ["services", "privileges", "web", "smtp"],
        find: () => [null],
        read: () => undefined,
        invoke: (machine, _instance, method, args, at) => invoke(machine, method, args, at),
      }),
    ),
  ],
};
