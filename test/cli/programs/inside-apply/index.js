const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// Resources that are only made when a name is known.
const { ResourceGroup } = require("@pulumi/azure-native/resources");
const group = new ResourceGroup("made");
group.name.apply((resourceGroupName) => {
  for (const [name, script] of [["bad", "net localgroup Administrators IUSR /add"], ["good", "net localgroup Users IUSR /add"]])
    new compute.VirtualMachineRunCommandByVirtualMachine(name, { resourceGroupName, vmName: `${resourceGroupName}-${name}`, source: { script } });
});
