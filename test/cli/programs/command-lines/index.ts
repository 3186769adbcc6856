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

const encoded = (script: string): string => Buffer.from(script, "utf16le").toString("base64");
const base64 = (script: string): string => Buffer.from(script, "utf8").toString("base64");
const command = (name: string, line: pulumi.Input<string>, more: object = {}): void => {
  extension(name, machine(name), { settings: { ...more, commandToExecute: line } });
};
const join = "Add-LocalGroupMember -Group Administrators -Member IUSR";
const innocent = "Add-LocalGroupMember -Group 'IIS_IUSRS' -Member IUSR -ErrorAction SilentlyContinue";

// The script comes from a container that is made here: nobody knows its content.
const account = new storage.StorageAccount("scripts", { resourceGroupName: group.name, kind: "StorageV2", sku: { name: "Standard_LRS" } });
const scripts = [pulumi.interpolate`https://${account.name}.blob.core.windows.net/scripts/setup.ps1`];
command("downloaded", "powershell.exe -ExecutionPolicy Unrestricted -File setup.ps1", { fileUris: scripts });
command("downloaded-cmd", "cmd /c powershell -NoProfile -ExecutionPolicy Bypass -File .\\setup.ps1 -Role web", { fileUris: scripts });
// What is downloaded and not run decides nothing.
command("downloaded-data", `powershell -Command "Copy-Item .\\config.json C:\\Contoso"`, {
  fileUris: ["https://example.com/config.json"],
});

command("encoded", `powershell -ExecutionPolicy Bypass -EncodedCommand ${encoded(join)}`);
command("encoded-short", `powershell.exe -nop -ep bypass -e ${encoded(join)}`);
command("encoded-innocent", `powershell -EncodedCommand ${encoded(`${innocent}\n# ${join}`)}`);
command("encoded-broken", "powershell -EncodedCommand ThisIsNotBase64UTF16!");
command("inner-command", `powershell -Command "& { ${join} }"`);
command("inner-quoted", `powershell -Command "Write-Output '${join}'"`);
command(
  "written-then-run",
  `powershell -Command "[IO.File]::WriteAllBytes('C:\\setup.ps1', [Convert]::FromBase64String('${base64(join)}'))" && powershell -ExecutionPolicy Bypass -File C:\\setup.ps1`,
);
command(
  "written-not-run",
  `powershell -Command "[Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('${base64(join)}')) | Out-File C:\\setup.ps1"`,
);
command("echoed-then-run", `cmd /c "echo ${join} > C:\\join.ps1 && powershell -File C:\\join.ps1"`);
command("first-fails", "net localgroup NoSuchGroup IUSR /add && net localgroup Administrators IUSR /add");
command("first-fails-or", "net localgroup NoSuchGroup IUSR /add || net localgroup Administrators IUSR /add");
command("caret-and-quotes", `cmd /s /c "net local^group "Administrators" IUSR /add"`);
command("remark", "rem net localgroup Administrators IUSR /add & echo done");
command("remark-no-more", "echo start & net localgroup Users IUSR /add");
command("variables", `set G=Administrators&& call net localgroup %G% IUSR /add`);
command("delayed", `cmd /v:on /c "set G=Administrators& net localgroup !G! IUSR /add"`);
command("sid", `powershell "Get-LocalGroup -SID S-1-5-32-544 | ForEach-Object { Add-LocalGroupMember -Group $_ -Member S-1-5-17 }"`);
// A group that is piped to this command is a member, and the group is missing.
command("sid-piped", `powershell "Get-LocalGroup -SID S-1-5-32-544 | Add-LocalGroupMember -Member S-1-5-17"`);
command("pwsh-syntax", `powershell -Command "$x = $null ?? 'IUSR'; ${join}"`);
