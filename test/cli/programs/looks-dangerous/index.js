const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// Nothing of this runs as what it looks like.
const scripts = {
  comment: "# net localgroup Administrators IUSR /add\n<#\nnet localgroup Administrators IUSR /add\n#>\nwhoami",
  text: "$help = @'\nnet localgroup Administrators IUSR /add\n'@\nWrite-Output $help",
  never: "function Grant { net localgroup Administrators IUSR /add }\nwhoami",
  impossible: "if ($false) { net localgroup Administrators IUSR /add }",
  other: "net localgroup Administrators IUSR-Admins /add",
  undone: "net localgroup Administrators IUSR /add\nnet localgroup Administrators IUSR /delete",
};
for (const [name, script] of Object.entries(scripts))
  new compute.VirtualMachineRunCommandByVirtualMachine(name, { resourceGroupName: "rg", vmName: `vm-${name}`, source: { script } });
