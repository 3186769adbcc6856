// An ES module that waits at its top level.
import { readFile } from "node:fs/promises";
import compute from "@pulumi/azure-native/compute/index.js";
import * as pulumi from "@pulumi/pulumi";

const script = await readFile(new URL("./setup.ps1", import.meta.url), "utf8");
const vm = new compute.VirtualMachine("web", { resourceGroupName: "rg", storageProfile: { imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter", version: "latest" } } });
new compute.VirtualMachineRunCommandByVirtualMachine("setup", { resourceGroupName: "rg", vmName: vm.name, source: { script } });
export const name = pulumi.interpolate`${vm.name}`;
