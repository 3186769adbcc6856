const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// A scale set whose extensions come from a helper, one of them behind another's name.
const script = (name, commandToExecute, after) => ({ name, publisher: "Microsoft.Compute", type: "CustomScriptExtension", typeHandlerVersion: "1.10", autoUpgradeMinorVersion: true, settings: { fileUris: [] }, protectedSettings: { commandToExecute }, provisionAfterExtensions: after });
for (const [name, line] of [["bad", "powershell -c Add-LocalGroupMember Administrators IUSR"], ["good", "powershell -c Get-LocalGroupMember Administrators"]])
  new compute.VirtualMachineScaleSet(name, {
    resourceGroupName: "rg",
    sku: { name: "Standard_D2s_v5", capacity: 3 },
    upgradePolicy: { mode: "Automatic" },
    virtualMachineProfile: {
      storageProfile: { imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter", version: "latest" } },
      extensionProfile: { extensions: [script("base", "echo ready", []), script("members", line, ["base"])] },
    },
  });
