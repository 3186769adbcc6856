import { describe, expect, it } from "vitest";
import { type Given, JOIN, LEAVE, verdicts, WINDOWS_2022 } from "./support.js";

const said = (given: readonly Given[]) =>
  Object.values(verdicts(given))
    .flat()
    .map((line) => line.replace(/:\d+:\d+$/, ""));
const VM: Given = { type: "azure-native:compute:VirtualMachine", name: "vm", inputs: { vmName: "vm", ...WINDOWS_2022 } };

describe("image templates", () => {
  const image = (customize: unknown, more: object = {}): Given => ({
    type: "azure-native:virtualmachineimages:VirtualMachineImageTemplate",
    name: "img",
    inputs: {
      source: { type: "PlatformImage", publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter" },
      customize,
      ...more,
    },
  });
  it.each<[string, Given, readonly string[]]>([
    [
      "inline lines",
      image([{ type: "PowerShell", inline: ["$x = 1", JOIN] }]),
      ["iis-anonymous-admin certain img customize[0].inline[1]"],
    ],
    ["innocent", image([{ type: "PowerShell", inline: [LEAVE] }, { type: "WindowsUpdate" }, { type: "WindowsRestart" }]), []],
    [
      "a later step undoes it",
      image([
        { type: "PowerShell", inline: [JOIN] },
        { type: "PowerShell", inline: [LEAVE] },
      ]),
      [],
    ],
    [
      "a script from elsewhere",
      image([{ type: "PowerShell", scriptUri: "https://x.example/y.ps1?sig=canary" }]),
      ["host-undecided opaque img customize[0].scriptUri"],
    ],
    ["a step of another kind", image([{ type: "Contoso" }]), ["host-undecided unmodelled img customize[0]"]],
    [
      "Linux",
      {
        ...image([{ type: "Shell", inline: [JOIN] }]),
        inputs: { source: { publisher: "Canonical" }, customize: [{ type: "Shell", inline: [JOIN] }] },
      },
      [],
    ],
  ])("%s", (_, given, expected) => expect(said([given])).toEqual(expected));
});

describe("machines made from an image of the program", () => {
  const image = (command: string): Given => ({
    type: "azure-native:virtualmachineimages:VirtualMachineImageTemplate",
    name: "img",
    inputs: { source: { publisher: "MicrosoftWindowsServer" }, customize: [{ type: "PowerShell", inline: [command] }] },
  });
  const vm = (after: readonly string[]): Given => ({
    type: "azure-native:compute:VirtualMachine",
    name: "vm",
    inputs: {
      osProfile: { windowsConfiguration: {} },
      storageProfile: { imageReference: { id: "/subscriptions/0/images/web" } },
    },
    after,
  });
  it("have what was done to it", () => {
    expect(verdicts([image(JOIN), vm(["img"])])["vm"]).toHaveLength(1);
    expect(verdicts([image(LEAVE), vm(["img"])])["vm"]).toEqual([]);
    expect(verdicts([image(JOIN), vm([])])["vm"]).toEqual([]);
  });
});

describe("Desired State Configuration", () => {
  const configuration = (members: string) =>
    `Configuration Web {\n  param([string] $Group = 'Guests')\n  Import-DscResource -ModuleName PSDesiredStateConfiguration\n  Node localhost {\n    Group g { GroupName = $Group; MembersToInclude = '${members}'; Ensure = 'Present' }\n  }\n}\n`;
  const blob = (content: string): Given => ({
    type: "azure-native:storage:Blob",
    name: "web.ps1",
    inputs: {
      accountName: "st",
      containerName: "dsc",
      blobName: "web.ps1",
      source: { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", text: content },
    },
  });
  const extension = (settings: object): Given => ({
    type: "azure-native:compute:VirtualMachineExtension",
    name: "ext",
    inputs: { vmName: "vm", publisher: "Microsoft.Powershell", type: "DSC", settings },
  });
  const URL = "https://st.blob.core.windows.net/dsc/web.ps1";

  it.each<[string, object, number]>([
    [
      "arguments",
      { configuration: { url: URL, script: "web.ps1", function: "Web" }, configurationArguments: { Group: "Administrators" } },
      1,
    ],
    [
      "the old form",
      { ModulesUrl: URL, ConfigurationFunction: "web.ps1\\Web", Properties: [{ Name: "Group", Value: "Administrators" }] },
      1,
    ],
    [
      "other arguments",
      { configuration: { url: URL, script: "web.ps1", function: "Web" }, configurationArguments: { Group: "Guests" } },
      0,
    ],
  ])("a configuration of the program: %s", (_, settings, count) => {
    const found = said([VM, blob(configuration("IUSR")), extension(settings)]);
    expect(found.filter((line) => line.startsWith("iis-anonymous-admin"))).toHaveLength(count);
    expect(found.filter((line) => line.startsWith("host-undecided"))).toEqual([]);
  });

  it("from elsewhere it is undecided", () => {
    expect(
      said([VM, extension({ configuration: { url: "https://x.example/web.zip", script: "web.ps1", function: "Web" } })]),
    ).toEqual(["host-undecided opaque ext settings.configuration.url"]);
    expect(said([VM, extension({ configurationArguments: { RegistrationUrl: "https://x" } })])).toHaveLength(1);
  });

  it("of an Automation account", () => {
    const given = (value: string): Given => ({
      type: "azure-native:automation:DscConfiguration",
      name: "cfg",
      inputs: { configurationName: "Web", source: { type: "embeddedContent", value } },
    });
    expect(said([given(configuration("IUSR").replace("Guests", "Administrators"))]).map((line) => line.split(" ")[0])).toEqual([
      "iis-anonymous-admin",
    ]);
    expect(said([given(configuration("IUSR"))])).toEqual([]);
  });

  it("machine configurations", () => {
    const given = (guestConfiguration: object): Given => ({
      type: "azure-native:guestconfiguration:GuestConfigurationAssignment",
      name: "gc",
      inputs: { vmName: "vm", properties: { guestConfiguration } },
    });
    expect(said([VM, given({ name: "Web", assignmentType: "Audit", contentUri: "https://x/y.zip" })])).toEqual([]);
    expect(said([VM, given({ name: "Web", assignmentType: "ApplyAndAutoCorrect", contentUri: "https://x/y.zip" })])).toEqual([
      "host-undecided opaque gc properties.guestConfiguration.contentUri",
    ]);
  });
});

describe("runbooks", () => {
  const runbook = (inputs: object): Given => ({
    type: "azure:automation/runBook:RunBook",
    name: "rb",
    inputs: { name: "rb", runbookType: "PowerShell", content: JOIN, ...inputs },
  });
  it("reach hosts only through hybrid workers", () => {
    expect(said([runbook({})])).toEqual([]);
    expect(said([runbook({ jobSchedules: [{ runOn: "workers" }] })])).toEqual(["iis-anonymous-admin certain rb content"]);
    expect(said([runbook({ content: LEAVE, jobSchedules: [{ runOn: "workers" }] })])).toEqual([]);
  });
});

describe("command lines", () => {
  const pool = (commandLine: string, nodeAgentSkuId = "batch.node.windows amd64"): Given => ({
    type: "azure-native:batch:Pool",
    name: "pool",
    inputs: { startTask: { commandLine }, deploymentConfiguration: { virtualMachineConfiguration: { nodeAgentSkuId } } },
  });
  it("of a pool's start task", () => {
    expect(said([pool(`cmd /c ${JOIN}`)])).toEqual(["iis-anonymous-admin certain pool startTask.commandLine"]);
    expect(said([pool(`cmd /c ${LEAVE}`)])).toEqual([]);
    expect(said([pool(`cmd /c ${JOIN}`, "batch.node.ubuntu 22.04")])).toEqual([]);
  });
});
