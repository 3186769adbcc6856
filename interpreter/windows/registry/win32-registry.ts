import type { Machine } from "../../machine/machine.js";
import { elsewhere, isThisComputer } from "../../os/computer.js";
import { normalizeKey, Registry } from "../../os/registry.js";
import { kindOf, registryKey } from "../../os/registry-objects.js";
import type { Family } from "../../tools/toolbox.js";
import { scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { shownText } from "../../values/texts.js";
import { EnumValue, NOTHING, NULL, Unknown, type Value } from "../../values/value.js";

/** Microsoft.Win32.Registry, and the ways to the hives: RegistryKey.OpenBaseKey, OpenRemoteBaseKey. */

/** Hives by the properties of Registry, and by the names of RegistryHive. */
const HIVES: ReadonlyMap<string, string> = new Map([
  ["localmachine", "HKLM"],
  ["currentuser", "HKCU"],
  ["users", "HKU"],
  ["classesroot", "HKLM\\SOFTWARE\\Classes"],
  ["currentconfig", "HKLM\\SYSTEM\\CurrentControlSet\\Hardware Profiles\\Current"],
]);

/** Handles of the hives as numbers. */
const HANDLES: ReadonlyMap<number, string> = new Map([
  [0, "classesroot"],
  [1, "currentuser"],
  [2, "localmachine"],
  [3, "users"],
  [5, "currentconfig"],
]);

/** The hive that an argument names, in words or by its handle (0x80000002); undefined: nobody knows. */
export function hiveOf(machine: Machine, value: Value | undefined): string | undefined {
  const plain = value === undefined ? undefined : machine.plain(value);
  if (plain === undefined || plain instanceof Unknown) return undefined;
  if (plain instanceof EnumValue) return HIVES.get(plain.name.toLowerCase());
  const text = scalarText(machine, plain);
  if (typeof text !== "string") return undefined;
  const named = HIVES.get(text.trim().toLowerCase());
  if (named !== undefined) return named;
  const number = Number(/^&h/i.test(text) ? `0x${text.slice(2)}` : text);
  return Number.isInteger(number) ? HIVES.get(HANDLES.get((number >>> 0) - 0x80000000) ?? "") : undefined;
}

/** A key whose hive or name is not known. */
function unknownKey(why: string, at: Trace | null): Unknown {
  return new Unknown("input", why, `registry-key:${why}`, at, "Microsoft.Win32.RegistryKey");
}

function keyText(machine: Machine, value: Value | undefined): string | undefined {
  const text = value === undefined ? undefined : scalarText(machine, value);
  return text === undefined || text === null ? undefined : shownText(text);
}

/** `Registry.SetValue("HKEY_LOCAL_MACHINE\\...", name, value, kind)`. */
function setValue(machine: Machine, args: readonly Value[], at: Trace | null): Value {
  const path = keyText(machine, args[0]);
  const key = path === undefined ? undefined : normalizeKey(path);
  const [, , data] = args;
  if (data === undefined) return NOTHING;
  if (key === undefined) {
    machine.note("input", "all", "a registry value is set whose key is not known", at);
    return NOTHING;
  }
  const name = keyText(machine, args[1]) ?? "";
  new Registry(machine).setValue(key, { name, type: kindOf(machine, args[3], data), data }, at);
  return NOTHING;
}

function getValue(machine: Machine, args: readonly Value[], at: Trace | null): Value {
  const key = normalizeKey(keyText(machine, args[0]) ?? "");
  const name = keyText(machine, args[1]) ?? "";
  const unknown = new Unknown(
    "input",
    `the registry value ${name} of ${key ?? "a key"}`,
    `registry:${key}\\${name}`.toLowerCase(),
    at,
  );
  if (key === undefined) return unknown;
  const found = new Registry(machine).peekValue(key, name);
  if (found === "absent") return new Registry(machine).peekKey(key) === "absent" ? NULL : (args[2] ?? NULL);
  return found === "open" ? unknown : found.data;
}

export const win32RegistryFamily: Family = {
  types: [
    {
      name: "Microsoft.Win32.Registry",
      modelled: {
        statics: {
          get: (machine, name, at) => {
            const hive = HIVES.get(name.toLowerCase());
            return hive === undefined ? undefined : registryKey(machine, hive, at);
          },
          invoke: (machine, name, args, at) => {
            if (name.toLowerCase() === "setvalue") return setValue(machine, args, at);
            return name.toLowerCase() === "getvalue" ? getValue(machine, args, at) : undefined;
          },
        },
      },
    },
    {
      name: "Microsoft.Win32.RegistryKey",
      modelled: {
        statics: {
          invoke: (machine, name, args, at) => {
            switch (name.toLowerCase()) {
              case "openbasekey": {
                const hive = hiveOf(machine, args[0]);
                return hive === undefined ? unknownKey("a hive that is not known", at) : registryKey(machine, hive, at);
              }
              case "openremotebasekey": {
                const host = args[1] === undefined ? undefined : scalarText(machine, args[1]);
                const hive = hiveOf(machine, args[0]);
                if (hive === undefined) return unknownKey("a hive that is not known", at);
                return isThisComputer(machine, host ?? undefined)
                  ? registryKey(machine, hive, at)
                  : elsewhere("the registry of another computer", "registry:elsewhere", at, "Microsoft.Win32.RegistryKey");
              }
              default:
                return undefined;
            }
          },
        },
      },
    },
  ],
};
