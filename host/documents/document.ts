/**
 * A host as a document: sparse, concrete, versioned JSON. It says what a component asks for, what a live host exports, what
 * `lycosa host` prints. Nothing about certainty or origins; what is not mentioned is not said.
 *
 * Lists of records instead of objects keyed by name: names come from scripts.
 */

import type { AuthenticationScheme, FileSystem, LogonMethod, MetabaseValue, PoolIdentityType, ServiceStart } from "../keys.js";
import type { Json } from "../values/json.js";

export interface HostDocument {
  readonly version: 1;
  readonly features?: readonly { readonly name: string; readonly installed: boolean }[];
  readonly services?: readonly ServiceDocument[];
  readonly tasks?: readonly {
    readonly name: string;
    readonly exists?: boolean;
    readonly account?: string;
    readonly command?: string;
  }[];
  readonly users?: readonly UserDocument[];
  /** Other names of accounts: after the built-in Administrator was renamed. */
  readonly accountNames?: readonly { readonly name: string; readonly principal: string }[];
  readonly groups?: readonly GroupDocument[];
  readonly privileges?: readonly PrivilegeDocument[];
  readonly acls?: readonly AclDocument[];
  readonly volumes?: readonly { readonly drive: string; readonly fileSystem: FileSystem }[];
  readonly web?: WebDocument;
  readonly smtp?: { readonly servers?: readonly SmtpServerDocument[] };
  readonly hardening?: readonly { readonly setting: string; readonly value: number }[];
  readonly firewall?: readonly { readonly port: string; readonly open: boolean }[];
}

export interface ServiceDocument {
  readonly name: string;
  readonly exists?: boolean;
  readonly start?: ServiceStart;
  readonly running?: boolean;
  readonly account?: string;
  readonly binary?: string;
}

export interface UserDocument {
  readonly name: string;
  readonly exists?: boolean;
  readonly enabled?: boolean;
  readonly password?: "literal" | "blank" | "given";
}

export interface GroupDocument {
  readonly name: string;
  readonly exists?: boolean;
  readonly members?: readonly string[];
  /** Who is not (or no longer) a member. */
  readonly notMembers?: readonly string[];
  /** Nobody else is a member. */
  readonly exact?: boolean;
}

export interface PrivilegeDocument {
  readonly right: string;
  readonly holders?: readonly string[];
  readonly notHolders?: readonly string[];
  readonly exact?: boolean;
}

export interface AclDocument {
  /** `C:\inetpub`, `HKLM\SOFTWARE\Contoso`, `service:W3SVC`. */
  readonly object: string;
  readonly entries?: readonly { readonly principal: string; readonly access: readonly AceDocument[] }[];
  readonly exact?: boolean;
  readonly protected?: boolean;
  readonly owner?: string;
}

/** Access mask in hexadecimal, inheritance flags as in `CI OI IO NP`. */
export interface AceDocument {
  readonly allow?: string;
  readonly deny?: string;
  readonly inherit?: string;
}

export interface WebDocument {
  readonly locations?: readonly LocationDocument[];
  readonly pools?: readonly PoolDocument[];
  readonly sites?: readonly { readonly name: string; readonly exists?: boolean; readonly bindings?: readonly string[] }[];
  /** Path `""` is a site's root application, `*` the default of all its applications; site `""` is every site. */
  readonly applications?: readonly {
    readonly site: string;
    readonly paths: readonly { readonly path: string; readonly exists?: boolean; readonly pool?: string | null }[];
  }[];
}

export interface LocationDocument {
  /** `""` is the server. */
  readonly location: string;
  /** `""`: the pool's identity. Null: removed here, so inherited again. */
  readonly anonymousUserName?: string | null;
  readonly anonymousLogonMethod?: LogonMethod | null;
  readonly anonymousDenied?: boolean | null;
  readonly authentication?: readonly { readonly scheme: AuthenticationScheme; readonly enabled: boolean | null }[];
  readonly handlerAccess?: readonly string[] | null;
  readonly physicalPath?: string;
  readonly directoryUserName?: string;
}

export interface PoolDocument {
  /** `""`: the defaults of all pools. */
  readonly name: string;
  readonly exists?: boolean;
  readonly identityType?: PoolIdentityType | null;
  readonly userName?: string | null;
  readonly manualGroupMembership?: boolean | null;
}

/** `"unset"`, `{"only": [...]}` or `{"allExcept": [...]}`; entries `loopback`, `own`, `10.0.0.0/8`, `domain:contoso.com`. */
export type ListDocument = Json;

export interface SmtpServerDocument {
  /** `"1"`, or `"service"` for the node that all servers inherit from. */
  readonly name: string;
  readonly exists?: boolean;
  readonly relayList?: ListDocument;
  readonly relayForAuth?: boolean | null;
  /** Bits: 1 anonymous, 2 basic, 4 integrated. */
  readonly authFlags?: number | null;
  readonly connections?: ListDocument;
  readonly bindings?: readonly string[] | null;
  readonly logging?: {
    readonly type?: MetabaseValue;
    readonly fields?: MetabaseValue;
    readonly directory?: MetabaseValue;
    readonly period?: MetabaseValue;
    readonly format?: MetabaseValue;
  };
  readonly tls?: { readonly accessFlags?: MetabaseValue; readonly certificate?: MetabaseValue };
  readonly outbound?: {
    readonly smartHost?: MetabaseValue;
    readonly smartHostType?: MetabaseValue;
    readonly port?: MetabaseValue;
    readonly routeAction?: MetabaseValue;
    readonly userName?: MetabaseValue;
    readonly alwaysUseTls?: MetabaseValue;
  };
  readonly limits?: {
    readonly messageSize?: MetabaseValue;
    readonly sessionSize?: MetabaseValue;
    readonly messagesPerConnection?: MetabaseValue;
    readonly recipients?: MetabaseValue;
    readonly connections?: MetabaseValue;
  };
  readonly defaultDomain?: MetabaseValue;
  readonly fullyQualifiedName?: MetabaseValue;
  /** Other metabase properties. Passwords are never written. */
  readonly properties?: readonly { readonly name: string; readonly value: MetabaseValue }[];
  readonly domains?: readonly SmtpDomainDocument[];
}

export interface SmtpDomainDocument {
  readonly name: string;
  readonly exists?: boolean;
  readonly relayList?: ListDocument;
  readonly relayForAuth?: boolean | null;
  readonly routeAction?: number | null;
  readonly properties?: readonly { readonly name: string; readonly value: MetabaseValue }[];
}
