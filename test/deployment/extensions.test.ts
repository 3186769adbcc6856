import { describe, expect, it } from "vitest";
import { JOIN, LEAVE, UBUNTU, verdicts, WINDOWS_2022 } from "./support.js";

const VM = { type: "azure-native:compute:VirtualMachine", name: "vm", inputs: { vmName: "vm", ...WINDOWS_2022 } };

function extension(publisher: string, type: string, given: object, vmName = "vm") {
  return { type: "azure-native:compute:VirtualMachineExtension", name: "ext", inputs: { vmName, publisher, type, ...given } };
}

function on(publisher: string, type: string, given: object, machine: object = VM): string[] {
  return verdicts([machine as typeof VM, extension(publisher, type, given)])["vm"] ?? [];
}

const CSE = ["Microsoft.Compute", "CustomScriptExtension"] as const;

describe("custom script extensions", () => {
  it.each([
    ["settings", { settings: { commandToExecute: JOIN } }, "ext settings.commandToExecute:1:31"],
    ["protected settings", { protectedSettings: { commandToExecute: JOIN } }, "ext protectedSettings.commandToExecute:1:31"],
    [
      "JSON text with another case",
      { settings: JSON.stringify({ CommandToExecute: JOIN }) },
      "ext settings.CommandToExecute:1:31",
    ],
  ])("%s", (_, given, where) => {
    expect(on(...CSE, given).map((line) => line.replace("CommandToExecute", "commandToExecute"))).toEqual([
      `iis-anonymous-admin certain ${where.replace("CommandToExecute", "commandToExecute")}`,
    ]);
  });

  it.each([
    ["taking IUSR out", { settings: { commandToExecute: LEAVE } }],
    ["no command", { settings: { timestamp: 1 } }],
    ["another group", { settings: { commandToExecute: "net localgroup Guests IUSR /add" } }],
  ])("%s is innocent", (_, given) => expect(on(...CSE, given)).toEqual([]));

  it("on Linux nothing is said", () => {
    const linux = { ...VM, inputs: { vmName: "vm", ...UBUNTU } };
    expect(verdicts([linux, extension(...CSE, { settings: { commandToExecute: JOIN } })])).toEqual({});
    expect(
      verdicts([linux, extension("Microsoft.Azure.Extensions", "CustomScript", { settings: { commandToExecute: JOIN } })]),
    ).toEqual({});
  });

  it("what is taken from a key vault is undecided", () => {
    expect(on(...CSE, { protectedSettingsFromKeyVault: { secretUrl: "https://v/secrets/s" } })).toEqual([
      "host-undecided opaque ext protectedSettingsFromKeyVault",
    ]);
  });
});

describe("other extensions", () => {
  it.each([
    ["Chef.Bootstrap.WindowsAzure", "ChefClient"],
    ["OctopusDeploy.Tentacle", "OctopusDeployWindowsTentacle"],
    ["Microsoft.VisualStudio.Services", "TeamServicesAgent"],
    ["Microsoft.Azure.Automation.HybridWorker", "HybridWorkerForWindows"],
  ])("%s %s configures the host from elsewhere", (publisher, type) => {
    expect(on(publisher, type, { settings: { any: "thing" } })).toEqual(["host-undecided opaque ext settings"]);
  });

  it.each([
    ["runs a script", { settings: { installScript: "x" } }, "settings.installScript"],
    ["downloads", { protectedSettings: { fileUris: ["https://x/y.ps1"] } }, "protectedSettings.fileUris"],
  ])("an unknown publisher that %s is undecided", (_, given, where) => {
    expect(on("Contoso", "Thing", given)).toEqual([`host-undecided opaque ext ${where}`]);
  });

  it.each([
    ["Contoso", "Monitor", { settings: { workspaceId: "1" } }],
    ["Microsoft.Azure.Monitor", "AzureMonitorWindowsAgent", {}],
    ["Microsoft.Azure.KeyVault", "KeyVaultForWindows", { settings: { secretsManagementSettings: { observedCertificates: [] } } }],
    ["Microsoft.Compute", "BGInfo", {}],
    [
      "Microsoft.Azure.AzureDefenderForServers",
      "MDE.Windows",
      { protectedSettings: { defenderForEndpointOnboardingScript: "QUJD" } },
    ],
  ])("%s %s is an agent", (publisher, type, given) => expect(on(publisher, type, given)).toEqual([]));
});
