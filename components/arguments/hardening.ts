import type * as pulumi from "@pulumi/pulumi";
import type { AccountsArgs } from "./accounts.js";
import type { ProvisionArgs } from "./machine.js";
import type { MailArgs } from "./mail.js";
import type { WindowsImage } from "./values.js";
import type { WebArgs } from "./web.js";

/** IIS and the SMTP service on machines that exist: a virtual machine, all machines of a scale set, or a machine of Azure Arc. */
export interface IisHardeningArgs {
  /** The resource group of the machine. */
  resourceGroupName: pulumi.Input<string>;
  /** Default: the provider's, or the resource group's. */
  location?: pulumi.Input<string>;
  /** Tags of the commands, by name. Default none. */
  tags?: pulumi.Input<{ [name: string]: string }>;
  /** Name of a virtual machine. One of the three names is needed. */
  virtualMachineName?: pulumi.Input<string>;
  /** Name of a scale set. Its upgrade policy says when the machines that it has get the command; new ones get it at once. */
  scaleSetName?: pulumi.Input<string>;
  /** Name of a machine of Azure Arc, wherever it stands. */
  arcMachineName?: pulumi.Input<string>;
  /** Anything, such as the machine's `vmId`: another value runs the commands again. Default: only another plan does. */
  runAgainOn?: pulumi.Input<string>;
  /** The Windows Server that the machine has. Default: Windows Server 2022 where the SMTP service is asked for, else 2025. */
  image?: WindowsImage;
  /** Name of the administrator that Azure made. Default `hostadmin`. */
  adminUsername?: string;
  /** Name of a time zone as Windows knows it, such as `W. Europe Standard Time`. Default UTC. */
  timeZone?: string;
  /** Default: no mail. What is there already stays. */
  mail?: MailArgs;
  /** Default: no web server. What is there already stays, but for the site that the installation of IIS makes. Disks and certificates must be there. */
  web?: WebArgs;
  /** Local accounts. Default: none are made. */
  accounts?: AccountsArgs;
  /** Scripts of yours, in their order, before the verification. Not for scale sets. Default none. */
  provision?: ProvisionArgs[];
}
