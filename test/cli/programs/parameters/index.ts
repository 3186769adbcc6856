import * as compute from "@pulumi/azure-native/compute";
import * as resources from "@pulumi/azure-native/resources";
import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";

const group = new resources.ResourceGroup("hosts");

function machine(name: string, sku = "2022-datacenter-g2"): compute.VirtualMachine {
  return new compute.VirtualMachine(name, {
    resourceGroupName: group.name,
    osProfile: { adminUsername: "hostadmin" },
    storageProfile: { imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku, version: "latest" } },
  });
}

function extension(
  name: string,
  vm: compute.VirtualMachine,
  args: { settings?: unknown; protectedSettings?: unknown },
  options?: pulumi.CustomResourceOptions,
): compute.VirtualMachineExtension {
  return new compute.VirtualMachineExtension(
    name,
    {
      resourceGroupName: group.name,
      vmName: vm.name,
      publisher: "Microsoft.Compute",
      type: "CustomScriptExtension",
      typeHandlerVersion: "1.10",
      ...args,
    },
    options,
  );
}

type RunArgs = Omit<compute.VirtualMachineRunCommandByVirtualMachineArgs, "resourceGroupName" | "vmName" | "source">;

function run(
  name: string,
  vm: compute.VirtualMachine,
  script: pulumi.Input<string>,
  args: RunArgs = {},
  options?: pulumi.CustomResourceOptions,
): compute.VirtualMachineRunCommandByVirtualMachine {
  return new compute.VirtualMachineRunCommandByVirtualMachine(
    name,
    { resourceGroupName: group.name, vmName: vm.name, source: { script }, ...args },
    options,
  );
}

const script = `param(
  [string] $Account = 'IUSR',
  [Parameter(Mandatory)] [string] $Group,
  [switch] $Join
)
if ($Join -or $Group) { Add-LocalGroupMember -Group $Group -Member $Account }`;
const set = (name: string, value: pulumi.Input<string>) => ({ name, value });

run("given", machine("given"), script, { parameters: [set("Group", "Administrators")] });
run("given-other-case", machine("given-other-case"), script, { parameters: [set("GROUP", "Administrators")] });
run("protected", machine("protected"), script, { protectedParameters: [set("Group", "Administrators")] });
run("overridden", machine("overridden"), script, { parameters: [set("Group", "Administrators"), set("Account", "hostadmin")] });
run("innocent-group", machine("innocent-group"), script, { parameters: [set("Group", "Performance Monitor Users")] });
run("missing", machine("missing"), script);
run("unknown-account", machine("unknown-account"), script, { parameters: [set("Group", "Administrators"), set("Account", group.id)] });
// Another stack says them.
const other = new pulumi.StackReference("contoso/base/prod");
run("all-unknown", machine("all-unknown"), script, { parameters: other.requireOutput("parameters") as never });
run("one-unknown", machine("one-unknown"), script, { parameters: [other.requireOutput("group") as never, set("Account", "IUSR")] });
run("value-unknown", machine("value-unknown"), script, { parameters: [set("Group", other.requireOutput("group") as never)] });
run("name-unknown", machine("name-unknown"), script, {
  parameters: [{ name: other.requireOutput("name") as never, value: "Administrators" }],
});
// Its default would be innocent.
const defaulted = "param($Group = 'IIS_IUSRS') net localgroup $Group IUSR /add";
run("default", machine("default"), defaulted);
run("default-unknown", machine("default-unknown"), defaulted, { parameters: other.requireOutput("parameters") as never });
// Text that looks like code in a parameter stays text.
run("text-only", machine("text-only"), "param($Note) Set-Content C:\\note.txt $Note", {
  parameters: [set("Note", "'; Add-LocalGroupMember Administrators IUSR; '")],
});
run("text-run", machine("text-run"), "param($Then) Invoke-Expression $Then", {
  parameters: [set("Then", "Add-LocalGroupMember Administrators IUSR")],
});
const list = "param($Members) $Members -split ',' | ForEach-Object { Add-LocalGroupMember -Group Administrators -Member $_.Trim() }";
run("split", machine("split"), list, { parameters: [set("Members", "hostadmin, IUSR")] });
run("split-innocent", machine("split-innocent"), list, { parameters: [set("Members", "hostadmin,CONTOSO\\Web Operators")] });
const switched = "param([string] $Relay) if ($Relay -eq 'true') { net localgroup Administrators IUSR /add }";
run("switched-on", machine("switched-on"), switched, { parameters: [set("Relay", pulumi.output(true).apply(String))] });
run("switched-off", machine("switched-off"), switched, { parameters: [set("Relay", "false")] });
run("switched-unknown", machine("switched-unknown"), switched, { parameters: [set("Relay", group.id)] });
