// Mail for the office: the desktop programs of the staff send through this host from anywhere, signed in and encrypted.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as compute from "@pulumi/azure-native/compute";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

const group = new resources.ResourceGroup("office");
const nsg = new network.NetworkSecurityGroup("office", {
  resourceGroupName: group.name,
  securityRules: [
    {
      name: "submission",
      priority: 100,
      direction: "Inbound",
      access: "Allow",
      protocol: "Tcp",
      sourceAddressPrefix: "Internet",
      sourcePortRange: "*",
      destinationAddressPrefix: "*",
      destinationPortRange: "587",
    },
  ],
});
const vnet = new network.VirtualNetwork("office", {
  resourceGroupName: group.name,
  addressSpace: { addressPrefixes: ["10.60.0.0/16"] },
});
const subnet = new network.Subnet("office", {
  resourceGroupName: group.name,
  virtualNetworkName: vnet.name,
  addressPrefix: "10.60.1.0/24",
  networkSecurityGroup: { id: nsg.id },
});
const card = new network.NetworkInterface("office", {
  resourceGroupName: group.name,
  ipConfigurations: [{ name: "primary", subnet: { id: subnet.id }, privateIPAllocationMethod: "Dynamic" }],
});

const vm = new compute.VirtualMachine("office", {
  resourceGroupName: group.name,
  hardwareProfile: { vmSize: "Standard_B2ms" },
  osProfile: { computerName: "office", adminUsername: "hostadmin", adminPassword: config.requireSecret("adminPassword") },
  storageProfile: {
    imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter-g2", version: "latest" },
    osDisk: { createOption: "FromImage", managedDisk: { storageAccountType: "Premium_LRS" } },
  },
  networkProfile: { networkInterfaces: [{ id: card.id, primary: true }] },
});

new compute.VirtualMachineRunCommandByVirtualMachine("office-mail", {
  resourceGroupName: group.name,
  vmName: vm.name,
  source: { script: readFileSync(join(__dirname, "scripts", "setup-submission.ps1"), "utf8") },
  parameters: [
    { name: "HostName", value: "mail.contoso.com" },
    { name: "MailDomain", value: "contoso.com" },
  ],
  timeoutInSeconds: 1800,
});

export const machine = vm.name;
