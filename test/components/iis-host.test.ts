import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import type { IisHostArgs } from "../../components/arguments/index.js";
import { IisHost } from "../../components/resources/iis-host.js";
import { one, runStack, type StackRun } from "./support.js";

const CANARY = "canary-Pa55!";

function args(more: Partial<IisHostArgs> = {}): IisHostArgs {
  return { resourceGroupName: "rg", subnetId: "/subnets/web", adminPassword: pulumi.secret(CANARY), mail: {}, ...more };
}

const azure = (vmId: string) => (type: string) => {
  if (type.endsWith(":VirtualMachine")) return { vmId, identity: { type: "SystemAssigned", principalId: "principal-1" } };
  return type.endsWith(":NetworkInterface") ? { ipConfigurations: [{ privateIPAddress: "10.0.0.4" }] } : {};
};

/** The component as the program `new IisHost("web", ...)` registers it. */
function deploy(more: Partial<IisHostArgs> = {}, vmId = "vm-id-1"): Promise<StackRun> {
  return runStack(() => void new IisHost("web", args(more)), { outputs: azure(vmId) });
}

const COMPONENT = "urn:pulumi:dev::project::lycosa:index:IisHost::web";

describe("the resources", () => {
  it("are children of the component", async () => {
    const run = await deploy();
    expect(
      run.resources.filter(({ type }) => type !== "pulumi:pulumi:Stack").map(({ type, name, parent }) => [type, name, parent]),
    ).toEqual([
      ["lycosa:index:IisHost", "web", "urn:pulumi:dev::project::pulumi:pulumi:Stack::project-dev"],
      ["azure-native:network:NetworkSecurityGroup", "web-nsg", COMPONENT],
      ["azure-native:network:NetworkInterface", "web-nic", COMPONENT],
      ["azure-native:compute:VirtualMachine", "web-vm", COMPONENT],
      ["azure-native:compute:VirtualMachineRunCommandByVirtualMachine", "web-provisioning", COMPONENT],
    ]);
  });

  it("give ids, names and the address as outputs", async () => {
    expect((await deploy()).outputs.get("web")).toEqual({
      virtualMachineId: "/id/web-vm",
      virtualMachineName: "web-vm-0a1b",
      vmId: "vm-id-1",
      principalId: "principal-1",
      networkInterfaceId: "/id/web-nic",
      networkSecurityGroupId: "/id/web-nsg",
      privateIpAddress: "10.0.0.4",
    });
  });

  it("can be previewed, when nothing of Azure is known", async () => {
    const run = await runStack(() => void new IisHost("web", args()), { preview: true });
    const command = one(run, "VirtualMachineRunCommandByVirtualMachine");
    expect(command.inputs["vmName"]).toBe("?");
    expect(command.inputs["tags"]).toEqual({ vmId: "?" });
    // The script and its data are known, so a preview can be judged.
    expect(command.inputs["source"]).toEqual({ script: expect.stringContaining("Invoke-HostProvisioning") });
    expect(command.inputs["parameters"]).toEqual([{ name: "Plan", value: expect.stringMatching(/^[A-Za-z0-9+/=]+$/) }]);
  });
});

describe("the virtual machine", () => {
  it("is hardened by default", async () => {
    const { inputs } = one(await deploy(), "VirtualMachine");
    expect(inputs).toEqual({
      resourceGroupName: "rg",
      identity: { type: "SystemAssigned" },
      hardwareProfile: { vmSize: "Standard_D2s_v5" },
      networkProfile: { networkInterfaces: [{ id: "/id/web-nic", primary: true, deleteOption: "Detach" }] },
      osProfile: {
        computerName: "web",
        adminUsername: "hostadmin",
        adminPassword: { secret: CANARY },
        windowsConfiguration: {
          provisionVMAgent: true,
          enableAutomaticUpdates: true,
          patchSettings: {
            patchMode: "AutomaticByPlatform",
            assessmentMode: "AutomaticByPlatform",
            enableHotpatching: true,
            automaticByPlatformSettings: { rebootSetting: "IfRequired" },
          },
        },
      },
      securityProfile: {
        securityType: "TrustedLaunch",
        uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
        encryptionAtHost: true,
      },
      storageProfile: {
        imageReference: {
          publisher: "MicrosoftWindowsServer",
          offer: "WindowsServer",
          sku: "2022-datacenter-azure-edition-hotpatch",
          version: "latest",
        },
        osDisk: {
          createOption: "FromImage",
          caching: "ReadWrite",
          deleteOption: "Delete",
          managedDisk: { storageAccountType: "Premium_LRS" },
        },
      },
      diagnosticsProfile: { bootDiagnostics: { enabled: true } },
    });
  });

  it("is what the arguments say", async () => {
    const run = await deploy({
      location: "westeurope",
      zone: "2",
      size: "Standard_D4s_v5",
      computerName: "MAIL-01",
      adminUsername: "operator-7",
      image: "2019-datacenter-gensecond",
      encryptionAtHost: false,
    });
    const { inputs } = one(run, "VirtualMachine");
    expect(inputs).toMatchObject({
      location: "westeurope",
      zones: ["2"],
      hardwareProfile: { vmSize: "Standard_D4s_v5" },
      osProfile: {
        computerName: "MAIL-01",
        adminUsername: "operator-7",
        windowsConfiguration: { patchSettings: { enableHotpatching: false } },
      },
      storageProfile: { imageReference: { sku: "2019-datacenter-gensecond" } },
    });
    // Even false needs a feature of the subscription.
    expect(inputs["securityProfile"]).not.toHaveProperty("encryptionAtHost");
    for (const { type, inputs: all } of run.resources)
      if (type.startsWith("azure-native:")) expect(all["location"]).toBe("westeurope");
  });

  it.each([
    ["web", "web"],
    ["the_mail.relay-of-contoso", "themailrelay-of"],
    ["-x-", "x"],
    ["42", "host42"],
    ["été", "t"],
    ["日本", "host"],
    ["fourteen-chars-x", "fourteen-chars"],
  ])("of the component %s is called %s", async (name, expected) => {
    const run = await runStack(() => void new IisHost(name, args()), { outputs: azure("1") });
    expect(one(run, "VirtualMachine").inputs["osProfile"]).toMatchObject({ computerName: expected });
  });

  it("has no public address", async () => {
    const run = await deploy();
    expect(one(run, "NetworkInterface").inputs["ipConfigurations"]).toEqual([
      { name: "primary", primary: true, privateIPAllocationMethod: "Dynamic", subnet: { id: "/subnets/web" } },
    ]);
    expect(run.resources.some(({ type }) => type.endsWith(":PublicIPAddress"))).toBe(false);
  });

  it("leaves its network card before another machine takes its place", async () => {
    expect(one(await deploy(), "VirtualMachine").deleteBeforeReplace).toBe(true);
  });

  it("has its network card behind the security group", async () => {
    expect(one(await deploy(), "NetworkInterface").inputs["networkSecurityGroup"]).toEqual({ id: "/id/web-nsg" });
  });
});

describe("the machine that is asked for", () => {
  const site = { name: "App", hostName: "www.contoso.com" };

  it("has tags on everything, a pinned image, disks, a licence, identities and a fixed address", async () => {
    const run = await deploy({
      tags: { owner: "mail" },
      imageVersion: "20348.2966.241205",
      licenseType: "Windows_Server",
      osDisk: { sizeGb: 256, type: "StandardSSD_LRS", diskEncryptionSetId: "/des" },
      dataDisks: [{ sizeGb: 64 }, { sizeGb: 8, type: "StandardSSD_LRS" }],
      userAssignedIdentityIds: ["/identities/one"],
      bootDiagnosticsUri: "https://diag.blob.core.windows.net/",
      privateIpAddress: "10.0.0.9",
      patch: { reboot: "Never", hotpatching: false },
    });
    for (const { type, inputs } of run.resources)
      if (type.startsWith("azure-native:")) expect(inputs["tags"]).toMatchObject({ owner: "mail" });
    expect(one(run, "VirtualMachine").inputs).toMatchObject({
      licenseType: "Windows_Server",
      identity: { type: "SystemAssigned, UserAssigned", userAssignedIdentities: ["/identities/one"] },
      storageProfile: {
        imageReference: { version: "20348.2966.241205" },
        osDisk: { diskSizeGB: 256, managedDisk: { storageAccountType: "StandardSSD_LRS", diskEncryptionSet: { id: "/des" } } },
        dataDisks: [
          {
            lun: 0,
            diskSizeGB: 64,
            createOption: "Empty",
            deleteOption: "Detach",
            managedDisk: { storageAccountType: "Premium_LRS" },
          },
          { lun: 1, diskSizeGB: 8, managedDisk: { storageAccountType: "StandardSSD_LRS" } },
        ],
      },
      osProfile: {
        windowsConfiguration: {
          patchSettings: { enableHotpatching: false, automaticByPlatformSettings: { rebootSetting: "Never" } },
        },
      },
      diagnosticsProfile: { bootDiagnostics: { storageUri: "https://diag.blob.core.windows.net/" } },
    });
    expect(one(run, "NetworkInterface").inputs["ipConfigurations"]).toEqual([
      {
        name: "primary",
        primary: true,
        privateIPAllocationMethod: "Static",
        privateIPAddress: "10.0.0.9",
        subnet: { id: "/subnets/web" },
      },
    ]);
  });

  it("comes from a gallery, in an availability set", async () => {
    const { inputs } = one(await deploy({ galleryImageId: "/gallery/1", availabilitySetId: "/set" }), "VirtualMachine");
    expect(inputs).toMatchObject({ availabilitySet: { id: "/set" }, storageProfile: { imageReference: { id: "/gallery/1" } } });
  });

  it("uses the network card that there is, and leaves its network alone", async () => {
    const { subnetId: _none, ...others } = args({ networkInterfaceId: "/nics/own" });
    const run = await runStack(() => void new IisHost("web", others), { outputs: azure("1") });
    expect(one(run, "VirtualMachine").inputs["networkProfile"]).toMatchObject({ networkInterfaces: [{ id: "/nics/own" }] });
    expect(run.resources.filter(({ type }) => type.startsWith("azure-native:network:"))).toEqual([]);
  });

  it("puts its card behind the security group that there is", async () => {
    const run = await deploy({ networkSecurityGroupId: "/nsgs/own" });
    expect(one(run, "NetworkInterface").inputs["networkSecurityGroup"]).toEqual({ id: "/nsgs/own" });
    expect(run.resources.some(({ type }) => type.endsWith(":NetworkSecurityGroup"))).toBe(false);
  });

  it("is patched in the window of a maintenance configuration", async () => {
    const run = await deploy({ patch: { maintenanceConfigurationId: "/maintenance/1" } });
    expect(one(run, "ConfigurationAssignment").inputs).toMatchObject({
      providerName: "Microsoft.Compute",
      resourceType: "virtualMachines",
      resourceName: "web-vm-0a1b",
      maintenanceConfigurationId: "/maintenance/1",
    });
    expect(one(run, "VirtualMachine").inputs["osProfile"]).toMatchObject({
      windowsConfiguration: {
        patchSettings: { automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true } },
      },
    });
  });

  it("is Windows Server 2025 with a data disk where sites are all that is asked for", async () => {
    const { mail: _none, ...others } = args({ web: { sites: [site] } });
    const run = await runStack(() => void new IisHost("web", others), { outputs: azure("1") });
    expect(one(run, "VirtualMachine").inputs["storageProfile"]).toMatchObject({
      imageReference: { sku: "2025-datacenter-azure-edition" },
      dataDisks: [{ lun: 0, diskSizeGB: 32 }],
    });
  });

  it("has its certificates before it is set up, and may read them first", async () => {
    const run = await deploy({
      web: { sites: [site] },
      certificates: [{ secretUrl: "https://contoso.vault.azure.net/secrets/www" }],
      keyVaultId: "/subscriptions/1/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/contoso",
    });
    expect(one(run, "RoleAssignment").inputs).toMatchObject({
      principalId: "principal-1",
      scope: "/subscriptions/1/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/contoso",
      roleDefinitionId: "/subscriptions/1/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6",
    });
    expect(one(run, "VirtualMachineExtension").inputs).toMatchObject({
      publisher: "Microsoft.Azure.KeyVault",
      settings: {
        secretsManagementSettings: {
          linkOnRenewal: true,
          requireInitialSync: true,
          observedCertificates: [
            { url: "https://contoso.vault.azure.net/secrets/www", certificateStoreLocation: "LocalMachine" },
          ],
        },
      },
    });
    expect(one(run, "VirtualMachineExtension").dependencies).toContain(one(run, "RoleAssignment").urn);
    expect(one(run, "VirtualMachineRunCommandByVirtualMachine").dependencies).toContain(one(run, "VirtualMachineExtension").urn);
  });

  it("runs scripts of one's own in their order, and is verified after them", async () => {
    const run = await deploy({
      provision: [
        {
          name: "app",
          script: "'one'",
          parameters: [
            { name: "Plain", value: "x" },
            { name: "Key", value: pulumi.secret("y") },
          ],
        },
        { name: "more", script: "'two'", timeoutMinutes: 5 },
      ],
    });
    const commands = run.resources.filter(({ type }) => type.endsWith(":VirtualMachineRunCommandByVirtualMachine"));
    expect(commands.map(({ name }) => name)).toEqual([
      "web-provisioning",
      "web-script-app",
      "web-script-more",
      "web-verification",
    ]);
    commands.slice(1).forEach((command, index) => expect(command.dependencies).toContain(commands[index]?.urn));
    expect(commands[1]?.inputs).toMatchObject({
      source: { script: "'one'" },
      parameters: [{ name: "Plain", value: "x" }],
      protectedParameters: [{ name: "Key", value: { secret: "y" } }],
    });
    expect(commands[2]).toMatchObject({ inputs: { timeoutInSeconds: 300 }, timeouts: { create: "20m" } });
    for (const command of commands) expect(command.replaceOnChanges).toEqual(["tags"]);
  });

  it("waits for what the component waits for", async () => {
    const run = await runStack(
      () => {
        const first = new (class extends pulumi.CustomResource {})("test:index:First", "first", {});
        new IisHost("web", args(), { dependsOn: [first], protect: true });
      },
      { outputs: azure("1") },
    );
    for (const resource of run.resources.filter(({ type }) => type.startsWith("azure-native:"))) {
      expect([resource.name, resource.dependencies.includes("urn:pulumi:dev::project::test:index:First::first")]).toEqual([
        resource.name,
        true,
      ]);
      expect([resource.name, resource.protect]).toEqual([resource.name, true]);
    }
  });
});

describe("the command that sets the machine up", () => {
  it("fails the deployment when it fails", async () => {
    const { inputs, timeouts } = one(await deploy(), "VirtualMachineRunCommandByVirtualMachine");
    expect(inputs).toMatchObject({ treatFailureAsDeploymentFailure: true, asyncExecution: false, timeoutInSeconds: 3600 });
    expect(timeouts).toEqual({ create: "75m", update: "75m" });
  });

  it("belongs to this very machine", async () => {
    const command = one(await deploy({}, "vm-id-1"), "VirtualMachineRunCommandByVirtualMachine");
    expect(command.inputs["vmName"]).toBe("web-vm-0a1b");
    expect(command.inputs["tags"]).toEqual({ vmId: "vm-id-1" });
    expect(command.propertyDependencies.get("tags")).toEqual([
      "urn:pulumi:dev::project::azure-native:compute:VirtualMachine::web-vm",
    ]);
    expect(command.deletedWith).toBe("urn:pulumi:dev::project::azure-native:compute:VirtualMachine::web-vm");
  });

  it("is replaced with the machine: another machine is another value of a property that replaces", async () => {
    const before = one(await deploy({}, "vm-id-1"), "VirtualMachineRunCommandByVirtualMachine");
    const after = one(await deploy({}, "vm-id-2"), "VirtualMachineRunCommandByVirtualMachine");
    const changed = Object.keys(after.inputs).filter(
      (key) => JSON.stringify(after.inputs[key]) !== JSON.stringify(before.inputs[key]),
    );
    expect(changed).toEqual(["tags"]);
    expect(after.inputs["tags"]).toEqual({ vmId: "vm-id-2" });
    expect(after.replaceOnChanges).toEqual(["tags"]);
  });
});

describe("secrets", () => {
  const mail = { smartHost: { host: "smtp.contoso.com", userName: "relay", password: pulumi.secret("canary-relay") } };

  it("are marked wherever they go", async () => {
    const accounts = { users: [{ name: "bob", password: pulumi.secret("canary-bob") }] };
    const run = await deploy({ mail, accounts });
    const clear = JSON.stringify(run.resources, (_key, value: unknown) =>
      value !== null && typeof value === "object" && "secret" in value ? "[secret]" : value,
    );
    expect(clear).not.toContain("canary");
    expect(one(run, "VirtualMachine").inputs["osProfile"]).toMatchObject({ adminPassword: { secret: CANARY } });
    expect(one(run, "VirtualMachineRunCommandByVirtualMachine").inputs["protectedParameters"]).toEqual([
      { name: "Secrets", value: { secret: expect.any(String) } },
    ]);
    const [sent] = one(run, "VirtualMachineRunCommandByVirtualMachine").inputs["protectedParameters"] as {
      value: { secret: string };
    }[];
    expect(JSON.parse(Buffer.from(sent?.value.secret ?? "", "base64").toString("utf8"))).toEqual({
      smartHostUser: "relay",
      smartHostPassword: "canary-relay",
      passwords: ["canary-bob"],
    });
    expect(one(run, "IisHost").inputs).toMatchObject({
      adminPassword: { secret: CANARY },
      mail: { smartHost: { password: { secret: "canary-relay" } } },
      accounts: { users: [{ name: "bob", password: { secret: "canary-bob" } }] },
    });
  });

  it.each<[string, Partial<IisHostArgs>]>([
    ["adminPassword", { adminPassword: CANARY }],
    ["accounts.users[0].password", { accounts: { users: [{ name: "bob", password: CANARY }] } }],
    ["mail.smartHost.password", { mail: { smartHost: { host: "smtp.contoso.com", userName: "relay", password: CANARY } } }],
  ])("%s in clear is refused at construction, and not shown", (path, more) => {
    const construct = () => new IisHost("web", args(more));
    expect(construct).toThrow(`IisHost "web": ${path} is not a secret; expected a secret output such as pulumi.secret(...)`);
    expect(construct).not.toThrow(/canary/);
  });
});

describe("arguments that open the host", () => {
  it.each<[string, Partial<IisHostArgs>, string]>([
    [
      "the Internet may relay",
      { mail: { allowFrom: ["0.0.0.0/0"] } },
      'IisHost "web": mail.allowFrom[0] is "0.0.0.0/0", which lets the Internet relay without authentication; expected your own hosts: private ranges, or at most 256 public addresses.',
    ],
    [
      "an image without the SMTP service",
      { image: "2025-datacenter-azure-edition" },
      'IisHost "web": image is "2025-datacenter-azure-edition", which has no SMTP service: it ends with Windows Server 2022; expected an image of 2016 to 2022 with desktop, or mail.submission "azure-communication".',
    ],
  ])("%s: refused at construction", (_what, more, message) => {
    const construct = () => new IisHost("web", args(more));
    expect(construct).toThrow(pulumi.InputPropertiesError);
    expect(construct).toThrow(message);
  });
});
