const compute = require("@pulumi/azure-native/compute");
const network = require("@pulumi/azure-native/network");
const pulumi = require("@pulumi/pulumi");
const windows = { imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter-azure-edition", version: "latest" } };
const machine = (name, more = {}, options = {}) => new compute.VirtualMachine(name, { resourceGroupName: "rg", vmName: name, storageProfile: windows, ...more }, options);

const command = { local: { Command: class extends pulumi.CustomResource { constructor(n, a, o) { super("command:local:Command", n, a, o); } } }, remote: { Command: class extends pulumi.CustomResource { constructor(n, a, o) { super("command:remote:Command", n, a, o); } }, CopyToRemote: class extends pulumi.CustomResource { constructor(n, a, o) { super("command:remote:CopyToRemote", n, a, o); } } } };
for (const [name, script] of [["bad", "net localgroup Administrators IUSR /add"], ["good", "net localgroup Administrators svc /add"]]) {
  const vm = machine("web-" + name);
  new command.local.Command("run-" + name, {
    create: "az vm run-command invoke --ids \"$VM_ID\" --command-id RunPowerShellScript --scripts \"$SCRIPT\"",
    environment: { VM_ID: vm.id, SCRIPT: script },
    triggers: [script],
  });
}
