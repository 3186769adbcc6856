// An old order form: classic ASP pages and an Access database, on a host that is made anew with every release.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as compute from "@pulumi/azure-native/compute";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

const group = new resources.ResourceGroup("forms");
const vnet = new network.VirtualNetwork("forms", {
  resourceGroupName: group.name,
  addressSpace: { addressPrefixes: ["10.50.0.0/16"] },
});
const subnet = new network.Subnet("forms", {
  resourceGroupName: group.name,
  virtualNetworkName: vnet.name,
  addressPrefix: "10.50.1.0/24",
});
const card = new network.NetworkInterface("forms", {
  resourceGroupName: group.name,
  ipConfigurations: [{ name: "primary", subnet: { id: subnet.id }, privateIPAllocationMethod: "Dynamic" }],
});

const vm = new compute.VirtualMachine("forms", {
  resourceGroupName: group.name,
  hardwareProfile: { vmSize: "Standard_B2ms" },
  osProfile: { computerName: "forms", adminUsername: "hostadmin", adminPassword: config.requireSecret("adminPassword") },
  storageProfile: {
    imageReference: {
      publisher: "MicrosoftWindowsServer",
      offer: "WindowsServer",
      sku: "2019-datacenter-gensecond",
      version: "latest",
    },
    osDisk: { createOption: "FromImage", managedDisk: { storageAccountType: "Premium_LRS" } },
  },
  networkProfile: { networkInterfaces: [{ id: card.id, primary: true }] },
});

new compute.VirtualMachineRunCommandByVirtualMachine("forms-setup", {
  resourceGroupName: group.name,
  vmName: vm.name,
  source: { script: readFileSync(join(__dirname, "scripts", "setup-site.ps1"), "utf8") },
  parameters: [
    { name: "SiteName", value: "Forms" },
    { name: "DataFolder", value: "C:\\Data\\Forms" },
  ],
  timeoutInSeconds: 1800,
});

export const machine = vm.name;
