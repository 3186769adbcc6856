import { describe, expect, it } from "vitest";
import { Unknown } from "../../deployment/graph.js";
import { holeText, JOIN, LEAVE, verdicts, WINDOWS_2022 } from "./support.js";

const VM = { type: "azure-native:compute:VirtualMachine", name: "vm", inputs: { vmName: "vm", ...WINDOWS_2022 } };

function on(given: object, holes: readonly Unknown[] = []): string[] {
  const run = {
    type: "azure-native:compute:VirtualMachineRunCommandByVirtualMachine",
    name: "run",
    inputs: { vmName: "vm", ...given },
  };
  return verdicts([VM, run], holes)["vm"] ?? [];
}

describe("run commands", () => {
  it("a script", () => {
    expect(on({ source: { script: `\n  ${JOIN}` } })).toEqual(["iis-anonymous-admin certain run source.script:2:33"]);
    expect(on({ source: { script: LEAVE } })).toEqual([]);
  });

  it("a script with a hole keeps line and column", () => {
    const holes = [new Unknown("deferred", "the storage account's name")];
    expect(on({ source: { script: `$a = '${holeText(0)}'\nWrite-Host $a\n${JOIN}` } }, holes)).toEqual([
      "iis-anonymous-admin certain run source.script:3:31",
    ]);
    expect(on({ source: { script: `$a = '${holeText(0)}'\nWrite-Host $a\n${LEAVE}` } }, holes)).toEqual([]);
  });

  it("parameters are arguments", () => {
    const script = "param($group) net localgroup $group IUSR /add";
    expect(on({ source: { script }, parameters: [{ name: "group", value: "Administrators" }] })).toEqual([
      "iis-anonymous-admin certain run source.script:1:37",
    ]);
    expect(on({ source: { script }, parameters: [{ name: "group", value: "Guests" }] })).toEqual([]);
  });
});
