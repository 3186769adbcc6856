import * as pulumi from "@pulumi/pulumi";
export const password = new pulumi.Config("app").requireSecret("password");
