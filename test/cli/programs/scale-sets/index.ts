import * as compute from "@pulumi/azure-native/compute";
import * as resources from "@pulumi/azure-native/resources";
import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";

const group = new resources.ResourceGroup("hosts");

function machine(name: string, sku = "2022-datacenter-g2"): compute.VirtualMachine {
  return new compute.VirtualMachine(name, {
    resourceGroupName: group.name,
    osProfile: { adminUsername: "hostadmin" },
    storageProfile: { imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku, version: "latest" } },
  });
}

function extension(
  name: string,
  vm: compute.VirtualMachine,
  args: { settings?: unknown; protectedSettings?: unknown },
  options?: pulumi.CustomResourceOptions,
): compute.VirtualMachineExtension {
  return new compute.VirtualMachineExtension(
    name,
    {
      resourceGroupName: group.name,
      vmName: vm.name,
      publisher: "Microsoft.Compute",
      type: "CustomScriptExtension",
      typeHandlerVersion: "1.10",
      ...args,
    },
    options,
  );
}

type RunArgs = Omit<compute.VirtualMachineRunCommandByVirtualMachineArgs, "resourceGroupName" | "vmName" | "source">;

function run(
  name: string,
  vm: compute.VirtualMachine,
  script: pulumi.Input<string>,
  args: RunArgs = {},
  options?: pulumi.CustomResourceOptions,
): compute.VirtualMachineRunCommandByVirtualMachine {
  return new compute.VirtualMachineRunCommandByVirtualMachine(
    name,
    { resourceGroupName: group.name, vmName: vm.name, source: { script }, ...args },
    options,
  );
}

const join = "net localgroup Administrators IUSR /add";
const leave = "net localgroup Administrators IUSR /delete";
const script = (name: string, commandToExecute: string, after: string[] = []) => ({
  name,
  publisher: "Microsoft.Compute",
  type: "CustomScriptExtension",
  typeHandlerVersion: "1.10",
  settings: { commandToExecute },
  provisionAfterExtensions: after,
});

function scaleSet(name: string, extensions: unknown, publisher = "MicrosoftWindowsServer"): compute.VirtualMachineScaleSet {
  return new compute.VirtualMachineScaleSet(name, {
    resourceGroupName: group.name,
    sku: { name: "Standard_D2s_v5", capacity: 2 },
    virtualMachineProfile: {
      osProfile: { computerNamePrefix: "web", adminUsername: "hostadmin" },
      storageProfile: {
        imageReference: { publisher, offer: publisher === "Canonical" ? "ubuntu" : "WindowsServer", sku: "2022-datacenter-g2", version: "latest" },
      },
      extensionProfile: { extensions: extensions as never },
    },
  });
}

scaleSet("inline", [script("setup", join)]);
scaleSet("inline-innocent", [script("setup", "net localgroup \"Performance Monitor Users\" IUSR /add & echo Administrators")]);
scaleSet("nested-shape", [{ name: "setup", properties: { ...script("setup", join), name: undefined } }]);
scaleSet("protected", [{ ...script("setup", ""), settings: undefined, protectedSettings: { commandToExecute: join } }]);
scaleSet("agents", [
  { name: "monitor", publisher: "Microsoft.Azure.Monitor", type: "AzureMonitorWindowsAgent", settings: { commandToExecute: join } },
  { name: "health", publisher: "Microsoft.ManagedServices", type: "ApplicationHealthWindows", settings: { port: 80 } },
]);
scaleSet("dsc", [{ name: "dsc", publisher: "Microsoft.Powershell", type: "DSC", settings: { configuration: {} } }]);
scaleSet("in-order", [script("leave", leave, ["join"]), script("join", join)]);
scaleSet("against-order", [script("leave", leave), script("join", join, ["Leave"])]);
scaleSet("unordered", [script("join", join), script("leave", leave)]);
scaleSet("linux", [{ ...script("setup", join), publisher: "Microsoft.Azure.Extensions", type: "CustomScript" }], "Canonical");
scaleSet("none", []);
scaleSet("later", group.id.apply(() => [script("setup", join)]));
// Another stack says them.
const other = new pulumi.StackReference("contoso/base/prod");
scaleSet("not-known", other.requireOutput("extensions"));
scaleSet("one-not-known", [other.requireOutput("extension"), script("other", "echo done")]);
scaleSet("one-not-known-open", [other.requireOutput("extension"), script("setup", join)]);

function later(name: string, set: compute.VirtualMachineScaleSet, vmssExtensionName: string, commandToExecute: string, after: string[] = []) {
  return new compute.VirtualMachineScaleSetExtension(name, {
    resourceGroupName: group.name,
    vmScaleSetName: set.name,
    vmssExtensionName,
    publisher: "Microsoft.Compute",
    type: "CustomScriptExtension",
    settings: { commandToExecute },
    provisionAfterExtensions: after,
  });
}
later("resource", scaleSet("resource", undefined), "setup", join);
// A new machine gets both, in any order, unless one waits for the other's name.
later("any-order-leave", scaleSet("any-order", [script("join", join)]), "leave", leave);
later("named-order-leave", scaleSet("named-order", [script("join", join)]), "leave", leave, ["join"]);

// A run command needs a machine, which has its extensions.
const commanded = scaleSet("commanded", [script("join", join)]);
new compute.VirtualMachineScaleSetVMRunCommand("commanded-leave", {
  resourceGroupName: group.name,
  vmScaleSetName: commanded.name,
  instanceId: "0",
  source: { script: "Remove-LocalGroupMember Administrators IUSR" },
});
