// What a company decides once is in a component of its own; its teams name their site.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { IisHost, type SiteArgs } from "lycosa";

interface ContosoHostArgs {
  sites: SiteArgs[];
  /** Who pays. */
  costCentre: string;
}

class ContosoHost extends pulumi.ComponentResource {
  readonly address: pulumi.Output<string>;

  constructor(name: string, args: ContosoHostArgs, opts?: pulumi.ComponentResourceOptions) {
    super("contoso:index:Host", name, {}, opts);
    const config = new pulumi.Config();
    const host = new IisHost(
      name,
      {
        resourceGroupName: "web",
        subnetId: config.require("subnetId"),
        adminPassword: config.requireSecret("adminPassword"),
        tags: { costCentre: args.costCentre },
        timeZone: "W. Europe Standard Time",
        licenseType: "Windows_Server",
        osDisk: { type: "StandardSSD_LRS" },
        dataDisks: [{ sizeGb: 32, type: "StandardSSD_LRS" }],
        web: { sites: args.sites.map((site) => ({ ...site, reachableFrom: ["VirtualNetwork"] })) },
        mail: { submission: "azure-communication", smartHost: { host: "smtp.azurecomm.net" } },
        provision: [
          {
            name: "agent",
            script: readFileSync(join(__dirname, "scripts", "agent.ps1"), "utf8"),
            parameters: [{ name: "CostCentre", value: args.costCentre }],
          },
        ],
      },
      { parent: this },
    );
    this.address = host.privateIpAddress;
    this.registerOutputs({ address: this.address });
  }
}

const shop = new ContosoHost("shop", {
  costCentre: "4711",
  sites: [{ name: "Shop", hostName: "shop.contoso.com", aspNet: true }],
});

export const address = shop.address;
