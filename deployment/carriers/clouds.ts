/** Carriers of other clouds and of commands. */

import { type Carrier, carrier, NOWHERE, on, SELF } from "./row.js";

const AWS: readonly Carrier[] = [
  carrier("aws:ec2/instance:Instance", "ec2-user-data", SELF, "provision", "the user data", "userData userDataBase64"),
  carrier(
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
    "ec2-user-data",
    SELF,
    "provision",
    "the user data",
    "userData userDataBase64",
  ),
  carrier(
    "aws:ec2/launchConfiguration:LaunchConfiguration",
    "ec2-user-data",
    SELF,
    "provision",
    "the user data",
    "userData userDataBase64",
  ),
  carrier("aws:ec2/launchTemplate:LaunchTemplate", "ec2-user-data", SELF, "provision", "the user data", "userData"),
  carrier(
    "aws:ec2/spotFleetRequest:SpotFleetRequest",
    "ec2-user-data",
    SELF,
    "provision",
    "the user data",
    "launchSpecifications[].userData",
  ),
  carrier("aws:lightsail/instance:Instance", "ec2-user-data", SELF, "provision", "the user data", "userData"),
  carrier(
    "aws:imagebuilder/imageRecipe:ImageRecipe",
    "ec2-user-data",
    SELF,
    "build",
    "the user data of a build",
    "userDataBase64",
  ),
  carrier(
    "aws:imagebuilder/component:Component",
    "imagebuilder-component",
    NOWHERE,
    "build",
    "a component of an image",
    "data ?uri",
  ),
  carrier("aws:ssm/document:Document", "ssm-document", NOWHERE, "later", "an SSM document", "content"),
  carrier(
    "aws:ssm/association:Association",
    "ssm-association",
    on("ec2", "instanceId", "targets"),
    "later",
    "an SSM association",
    "parameters",
  ),
  carrier(
    "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask",
    "ssm-association",
    NOWHERE,
    "later",
    "a maintenance task",
    "taskInvocationParameters.runCommandParameters.parameters",
  ),
  carrier(
    "aws:cloudwatch/eventTarget:EventTarget",
    "event-target",
    on("ec2", "runCommandTargets"),
    "later",
    "what an event sends to instances",
    "input",
  ),
  carrier(
    "aws:cloudformation/stack:Stack",
    "cloudformation",
    NOWHERE,
    "later",
    "what a template makes",
    "templateBody ?templateUrl",
  ),
  carrier(
    "aws-native:cloudformation:Stack",
    "cloudformation",
    NOWHERE,
    "later",
    "what a template makes",
    "templateBody ?templateUrl",
  ),
  carrier("aws-native:autoscaling:LaunchConfiguration", "ec2-user-data", SELF, "provision", "the user data", "userData"),
  carrier("aws-native:lightsail:Instance", "ec2-user-data", SELF, "provision", "the user data", "userData"),
  carrier("aws-native:ec2:Instance", "ec2-user-data", SELF, "provision", "the user data", "userData"),
  carrier("aws-native:ec2:LaunchTemplate", "ec2-user-data", SELF, "provision", "the user data", "launchTemplateData.userData"),
  carrier("aws-native:ssm:Document", "ssm-document", NOWHERE, "later", "an SSM document", "content"),
  carrier(
    "aws-native:ssm:Association",
    "ssm-association",
    on("ec2", "instanceId", "targets"),
    "later",
    "an SSM association",
    "parameters",
  ),
  carrier(
    "aws-native:imagebuilder:Component",
    "imagebuilder-component",
    NOWHERE,
    "build",
    "a component of an image",
    "data ?uri",
  ),
];

const GOOGLE: readonly Carrier[] = [
  ...[
    "gcp:compute/instance:Instance",
    "gcp:compute/instanceTemplate:InstanceTemplate",
    "gcp:compute/regionInstanceTemplate:RegionInstanceTemplate",
    "gcp:compute/instanceFromTemplate:InstanceFromTemplate",
    "gcp:compute/instanceFromMachineImage:InstanceFromMachineImage",
  ].map((type) => carrier(type, "gce-metadata", SELF, "provision", "the start-up scripts", "metadata")),
  carrier(
    "gcp:compute/projectMetadata:ProjectMetadata",
    "gce-metadata",
    NOWHERE,
    "provision",
    "the start-up scripts of a project",
    "metadata",
  ),
  carrier(
    "gcp:compute/projectMetadataItem:ProjectMetadataItem",
    "gce-metadata-item",
    NOWHERE,
    "provision",
    "the start-up scripts of a project",
    "value",
  ),
  ...["perInstanceConfig:PerInstanceConfig", "regionPerInstanceConfig:RegionPerInstanceConfig"].map((type) =>
    carrier(
      `gcp:compute/${type}`,
      "gce-metadata",
      NOWHERE,
      "provision",
      "the start-up scripts of an instance",
      "preservedState.metadata",
    ),
  ),
  ...["instanceGroupManager:InstanceGroupManager", "regionInstanceGroupManager:RegionInstanceGroupManager"].map((type) =>
    carrier(
      `gcp:compute/${type}`,
      "gce-metadata",
      NOWHERE,
      "provision",
      "the start-up scripts of a group",
      "allInstancesConfig.metadata",
    ),
  ),
  ...["Instance", "InstanceTemplate"].map((type) =>
    carrier(
      `google-native:compute/v1:${type}`,
      "gce-metadata",
      SELF,
      "provision",
      "the start-up scripts",
      type === "Instance" ? "metadata" : "properties.metadata",
    ),
  ),
  carrier("gcp:osconfig/osPolicyAssignment:OsPolicyAssignment", "os-policy", NOWHERE, "later", "an OS policy", "osPolicies"),
  carrier("gcp:osconfig/guestPolicies:GuestPolicies", "unread", NOWHERE, "later", "a guest policy", "?recipes"),
];

/** Tools that reach hosts from where a deployment runs. */
const CLOUD_TOOLS = [
  "az",
  "aws",
  "gcloud",
  "ssh",
  "scp",
  "winrm",
  "winrs",
  "psexec",
  "invoke-command",
  "invoke-azvmruncommand",
  "set-azvmruncommand",
  "set-azvmextension",
  "set-azvmcustomscriptextension",
  "add-azvmssextension",
  "send-ssmcommand",
];

/** Where it goes is told by its address: see `reading/remote-command.ts`. */
const REMOTE = on(["vm", "ec2", "gce", "arc", "lightsail", "vmware"], "connection.host");

const COMMANDS: readonly Carrier[] = [
  carrier(
    "command:local:Command",
    "local-command",
    NOWHERE,
    "later",
    "a command of the deploying machine",
    "create update -delete",
  ),
  carrier("command:remote:Command", "remote-command", REMOTE, "later", "a command over SSH", "create update -delete"),
  carrier("command:remote:CopyToRemote", "remote-copy", REMOTE, "later", "a file copied over SSH", "source"),
  carrier("command:remote:CopyFile", "remote-copy", REMOTE, "later", "a file copied over SSH", "localPath"),
  carrier(
    "vsphere:index/virtualMachine:VirtualMachine",
    "commands",
    SELF,
    "first-logon",
    "the customisation of a machine",
    "clone.customize.windowsOptions.runOnceCommandLists[] ?clone.customize.windowsSysprepText",
  ),
];

/** Code that runs on the deploying machine, as the SDK keeps it in the resource: text in Node, bytes in Python. */
const DYNAMIC: readonly Carrier[] = [
  carrier("pulumi-nodejs:dynamic:Resource", "unread", NOWHERE, "later", "the code of a dynamic provider", "?__provider", {
    words: [...CLOUD_TOOLS, "powershell", "powershell.exe", "pwsh", "cmd.exe", "ssh2", "node-ssh"],
  }),
  carrier("pulumi-python:dynamic:Resource", "unread", NOWHERE, "later", "the code of a dynamic provider", "?__provider"),
];

export const CLOUDS: readonly Carrier[] = [...AWS, ...GOOGLE, ...COMMANDS, ...DYNAMIC];
