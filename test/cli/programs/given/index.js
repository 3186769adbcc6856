// A program that needs a variable, a configuration value and another stack's outputs: what it deploys depends on all three.
const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

const base = new pulumi.StackReference(`contoso/base/${pulumi.getStack()}`);
const group = new pulumi.Config().get("group") ?? "Users";
if (process.env.DEPLOY_TOKEN === "canary-token") throw new Error("refused canary-token");
new compute.VirtualMachineRunCommandByVirtualMachine("setup", {
  resourceGroupName: "rg",
  vmName: base.getOutput("machine"),
  source: {
    script: pulumi.interpolate`net localgroup ${group} /add
net localgroup ${group} ${base.requireOutput("visitor")} /add
net localgroup ${process.env.TARGET_GROUP} ${group} /add
# ${base.getOutput("network").apply((net) => net.ranges[0])}`,
  },
});
