/**
 * Azure resources repeat the name they were asked to have as the output `name`. Pulumi's own preview leaves that output unknown; here it is answered where the program gives the
 * name, so that `vmName: vm.name` is as good as a literal. Names that the provider would invent stay unknown.
 */

/** Type (normalised, without the package) → the input that holds the resource's own name. */
const NAME_INPUTS: ReadonlyMap<string, string> = new Map([
  ["resources:ResourceGroup", "resourceGroupName"],
  ["compute:VirtualMachine", "vmName"],
  ["compute:VirtualMachineExtension", "vmExtensionName"],
  ["compute:VirtualMachineRunCommandByVirtualMachine", "runCommandName"],
  ["compute:VirtualMachineScaleSet", "vmScaleSetName"],
  ["compute:VirtualMachineScaleSetExtension", "vmssExtensionName"],
  ["compute:Disk", "diskName"],
  ["compute:Gallery", "galleryName"],
  ["compute:GalleryApplication", "galleryApplicationName"],
  ["compute:GalleryApplicationVersion", "galleryApplicationVersionName"],
  ["hybridcompute:Machine", "machineName"],
  ["hybridcompute:MachineExtension", "extensionName"],
  ["hybridcompute:MachineRunCommand", "runCommandName"],
  ["network:NetworkInterface", "networkInterfaceName"],
  ["network:NetworkSecurityGroup", "networkSecurityGroupName"],
  ["network:PublicIPAddress", "publicIpAddressName"],
  ["network:SecurityRule", "securityRuleName"],
  ["network:Subnet", "subnetName"],
  ["network:VirtualNetwork", "virtualNetworkName"],
  ["storage:Blob", "blobName"],
  ["storage:BlobContainer", "containerName"],
  ["storage:StorageAccount", "accountName"],
  ["keyvault:Secret", "secretName"],
  ["keyvault:Vault", "vaultName"],
]);

/** The input whose value becomes the output `name`; undefined for other types. Accepts tokens with an API version and of parameterised packages. */
export function nameInput(type: string): string | undefined {
  const match = /^azure-native(?:_[^:]+)?:([^:/]+)(?:\/[^:]+)?:(.+)$/.exec(type);
  return match === null ? undefined : NAME_INPUTS.get(`${match[1]}:${match[2]}`);
}
