import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const other = new pulumi.Config("aws");
export const region = other.get("region");
export const name = config.require("siteName");
