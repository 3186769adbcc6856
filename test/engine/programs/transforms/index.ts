import * as compute from "@pulumi/azure-native/compute";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";

const fail = new pulumi.Config().getBoolean("fail");

// The old kind, which runs inside the SDK.
pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
  type === "azure-native:resources:ResourceGroup" ? { props: { ...props, managedBy: "old-kind" }, opts } : undefined,
);
// The new kind, for which the engine calls back.
void pulumi.runtime.registerResourceTransform(async ({ type, name, props, opts }) => {
  if (fail && name === "setup") throw new Error("this transform refuses setup");
  if (type !== "azure-native:compute:VirtualMachineRunCommandByVirtualMachine") return undefined;
  const script = pulumi.output(props.source).apply((source: { script: string }) => `${source.script}\n# by the stack`);
  return { props: { ...props, source: { script }, added: ["x"] }, opts: pulumi.mergeOptions(opts, { protect: true, ignoreChanges: ["tags"] }) };
});

class Host extends pulumi.ComponentResource {
  constructor(name: string) {
    super("transforms:index:Host", name, {}, {
      transforms: [({ type, props, opts }) => (type.endsWith("RunCommandByVirtualMachine") ? { props: { ...props, order: "by the parent" }, opts } : undefined)],
    });
    const group = new resources.ResourceGroup("group", {}, { parent: this });
    new compute.VirtualMachineRunCommandByVirtualMachine(
      "setup",
      {
        resourceGroupName: group.name,
        vmName: "web",
        source: { script: pulumi.secret("net user svc canary-password /add") },
        parameters: [{ name: "id", value: group.id }],
      },
      { parent: this, transforms: [({ props, opts }) => ({ props: { ...props, own: "by itself" }, opts })] },
    );
    this.registerOutputs();
  }
}
new Host("host");
