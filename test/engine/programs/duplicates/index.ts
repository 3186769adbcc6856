import * as resources from "@pulumi/azure-native/resources";

new resources.ResourceGroup("same");
new resources.ResourceGroup("other");

new resources.ResourceGroup("same");
