// Two mail hosts for an application that sends mail. Both deployments work, and both end as open relays.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as compute from "@pulumi/azure-native/compute";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const adminPassword = config.requireSecret("adminPassword");
const script = (name: string) => readFileSync(join(__dirname, "scripts", name), "utf8");

const group = new resources.ResourceGroup("mail");
const vnet = new network.VirtualNetwork("mail", {
  resourceGroupName: group.name,
  addressSpace: { addressPrefixes: ["10.30.0.0/16"] },
});
const subnet = new network.Subnet("mail", {
  resourceGroupName: group.name,
  virtualNetworkName: vnet.name,
  addressPrefix: "10.30.1.0/24",
});

function mailHost(name: string, sku: string): compute.VirtualMachine {
  const card = new network.NetworkInterface(name, {
    resourceGroupName: group.name,
    ipConfigurations: [{ name: "primary", subnet: { id: subnet.id }, privateIPAllocationMethod: "Dynamic" }],
  });
  return new compute.VirtualMachine(name, {
    resourceGroupName: group.name,
    hardwareProfile: { vmSize: "Standard_B2ms" },
    osProfile: { computerName: name, adminUsername: "hostadmin", adminPassword },
    storageProfile: {
      imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku, version: "latest" },
      osDisk: { createOption: "FromImage", managedDisk: { storageAccountType: "Premium_LRS" } },
    },
    networkProfile: { networkInterfaces: [{ id: card.id, primary: true }] },
  });
}

function runCommand(
  name: string,
  vm: compute.VirtualMachine,
  file: string,
  parameters: Record<string, string> = {},
  dependsOn: pulumi.Resource[] = [],
): compute.VirtualMachineRunCommandByVirtualMachine {
  return new compute.VirtualMachineRunCommandByVirtualMachine(
    name,
    {
      resourceGroupName: group.name,
      vmName: vm.name,
      source: { script: script(file) },
      parameters: Object.entries(parameters).map(([parameter, value]) => ({ name: parameter, value })),
      timeoutInSeconds: 1800,
    },
    { dependsOn },
  );
}

// Windows Server 2022. The mail service is set up well: only this host may relay. Then the property page of the console
// crashes, and somebody finds the repair that everyone copies.
const orders = mailHost("orders-mail", "2022-datacenter-g2");
const install = runCommand("orders-mail-install", orders, "install-smtp.ps1", {
  MailDomain: "orders.contoso.com",
  SmartHost: "smtp.azurecomm.net",
});
runCommand("orders-mail-console", orders, "repair-console.ps1", {}, [install]);

// Windows Server 2019. The newsletter job moved to another address and was refused; "all except the list below" helped.
const newsletter = mailHost("news-mail", "2019-datacenter-gensecond");
runCommand("news-mail-setup", newsletter, "newsletter-relay.ps1", { MailDomain: "news.contoso.com" });

export const addresses = [orders.name, newsletter.name];
