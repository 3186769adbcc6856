const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// Nothing here is a Windows host.
const { ResourceGroup } = require("@pulumi/azure-native/resources");
const { StorageAccount } = require("@pulumi/azure-native/storage");
const group = new ResourceGroup("data");
new StorageAccount("files", { resourceGroupName: group.name, kind: "StorageV2", sku: { name: "Standard_LRS" }, tags: { note: "net localgroup Administrators IUSR /add" } });
new compute.VirtualMachine("linux", { resourceGroupName: group.name, osProfile: { linuxConfiguration: {} }, storageProfile: { osDisk: { osType: "Linux", createOption: "FromImage" } } });
new compute.VirtualMachineRunCommandByVirtualMachine("on-linux", { resourceGroupName: group.name, vmName: "elsewhere-linux", source: { script: "#!/bin/bash\nuseradd web" } });
