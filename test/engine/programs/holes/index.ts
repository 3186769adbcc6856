import * as compute from "@pulumi/azure-native/compute";
import * as network from "@pulumi/azure-native/network";
import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";

const bad = "net localgroup Administrators IUSR /add";
const account = new storage.StorageAccount("files", { resourceGroupName: "rg", kind: "StorageV2", sku: { name: "Standard_LRS" } });
const vm = new compute.VirtualMachine("web", {
  resourceGroupName: "rg",
  osProfile: { computerName: "web-1", adminUsername: "boss", windowsConfiguration: { provisionVMAgent: true } },
  networkProfile: { networkInterfaces: [{ id: "/x/card", primary: true }] },
});
const other = new pulumi.StackReference("contoso/base/prod");
// A component that lives in another process.
class Cluster extends pulumi.ComponentResource {
  declare readonly endpoint: pulumi.Output<{ url: string; ports: number[] }>;
  constructor(name: string) {
    super("remote:index:Cluster", name, { size: 3, endpoint: undefined }, {}, true);
  }
}
const cluster = new Cluster("cluster");

let count = 0;
function run(script: pulumi.Input<string>): void {
  new compute.VirtualMachineRunCommandByVirtualMachine(`run${count++}`, { resourceGroupName: "rg", vmName: vm.name, source: { script } });
}

run(pulumi.interpolate`# ${account.primaryEndpoints.blob}\n${bad}`);
run(account.primaryEndpoints.apply((ends) => `# ${ends.blob.replace("https://", "")}\n${bad}`));
run(pulumi.all([account.primaryEndpoints, vm.osProfile]).apply(([ends, os]) => `# ${ends.web} ${os?.computerName} ${os?.secrets?.[0]?.sourceVault?.id}\n${bad}`));
run(pulumi.interpolate`# ${other.getOutput("database")} ${other.requireOutput("list").apply((list) => list[0].name)}\n${bad}`);
run(pulumi.interpolate`# ${cluster.endpoint.url}:${cluster.endpoint.apply((end) => end.ports.map((port) => port).join(","))}\n${bad}`);
run(network.getVirtualNetworkOutput({ resourceGroupName: "rg", virtualNetworkName: "net" }).apply((net) => `# ${net.subnets?.[0].addressPrefix} ${net.name}\n${bad}`));
run(pulumi.output(account.primaryEndpoints).apply((ends) => JSON.stringify({ commands: [bad], url: ends.blob, all: ends })));
run(pulumi.all({ ends: account.primaryEndpoints, id: vm.id }).apply(({ ends, id }) => Buffer.from(`# ${ends.file} ${id}\n${bad}`).toString("base64")));
// What a hole cannot do is as in a preview, and costs nothing else.
run(account.primaryEndpoints.apply((ends) => `# ${new URL(ends.blob).host}\n${bad}`));
run(account.primaryEndpoints.apply((ends) => `# ${ends.blob.length} ${ends.dfs.split(".")[1]} ${[...ends.queue].length}\n${bad}`));
run(other.getOutput("script"));
run(account.id.apply((id) => `# ${JSON.parse(id).name} ${Buffer.from(id, "base64").toString()}\n${bad}`));

export const whole = account.primaryEndpoints;
export const list = pulumi.output([account.primaryEndpoints.blob, other.getOutput("x")]);
export const settings = { urls: [account.primaryEndpoints.blob], name: other.getOutputDetails("name") };
