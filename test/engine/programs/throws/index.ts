import * as resources from "@pulumi/azure-native/resources";

interface Broken {
  readonly value?: string;
}

new resources.ResourceGroup("before");

function deep(input: Broken): string {
  return input.value!.toUpperCase();
}

export const result = deep({});
