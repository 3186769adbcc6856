// A web and mail host that is safe to leave alone: pages may send mail, the office may not be used by strangers to send theirs.
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { IisHost } from "lycosa";

const config = new pulumi.Config();

const group = new resources.ResourceGroup("web");
const vnet = new network.VirtualNetwork("web", {
  resourceGroupName: group.name,
  addressSpace: { addressPrefixes: ["10.20.0.0/16"] },
});
const subnet = new network.Subnet("web", {
  resourceGroupName: group.name,
  virtualNetworkName: vnet.name,
  addressPrefix: "10.20.1.0/24",
});

const host = new IisHost("web", {
  resourceGroupName: group.name,
  subnetId: subnet.id,
  adminPassword: config.requireSecret("adminPassword"),
  mail: {
    localDomain: "contoso.com",
    smartHost: { host: "smtp.azurecomm.net", userName: "contoso-mail", password: config.requireSecret("relayPassword") },
  },
  web: {
    sites: [
      {
        name: "Orders",
        hostName: "orders.contoso.com",
        classicAsp: true,
        dataFolders: ["F:\\Data\\Orders"],
        reachableFrom: ["Internet"],
      },
    ],
  },
  certificates: [{ secretUrl: "https://contoso.vault.azure.net/secrets/orders" }],
  keyVaultId: config.require("keyVaultId"),
});

export const address = host.privateIpAddress;
