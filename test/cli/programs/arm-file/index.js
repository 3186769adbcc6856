const compute = require("@pulumi/azure-native/compute");
const network = require("@pulumi/azure-native/network");
const pulumi = require("@pulumi/pulumi");
const windows = { imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter-azure-edition", version: "latest" } };
const machine = (name, more = {}, options = {}) => new compute.VirtualMachine(name, { resourceGroupName: "rg", vmName: name, storageProfile: windows, ...more }, options);

const resources = require("@pulumi/azure-native/resources");
const fs = require("fs");
new resources.Deployment("d", { resourceGroupName: "rg", properties: { mode: "Incremental", template: JSON.parse(fs.readFileSync(__dirname + "/main.json", "utf8")), parameters: { names: { value: ["srv-bad", "srv-good"] } } } });
