import { describe, expect, it } from "vitest";
import { type Guarded, leaves } from "../../host/choice.js";
import { Environment, getEnvironment, setEnvironment } from "../../interpreter/os/environment.js";
import { NULL, type Str, str, Unknown } from "../../interpreter/values/value.js";
import { machineOf } from "./machine-of.js";

describe("environment", () => {
  it.each([
    ["SystemRoot", "C:\\Windows"],
    ["systemdrive", "C:"],
    ["TEMP", "C:\\Windows\\TEMP"],
    ["ProgramFiles(x86)", "C:\\Program Files (x86)"],
    ["COMSPEC", "C:\\Windows\\system32\\cmd.exe"],
    ["ProgramData", "C:\\ProgramData"],
  ])("%%%s%% is %s on every host", (name, value) => {
    expect((new Environment(machineOf()).get(name) as Str).value).toBe(value);
  });

  it("a variable that nobody set is an unknown input of its own name", () => {
    const found = new Environment(machineOf()).get("TENANT") as Unknown;
    expect([found.cause, found.symbol]).toEqual(["input", "env:tenant"]);
    expect((new Environment(machineOf()).get("computername") as Unknown).symbol).toBe("env:computername");
  });

  it("knows the beginning of Path", () => {
    const path = new Environment(machineOf()).get("PATH") as Unknown;
    expect(path.parts?.[0]).toContain("C:\\Windows\\system32;");
  });

  it("asks whether a variable is set, unless it is known", () => {
    const machine = machineOf();
    const environment = new Environment(machine);
    const ask = (name: string) => [...leaves(machine.attempt(() => environment.exists(name)) as Guarded<boolean>)];
    expect(ask("TENANT")).toEqual([true, false]);
    expect(ask("USERNAME")).toEqual([true]);
    environment.set("TENANT", str("t"));
    expect(ask("tenant")).toEqual([true]);
    environment.remove("Tenant");
    expect(ask("TENANT")).toEqual([false]);
  });

  it("an empty text removes a variable", () => {
    const machine = machineOf();
    setEnvironment(machine, "A", str("1"));
    expect((getEnvironment(machine, "a", null) as Str).value).toBe("1");
    setEnvironment(machine, "a", str(""));
    expect(getEnvironment(machine, "A", null)).toBe(NULL);
    setEnvironment(machine, "A", NULL);
    expect(getEnvironment(machine, "A", null)).toBe(NULL);
  });

  it("a child process has a copy: what it sets is gone afterwards", () => {
    const machine = machineOf();
    const environment = new Environment(machine);
    environment.set("A", str("outer"));
    const inner = environment.inChildProcess(() => {
      const inherited = environment.get("A") as Str;
      environment.set("A", str("inner"));
      environment.set("B", str("inner"));
      return [inherited.value, (environment.get("A") as Str).value];
    });
    expect(inner).toEqual(["outer", "inner"]);
    expect((environment.get("A") as Str).value).toBe("outer");
    expect(environment.get("B")).toBeInstanceOf(Unknown);
  });

  it("lists what it knows by name", () => {
    const machine = machineOf();
    new Environment(machine).set("Zed", str("z"));
    const names = new Environment(machine).known().map(([name]) => name);
    expect(names).toContain("Zed");
    expect(names).toContain("SystemRoot");
    expect(names).toEqual([...names].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
  });
});
