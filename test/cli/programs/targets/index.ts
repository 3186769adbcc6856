import * as compute from "@pulumi/azure-native/compute";
import * as hybridcompute from "@pulumi/azure-native/hybridcompute";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";

const join = "net localgroup Administrators IUSR /add";
const leave = "net localgroup Administrators IUSR /delete";
const one = new resources.ResourceGroup("one", { resourceGroupName: "rg-one" });
const two = new resources.ResourceGroup("two", { resourceGroupName: "rg-two" });

function machine(name: string, args: Partial<compute.VirtualMachineArgs> = {}, options?: pulumi.CustomResourceOptions) {
  return new compute.VirtualMachine(
    name,
    {
      resourceGroupName: one.name,
      osProfile: { adminUsername: "hostadmin" },
      storageProfile: {
        imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter-g2", version: "latest" },
      },
      ...args,
    },
    options,
  );
}

function run(name: string, vmName: pulumi.Input<string>, script: string, resourceGroupName: pulumi.Input<string> = one.name, options?: pulumi.CustomResourceOptions) {
  return new compute.VirtualMachineRunCommandByVirtualMachine(name, { resourceGroupName, vmName, source: { script } }, options);
}

// By its name as text, whatever the case.
machine("literal", { vmName: "vm-literal" });
run("literal-setup", "VM-Literal", join);

// The same name in two resource groups: two machines.
machine("twin-one", { vmName: "vm-twin", resourceGroupName: "rg-one" });
machine("twin-two", { vmName: "vm-twin", resourceGroupName: "rg-two" });
run("twin-one-setup", "vm-twin", join, "rg-one");
run("twin-two-setup", "vm-twin", leave, "RG-Two");

// A third of that name, in a group whose name Azure makes up.
const three = new resources.ResourceGroup("three");
machine("twin-three", { vmName: "vm-twin", resourceGroupName: three.name });
run("twin-three-setup", "vm-twin", leave, three.name);
// A group by its output, and by its name.
machine("grouped", { vmName: "vm-grouped", resourceGroupName: two.name });
machine("grouped-other", { vmName: "vm-grouped" });
run("grouped-setup", "vm-grouped", join, "rg-two");
// The name is made from the machine's.
const made = machine("made");
run("made-setup", pulumi.interpolate`${made.name}`, join);
// Through another resource's tag: only what waits for a machine knows.
const far = machine("far");
run("far-setup", pulumi.output(far.name).apply((name) => name.toLowerCase()), join);
// A machine that is read, and one that nobody here makes.
const read = compute.VirtualMachine.get("read", "/subscriptions/0/resourceGroups/x/providers/Microsoft.Compute/virtualMachines/read");
run("read-setup", read.name, join);
run("elsewhere-setup", "vm-elsewhere", join);
run("elsewhere-more", "VM-ELSEWHERE", leave, one.name, { dependsOn: [] });
// Two scripts of one machine, by name and by output: one host.
const both = machine("both", { vmName: "vm-both" });
const first = run("both-join", "vm-both", join);
run("both-leave", both.name, leave, one.name, { dependsOn: [first] });
// Linux, by image and by profile.
machine("linux", {
  vmName: "vm-linux",
  storageProfile: { imageReference: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server", version: "latest" } },
});
run("linux-setup", "vm-linux", "#!/bin/sh\necho 'net localgroup Administrators IUSR /add'\n");
// Arc.
const arc = new hybridcompute.Machine("arc", { resourceGroupName: one.name, machineName: "arc-1", kind: "Unknown" } as never);
new hybridcompute.MachineRunCommand("arc-setup", { resourceGroupName: one.name, machineName: arc.name, source: { script: join } } as never);
// A marketplace image that is Windows all the same, and one of the company.
machine("market", {
  vmName: "vm-market",
  storageProfile: { imageReference: { publisher: "MicrosoftSQLServer", offer: "sql2022-ws2022", sku: "standard-gen2", version: "latest" } },
});
run("market-setup", "vm-market", "if (Test-Path IIS:\\) { } \n" + join);
machine("company", { vmName: "vm-company", storageProfile: { imageReference: { id: "/subscriptions/0/x/images/web" } } });
run("company-setup", "vm-company", leave);
