import type { PoolIdentityType } from "../../host/keys.js";
import type { HostExtras } from "../document/extras.js";

/**
 * What the provisioning module is given: a host document, and what a host has besides, in the words of the tools that the module calls.
 * Every member is always there; null means that the module leaves it as it is.
 */
export interface ProvisioningPlan extends Omit<HostExtras, "mailCertificate"> {
  /** For Install-WindowsFeature. */
  readonly features: readonly string[];
  readonly groups: readonly { readonly name: string; readonly members: readonly string[] }[];
  /** `password`: its place among the secrets. */
  readonly users: readonly { readonly name: string; readonly password: number }[];
  readonly folders: readonly FolderPlan[];
  readonly pools: readonly { readonly name: string; readonly identityType: PoolIdentityType }[];
  readonly sites: readonly SitePlan[];
  readonly removedSites: readonly string[];
  readonly smtp: readonly SmtpPlan[];
  readonly services: readonly ServicePlan[];
}

export interface SitePlan {
  readonly name: string;
  readonly pool: string;
  readonly folder: string;
  readonly bindings: readonly { readonly protocol: "http" | "https"; readonly information: string; readonly flags: 0 | 1 }[];
}

export interface FolderPlan {
  readonly path: string;
  /** The whole access list; each entry also for everything inside. */
  readonly entries: readonly FolderEntry[];
}

export interface FolderEntry {
  /** Names differ between the languages of Windows; this does not. Null: an account with a name only. */
  readonly sid: string | null;
  /** Of pools, and of accounts and groups that the arguments name. */
  readonly account: string | null;
  /** Of FileSystemRights. */
  readonly rights: "FullControl" | "Modify" | "ReadAndExecute";
}

export interface ServicePlan {
  readonly name: string;
  /** For sc.exe. */
  readonly start: "auto" | "delayed-auto" | "demand" | "disabled" | null;
  readonly run: boolean;
}

export interface SmtpPlan {
  /** Number of the virtual server. */
  readonly server: string;
  /** Entries of the relay list: `ip, mask`. */
  readonly grant: readonly string[];
  /** Also the addresses of the host's own network cards. */
  readonly grantOwnAddresses: boolean;
  /** Who may connect, as in `grant`; null: everybody. */
  readonly connect: readonly string[] | null;
  readonly connectOwnAddresses: boolean;
  readonly relayForAuth: 0 | 1;
  readonly authFlags: number;
  readonly bindings: readonly string[];
  /** Ports that Windows' own firewall does not know: the installation opens port 25. */
  readonly firewallPorts: readonly number[];
  /** Properties of the metabase that hold numbers. */
  readonly numbers: readonly NumberProperty[];
  /** Properties of the metabase that hold text. */
  readonly texts: readonly TextProperty[];
  /** SHA-1 hash of the certificate, byte by byte. */
  readonly certificate: readonly number[] | null;
  /** Host name of the certificate, which is known on the host only. */
  readonly certificateName: string | null;
  readonly domains: readonly {
    readonly name: string;
    readonly routeAction: number;
    readonly texts: readonly TextProperty[];
  }[];
  /** The smart host wants an account: it comes among the secrets. */
  readonly smartHostAccount: boolean;
}

export interface NumberProperty {
  readonly name: string;
  readonly value: number;
}

export interface TextProperty {
  readonly name: string;
  readonly value: string;
}
