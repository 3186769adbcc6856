import { describe, expect, it } from "vitest";
import { type Guarded, leaves } from "../../host/choice.js";
import { setFact } from "../../host/facts.js";
import { serviceExists } from "../../host/keys.js";
import type { Machine } from "../../interpreter/machine/machine.js";
import { normalizeKey, Registry, type RegistryValue, type RegistryWatcher } from "../../interpreter/os/registry.js";
import { int, str, Unknown } from "../../interpreter/values/value.js";
import { machineOf, machineWith } from "./machine-of.js";

function worlds<T>(machine: Machine, run: () => T): readonly T[] {
  return [...leaves<T>(machine.attempt(run) as Guarded<T>)];
}

const dword = (name: string, value: number): RegistryValue => ({ name, type: "DWord", data: int(value) });

describe("registry", () => {
  it.each([
    ["HKLM:\\SOFTWARE\\X", "HKLM\\SOFTWARE\\X"],
    ["hkey_local_machine\\Software\\X\\", "HKLM\\Software\\X"],
    ["Registry::HKEY_CURRENT_USER\\Console", "HKCU\\Console"],
    ["Microsoft.PowerShell.Core\\Registry::HKLM/a", "HKLM\\a"],
    ["HKCR:\\.txt", "HKLM\\SOFTWARE\\Classes\\.txt"],
    ["HKLM:\\SYSTEM\\ControlSet001\\Services", "HKLM\\SYSTEM\\CurrentControlSet\\Services"],
    ["HKLM:\\a\\..\\b", "HKLM\\b"],
    ["HKEY_USERS\\.DEFAULT", "HKU\\.DEFAULT"],
    ["C:\\x", undefined],
  ])("%s is %s", (written, normal) => {
    expect(normalizeKey(written)).toBe(normal);
  });

  it("has the keys of a fresh Windows; others may be there", () => {
    const machine = machineOf();
    const registry = new Registry(machine);
    expect(registry.keyExists("HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run")).toBe(true);
    expect(worlds(machine, () => registry.keyExists("HKLM\\SOFTWARE\\Contoso"))).toEqual([true, false]);
    expect(
      worlds(
        machine,
        () => `${registry.keyExists("HKLM\\SOFTWARE\\Contoso")} ${registry.peekKey("HKLM\\SOFTWARE\\Contoso\\Sub")}`,
      ),
    ).toEqual(["true open", "false absent"]);
  });

  it("keys of services follow the services", () => {
    const machine = machineOf();
    const registry = new Registry(machine);
    const key = "HKLM\\SYSTEM\\CurrentControlSet\\Services\\MySvc";
    expect(registry.peekKey(key)).toBe("open");
    machine.setFact(serviceExists("MySvc"), setFact(true, null));
    expect(registry.peekKey(key)).toBe("there");
  });

  it("keeps values with name and type, whatever the case", () => {
    const registry = new Registry(machineOf());
    registry.setValue("HKLM\\SOFTWARE\\Contoso", dword("Port", 25), null);
    expect(registry.readValue("hklm\\software\\CONTOSO", "port")).toEqual(dword("Port", 25));
    expect(registry.values("HKLM\\SOFTWARE\\Contoso").known.map((value) => value.name)).toEqual(["Port"]);
    registry.removeValue("HKLM\\SOFTWARE\\Contoso", "PORT", null);
    expect(registry.peekValue("HKLM\\SOFTWARE\\Contoso", "Port")).toBe("absent");
  });

  it("a value that nobody wrote may be there, with data that nobody knows", () => {
    const machine = machineOf();
    const found = worlds(machine, () => new Registry(machine).readValue("HKLM\\SOFTWARE\\Contoso", "Mode")?.data);
    expect(found[0]).toBeInstanceOf(Unknown);
    expect(found[1]).toBeUndefined();
    const product = new Registry(machine).readValue("HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion", "ProductName");
    expect(product?.data).toBeInstanceOf(Unknown);
  });

  it("a key that was removed and made again is empty", () => {
    const registry = new Registry(machineOf());
    const key = "HKLM\\SOFTWARE\\Contoso";
    registry.setValue(`${key}\\Sub`, dword("a", 1), null);
    registry.removeKey(key, null);
    expect([registry.peekKey(key), registry.peekKey(`${key}\\Sub`), registry.peekValue(`${key}\\Sub`, "a")]).toEqual([
      "absent",
      "absent",
      "absent",
    ]);
    registry.createKey(key);
    expect(registry.values(key)).toEqual({ known: [], complete: true });
    expect(registry.peekKey(`${key}\\Sub`)).toBe("absent");
  });

  it("copies keys with what is below", () => {
    const registry = new Registry(machineOf());
    registry.setValue("HKLM\\SOFTWARE\\A\\B", { name: "", type: "String", data: str("x") }, null);
    registry.copyKey("HKLM\\SOFTWARE\\A", "HKLM\\SOFTWARE\\C", null);
    expect(registry.readValue("HKLM\\SOFTWARE\\C\\B", "")?.data).toMatchObject({ value: "x" });
    expect(registry.subkeys("HKLM\\SOFTWARE\\C").known).toEqual(["B"]);
  });

  it("tells watchers what changes below the keys they watch", () => {
    const seen: string[] = [];
    const watcher: RegistryWatcher = {
      keys: ["hklm\\software\\watchedtest\\**"],
      matters: () => true,
      changed: (_machine, key, name, value) => seen.push(`${key}|${name}|${value?.type ?? "gone"}`),
    };
    const registry = new Registry(machineWith({ registryWatchers: [watcher] }));
    registry.setValue("HKLM\\SOFTWARE\\WatchedTest\\A", dword("v", 1), null);
    registry.removeKey("HKLM\\SOFTWARE\\WatchedTest", null);
    expect(seen).toEqual(["HKLM\\SOFTWARE\\WatchedTest\\A|v|DWord", "HKLM\\SOFTWARE\\WatchedTest\\A|v|gone"]);
  });
});
