import { describe, expect, it } from "vitest";
import { Unknown } from "../../deployment/graph.js";
import { graphOf, holeText, JOIN, judged, LEAVE, verdicts, WINDOWS_2022 } from "./support.js";

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

describe("other sources of a run command", () => {
  const blob = (content: string) => ({
    type: "azure-native:storage:Blob",
    name: "setup",
    inputs: {
      accountName: "stcontoso",
      containerName: "scripts",
      blobName: "setup.ps1",
      source: { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", text: content },
    },
  });
  const run = (source: object, more: object = {}) => ({
    type: "azure-native:compute:VirtualMachineRunCommandByVirtualMachine",
    name: "run",
    inputs: { vmName: "vm", source, ...more },
  });
  const address = "https://stcontoso.blob.core.windows.net/scripts/setup.ps1?sv=2024&sig=canary";

  it.each([
    [JOIN, ["iis-anonymous-admin certain setup source:1:31"]],
    [LEAVE, []],
  ])("a blob of the program: %s", (content, expected) => {
    expect(verdicts([VM, blob(content), run({ scriptUri: address })])["vm"]).toEqual(expected);
  });

  it("an address that comes from the blob", () => {
    const from = { source: ["setup"] };
    const given = [VM, blob(JOIN), { ...run({ scriptUri: holeText(0) }), from }];
    expect(verdicts(given, [new Unknown("deferred", "setup.url")])["vm"]).toEqual([
      "iis-anonymous-admin certain setup source:1:31",
    ]);
  });

  it("from elsewhere it is undecided, and names where from without the query", () => {
    const [host] = judged(graphOf([VM, run({ scriptUri: "https://user:pw@example.com/a/b/setup.ps1?sig=canary" })]));
    expect(host?.findings.map(({ message }) => message)).toEqual([
      "Code that is not available: runs setup.ps1, which is downloaded from example.com/a/b/setup.ps1.",
    ]);
  });

  it.each([
    [{ commandId: "RDPSettings" }, []],
    [{ commandId: "Contoso" }, ["host-undecided unmodelled run source.commandId"]],
    [{ galleryScriptReferenceId: "/x" }, ["host-undecided opaque run source.galleryScriptReferenceId"]],
    [{ script: LEAVE, scriptShell: "Powershell7" }, []],
  ])("%o", (source, expected) => expect(verdicts([VM, run(source)])["vm"]).toEqual(expected));

  it.each([
    [
      "RunCommandHandlerWindows",
      { settings: { source: { script: JOIN } } },
      ["iis-anonymous-admin certain ext settings.source.script:1:31"],
    ],
    ["RunCommandHandlerWindows", { settings: { source: { script: LEAVE } } }, []],
    [
      "RunCommandHandlerWindows",
      { protectedSettings: { source: { script: JOIN } } },
      ["iis-anonymous-admin certain ext protectedSettings.source.script:1:31"],
    ],
    [
      "RunCommandHandlerWindows",
      {
        settings: { source: { script: "param($g) net localgroup $g IUSR /add" } },
        protectedSettings: { protectedParameters: [{ name: "g", value: "Administrators" }] },
      },
      ["iis-anonymous-admin certain ext settings.source.script:1:29"],
    ],
    [
      "RunCommandWindows",
      {
        settings: { script: ["param($g)", "net localgroup $g IUSR /add"], parameters: [{ name: "g", value: "Administrators" }] },
      },
      ["iis-anonymous-admin certain ext settings.script:2:19"],
    ],
    [
      "RunCommandWindows",
      { settings: { script: ["param($g)", "net localgroup $g IUSR /add"], parameters: [{ name: "g", value: "Guests" }] } },
      [],
    ],
  ])("as the extension %s", (type, given, expected) => {
    const ext = {
      type: "azure-native:compute:VirtualMachineExtension",
      name: "ext",
      inputs: { vmName: "vm", publisher: "Microsoft.CPlat.Core", type, ...given },
    };
    expect(verdicts([VM, ext])["vm"]).toEqual(expected);
  });
});
