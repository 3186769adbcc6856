/**
 * Types of Terraform's own providers, as `pulumi package add terraform-provider` names them, and the types of Pulumi's providers that have
 * the same properties.
 */

const AZURERM: Readonly<Record<string, string>> = {
  virtualMachineExtension: "azure:compute/extension:Extension",
  virtualMachineRunCommand: "azure:compute/runCommand:RunCommand",
  virtualMachine: "azure:compute/virtualMachine:VirtualMachine",
  windowsVirtualMachine: "azure:compute/windowsVirtualMachine:WindowsVirtualMachine",
  linuxVirtualMachine: "azure:compute/linuxVirtualMachine:LinuxVirtualMachine",
  windowsVirtualMachineScaleSet: "azure:compute/windowsVirtualMachineScaleSet:WindowsVirtualMachineScaleSet",
  linuxVirtualMachineScaleSet: "azure:compute/linuxVirtualMachineScaleSet:LinuxVirtualMachineScaleSet",
  orchestratedVirtualMachineScaleSet: "azure:compute/orchestratedVirtualMachineScaleSet:OrchestratedVirtualMachineScaleSet",
  virtualMachineScaleSetExtension: "azure:compute/virtualMachineScaleSetExtension:VirtualMachineScaleSetExtension",
  galleryApplicationVersion: "azure:compute/galleryApplicationVersion:GalleryApplicationVersion",
  arcMachineExtension: "azure:arcmachine/extension:Extension",
  automationRunbook: "azure:automation/runBook:RunBook",
  automationDscConfiguration: "azure:automation/dscConfiguration:DscConfiguration",
  automationDscNodeconfiguration: "azure:automation/dscNodeConfiguration:DscNodeConfiguration",
  batchPool: "azure:batch/pool:Pool",
  resourceGroupTemplateDeployment: "azure:core/resourceGroupTemplateDeployment:ResourceGroupTemplateDeployment",
  subscriptionTemplateDeployment: "azure:core/subscriptionTemplateDeployment:SubscriptionTemplateDeployment",
  resourceDeploymentScriptAzurePowerShell: "azure:core/resourceDeploymentScriptPowerShell:ResourceDeploymentScriptPowerShell",
  resourceDeploymentScriptAzureCli: "azure:core/resourceDeploymentScriptAzureCli:ResourceDeploymentScriptAzureCli",
  policyDefinition: "azure:policy/definition:Definition",
  storageBlob: "azure:storage/blob:Blob",
  publicIp: "azure:network/publicIp:PublicIp",
  networkInterface: "azure:network/networkInterface:NetworkInterface",
  networkSecurityGroup: "azure:network/networkSecurityGroup:NetworkSecurityGroup",
  networkSecurityRule: "azure:network/networkSecurityRule:NetworkSecurityRule",
};

const AWS: Readonly<Record<string, string>> = {
  instance: "aws:ec2/instance:Instance",
  launchTemplate: "aws:ec2/launchTemplate:LaunchTemplate",
  launchConfiguration: "aws:ec2/launchConfiguration:LaunchConfiguration",
  spotInstanceRequest: "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
  ssmDocument: "aws:ssm/document:Document",
  ssmAssociation: "aws:ssm/association:Association",
  s3Object: "aws:s3/bucketObject:BucketObject",
  eip: "aws:ec2/eip:Eip",
};

const GOOGLE: Readonly<Record<string, string>> = {
  computeInstance: "gcp:compute/instance:Instance",
  computeInstanceTemplate: "gcp:compute/instanceTemplate:InstanceTemplate",
  computeProjectMetadata: "gcp:compute/projectMetadata:ProjectMetadata",
  computeProjectMetadataItem: "gcp:compute/projectMetadataItem:ProjectMetadataItem",
  storageBucketObject: "gcp:storage/bucketObject:BucketObject",
};

const TYPES: ReadonlyMap<string, string> = new Map(
  (
    [
      ["azurerm", AZURERM],
      ["aws", AWS],
      ["google", GOOGLE],
    ] as const
  ).flatMap(([provider, types]) => Object.entries(types).map(([name, type]) => [`${provider}:index/${name}`, type] as const)),
);

/** The type of Pulumi's own provider; undefined: there is none that is known. */
export function bridgedType(token: string): string | undefined {
  return TYPES.get(token.slice(0, token.lastIndexOf(":")));
}
