import * as pulumi from "@pulumi/pulumi";
import { IisHost } from "lycosa";

new IisHost("web", {
  resourceGroupName: "rg",
  subnetId: "/subnets/web",
  adminPassword: pulumi.output("canary-in-clear"),
  mail: {},
});
