const compute = require("@pulumi/azure-native/compute");
const network = require("@pulumi/azure-native/network");
const pulumi = require("@pulumi/pulumi");
const windows = { imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter-azure-edition", version: "latest" } };
const machine = (name, more = {}, options = {}) => new compute.VirtualMachine(name, { resourceGroupName: "rg", vmName: name, storageProfile: windows, ...more }, options);

const relay = (open) => "Install-WindowsFeature SMTP-Server\n$s = [ADSI]'IIS://localhost/SMTPSVC/1'\n" + (open ? "$list = $s.RelayIpList\n$list.GrantByDefault = $true\n$s.RelayIpList = $list\n" : "") + "$s.SetInfo()\n";
for (const name of ["bad", "good"]) {
  const vm = machine("mail-" + name);
  new compute.VirtualMachineRunCommandByVirtualMachine("r-" + name, { resourceGroupName: "rg", vmName: vm.name, runCommandName: "r", source: { script: relay(name === "bad") } });
}
