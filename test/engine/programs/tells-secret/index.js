"use strict";
const pulumi = require("@pulumi/pulumi");

const password = new pulumi.Config().require("password");
pulumi.log.error(`logged ${password}`);
console.log(password);
throw new Error(
  `not good: ${password} and ${JSON.stringify(password).slice(1, -1)} and ${Buffer.from(password).toString("base64")}`,
);
