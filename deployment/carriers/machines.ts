/** Resource types that are machines, or from which machines are made: where each keeps what is known of the host. */

import type { MachineKind } from "./row.js";

export interface MachineShape {
  readonly type: string;
  readonly kind: MachineKind;
  /** Properties that hold its name in the cloud. */
  readonly names: readonly string[];
  /** Object with publisher, offer and sku, or with an id. */
  readonly image: string | null;
  /** Text that names the image (`projects/windows-cloud/global/images/family/windows-2022`, `batch.node.windows amd64`). */
  readonly imageText: readonly string[];
  /** Text that says `Windows` or `Linux`. */
  readonly os: readonly string[];
  /** Present only on Windows, or only on Linux. */
  readonly windows: readonly string[];
  readonly linux: readonly string[];
  /** Known by the type alone. */
  readonly always: "windows" | "linux" | null;
  readonly administrator: string | null;
  readonly computerName: string | null;
}

function shape(type: string, kind: MachineKind, given: Partial<Omit<MachineShape, "type" | "kind">> = {}): MachineShape {
  return {
    type,
    kind,
    names: ["name"],
    image: null,
    imageText: [],
    os: [],
    windows: [],
    linux: [],
    always: null,
    administrator: null,
    computerName: null,
    ...given,
  };
}

function azureProfile(below: string, names: readonly string[]): Partial<MachineShape> {
  const at = below === "" ? "" : `${below}.`;
  return {
    names,
    image: `${at}storageProfile.imageReference`,
    os: [`${at}storageProfile.osDisk.osType`],
    windows: [`${at}osProfile.windowsConfiguration`],
    linux: [`${at}osProfile.linuxConfiguration`],
    administrator: `${at}osProfile.adminUsername`,
    computerName: `${at}osProfile.computerName`,
  };
}

const CLASSIC: Partial<MachineShape> = {
  image: "sourceImageReference",
  imageText: ["sourceImageId"],
  administrator: "adminUsername",
  computerName: "computerName",
};
const LEGACY: Partial<MachineShape> = {
  image: "storageImageReference",
  os: ["storageOsDisk.osType"],
  windows: ["osProfileWindowsConfig"],
  linux: ["osProfileLinuxConfig"],
  administrator: "osProfile.adminUsername",
  computerName: "osProfile.computerName",
};
const GOOGLE_DISK = ["bootDisk.initializeParams.image", "bootDisk.source"];
const GOOGLE_DISKS = ["disks.sourceImage", "disks.source"];

export const MACHINES: readonly MachineShape[] = [
  shape("compute:VirtualMachine", "vm", azureProfile("", ["vmName"])),
  shape("compute:VirtualMachineScaleSet", "scale-set", {
    ...azureProfile("virtualMachineProfile", ["vmScaleSetName"]),
    computerName: null,
  }),
  shape("hybridcompute:Machine", "arc", { names: ["machineName"], os: ["osType"] }),
  shape("azurefleet:Fleet", "fleet", {
    ...azureProfile("computeProfile.baseVirtualMachineProfile", ["fleetName"]),
    computerName: null,
  }),
  shape("computebulkactions:BulkAction", "fleet", azureProfile("properties.computeProfile.virtualMachineProfile", [])),
  shape("servicefabric:NodeType", "service-fabric", { names: ["nodeTypeName"], imageText: ["vmImageOffer", "vmImagePublisher"] }),
  shape("batch:Pool", "batch", {
    names: ["poolName"],
    image: "deploymentConfiguration.virtualMachineConfiguration.imageReference",
    imageText: ["deploymentConfiguration.virtualMachineConfiguration.nodeAgentSkuId"],
    windows: ["deploymentConfiguration.virtualMachineConfiguration.windowsConfiguration"],
  }),
  shape("connectedvmwarevsphere:VirtualMachineInstance", "vmware", {
    os: ["osProfile.osType"],
    windows: ["osProfile.windowsConfiguration"],
  }),
  shape("devtestlab:VirtualMachine", "dev-lab", {
    image: "galleryImageReference",
    os: ["galleryImageReference.osType"],
  }),
  shape("devtestlab:Formula", "lab-formula", { image: "formulaContent.galleryImageReference", os: ["osType"] }),
  shape("virtualmachineimages:VirtualMachineImageTemplate", "image-template", { names: ["imageTemplateName"], image: "source" }),
  shape("azurestackhci:Cluster", "hci-cluster", { names: ["clusterName"], always: "windows" }),

  shape("azure:compute/windowsVirtualMachine:WindowsVirtualMachine", "vm", { ...CLASSIC, always: "windows" }),
  shape("azure:compute/linuxVirtualMachine:LinuxVirtualMachine", "vm", { always: "linux" }),
  shape("azure:compute/windowsVirtualMachineScaleSet:WindowsVirtualMachineScaleSet", "scale-set", {
    ...CLASSIC,
    always: "windows",
    computerName: null,
  }),
  shape("azure:compute/linuxVirtualMachineScaleSet:LinuxVirtualMachineScaleSet", "scale-set", { always: "linux" }),
  shape("azure:compute/orchestratedVirtualMachineScaleSet:OrchestratedVirtualMachineScaleSet", "scale-set", {
    image: "sourceImageReference",
    windows: ["osProfile.windowsConfiguration"],
    linux: ["osProfile.linuxConfiguration"],
    administrator: "osProfile.windowsConfiguration.adminUsername",
  }),
  shape("azure:compute/virtualMachine:VirtualMachine", "vm", LEGACY),
  shape("azure:compute/scaleSet:ScaleSet", "scale-set", {
    image: "storageProfileImageReference",
    os: ["storageProfileOsDisk.osType"],
    windows: ["osProfileWindowsConfig"],
    linux: ["osProfileLinuxConfig"],
    administrator: "osProfile.adminUsername",
  }),
  shape("azure:batch/pool:Pool", "batch", {
    image: "storageImageReference",
    imageText: ["nodeAgentSkuId"],
    windows: ["windows"],
  }),

  shape("aws:ec2/instance:Instance", "ec2"),
  shape("aws:ec2/spotInstanceRequest:SpotInstanceRequest", "ec2"),
  shape("aws:ec2/launchConfiguration:LaunchConfiguration", "launch-template"),
  shape("aws:ec2/launchTemplate:LaunchTemplate", "launch-template"),
  shape("aws:ec2/spotFleetRequest:SpotFleetRequest", "ec2"),
  shape("aws:lightsail/instance:Instance", "lightsail", { imageText: ["blueprintId"] }),
  shape("aws:imagebuilder/imageRecipe:ImageRecipe", "image-template", { imageText: ["parentImage"] }),
  shape("aws-native:ec2:Instance", "ec2"),
  shape("aws-native:ec2:LaunchTemplate", "launch-template", { names: ["launchTemplateName"] }),

  shape("google-native:compute/v1:Instance", "gce", { imageText: ["disks.initializeParams.sourceImage"] }),
  shape("google-native:compute/v1:InstanceTemplate", "launch-template", {
    imageText: ["properties.disks.initializeParams.sourceImage"],
  }),
  shape("aws-native:autoscaling:LaunchConfiguration", "launch-template", { names: ["launchConfigurationName"] }),
  shape("aws-native:lightsail:Instance", "lightsail", { names: ["instanceName"], imageText: ["blueprintId"] }),
  shape("gcp:compute/instance:Instance", "gce", { imageText: GOOGLE_DISK }),
  shape("gcp:compute/instanceFromTemplate:InstanceFromTemplate", "gce", { imageText: GOOGLE_DISK }),
  shape("gcp:compute/instanceFromMachineImage:InstanceFromMachineImage", "gce"),
  ...["instanceTemplate:InstanceTemplate", "regionInstanceTemplate:RegionInstanceTemplate"].map((type) =>
    shape(`gcp:compute/${type}`, "launch-template", { imageText: GOOGLE_DISKS }),
  ),
  shape("vsphere:index/virtualMachine:VirtualMachine", "vmware", {
    windows: ["clone.customize.windowsOptions", "clone.customize.windowsSysprepText"],
    linux: ["clone.customize.linuxOptions"],
    imageText: ["guestId"],
  }),
];

/** By normalised type. */
export const MACHINE_SHAPES: ReadonlyMap<string, MachineShape> = new Map(MACHINES.map((one) => [one.type, one]));
