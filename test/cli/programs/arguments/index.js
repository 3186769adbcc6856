const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// Run command parameters, one of them from another resource.
const { PublicIPAddress } = require("@pulumi/azure-native/network");
const address = new PublicIPAddress("mail", { resourceGroupName: "rg" });
const script = "param([string]$Group = 'Users', [string]$Member, [string]$Address)\nAdd-LocalGroupMember -Group $Group -Member $Member";
const run = (name, parameters) => new compute.VirtualMachineRunCommandByVirtualMachine(name, { resourceGroupName: "rg", vmName: `vm-${name}`, source: { script }, parameters: Object.entries(parameters).map(([key, value]) => ({ name: key, value })) });
run("given", { Group: "Administrators", Member: "IUSR", Address: address.ipAddress });
run("default", { Member: "IUSR", Address: address.ipAddress });
run("unknown", { Group: "Administrators", Member: address.ipAddress });
