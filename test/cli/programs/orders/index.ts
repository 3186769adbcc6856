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

// Opening and closing again, in every way that a program orders them.
const install = "Install-WindowsFeature Web-Server, SMTP-Server, Web-Lgcy-Mgmt-Console -IncludeManagementTools";
const open = `${install}
$smtp = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $smtp.RelayIpList
$list.GrantByDefault = $true
$smtp.RelayIpList = $list
$smtp.SetInfo()`;
const close = `${install}
$smtp = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $smtp.RelayIpList
$list.GrantByDefault = $false
$list.IPGrant = @('127.0.0.1, 255.255.255.255')
$smtp.RelayIpList = $list
$smtp.SetInfo()`;

const ordered = machine("ordered");
const opened = run("ordered-open", ordered, open);
run("ordered-close", ordered, close, {}, { dependsOn: [opened] });

const reversed = machine("reversed");
const closed = run("reversed-close", reversed, close);
run("reversed-open", reversed, open, {}, { dependsOn: [closed] });

const unordered = machine("unordered");
run("unordered-open", unordered, open);
run("unordered-close", unordered, close);

// The order follows from a value: the second run command's text names the first.
const byValue = machine("by-value");
const first = run("by-value-open", byValue, open);
run("by-value-close", byValue, pulumi.interpolate`# after ${first.id}\n${close}`);

// Through a component and a third resource.
class Setup extends pulumi.ComponentResource {
  constructor(name: string, vm: compute.VirtualMachine) {
    super("tests:index:Setup", name, {}, { dependsOn: [vm] });
    const one = run(`${name}-open`, vm, open, {}, { parent: this });
    const marker = new resources.Deployment(
      `${name}-marker`,
      { resourceGroupName: group.name, properties: { mode: "Incremental", parameters: { after: { value: one.id } } } },
      { parent: this },
    );
    run(`${name}-close`, vm, close, {}, { parent: this, dependsOn: [marker] });
  }
}
new Setup("component", machine("component"));

// An extension and a run command: only what the program says orders them.
const mixed = machine("mixed");
extension("mixed-join", mixed, { settings: { commandToExecute: "net localgroup Administrators IUSR /add" } });
run("mixed-leave", mixed, "Remove-LocalGroupMember -Group Administrators -Member IUSR -ErrorAction SilentlyContinue");

const mixedOrdered = machine("mixed-ordered");
const joined = extension("mixed-ordered-join", mixedOrdered, {
  settings: { commandToExecute: "net localgroup Administrators IUSR /add" },
});
run("mixed-ordered-leave", mixedOrdered, "Remove-LocalGroupMember -Group Administrators -Member IUSR", {}, { dependsOn: joined });
