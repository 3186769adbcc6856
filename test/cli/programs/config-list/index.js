const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// One host for each entry of a configuration list.
const hosts = new pulumi.Config().requireObject("hosts");
for (const { name, relay } of hosts) {
  const allow = relay.map((one) => `'${one}'`).join(", ");
  new compute.VirtualMachineRunCommandByVirtualMachine(name, {
    resourceGroupName: "rg",
    vmName: `vm-${name}`,
    source: {
      script: `Import-Module WebAdministration
$smtp = [ADSI]"IIS://localhost/SmtpSvc/1"
$list = $smtp.RelayIpList
$list.GrantByDefault = $false
$list.IPGrant = @(${allow})
$smtp.RelayIpList = $list
$smtp.SetInfo()`,
    },
  });
}
