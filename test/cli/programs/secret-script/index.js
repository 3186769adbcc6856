const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// The whole script is a secret, and so is what it is made of.
const password = pulumi.secret("canary-password");
const run = (name, script) => new compute.VirtualMachineRunCommandByVirtualMachine(name, { resourceGroupName: "rg", vmName: `vm-${name}`, source: { script } });
run("bad", pulumi.interpolate`net user helper ${password} /add\nnet localgroup Administrators IUSR /add`);
run("good", pulumi.interpolate`net user helper ${password} /add\nnet localgroup Administrators helper /add`);
