// Registry.pol: the registry values of a policy, in the binary form that the policy engine and LGPO read.

import type { Unreadable } from "../../documents/kinds.js";
import type { Machine } from "../../machine/machine.js";
import { Registry, type RegistryType } from "../../os/registry.js";
import type { Family } from "../../tools/toolbox.js";
import type { Trace } from "../../values/source.js";
import { array, Num, Str, type Value } from "../../values/value.js";

/** Source: MS-GPREG section 2.2.1: `PReg`, version 1, then `[key;value;type;size;data]` in UTF-16. */
const SIGNATURE = 0x67655250;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const SEPARATOR = 0x3b;
/** More entries than this are no policy. */
const MAXIMUM_ENTRIES = 20_000;

const TYPES: readonly RegistryType[] = [
  "None",
  "String",
  "ExpandString",
  "Binary",
  "DWord",
  "Unknown",
  "Unknown",
  "MultiString",
  "Unknown",
  "Unknown",
  "Unknown",
  "QWord",
];

/** Applies a policy file to the keys below `hive` (`HKLM`, `HKCU`). */
export function applyRegistryPolicy(machine: Machine, bytes: Uint8Array, hive: string, at: Trace): Unreadable | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8 || view.getUint32(0, true) !== SIGNATURE) return { message: "it does not begin with PReg", at };
  if (view.getUint32(4, true) !== 1) return { message: `its version is ${view.getUint32(4, true)}, and 1 is known`, at };
  const entries: { key: string; name: string; type: number; data: Uint8Array }[] = [];
  let place = 8;
  const word = (): number => (place + 2 <= bytes.length ? view.getUint16(place, true) : -1);
  const text = (): string | null => {
    let read = "";
    for (;;) {
      const unit = word();
      if (unit < 0) return null;
      place += 2;
      if (unit === 0) return read;
      read += String.fromCharCode(unit);
    }
  };
  const expect = (unit: number): boolean => {
    if (word() !== unit) return false;
    place += 2;
    return true;
  };
  while (place < bytes.length) {
    const broken: Unreadable = { message: `its entry ${entries.length + 1} is damaged`, at };
    if (entries.length >= MAXIMUM_ENTRIES) return { message: `it has more than ${MAXIMUM_ENTRIES} entries`, at };
    if (!expect(OPEN)) return broken;
    const key = text();
    if (key === null || !expect(SEPARATOR)) return broken;
    const name = text();
    if (name === null || !expect(SEPARATOR) || place + 4 > bytes.length) return broken;
    const type = view.getUint32(place, true);
    place += 4;
    if (!expect(SEPARATOR) || place + 4 > bytes.length) return broken;
    const size = view.getUint32(place, true);
    place += 4;
    if (!expect(SEPARATOR) || place + size > bytes.length) return broken;
    entries.push({ key, name, type, data: bytes.subarray(place, place + size) });
    place += size;
    if (!expect(CLOSE)) return broken;
  }
  const registry = new Registry(machine);
  for (const { key, name, type, data } of entries) {
    machine.budget.step();
    setPolicyValue(
      registry,
      `${hive}\\${key}`,
      name,
      TYPES[type] ?? "Unknown",
      policyValue(TYPES[type] ?? "Unknown", data, at),
      at,
    );
  }
  return null;
}

/** Names that begin with `**` take something away (MS-GPREG section 3.2.5.1). */
export function setPolicyValue(registry: Registry, key: string, name: string, type: RegistryType, data: Value, at: Trace): void {
  const command = /^\*\*(del\.|delvals\.?|deletevalues|deletekeys|soft\.|securekey)(.*)$/i.exec(name);
  const shown = data instanceof Str ? data.value : "";
  switch (command?.[1]?.toLowerCase()) {
    case undefined:
      if (name === "" && type === "None") registry.createKey(key);
      else registry.setValue(key, { name, type, data }, at);
      return;
    case "del.":
      return registry.removeValue(key, command?.[2] ?? "", at);
    case "delvals.":
    case "delvals":
      for (const value of registry.values(key).known) registry.removeValue(key, value.name, at);
      return;
    case "deletevalues":
      for (const one of shown.split(";")) registry.removeValue(key, one.trim(), at);
      return;
    case "deletekeys":
      for (const one of shown.split(";")) registry.removeKey(`${key}\\${one.trim()}`, at);
      return;
    case "soft.":
      if (registry.readValue(key, command?.[2] ?? "") === undefined)
        registry.setValue(key, { name: command?.[2] ?? "", type, data }, at);
      return;
    default:
      return;
  }
}

function policyValue(type: RegistryType, data: Uint8Array, at: Trace): Value {
  const texts = (): readonly string[] => new TextDecoder("utf-16le").decode(data).split("\0");
  switch (type) {
    case "String":
    case "ExpandString":
      return new Str(texts()[0] ?? "", at);
    case "MultiString":
      return array(
        texts()
          .filter((one) => one !== "")
          .map((one) => new Str(one, at)),
        "System.String",
        at,
      );
    case "DWord":
      return new Num("Int32", data.length >= 4 ? new DataView(data.buffer, data.byteOffset, 4).getInt32(0, true) : 0, at);
    case "QWord":
      return new Num("Int64", data.length >= 8 ? new DataView(data.buffer, data.byteOffset, 8).getBigInt64(0, true) : 0n, at);
    default:
      return array(
        [...data].map((byte) => new Num("Byte", byte)),
        "System.Byte",
        at,
      );
  }
}

/** A policy for users is that of whoever logs on. */
export function hiveOf(path: string | null): string {
  return /\\user\\[^\\]*$/i.test(path ?? "") ? "HKCU" : "HKLM";
}

export const registryPolicyFamily: Family = {
  documents: [
    {
      kind: "registry-policy",
      read: (machine, { bytes, path, at }) =>
        bytes === null ? { message: "it is no binary file", at } : applyRegistryPolicy(machine, bytes, hiveOf(path), at),
    },
  ],
};
