/** Azure's own resource types, as the types and properties of Azure Native that stand for them. */

export interface TypeInTemplates {
  readonly type: string;
  /** Properties for the segments of the name; an empty one is left out. */
  readonly names: readonly string[];
  /** Azure Native keeps `properties` as an object of its own. */
  readonly nested?: boolean;
}

const TYPES: ReadonlyMap<string, TypeInTemplates> = new Map<string, TypeInTemplates>([
  ["microsoft.compute/virtualmachines", { type: "compute:VirtualMachine", names: ["vmName"] }],
  [
    "microsoft.compute/virtualmachines/extensions",
    { type: "compute:VirtualMachineExtension", names: ["vmName", "vmExtensionName"] },
  ],
  [
    "microsoft.compute/virtualmachines/runcommands",
    { type: "compute:VirtualMachineRunCommandByVirtualMachine", names: ["vmName", "runCommandName"] },
  ],
  ["microsoft.compute/virtualmachinescalesets", { type: "compute:VirtualMachineScaleSet", names: ["vmScaleSetName"] }],
  [
    "microsoft.compute/virtualmachinescalesets/extensions",
    { type: "compute:VirtualMachineScaleSetExtension", names: ["vmScaleSetName", "vmssExtensionName"] },
  ],
  [
    "microsoft.compute/virtualmachinescalesets/virtualmachines/extensions",
    { type: "compute:VirtualMachineScaleSetVMExtension", names: ["vmScaleSetName", "instanceId", "vmExtensionName"] },
  ],
  [
    "microsoft.compute/virtualmachinescalesets/virtualmachines/runcommands",
    { type: "compute:VirtualMachineScaleSetVMRunCommand", names: ["vmScaleSetName", "instanceId", "runCommandName"] },
  ],
  [
    "microsoft.compute/galleries/applications/versions",
    {
      type: "compute:GalleryApplicationVersion",
      names: ["galleryName", "galleryApplicationName", "galleryApplicationVersionName"],
    },
  ],
  ["microsoft.hybridcompute/machines", { type: "hybridcompute:Machine", names: ["machineName"] }],
  [
    "microsoft.hybridcompute/machines/extensions",
    { type: "hybridcompute:MachineExtension", names: ["machineName", "extensionName"], nested: true },
  ],
  [
    "microsoft.hybridcompute/machines/runcommands",
    { type: "hybridcompute:MachineRunCommand", names: ["machineName", "runCommandName"] },
  ],
  [
    "microsoft.virtualmachineimages/imagetemplates",
    { type: "virtualmachineimages:VirtualMachineImageTemplate", names: ["imageTemplateName"] },
  ],
  [
    "microsoft.automation/automationaccounts/configurations",
    { type: "automation:DscConfiguration", names: ["automationAccountName", "configurationName"] },
  ],
  [
    "microsoft.automation/automationaccounts/nodeconfigurations",
    { type: "automation:DscNodeConfiguration", names: ["automationAccountName", "nodeConfigurationName"] },
  ],
  [
    "microsoft.automation/automationaccounts/runbooks",
    { type: "automation:Runbook", names: ["automationAccountName", "runbookName"] },
  ],
  [
    "microsoft.automation/automationaccounts/jobschedules",
    { type: "automation:JobSchedule", names: ["automationAccountName", "jobScheduleId"] },
  ],
  [
    "microsoft.compute/virtualmachines/providers/guestconfigurationassignments",
    {
      type: "guestconfiguration:GuestConfigurationAssignment",
      names: ["vmName", "", "guestConfigurationAssignmentName"],
      nested: true,
    },
  ],
  ["microsoft.batch/batchaccounts/pools", { type: "batch:Pool", names: ["accountName", "poolName"] }],
  [
    "microsoft.servicefabric/managedclusters/nodetypes",
    { type: "servicefabric:NodeType", names: ["clusterName", "nodeTypeName"] },
  ],
  ["microsoft.azurefleet/fleets", { type: "azurefleet:Fleet", names: ["fleetName"] }],
  ["microsoft.devtestlab/labs/virtualmachines", { type: "devtestlab:VirtualMachine", names: ["labName", "name"] }],
  ["microsoft.authorization/policydefinitions", { type: "authorization:PolicyDefinition", names: ["policyDefinitionName"] }],
  [
    "microsoft.resources/templatespecs/versions",
    { type: "resources:TemplateSpecVersion", names: ["templateSpecName", "templateSpecVersion"] },
  ],
  ["microsoft.resources/deploymentscripts", { type: "resources:AzurePowerShellScript", names: ["scriptName"] }],
  [
    "microsoft.storage/storageaccounts/blobservices/containers",
    { type: "storage:BlobContainer", names: ["accountName", "", "containerName"] },
  ],
]);

export function typeInTemplates(type: string): TypeInTemplates | undefined {
  return TYPES.get(type.toLowerCase());
}
