const compute = require("@pulumi/azure-native/compute");
const network = require("@pulumi/azure-native/network");
const pulumi = require("@pulumi/pulumi");
const windows = { imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter-azure-edition", version: "latest" } };
const machine = (name, more = {}, options = {}) => new compute.VirtualMachine(name, { resourceGroupName: "rg", vmName: name, storageProfile: windows, ...more }, options);

const command = { local: { Command: class extends pulumi.CustomResource { constructor(n, a, o) { super("command:local:Command", n, a, o); } } }, remote: { Command: class extends pulumi.CustomResource { constructor(n, a, o) { super("command:remote:Command", n, a, o); } }, CopyToRemote: class extends pulumi.CustomResource { constructor(n, a, o) { super("command:remote:CopyToRemote", n, a, o); } } } };
for (const [name, script] of [["bad", "Add-LocalGroupMember -Group Administrators -Member IUSR"], ["good", "Write-Host done"]]) {
  const ip = new network.PublicIPAddress("ip-" + name, { resourceGroupName: "rg" });
  const nic = new network.NetworkInterface("nic-" + name, { resourceGroupName: "rg", ipConfigurations: [{ name: "a", publicIPAddress: { id: ip.id } }] });
  const vm = machine("web-" + name, { networkProfile: { networkInterfaces: [{ id: nic.id }] } });
  const connection = { host: ip.ipAddress, user: "azadmin" };
  const copy = new command.remote.CopyToRemote("copy-" + name, { connection, source: new pulumi.asset.StringAsset(script), remotePath: "C:/setup.ps1" }, { dependsOn: vm });
  new command.remote.Command("run-" + name, { connection, create: "powershell -ExecutionPolicy Bypass -File C:\\setup.ps1" }, { dependsOn: copy });
}
