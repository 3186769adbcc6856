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

const line = "net localgroup Administrators IUSR /add";
const other = "net localgroup IIS_IUSRS IUSR /add";
extension("plain", machine("plain"), { settings: { commandToExecute: line } });
extension("json-text", machine("json-text"), { settings: JSON.stringify({ commandToExecute: line }) });
extension("protected", machine("protected"), { protectedSettings: { commandToExecute: line } });
extension("protected-json", machine("protected-json"), { protectedSettings: JSON.stringify({ CommandToExecute: line }) });
extension("secret-object", machine("secret-object"), { settings: pulumi.secret({ commandToExecute: line }) });
extension("output-object", machine("output-object"), { settings: pulumi.output(line).apply((commandToExecute) => ({ commandToExecute })) });
extension("promised", machine("promised"), { protectedSettings: Promise.resolve({ commandToExecute: line }) });
extension("json-stringify", machine("json-stringify"), { settings: pulumi.jsonStringify({ commandToExecute: pulumi.output(line) }) });
extension("secret-part", machine("secret-part"), {
  protectedSettings: { commandToExecute: pulumi.interpolate`net user svc ${pulumi.secret("canary-Pa55!")} /add && ${line}` },
});
extension("other-group", machine("other-group"), { protectedSettings: { commandToExecute: other } });
extension("other-key", machine("other-key"), { settings: { comment: line, commandToExecute: other } });
extension("no-command", machine("no-command"), { settings: { fileUris: [] } });
extension("not-json", machine("not-json"), { settings: "commandToExecute: x" });
extension("unknown-settings", machine("unknown-settings"), { settings: group.id.apply((id) => ({ commandToExecute: `${line} ${id}` })) });
const base = new pulumi.StackReference("contoso/base/prod");
extension("stack-settings", machine("stack-settings"), { settings: base.requireOutput("settings") });
extension("stack-line", machine("stack-line"), { settings: { commandToExecute: base.requireOutput("line") } });
extension("stack-protected", machine("stack-protected"), { settings: { fileUris: [] }, protectedSettings: base.requireOutput("settings") });
extension("unknown-tail", machine("unknown-tail"), { settings: { commandToExecute: pulumi.interpolate`${line} & echo ${group.id}` } });
extension("unknown-member", machine("unknown-member"), {
  settings: { commandToExecute: pulumi.interpolate`net localgroup Administrators ${group.id} /add` },
});
new compute.VirtualMachineExtension("vault", {
  resourceGroupName: group.name,
  vmName: machine("vault").name,
  publisher: "Microsoft.Compute",
  type: "CustomScriptExtension",
  protectedSettingsFromKeyVault: { secretUrl: "https://example.vault.azure.net/secrets/setup/1", sourceVault: { id: "/subscriptions/x" } },
});
// An agent, and Linux's extension of nearly the same name.
for (const [name, publisher, type] of [
  ["agent", "Microsoft.Azure.Monitor", "AzureMonitorWindowsAgent"],
  ["linux-script", "Microsoft.Azure.Extensions", "CustomScript"],
] as const)
  new compute.VirtualMachineExtension(name, {
    resourceGroupName: group.name,
    vmName: machine(name).name,
    publisher,
    type,
    settings: { commandToExecute: line },
  });
