/** Which code reads which kind of carrier. */

import type { Reading } from "../carriers/row.js";
import { readApplication } from "./application.js";
import type { Reader } from "./carried.js";
import { readCloudFormation } from "./cloudformation.js";
import { readCommands } from "./commands.js";
import { readDscConfiguration, readGuestConfiguration, readNodeConfiguration } from "./dsc.js";
import { readUserData } from "./ec2.js";
import { readExtension, readExtensionList } from "./extension.js";
import { readMetadata, readMetadataItem } from "./gce.js";
import { readImageTemplate } from "./image-template.js";
import { readDeploymentScript, readLocalCommand } from "./local-command.js";
import { readMachineData } from "./machine-data.js";
import { readOsPolicy } from "./os-policy.js";
import { readRemoteCommand, readRemoteCopy } from "./remote-command.js";
import { readRunCommand } from "./run-command.js";
import { readRunbook } from "./runbook.js";
import { readEventTarget, readImageComponent, readSsmAssociation, readSsmDocument } from "./ssm.js";
import { readTemplate } from "./template.js";
import { readUnread } from "./unread.js";

export const READERS: Readonly<Record<Reading, Reader>> = {
  extension: readExtension,
  "extension-list": readExtensionList,
  "run-command": readRunCommand,
  "machine-data": readMachineData,
  application: readApplication,
  "ec2-user-data": readUserData,
  "ssm-document": readSsmDocument,
  "ssm-association": readSsmAssociation,
  "imagebuilder-component": readImageComponent,
  "gce-metadata": readMetadata,
  "gce-metadata-item": readMetadataItem,
  template: readTemplate,
  commands: readCommands,
  "image-template": readImageTemplate,
  "dsc-configuration": readDscConfiguration,
  "node-configuration": readNodeConfiguration,
  "guest-configuration": readGuestConfiguration,
  runbook: readRunbook,
  "local-command": readLocalCommand,
  "deployment-script": readDeploymentScript,
  "remote-command": readRemoteCommand,
  "remote-copy": readRemoteCopy,
  "event-target": readEventTarget,
  cloudformation: readCloudFormation,
  "os-policy": readOsPolicy,
  unread: readUnread,
};
