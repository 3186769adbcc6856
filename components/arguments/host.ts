import type * as pulumi from "@pulumi/pulumi";
import type { AccountsArgs } from "./accounts.js";
import type { DataDiskArgs, OsDiskArgs, PatchArgs, ProvisionArgs } from "./machine.js";
import type { MailArgs } from "./mail.js";
import type { LicenseType, WindowsImage } from "./values.js";
import type { CertificateArgs, WebArgs } from "./web.js";

/*
 * What the component can be asked for. Pulumi infers the schema for other languages from these declarations, which allows
 * interfaces, plain scalars, lists and `as const` enumerations only. What shapes security is plain, so that a program can
 * be judged before anything is deployed; only names, ids and secrets may be outputs of other resources.
 */

/** A hardened Windows host with IIS, the SMTP service, or both. */
export interface IisHostArgs {
  /** The resource group that everything is created in. */
  resourceGroupName: pulumi.Input<string>;
  /** Default: the provider's, or the resource group's. */
  location?: pulumi.Input<string>;
  /** Tags of everything in it, by name. Default none. */
  tags?: pulumi.Input<{ [name: string]: string }>;
  /** Resource id of the subnet of the network card. Needed unless `networkInterfaceId` is given. */
  subnetId?: pulumi.Input<string>;
  /** IPv4 address in the subnet. Default: the subnet's next free one. */
  privateIpAddress?: string;
  /** Resource id of a network card that exists: then the network, its security group too, is yours. Default: one is made. */
  networkInterfaceId?: pulumi.Input<string>;
  /** Resource id of a network security group that exists, for the card that is made: then its rules are yours. Default: one is made. */
  networkSecurityGroupId?: pulumi.Input<string>;
  /** Default `hostadmin`. */
  adminUsername?: string;
  /** Must be a secret: `pulumi.secret(...)`, a secret configuration value or a generated password. */
  adminPassword: pulumi.Input<string>;
  /** Default: Windows Server 2022 where the SMTP service is asked for, else Windows Server 2025. */
  image?: WindowsImage;
  /** Version of the image, such as `20348.2966.241205`. Default `latest`, which a machine that is replaced gets then. */
  imageVersion?: string;
  /** Resource id of an image in a compute gallery that was made of `image`. Default: the platform's. */
  galleryImageId?: pulumi.Input<string>;
  /** Size of the virtual machine. Default `Standard_D2s_v5`. */
  size?: string;
  /** NetBIOS name, at most 15 letters, digits and hyphens. Default: made from the component's name. */
  computerName?: string;
  /** Availability zone, such as `1`. Default: none. */
  zone?: string;
  /** Resource id of an availability set; not with `zone`. Default: none. */
  availabilitySetId?: pulumi.Input<string>;
  /** The disk of the operating system. */
  osDisk?: OsDiskArgs;
  /** Disks for content and data. Default: one of 32 GB where there are sites, else none. */
  dataDisks?: DataDiskArgs[];
  /** Default true. Needs the subscription feature `Microsoft.Compute/EncryptionAtHost`. */
  encryptionAtHost?: boolean;
  /** Resource ids of identities besides the machine's own. Default none. */
  userAssignedIdentityIds?: pulumi.Input<string>[];
  /** Default: a licence is part of the price. */
  licenseType?: LicenseType;
  /** Address of the blob service of a storage account for boot diagnostics. Default: managed storage. */
  bootDiagnosticsUri?: pulumi.Input<string>;
  /** Name of a time zone as Windows knows it, such as `W. Europe Standard Time`. Default UTC. */
  timeZone?: string;
  /** How the platform patches the machine. */
  patch?: PatchArgs;
  /** Certificates of Key Vault for sites and mail. Default none. */
  certificates?: CertificateArgs[];
  /**
   * Resource id of the vault of `certificates`: the machine's own identity is allowed to read its secrets (role Key Vault Secrets User).
   * Default: nothing is allowed; somebody else has done it.
   */
  keyVaultId?: pulumi.Input<string>;
  /** Default false. True cuts the network in both directions and leaves the host itself untouched. */
  quarantine?: boolean;
  /** Default: no mail. */
  mail?: MailArgs;
  /** Default: no web server. */
  web?: WebArgs;
  /** Local accounts. Default: none but the administrator. */
  accounts?: AccountsArgs;
  /** Scripts of yours, in their order, after the host is set up and before it is verified. Default none. */
  provision?: ProvisionArgs[];
}
