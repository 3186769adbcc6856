import type * as pulumi from "@pulumi/pulumi";
import type { DiskType, PatchReboot } from "./values.js";

/** Arguments about the virtual machine itself. */

/** The disk of the operating system. */
export interface OsDiskArgs {
  /** Default Premium_LRS. */
  type?: DiskType;
  /** Gigabytes. Default: the image's own, 127. */
  sizeGb?: number;
  /** Resource id of a disk encryption set, for keys of your own. Default: keys of the platform. */
  diskEncryptionSetId?: pulumi.Input<string>;
}

/** A disk for content and data, formatted with NTFS. The first is `F:`, the next `G:`. */
export interface DataDiskArgs {
  /** Gigabytes. */
  sizeGb: number;
  /** Default Premium_LRS. */
  type?: DiskType;
  /** Resource id of a disk encryption set, for keys of your own. Default: keys of the platform. */
  diskEncryptionSetId?: pulumi.Input<string>;
}

/** How the platform patches the machine. */
export interface PatchArgs {
  /** Default IfRequired. */
  reboot?: PatchReboot;
  /** Default: what the image supports. False turns hotpatching off. */
  hotpatching?: boolean;
  /** Resource id of a maintenance configuration: patches come in its window only. Default: when the platform likes. */
  maintenanceConfigurationId?: pulumi.Input<string>;
}

/** A parameter of a script of yours. */
export interface ScriptParameterArgs {
  /** Name in the script's `param` block. */
  name: string;
  /** A secret is given as a protected parameter, which Azure does not show. */
  value: pulumi.Input<string>;
}

/** A PowerShell script of yours that runs on the machine after it is set up and before it is verified. */
export interface ProvisionArgs {
  /** Letters, digits and hyphens: names the command in Azure. */
  name: string;
  /** The text of the script: read a file for it, so that findings name the file. It is judged like everything else. */
  script: string;
  /** Default none. Data goes here and not into the script. */
  parameters?: ScriptParameterArgs[];
  /** Minutes. Default 60. */
  timeoutMinutes?: number;
}
