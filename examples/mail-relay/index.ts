// Two doors: port 25 for the machines of one network, port 587 for whoever signs in over TLS. Everything leaves through a smart host.
import * as pulumi from "@pulumi/pulumi";
import { IisHost } from "lycosa";

const config = new pulumi.Config();

const relay = new IisHost("relay", {
  resourceGroupName: "mail",
  subnetId: config.require("subnetId"),
  privateIpAddress: "10.20.3.25",
  zone: "1",
  tags: { service: "mail" },
  adminPassword: config.requireSecret("adminPassword"),
  certificates: [{ secretUrl: "https://contoso.vault.azure.net/secrets/mail" }],
  mail: {
    certificateName: "mail.contoso.com",
    localDomain: "contoso.com",
    aliasDomains: ["contoso.net"],
    allowFrom: ["10.20.0.0/16"],
    routes: [{ domain: "*.fabrikam.com", host: "mx.fabrikam.com" }],
    smartHost: { host: "smtp.azurecomm.net", userName: "contoso-mail", password: config.requireSecret("relayPassword") },
    servers: [{ ports: [587], requireTls: true, reachableFrom: ["VirtualNetwork"], limits: { recipients: 50 } }],
  },
  accounts: {
    groups: [{ name: "Mail senders" }],
    users: [{ name: "svc-orders", password: config.requireSecret("adminPassword"), groups: ["Mail senders"] }],
  },
});

export const address = relay.privateIpAddress;
