import * as resources from "@pulumi/azure-native/resources";
new resources.ResourceGroup("never", { location: new Promise<string>(() => {}) });
