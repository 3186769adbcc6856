import { readFileSync } from "node:fs";
import * as authorization from "@pulumi/azure-native/authorization/index.js";
import * as compute from "@pulumi/azure-native/compute/index.js";
import * as resources from "@pulumi/azure-native/resources/index.js";
import * as storage from "@pulumi/azure-native/storage/index.js";
import * as pulumi from "@pulumi/pulumi";

const client = await authorization.getClientConfig();
const other = await compute.getVirtualMachine({ resourceGroupName: "rg", vmName: "other" });
const machine = await compute.getVirtualMachine({ resourceGroupName: "rg", vmName: "old" });
const disk = compute.getDiskOutput({ resourceGroupName: "rg", diskName: "d" });

class Remote extends pulumi.ComponentResource {
  constructor(name) {
    super("far:index:Away", name, { answer: undefined, input: "i" }, {}, true);
  }
}
const remote = new Remote("away");

class Holder extends pulumi.ComponentResource {
  constructor(name, args) {
    super("shapes:index:Holder", name, args);
    this.registerOutputs({ remote, group: args.group, many: [1, "a", null, { deep: pulumi.secret({ a: "canary-deep" }) }] });
  }
}

const group = new resources.ResourceGroup("group", { tags: { title: process.title, tenant: client.subscriptionId } });
new Holder("holder", { group, far: remote });
new storage.Blob(
  "asset",
  {
    resourceGroupName: group.name,
    accountName: machine.name,
    containerName: pulumi.interpolate`c-${machine.location}-${readFileSync("hello.ps1", "utf8").length}`,
    blobName: disk.name,
    source: new pulumi.asset.FileAsset("./hello.ps1"),
  },
  { replaceOnChanges: ["source"], deleteBeforeReplace: true, retainOnDelete: true, dependsOn: [remote] },
);
new storage.Blob("archive", {
  resourceGroupName: group.name,
  accountName: "a",
  containerName: "c",
  source: new pulumi.asset.AssetArchive({
    "a.ps1": new pulumi.asset.StringAsset("exit 0"),
    far: new pulumi.asset.RemoteArchive("https://example.invalid/a.zip"),
  }),
});
new resources.ResourceGroup("adopted", {}, { import: "/subscriptions/0/resourceGroups/adopted", additionalSecretOutputs: ["managedBy"] });
pulumi.log.warn("a warning");
pulumi.log.info(`client ${client.subscriptionId}`);

export const holder = "exported";
export const same = [machine.vmId === other.vmId, machine.vmId === (await compute.getVirtualMachine({ resourceGroupName: "rg", vmName: "old" })).vmId].join();
export const file = pulumi.runtime.getOrganization() + "/" + pulumi.getProject() + "/" + pulumi.getStack();
