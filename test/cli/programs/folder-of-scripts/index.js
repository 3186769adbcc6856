const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// All scripts of a folder, in the order of their names, as one.
const fs = require("fs");
const path = require("path");
const folder = path.join(__dirname, "steps");
const script = fs.readdirSync(folder).filter((name) => name.endsWith(".ps1")).sort().map((name) => fs.readFileSync(path.join(folder, name), "utf8")).join("\n");
new compute.VirtualMachineRunCommandByVirtualMachine("steps", { resourceGroupName: "rg", vmName: "vm-steps", source: { script } });
