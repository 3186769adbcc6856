import { describe, expect, it } from "vitest";
import { graphOf, JOIN, judged, LEAVE, UBUNTU, verdicts, WINDOWS_2022 } from "./support.js";

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

describe("an extension that makes an administrator", () => {
  const access = (settings: object) =>
    on("Microsoft.Compute", "VMAccessAgent", { settings, protectedSettings: { Password: "canary" } });
  it("IUSR", () => expect(access({ UserName: "IUSR" })).toEqual(["iis-anonymous-admin certain ext settings.userName:1:1"]));
  it("somebody else", () => expect(access({ UserName: "operator" })).toEqual([]));
});

describe("files that the extension downloads", () => {
  const SIGNATURE = "4dabf18193072939515e22adb298388d";
  const text = (content: string) => ({ [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17", text: content });
  const blob = (name: string, source: object) => ({
    type: "azure-native:storage:Blob",
    name,
    inputs: { accountName: "stcontoso", containerName: "scripts", blobName: name, source },
  });
  const cse = (commandToExecute: string, fileUris: unknown, where = "settings") =>
    extension(...CSE, { [where]: { commandToExecute, fileUris } });
  const RUN = "powershell -ExecutionPolicy Bypass -File setup.ps1";
  const BASE = "https://stcontoso.blob.core.windows.net/scripts";

  it.each([
    ["runs the blob", [`${BASE}/setup.ps1?sig=canary`], JOIN, ["iis-anonymous-admin certain setup.ps1 source:1:31"]],
    ["runs an innocent blob", [`${BASE}/setup.ps1`], LEAVE, []],
    ["one address, not a list", `${BASE}/setup.ps1`, JOIN, ["iis-anonymous-admin certain setup.ps1 source:1:31"]],
  ])("%s", (_, uris, content, expected) => {
    for (const where of ["settings", "protectedSettings"])
      expect(verdicts([VM, blob("setup.ps1", text(content)), cse(RUN, uris, where)])["vm"]).toEqual(expected);
  });

  it("a file asset of the program", () => {
    const files = {
      read: (path: string) => (path === "scripts/setup.ps1" ? new TextEncoder().encode(`# first\n${JOIN}`) : undefined),
      ofRepository: () => undefined,
    };
    const asset = { [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17", path: "scripts/setup.ps1" };
    expect(verdicts([VM, blob("setup.ps1", asset), cse(RUN, [`${BASE}/setup.ps1`])], [], files)["vm"]).toEqual([
      "iis-anonymous-admin certain setup.ps1 source:2:31",
    ]);
  });

  it("a file of the program's own repository", () => {
    const files = {
      read: () => undefined,
      ofRepository: (owner: string, name: string, rest: readonly string[]) =>
        owner === "contoso" && name === "infra" && rest.join("/") === "main/scripts/setup.ps1"
          ? { path: "scripts/setup.ps1", bytes: new TextEncoder().encode(JOIN) }
          : undefined,
    };
    const raw = "https://raw.githubusercontent.com/contoso/infra/main/scripts/setup.ps1";
    expect(verdicts([VM, cse(RUN, [raw])], [], files)["vm"]).toEqual(["iis-anonymous-admin certain scripts/setup.ps1:1:31"]);
    expect(verdicts([VM, cse(RUN, [raw.replace("infra", "other")])], [], files)["vm"]).toEqual([
      "host-undecided opaque ext settings.fileUris[0]",
    ]);
  });

  it.each(["settings", "protectedSettings"])("from elsewhere, through %s: host, path and file, never the query", (where) => {
    const [host] = judged(graphOf([VM, cse(RUN, ["https://example.com/tools/setup.ps1?sig=canary"], where)]));
    expect(host?.findings.map(({ message }) => message)).toEqual([
      "Code that is not available: runs setup.ps1, which is downloaded from example.com/tools/setup.ps1.",
    ]);
    expect(JSON.stringify(host?.findings)).not.toContain("canary");
  });

  it("an installer is inert", () => {
    expect(verdicts([VM, cse("msiexec /i agent.msi /qn", ["https://example.com/agent.msi"])])["vm"]).toEqual([]);
  });

  it("a script inside of a folder that is downloaded", () => {
    const command = "powershell -File sub\\setup.ps1";
    expect(verdicts([VM, blob("sub/setup.ps1", text(JOIN)), cse(command, [`${BASE}/sub/setup.ps1`])])["vm"]).toEqual([
      "iis-anonymous-admin certain sub/setup.ps1 source:1:31",
    ]);
  });
});
