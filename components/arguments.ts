import type * as pulumi from "@pulumi/pulumi";

/*
 * What the component can be asked for. Pulumi infers the schema for other languages from these declarations, which allows
 * interfaces, plain scalars, lists and `as const` enumerations only. What shapes security is plain, so that a program can
 * be judged before anything is deployed; only names, ids and secrets may be outputs of other resources.
 */

/** Windows Server platform images that support Trusted Launch, by their Azure SKU. */
export const WindowsImage = {
  /** Windows Server 2022 with desktop, patched without restarts. */
  Server2022: "2022-datacenter-azure-edition-hotpatch",
  /** Windows Server 2022 with desktop, without hotpatching. */
  Server2022Standard: "2022-datacenter-g2",
  /** Windows Server 2022 Core: has no SMTP service. */
  Server2022Core: "2022-datacenter-azure-edition-core",
  /** Windows Server 2019 with desktop. */
  Server2019: "2019-datacenter-gensecond",
  /** Windows Server 2016 with desktop. */
  Server2016: "2016-datacenter-gensecond",
  /** Windows Server 2025 with desktop: has no SMTP service. */
  Server2025: "2025-datacenter-azure-edition",
  /** Windows Server 2025 Core: has no SMTP service. */
  Server2025Core: "2025-datacenter-azure-edition-core",
} as const;
export type WindowsImage = (typeof WindowsImage)[keyof typeof WindowsImage];

/** Which account requests without credentials run as. */
export const AnonymousIdentity = {
  /** The identity of the application pool: one account for code and content (CIS Microsoft IIS 10, 1.6). */
  Pool: "pool",
  /** The built-in account IUSR, IIS's own default. */
  Iusr: "iusr",
  /** No anonymous access. */
  None: "none",
} as const;
export type AnonymousIdentity = (typeof AnonymousIdentity)[keyof typeof AnonymousIdentity];

/** The next hop for mail to other domains. */
export interface SmartHostArgs {
  /** A host name, or an IPv4 address. */
  host: string;
  /** Default 587, the submission port. Port 25 needs `allowOutboundSmtp` as well. */
  port?: number;
  /** Account at the smart host; needs `password`. Without it, mail is submitted without authentication. */
  userName?: pulumi.Input<string>;
  /** Must be a secret. */
  password?: pulumi.Input<string>;
}

/** The SMTP service. */
export interface MailArgs {
  /** Default true. */
  enabled?: boolean;
  /**
   * Clients that may relay without authentication, besides this host itself: IPv4 addresses and ranges such as `10.1.2.0/24`.
   * Default none. Ranges of the Internet are refused: no more than 256 public addresses in all.
   */
  allowFrom?: string[];
  /** Default true: whoever authenticates with an account of this host or its domain may relay. */
  authenticatedRelay?: boolean;
  /**
   * Default true: clients may send to the local mail domain without authentication. It decides nothing about relaying. Applications on
   * this host that send through port 25 or the pickup folder need it.
   */
  anonymousSubmission?: boolean;
  /** Default false. Passwords cross the network, so TLS is then required of every client. */
  basicAuthentication?: boolean;
  /** SHA-1 thumbprint of the certificate in the machine's own store that the service offers for TLS. Needed for Basic authentication. */
  certificateThumbprint?: string;
  /** The domain that this host accepts mail for. Default: the host's own full name. */
  localDomain?: string;
  /** TCP ports to listen on. Default: 25. */
  ports?: number[];
  /**
   * Who can reach these ports through the network security group: IPv4 addresses, ranges, or the service tags `VirtualNetwork`,
   * `AzureLoadBalancer` and `Internet`. Default: `allowFrom`.
   */
  reachableFrom?: string[];
  /** Where mail to other domains goes. Default: straight to its destination, which needs `allowOutboundSmtp`. */
  smartHost?: SmartHostArgs;
  /** Default false: the network security group denies TCP port 25 outwards. */
  allowOutboundSmtp?: boolean;
}

/** The web server: the default site and its pool. */
export interface WebArgs {
  /** Default true. */
  enabled?: boolean;
  /** Default: the pool's identity. */
  anonymous?: AnonymousIdentity;
  /** Default false: Windows accounts may sign in (Negotiate, NTLM). */
  windowsAuthentication?: boolean;
  /** Default false: install classic ASP. */
  classicAsp?: boolean;
  /** Default false: install ASP.NET 4. */
  aspNet?: boolean;
  /**
   * A folder outside the web root that pages may write to (an Access database and its lock file, uploads), such as `C:\Data\App`.
   * Exactly one identity gets Modify there: the one that the pages run as. Default: none.
   */
  dataFolder?: string;
  /**
   * Who can reach TCP port 80 through the network security group: IPv4 addresses, ranges, or the service tags `VirtualNetwork`,
   * `AzureLoadBalancer` and `Internet`. Default: nobody.
   */
  reachableFrom?: string[];
}

/** A hardened Windows host with IIS and the SMTP service. */
export interface IisHostArgs {
  /** The resource group that everything is created in. */
  resourceGroupName: pulumi.Input<string>;
  /** Default: the provider's, or the resource group's. */
  location?: pulumi.Input<string>;
  /** Resource id of the subnet of the network card. */
  subnetId: pulumi.Input<string>;
  /** Default `hostadmin`. */
  adminUsername?: string;
  /** Must be a secret: `pulumi.secret(...)`, a secret configuration value or a generated password. */
  adminPassword: pulumi.Input<string>;
  /** Default: Windows Server 2022. */
  image?: WindowsImage;
  /** Size of the virtual machine. Default `Standard_D2s_v5`. */
  size?: string;
  /** NetBIOS name, at most 15 letters, digits and hyphens. Default: made from the component's name. */
  computerName?: string;
  /** Availability zone, such as `1`. Default: none. */
  zone?: string;
  /** Default true. Needs the subscription feature `Microsoft.Compute/EncryptionAtHost`. */
  encryptionAtHost?: boolean;
  /** Default false. True cuts the network in both directions and leaves the host itself untouched. */
  quarantine?: boolean;
  /** Default: the SMTP service with its defaults. */
  mail?: MailArgs;
  /** Default: the web server with its defaults. */
  web?: WebArgs;
}
