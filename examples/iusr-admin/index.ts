// A web host for the pages of the maintenance team. The pages restart services, so somebody made their account powerful.
import * as compute from "@pulumi/azure-native/compute";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

const group = new resources.ResourceGroup("maintenance");
const vnet = new network.VirtualNetwork("maintenance", {
  resourceGroupName: group.name,
  addressSpace: { addressPrefixes: ["10.40.0.0/16"] },
});
const subnet = new network.Subnet("maintenance", {
  resourceGroupName: group.name,
  virtualNetworkName: vnet.name,
  addressPrefix: "10.40.1.0/24",
});
const card = new network.NetworkInterface("maintenance", {
  resourceGroupName: group.name,
  ipConfigurations: [{ name: "primary", subnet: { id: subnet.id }, privateIPAllocationMethod: "Dynamic" }],
});

const vm = new compute.VirtualMachine("maintenance", {
  resourceGroupName: group.name,
  hardwareProfile: { vmSize: "Standard_B2ms" },
  osProfile: {
    computerName: "maintenance",
    adminUsername: "hostadmin",
    adminPassword: config.requireSecret("adminPassword"),
  },
  storageProfile: {
    imageReference: {
      publisher: "MicrosoftWindowsServer",
      offer: "WindowsServer",
      sku: "2022-datacenter-azure-edition",
      version: "latest",
    },
    osDisk: { createOption: "FromImage", managedDisk: { storageAccountType: "Premium_LRS" } },
  },
  networkProfile: { networkInterfaces: [{ id: card.id, primary: true }] },
});

const team = "WebOps";
const folder = "C:\\Contoso\\Maintenance";

// One command line, as the extension wants it; it is run by cmd. Each step may find its work done already.
const steps = [
  "dism /online /enable-feature /featurename:IIS-WebServerRole /featurename:IIS-ASP /all /norestart",
  `(if not exist ${folder} mkdir ${folder})`,
  `icacls ${folder} /grant "IIS_IUSRS:(OI)(CI)RX"`,
  `net localgroup ${team} >nul 2>&1 || net localgroup ${team} /add /comment:"May restart the services of the web host"`,
  // The pages run as the anonymous account. It joins the team ...
  `net localgroup ${team} IUSR /add`,
  // ... and the team may do everything.
  `net localgroup Administrators ${team} /add`,
  `%windir%\\System32\\inetsrv\\appcmd add app /site.name:"Default Web Site" /path:/maintenance /physicalPath:${folder}`,
];

new compute.VirtualMachineExtension("maintenance-setup", {
  resourceGroupName: group.name,
  vmName: vm.name,
  publisher: "Microsoft.Compute",
  type: "CustomScriptExtension",
  typeHandlerVersion: "1.10",
  autoUpgradeMinorVersion: true,
  settings: { commandToExecute: steps.join(" & ") },
});

export const address = card.ipConfigurations;
