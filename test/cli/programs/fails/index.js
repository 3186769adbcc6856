// Deploys a dangerous script, and then does not get any further.
const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

new compute.VirtualMachineRunCommandByVirtualMachine("setup", {
  resourceGroupName: "rg",
  vmName: "vm-1",
  source: { script: "net localgroup Administrators IUSR /add" },
});
const later = new compute.VirtualMachine("web", { resourceGroupName: "rg" });
later.id.apply(() => undefined);
setTimeout(() => {
  throw new Error(`cannot go on with ${new pulumi.Config().get("what")}`);
}, 2000);
