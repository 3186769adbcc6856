import * as compute from "@pulumi/azure-native/compute";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { Pair } from "./pair";

console.log("this goes to standard output");
const config = new pulumi.Config();
const password = config.requireSecret("adminPassword");
const settings = config.requireSecretObject<{ list: unknown[]; inner: { token: string } }>("settings");

const group = new resources.ResourceGroup("group", { resourceGroupName: "rg-facts" });
const nic = new network.NetworkInterface("nic", { resourceGroupName: group.name });
const vm = new compute.VirtualMachine(
  "web",
  {
    resourceGroupName: group.name,
    vmName: "web-1",
    hardwareProfile: { vmSize: config.require("size") },
    networkProfile: { networkInterfaces: [{ id: nic.id }] },
    osProfile: { adminUsername: "ops", adminPassword: password, computerName: pulumi.secret("web-1") },
    tags: { greeting: config.require("greeting"), count: config.require("count") },
  },
  { protect: true, ignoreChanges: ["tags"], customTimeouts: { create: "1h30m" } },
);
new compute.VirtualMachineRunCommandByVirtualMachine(
  "setup",
  {
    resourceGroupName: group.name,
    vmName: vm.name,
    source: { script: pulumi.interpolate`net user svc ${password} /add\nnet localgroup Administrators svc /add` },
    parameters: [{ name: "token", value: settings.inner.token }, { name: "vmId", value: vm.vmId }],
  },
  { dependsOn: [vm] },
);
new compute.VirtualMachineExtension("encoded", {
  resourceGroupName: group.name,
  vmName: "web-1",
  protectedSettings: { commandToExecute: password.apply((p) => Buffer.from(`net user svc ${p}`).toString("base64")) },
});

const other = new resources.ResourceGroup("first");
const provider = new pulumi.StackReference("organization/network/dev");
const pair = new Pair("pair", { group: group.name, note: "n" }, { protect: true });
resources.ResourceGroup.get("existing", "/subscriptions/0/resourceGroups/existing");

export const vmName = vm.name;
export const groupId = group.id;
export const subnet = provider.requireOutput("subnetId");
export const first = pair.first;
export const secretOut = pulumi.secret("canary-output");
export const otherName = other.name;
export const leaked = ["FACTS_TOKEN", "NODE_OPTIONS", "LYCOSA_PRELOAD"].filter((name) => name in process.env).join();
// What the SDK keeps internally: the one thing that the engine's patches change.
export const aliases = String((vm as unknown as { __aliases?: unknown[] }).__aliases?.length);
