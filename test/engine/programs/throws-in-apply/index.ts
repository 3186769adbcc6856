import * as pulumi from "@pulumi/pulumi";

export const text = pulumi.secret("canary-in-apply").apply((value) => {
  throw new RangeError(`cannot use ${value}\nsecond line`);
});
