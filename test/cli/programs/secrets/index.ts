// Every secret here is a canary; each machine has one more place that could tell it.
import * as compute from "@pulumi/azure-native/compute";
import * as hybridcompute from "@pulumi/azure-native/hybridcompute";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const given = config.requireSecret("given");
const secret = (place: string) => pulumi.secret(`canary${place}x`);

function machine(name: string): compute.VirtualMachine {
  return new compute.VirtualMachine(name, {
    resourceGroupName: "shop",
    vmName: name,
    osProfile: { adminUsername: secret("adminname"), adminPassword: secret("adminpassword"), computerName: name },
    storageProfile: {
      imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter", version: "latest" },
    },
  });
}

function command(name: string, script: pulumi.Input<string>, more: object = {}): void {
  const vm = machine(name);
  new compute.VirtualMachineRunCommandByVirtualMachine(`${name}-setup`, { resourceGroupName: "shop", vmName: vm.name, source: { script }, ...more });
}

function extension(name: string, settings: object): void {
  const vm = machine(name);
  new compute.VirtualMachineExtension(`${name}-setup`, {
    resourceGroupName: "shop",
    vmName: vm.name,
    publisher: "Microsoft.Compute",
    type: "CustomScriptExtension",
    ...settings,
  });
}

const admin = "net localgroup Administrators IUSR /add";

extension("object", { protectedSettings: { commandToExecute: `net user canaryobjectx canaryobjectpx /add & net localgroup Administrators IUSR /add & canaryprogramx --key canaryargumentx` } });
extension("text", { protectedSettings: JSON.stringify({ commandToExecute: `powershell -Command "net localgroup canarytextx /add; net localgroup canarytextx IUSR /add; net localgroup Administrators canarytextx /add"` }) });
extension("settings", { settings: secret("settings").apply((value) => ({ commandToExecute: `${admin} & net user web ${value} /add` })) });
extension("broken", { protectedSettings: { commandToExecute: `powershell -Command "if (canarybrokenx {"` } });

command("interpolated", pulumi.interpolate`${admin}\nNew-LocalUser web -Password (ConvertTo-SecureString '${secret("interpolated")}' -AsPlainText -Force)\n`);
command("config", pulumi.interpolate`${admin}\nnet user web ${given} /add\n`);
command("sealed", pulumi.interpolate`${admin}\nnet user web ${config.requireSecret("sealed")} /add\n`);
command("path", pulumi.interpolate`if (Test-Path 'D:\\${secret("path")}') { ${admin} }\n. \\\\server\\${secret("share")}\\setup.ps1\n`);
command("group", pulumi.interpolate`New-LocalGroup '${secret("group")}'\nAdd-LocalGroupMember '${secret("group")}' IUSR\nAdd-LocalGroupMember Administrators '${secret("group")}'\n`);
command("pool", pulumi.interpolate`Install-WindowsFeature Web-Server\nImport-Module WebAdministration\n$n = '${secret("pool")}'\nNew-WebAppPool $n\nSet-ItemProperty IIS:\\AppPools\\$n processModel.identityType LocalSystem\nNew-Website $n -ApplicationPool $n\n`);
command("thrown", pulumi.interpolate`${admin}\nthrow '${secret("thrown")}'\n`);
command("syntax", pulumi.interpolate`if (${secret("syntax")} {\n`);
command("unmodelled", pulumi.interpolate`Set-LocalGroup${secret("name")} -Member '${secret("member")}'\nAdd-ADGroupMember '${secret("adgroup")}' IUSR\n`);
command("download", pulumi.interpolate`iex (Invoke-WebRequest 'https://store.example.com/setup.ps1?sig=${secret("sas")}').Content\n`);

const parameters = `param($Group, $User, $Where)
New-LocalGroup $Group
Add-LocalGroupMember $Group IUSR
Add-LocalGroupMember Administrators $Group
net user $User "$User-1" /add
if (Test-Path "D:\\$Where") { net localgroup "Backup Operators" Everyone /add }
$decoded = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($Where)).ToUpper()
New-LocalGroup $decoded
Add-LocalGroupMember $decoded Everyone
Add-LocalGroupMember 'Backup Operators' $decoded
& "C:\\$Where\\tool.ps1"
`;
command("parameters", parameters, {
  protectedParameters: [
    { name: "Group", value: "canaryparameterx" },
    { name: "User", value: "canaryuserx" },
    { name: "Where", value: Buffer.from("canarydecodedx").toString("base64") },
  ],
});
command("marked", parameters, {
  parameters: [
    { name: "Group", value: secret("markedgroup") },
    { name: "User", value: secret("markeduser") },
    { name: "Where", value: secret("markedwhere") },
  ],
});
command("literal", `net user web canaryliteralx /add; ${admin}; net user web canaryliteralx
$password = 'canaryvariablex'; ${admin}; $h = @{ Password = 'canarykeyx' }; Add-LocalGroupMember Everyone IUSR
schtasks /create /tn x /tr C:\\x.exe /sc onstart /ru web /rp canarytaskx; ${admin.replace("IUSR", "Everyone")}
`);
new hybridcompute.MachineRunCommand("arc-setup", { resourceGroupName: "shop", machineName: secret("machine"), source: { script: admin } });
