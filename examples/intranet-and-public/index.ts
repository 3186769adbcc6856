// Two sites that share a machine and nothing else: each has its own pool, certificate and folder.
import * as pulumi from "@pulumi/pulumi";
import { IisHost } from "lycosa";

const config = new pulumi.Config();

const host = new IisHost("web", {
  resourceGroupName: "web",
  subnetId: config.require("subnetId"),
  adminPassword: config.requireSecret("adminPassword"),
  dataDisks: [{ sizeGb: 64 }],
  certificates: [
    { secretUrl: "https://contoso.vault.azure.net/secrets/www" },
    { secretUrl: "https://contoso.vault.azure.net/secrets/intranet" },
  ],
  accounts: { groups: [{ name: "Personnel", members: ["CONTOSO\\HR"] }] },
  web: {
    sites: [
      {
        name: "Public",
        hostName: "www.contoso.com",
        aspNet: true,
        uploadFolders: ["uploads"],
        maxRequestMegabytes: 10,
        headers: [{ name: "Content-Security-Policy", value: "default-src 'self'" }],
        areas: [{ path: "partners", access: "basic", allow: ["CONTOSO\\Partners"] }],
        reachableFrom: ["Internet"],
      },
      {
        name: "Intranet",
        hostName: "intranet.contoso.com",
        anonymous: "none",
        windowsAuthentication: true,
        areas: [{ path: "personnel", access: "windows", allow: ["Personnel"] }],
        reachableFrom: ["VirtualNetwork"],
      },
    ],
  },
});

export const address = host.privateIpAddress;
