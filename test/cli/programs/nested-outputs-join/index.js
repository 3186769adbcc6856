const compute = require("@pulumi/azure-native/compute");
const network = require("@pulumi/azure-native/network");
const pulumi = require("@pulumi/pulumi");
const windows = { imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter-azure-edition", version: "latest" } };
const machine = (name, more = {}, options = {}) => new compute.VirtualMachine(name, { resourceGroupName: "rg", vmName: name, storageProfile: windows, ...more }, options);

const make = (name) => pulumi.output(Promise.resolve(name)).apply((one) => machine("web-" + one));
for (const [name, member] of [["bad", "IUSR"], ["good", "svc"]]) {
  const vm = make(name);
  new compute.VirtualMachineRunCommandByVirtualMachine("r-" + name, { resourceGroupName: "rg", vmName: vm.name, runCommandName: "r", source: { script: pulumi.all([member, "Administrators"]).apply(([m, g]) => ["net localgroup", g, m, "/add"].join(" ")) } });
}
