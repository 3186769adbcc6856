const compute = require("@pulumi/azure-native/compute");
const network = require("@pulumi/azure-native/network");
const pulumi = require("@pulumi/pulumi");
const windows = { imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter-azure-edition", version: "latest" } };
const machine = (name, more = {}, options = {}) => new compute.VirtualMachine(name, { resourceGroupName: "rg", vmName: name, storageProfile: windows, ...more }, options);

const storage = require("@pulumi/azure-native/storage");
const account = new storage.StorageAccount("scripts", { resourceGroupName: "rg", accountName: "scripts1", kind: "StorageV2", sku: { name: "Standard_LRS" } });
const container = new storage.BlobContainer("c", { resourceGroupName: "rg", accountName: account.name, containerName: "setup" });
const signature = storage.listStorageAccountServiceSASOutput({ resourceGroupName: "rg", accountName: account.name, protocols: "https", sharedAccessExpiryTime: "2030-01-01", resource: "c", permissions: "r", canonicalizedResource: pulumi.interpolate`/blob/${account.name}/${container.name}` }).apply((one) => one.serviceSasToken);
for (const [name, text] of [["bad", "Add-LocalGroupMember -Group Administrators -Member IUSR"], ["good", "Install-WindowsFeature Web-Server"]]) {
  const blob = new storage.Blob(name, { resourceGroupName: "rg", accountName: account.name, containerName: container.name, blobName: name + ".ps1", source: new pulumi.asset.StringAsset(text) });
  const vm = machine("web-" + name);
  const url = pulumi.interpolate`https://${account.name}.blob.core.windows.net/${container.name}/${blob.name}?${signature}`;
  new compute.VirtualMachineExtension("cse-" + name, { resourceGroupName: "rg", vmName: vm.name, publisher: "Microsoft.Compute", type: "CustomScriptExtension", protectedSettings: { fileUris: [url], commandToExecute: "powershell -File " + name + ".ps1" } });
}
