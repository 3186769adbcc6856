const compute = require("@pulumi/azure-native/compute");
const network = require("@pulumi/azure-native/network");
const pulumi = require("@pulumi/pulumi");
const windows = { imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter-azure-edition", version: "latest" } };
const machine = (name, more = {}, options = {}) => new compute.VirtualMachine(name, { resourceGroupName: "rg", vmName: name, storageProfile: windows, ...more }, options);

const resources = require("@pulumi/azure-native/resources");
for (const [name, script] of [["bad", "net localgroup Administrators IUSR /add"], ["good", "net localgroup Administrators svc /add"]]) {
  const vm = machine("web-" + name);
  new resources.AzurePowerShellScript("ds-" + name, { resourceGroupName: "rg", kind: "AzurePowerShell", azPowerShellVersion: "12.3", retentionInterval: "PT1H", arguments: pulumi.interpolate`-VmName ${vm.name}`, scriptContent: "param([string] $VmName)\nInvoke-AzVMRunCommand -ResourceGroupName rg -VMName $VmName -CommandId RunPowerShellScript -ScriptString '" + script + "'" });
}
