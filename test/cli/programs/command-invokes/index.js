const compute = require("@pulumi/azure-native/compute");
const network = require("@pulumi/azure-native/network");
const pulumi = require("@pulumi/pulumi");
const windows = { imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter-azure-edition", version: "latest" } };
const machine = (name, more = {}, options = {}) => new compute.VirtualMachine(name, { resourceGroupName: "rg", vmName: name, storageProfile: windows, ...more }, options);

const command = { local: { Command: class extends pulumi.CustomResource { constructor(n, a, o) { super("command:local:Command", n, a, o); } } }, remote: { Command: class extends pulumi.CustomResource { constructor(n, a, o) { super("command:remote:Command", n, a, o); } }, CopyToRemote: class extends pulumi.CustomResource { constructor(n, a, o) { super("command:remote:CopyToRemote", n, a, o); } } } };
for (const [name, script] of [["bad", "Add-LocalGroupMember -Group Administrators -Member IUSR"], ["good", "Install-WindowsFeature Web-Server"]]) {
  const vm = machine("web-" + name);
  new command.local.Command("run-" + name, {
    create: pulumi.interpolate`az vm run-command invoke -g rg -n ${vm.name} --command-id RunPowerShellScript --scripts "${script}"`,
  });
}
