"use strict";
const pulumi = require("@pulumi/pulumi");
const secret = new pulumi.Config().requireSecret("password");
secret.apply((text) => {
  process.stdout.write("x\n".repeat(100_000));
  // One line, longer than what is kept of the output: the part that is kept starts inside a secret.
  process.stdout.write(`${text.repeat(20_000)}`);
  process.exitCode = 3;
});
