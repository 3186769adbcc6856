/** Lists of values that arguments take, as `as const` enumerations: Pulumi infers the schema for other languages from them. */

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
  /** Windows Server 2016 with desktop: knows no HSTS, so sites on it serve HTTPS without it and do not redirect. */
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

/** Who gets into an area of a site. */
export const AreaAccess = {
  /** Everybody, without signing in. */
  Anonymous: "anonymous",
  /** Windows accounts, by Negotiate or NTLM. Browsers inside a domain sign in by themselves; machines outside of it ask for a password. Fails behind proxies that share connections. */
  Windows: "windows",
  /** Windows accounts, by name and password over TLS. Works with every client and behind every proxy. */
  Basic: "basic",
} as const;
export type AreaAccess = (typeof AreaAccess)[keyof typeof AreaAccess];

/** How mail leaves the host. */
export const MailSubmission = {
  /** Through the SMTP service of Windows Server, on this host. The service ends with Windows Server 2022. */
  Service: "smtp-service",
  /** There is no SMTP service: .NET applications submit to Azure Communication Services themselves, on port 587 with TLS. */
  AzureCommunication: "azure-communication",
} as const;
export type MailSubmission = (typeof MailSubmission)[keyof typeof MailSubmission];

/** Kinds of managed disks. */
export const DiskType = {
  /** Premium SSD, in one zone. */
  Premium: "Premium_LRS",
  /** Premium SSD, in three zones. */
  PremiumZones: "Premium_ZRS",
  /** Standard SSD, in one zone. */
  Standard: "StandardSSD_LRS",
  /** Standard SSD, in three zones. */
  StandardZones: "StandardSSD_ZRS",
} as const;
export type DiskType = (typeof DiskType)[keyof typeof DiskType];

/** Licences that were bought elsewhere. */
export const LicenseType = {
  /** Azure Hybrid Benefit for Windows Server. */
  WindowsServer: "Windows_Server",
  /** Windows client, for virtual desktops. */
  WindowsClient: "Windows_Client",
} as const;
export type LicenseType = (typeof LicenseType)[keyof typeof LicenseType];

/** What the platform may do when a patch needs a restart. */
export const PatchReboot = {
  /** Restart when a patch asks for it. */
  IfRequired: "IfRequired",
  /** Never restart: some patches then wait for the next restart. */
  Never: "Never",
  /** Restart after every round of patches. */
  Always: "Always",
} as const;
export type PatchReboot = (typeof PatchReboot)[keyof typeof PatchReboot];
