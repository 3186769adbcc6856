const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// A transform takes the line out again before anything is registered.
pulumi.runtime.registerResourceTransform(async ({ props, opts }) => {
  const script = props.source?.script;
  return typeof script === "string" ? { props: { ...props, source: { script: script.split("\n").filter((line) => !line.includes("IUSR")).join("\n") } }, opts } : undefined;
});
new compute.VirtualMachineRunCommandByVirtualMachine("cleaned", { resourceGroupName: "rg", vmName: "vm-cleaned", source: { script: "whoami\nnet localgroup Administrators IUSR /add\nhostname" } });
