import { describe, expect, it } from "vitest";
import { EXISTING } from "../../host/existing.js";
import { HostState } from "../../host/state.js";
import { analyzeHost } from "../../interpreter/analysis.js";
import { NO_FILES } from "../../interpreter/os/file-source.js";
import { Source } from "../../interpreter/values/source.js";
import { Arr, Instance, str } from "../../interpreter/values/value.js";
import { machineOf } from "./machine-of.js";

/** The services that a script may set to start by themselves, in any world, by name. */
function services(script: string): string[] {
  const source = new Source(script, { file: "setup.ps1", resource: null, property: null, layers: [] }, false);
  const { state } = analyzeHost(HostState.from(EXISTING), [[{ language: "powershell", source, path: null }]], {
    files: NO_FILES,
  });
  return [...state.entries("serviceStart")].map(({ key }) => key.parts[0] ?? "").sort();
}

const start = (name: string) => `Set-Service -Name ${name} -StartupType Automatic`;

describe("objects that a branch makes", () => {
  it.each([
    ["a table filled key by key", "$o = @{}; $o.name = 'one'", "$o = @{}; $o.name = 'two'", "$($o.name)"],
    ["a table's Add", "$o = @{}; $o.Add('name', 'one')", "$o = @{}; $o.Add('name', 'two')", "$($o.name)"],
    [
      "a list",
      "$o = [Collections.ArrayList]@(); $null = $o.Add('one')",
      "$o = [Collections.ArrayList]@(); $null = $o.Add('two')",
      "$($o[0])",
    ],
    [
      "an object's property",
      "$o = [pscustomobject]@{ name = '' }; $o.name = 'one'",
      "$o = [pscustomobject]@{ name = '' }; $o.name = 'two'",
      "$($o.name)",
    ],
    [
      "an added member",
      "$o = New-Object psobject; $o | Add-Member name one",
      "$o = New-Object psobject; $o | Add-Member name two",
      "$($o.name)",
    ],
    ["an array's element", "$o = @(''); $o[0] = 'one'", "$o = @(''); $o[0] = 'two'", "$($o[0])"],
  ])("keep in each world what was written to them there: %s", (_what, first, second, name) => {
    const script = `if (Test-Path C:\\x) { ${first} } else { ${second} }\n${start(`"svc-${name}"`)}`;
    expect(services(script)).toEqual(["svc-one", "svc-two"]);
  });

  it("keep it when they come out of a function", () => {
    const script = `
      function Get-Name { $o = @{}; if (Test-Path C:\\x) { $o.name = 'one' } else { $o.name = 'two' }; $o }
      $o = Get-Name
      ${start('"svc-$($o.name)"')}`;
    expect(services(script)).toEqual(["svc-one", "svc-two"]);
  });

  it("keep it when a closure has caught the variables of a call", () => {
    const script = `
      function New-Namer { $n = 'none'; if (Test-Path C:\\x) { $n = 'one' } else { $n = 'two' }; { $n }.GetNewClosure() }
      $namer = New-Namer
      ${start('"svc-$(& $namer)"')}`;
    expect(services(script)).toEqual(["svc-one", "svc-two"]);
  });
});

describe("what a branch changes and others see", () => {
  it("is undone before the next branch runs, type limits of variables too", () => {
    const script = `
      function Set-It { if (Test-Path C:\\x) { [int]$n = 7 } else { $n = 'two' }; ${start('"svc-$n"')} }
      Set-It`;
    expect(services(script)).toEqual(["svc-7", "svc-two"]);
  });

  it("is undone when it was made on first use inside of the branch: the list of errors", () => {
    const script = `
      if (Test-Path C:\\x) { try { throw 'one' } catch { } } else { $n = 0 }
      ${start('"svc-$($Error.Count)"')}`;
    expect(services(script)).toEqual(["svc-0", "svc-1"]);
  });

  it("keeps earlier errors of other worlds apart without a fork for the next error", () => {
    const script = `
      ${Array.from({ length: 12 }, (_, index) => `if (Test-Path C:\\x${index}) { try { throw 'e' } catch { } }`).join("\n")}
      try { throw 'last' } catch { ${start('"svc-$($_.Exception.Message)"')} }`;
    expect(services(script)).toEqual(["svc-last"]);
  });
});

describe("Journal", () => {
  it("does not undo what is younger than the branch, and undoes the rest", () => {
    const machine = machineOf();
    const old = new Arr("System.Object", [], "list");
    const { journal } = machine;
    const choice = machine.choice("which", ["left", "right"]);
    const model = { typeNames: ["System.Object"] };
    const made = machine.fork<Instance>(choice, (outcome) => {
      const young = new Instance(model);
      machine.setField(young, "name", outcome);
      journal.set(old, "items", [str(String(outcome))]);
      return young;
    });
    expect(made).toMatchObject({ choice, values: [{}, {}] });
    const names = machine.each<Instance, number>(made, (one) => machine.field<number>(one, "name") as number);
    expect(names).toMatchObject({ choice, values: [0, 1] });
    expect(old.items).toMatchObject({ choice, values: [[{ value: "0" }], [{ value: "1" }]] });
  });
});
