import type { Language } from "../../interpreter/tools/tool.js";

/** How the host that a carrier reaches is named in it. */
export type TargetKind = "vmName" | "vmScaleSetName" | "machineName";

/** A managed run command: a script with named arguments. */
export interface RunCommandCarrier {
  readonly kind: "run-command";
  readonly target: TargetKind;
  /** Language of `source.script` on a Windows machine. */
  readonly language: Language;
}

/** A virtual machine extension: what it runs depends on its publisher and type. */
export interface ExtensionCarrier {
  readonly kind: "extension";
  readonly target: TargetKind;
  /** Where publisher, type and settings lie: at the top, or below `properties`. */
  readonly below: string | null;
  /** Property that holds the extension's name in Azure. */
  readonly name: string | null;
}

/** A scale set: the extensions that its machines get. */
export interface ExtensionProfileCarrier {
  readonly kind: "extension-profile";
  readonly target: TargetKind;
  /** Where the list of extensions lies. */
  readonly path: readonly string[];
}

export type Carrier = RunCommandCarrier | ExtensionCarrier | ExtensionProfileCarrier;

/**
 * Resource types that send scripts to a host (Microsoft.Compute and Microsoft.HybridCompute resource providers).
 * Keys are normalised types: see `azureTypeName`.
 */
export const CARRIERS: ReadonlyMap<string, Carrier> = new Map<string, Carrier>([
  ["compute:VirtualMachineRunCommandByVirtualMachine", { kind: "run-command", target: "vmName", language: "powershell" }],
  ["compute:VirtualMachineScaleSetVMRunCommand", { kind: "run-command", target: "vmScaleSetName", language: "powershell" }],
  ["hybridcompute:MachineRunCommand", { kind: "run-command", target: "machineName", language: "powershell" }],
  ["compute:VirtualMachineExtension", { kind: "extension", target: "vmName", below: null, name: "vmExtensionName" }],
  [
    "compute:VirtualMachineScaleSetExtension",
    { kind: "extension", target: "vmScaleSetName", below: null, name: "vmssExtensionName" },
  ],
  [
    "compute:VirtualMachineScaleSetVMExtension",
    { kind: "extension", target: "vmScaleSetName", below: null, name: "vmExtensionName" },
  ],
  ["hybridcompute:MachineExtension", { kind: "extension", target: "machineName", below: "properties", name: "extensionName" }],
  [
    "compute:VirtualMachineScaleSet",
    {
      kind: "extension-profile",
      target: "vmScaleSetName",
      path: ["virtualMachineProfile", "extensionProfile", "extensions"],
    },
  ],
]);

/** Resource types that are hosts. */
export const HOSTS: ReadonlyMap<string, { readonly target: TargetKind; readonly nameProperty: string }> = new Map([
  ["compute:VirtualMachine", { target: "vmName", nameProperty: "vmName" }],
  ["compute:VirtualMachineScaleSet", { target: "vmScaleSetName", nameProperty: "vmScaleSetName" }],
  ["hybridcompute:Machine", { target: "machineName", nameProperty: "machineName" }],
]);

/** What an extension does, by `publisher/type` in lower case. */
export type ExtensionEffect =
  | { readonly effect: "custom-script" }
  /** Runs `settings.script` as PowerShell. */
  | { readonly effect: "script-setting" }
  /** Configures the host from a package or a server that is not available here. */
  | { readonly effect: "opaque"; readonly what: string };

export const EXTENSIONS: ReadonlyMap<string, ExtensionEffect> = new Map<string, ExtensionEffect>([
  ["microsoft.compute/customscriptextension", { effect: "custom-script" }],
  ["microsoft.cplat.core/runcommandwindows", { effect: "script-setting" }],
  ["microsoft.cplat.core/runcommandhandlerwindows", { effect: "script-setting" }],
  ["microsoft.powershell/dsc", { effect: "opaque", what: "a DSC configuration from a package" }],
  ["microsoft.guestconfiguration/configurationforwindows", { effect: "opaque", what: "guest configuration assignments" }],
  ["chef.bootstrap.windowsazure/chefclient", { effect: "opaque", what: "the recipes of a Chef server" }],
  ["puppet/puppetagent", { effect: "opaque", what: "the catalogue of a Puppet server" }],
]);
