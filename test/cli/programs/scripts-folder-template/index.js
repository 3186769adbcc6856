const compute = require("@pulumi/azure-native/compute");
const network = require("@pulumi/azure-native/network");
const pulumi = require("@pulumi/pulumi");
const windows = { imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter-azure-edition", version: "latest" } };
const machine = (name, more = {}, options = {}) => new compute.VirtualMachine(name, { resourceGroupName: "rg", vmName: name, storageProfile: windows, ...more }, options);

const fs = require("fs"), path = require("path");
const text = fs.readFileSync(path.join(__dirname, "setup.ps1.tpl"), "utf8");
const fill = (values) => text.replace(/\{\{(\w+)\}\}/g, (_, key) => values[key]);
for (const [name, member] of [["bad", "IUSR"], ["good", "CONTOSO\\web-admins"]]) {
  const vm = machine("web-" + name);
  new compute.VirtualMachineRunCommandByVirtualMachine("r-" + name, { resourceGroupName: "rg", vmName: vm.name, runCommandName: "r", source: { script: fill({ member, group: "Administrators" }) } });
}
