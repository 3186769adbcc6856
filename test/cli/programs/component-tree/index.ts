// Hosts inside components inside components; a parent hands its defaults down.
import * as compute from "@pulumi/azure-native/compute";
import * as pulumi from "@pulumi/pulumi";

interface SiteArgs { group: pulumi.Input<string>; members: pulumi.Input<pulumi.Input<string>[]>; }

abstract class Base extends pulumi.ComponentResource {
  protected readonly child = { parent: this };
}
class Site extends Base {
  readonly host: pulumi.Output<string>;
  constructor(name: string, args: SiteArgs, options?: pulumi.ComponentResourceOptions) {
    super("contoso:web:Site", name, {}, options);
    const vm = new compute.VirtualMachine(`${name}-vm`, { resourceGroupName: "rg", storageProfile: { imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter", version: "latest" } } }, this.child);
    const lines = pulumi.output(args.members).apply((all) => all.map((one) => `Add-LocalGroupMember -Group "${args.group}" -Member "${one}"`));
    new compute.VirtualMachineRunCommandByVirtualMachine(`${name}-members`, {
      resourceGroupName: "rg", vmName: vm.name, source: { script: lines.apply((all) => all.join("\r\n")) },
    }, { parent: vm, deleteBeforeReplace: true });
    this.host = vm.name;
    this.registerOutputs({ host: this.host });
  }
}
class Farm extends Base {
  constructor(name: string) {
    super("contoso:web:Farm", name);
    new Site("shop", { group: "Administrators", members: ["CONTOSO\\webops", pulumi.output("IIS_IUSRS")] }, this.child);
    new Site("blog", { group: "Administrators", members: ["CONTOSO\\webops", "BUILTIN\\Backup Operators"] }, this.child);
  }
}
new Farm("farm");
