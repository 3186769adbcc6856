import * as resources from "@pulumi/azure-native/resources";
import { Provider } from "@pulumi/azure-native";
import * as pulumi from "@pulumi/pulumi";

export class Pair extends pulumi.ComponentResource {
  readonly first: pulumi.Output<string>;
  constructor(name: string, args: { group: pulumi.Input<string>; note: string }, options?: pulumi.ComponentResourceOptions) {
    super("facts:index:Pair", name, args, options);
    const own = new Provider(`${name}-provider`, { subscriptionId: "s" }, { parent: this });
    const first = new resources.ResourceGroup("first", { location: "northeurope" }, { parent: this, provider: own });
    const unprotected = new resources.ResourceGroup("second", {}, { parent: this, protect: false });
    this.first = first.id;
    this.registerOutputs({ first: first.id, second: unprotected.id, fixed: "fixed" });
  }
}
