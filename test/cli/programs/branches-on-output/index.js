const compute = require("@pulumi/azure-native/compute");
const network = require("@pulumi/azure-native/network");
const pulumi = require("@pulumi/pulumi");
const windows = { imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter-azure-edition", version: "latest" } };
const machine = (name, more = {}, options = {}) => new compute.VirtualMachine(name, { resourceGroupName: "rg", vmName: name, storageProfile: windows, ...more }, options);

// What runs on some hosts depends on an address that only the update knows; on others it does not.
const ip = new network.PublicIPAddress("ip", { resourceGroupName: "rg" });
const JOIN = "net localgroup Administrators IUSR /add";
const send = (name, script) =>
  new compute.VirtualMachineRunCommandByVirtualMachine("run-" + name, { resourceGroupName: "rg", vmName: machine("web-" + name).name, runCommandName: "r", source: { script } });
send("by-start", ip.ipAddress.apply((address) => (address.startsWith("10.") ? "net user visitor /active:no" : JOIN)));
send("equal", ip.ipAddress.apply((address) => (address === "20.0.0.1" ? JOIN : "net user visitor /active:no")));
send("destructured", pulumi.all(["svc", ip.ipAddress]).apply(([member, address]) => (address ? "net localgroup Administrators " + member + " /add" : JOIN)));
send("ordered", ip.ipAddress.apply(() => JOIN));
send("inside", ip.ipAddress.apply((address) => "Write-Output " + address + "; " + JOIN));
send("good", pulumi.all(["svc", ip.ipAddress]).apply(([member]) => "net localgroup Administrators " + member + " /add"));
