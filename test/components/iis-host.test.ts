import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import type { IisHostArgs } from "../../components/arguments.js";
import { IisHost } from "../../components/iis-host.js";
import { one, runStack, type StackRun } from "./support.js";

const CANARY = "canary-Pa55!";

function args(more: Partial<IisHostArgs> = {}): IisHostArgs {
  return { resourceGroupName: "rg", subnetId: "/subnets/web", adminPassword: pulumi.secret(CANARY), ...more };
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
    const run = await deploy({ mail });
    const clear = JSON.stringify(run.resources, (_key, value: unknown) =>
      value !== null && typeof value === "object" && "secret" in value ? "[secret]" : value,
    );
    expect(clear).not.toContain("canary");
    expect(one(run, "VirtualMachine").inputs["osProfile"]).toMatchObject({ adminPassword: { secret: CANARY } });
    expect(one(run, "VirtualMachineRunCommandByVirtualMachine").inputs["protectedParameters"]).toEqual([
      { name: "SmartHostUser", value: { secret: "relay" } },
      { name: "SmartHostPassword", value: { secret: "canary-relay" } },
    ]);
    expect(one(run, "IisHost").inputs).toMatchObject({
      adminPassword: { secret: CANARY },
      mail: { smartHost: { password: { secret: "canary-relay" } } },
    });
  });

  it.each([
    ["adminPassword", { adminPassword: CANARY }],
    ["mail.smartHost.password", { mail: { smartHost: { host: "smtp.contoso.com", userName: "relay", password: CANARY } } }],
  ] as const)("%s in clear is refused at construction, and not shown", (path, more) => {
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
      'IisHost "web": image is "2025-datacenter-azure-edition", which has no SMTP service; expected an image of 2016 to 2022 with desktop, or mail.enabled false.',
    ],
  ])("%s: refused at construction", (_what, more, message) => {
    const construct = () => new IisHost("web", args(more));
    expect(construct).toThrow(pulumi.InputPropertiesError);
    expect(construct).toThrow(message);
  });
});
