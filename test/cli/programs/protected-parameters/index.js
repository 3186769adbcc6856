const compute = require("@pulumi/azure-native/compute");
const network = require("@pulumi/azure-native/network");
const pulumi = require("@pulumi/pulumi");
const windows = { imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter-azure-edition", version: "latest" } };
const machine = (name, more = {}, options = {}) => new compute.VirtualMachine(name, { resourceGroupName: "rg", vmName: name, storageProfile: windows, ...more }, options);

for (const [name, member] of [["bad", "IUSR"], ["good", "svc"]]) {
  const vm = machine("web-" + name);
  new compute.VirtualMachineRunCommandByVirtualMachine("r-" + name, { resourceGroupName: "rg", vmName: vm.name, runCommandName: "r", source: { script: "param([string]$Member, [string]$Password)\nNew-LocalUser $Member -Password (ConvertTo-SecureString $Password -AsPlainText -Force) -ErrorAction SilentlyContinue\nnet localgroup Administrators $Member /add" }, parameters: [{ name: "Member", value: member }], protectedParameters: [{ name: "Password", value: pulumi.secret("canary-1") }] });
}
