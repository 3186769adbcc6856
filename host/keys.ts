/**
 * The typed keys under which facts are stored: what can be known about a host, one kind a line. A key's `id` folds case as
 * Windows does, so two spellings of one name are one fact; `parts` keep the spelling of whoever asked first.
 */

import { type AceList, aceLists } from "./acl/ace.js";
import { objectPath, serviceObject } from "./acl/securable.js";
import { isPrincipalId, type PrincipalId } from "./principals/principal-id.js";
import { relayLists } from "./smtp/relay-json.js";
import type { RelayList } from "./smtp/relay-list.js";
import {
  booleans,
  type Codec,
  foldedTexts,
  listsOf,
  nullable,
  numbers,
  oneOf,
  ShapeError,
  shaped,
  texts,
} from "./values/json.js";
import { locationPath } from "./web/location.js";

export interface Key<T> {
  /** Canonical: equal ids are the same fact. */
  readonly id: string;
  readonly kind: KeyKind;
  /** What the key is about, in the order of its constructor's parameters. */
  readonly parts: readonly string[];
  readonly codec: Codec<T>;
}

export type ServiceStart = "auto" | "delayed" | "manual" | "disabled";
export type PoolIdentityType = "LocalSystem" | "LocalService" | "NetworkService" | "SpecificUser" | "ApplicationPoolIdentity";
export type LogonMethod = "Interactive" | "Batch" | "Network" | "ClearText";
export type AuthenticationScheme = "anonymous" | "basic" | "digest" | "windows" | "clientCertificate" | "iisClientCertificate";
export type FileSystem = "NTFS" | "ReFS" | "FAT" | "FAT32" | "exFAT";
/** A value of the metabase: a DWORD, a string, a multi-string; null when the property is deleted at this node. */
export type MetabaseValue = number | string | boolean | readonly string[] | null;

/** A virtual server of the SMTP service: its number, or `service` for the node that all servers inherit from. */
export type SmtpServer = string;
export const SMTP_SERVICE: SmtpServer = "service";

const principals: Codec<PrincipalId> = {
  equal: (a, b) => a === b,
  encode: (value) => value,
  decode: (json, pointer) => {
    if (typeof json !== "string" || !isPrincipalId(json)) throw new ShapeError(pointer, "a principal such as sid:S-1-5-17");
    return json;
  },
};

const metabaseValues: Codec<MetabaseValue> = shaped<MetabaseValue>((json, pointer) => {
  if (json === null || typeof json === "number" || typeof json === "string" || typeof json === "boolean") return json;
  if (Array.isArray(json) && json.every((item) => typeof item === "string")) return json as readonly string[];
  throw new ShapeError(pointer, "a number, text, true, false, a list of texts or null");
});

/** The kinds and the type of their values. `T | null`: null means "removed here", so the enclosing node's value applies again. */
const KINDS = {
  // Features, by the name that Get-WindowsFeature prints. True: installed.
  feature: booleans,

  // Services. The access list of a service is `acl` of `service:NAME`.
  serviceExists: booleans,
  serviceStart: oneOf<ServiceStart>("auto", "delayed", "manual", "disabled"),
  serviceRunning: booleans,
  serviceAccount: principals,
  /** The command line or path that it runs. */
  serviceBinary: texts,

  // Scheduled tasks, start-up commands, Run keys: what will run without a person asking.
  taskExists: booleans,
  taskAccount: principals,
  taskCommand: texts,

  // Accounts.
  userExists: booleans,
  userEnabled: booleans,
  /** `literal`: the script holds it in clear; `blank`: none; `given`: comes from a parameter, a secret or a generator. */
  userPassword: oneOf<"literal" | "blank" | "given">("literal", "blank", "given"),
  groupExists: booleans,
  /** Another name for a principal: after `Rename-LocalUser Administrator -NewName boss`, `boss` is `machine:500`. */
  accountName: principals,
  member: booleans,
  /** True: the membership was replaced as a whole, so whoever is not mentioned is not a member. */
  membershipExact: booleans,
  privilege: booleans,
  privilegeExact: booleans,

  // Access lists.
  acl: aceLists,
  /** True: the list was replaced as a whole, so neither the default entries nor other explicit ones remain. */
  aclExact: booleans,
  /** True: entries of enclosing folders do not flow in. */
  aclProtected: booleans,
  owner: principals,
  fileSystem: oneOf<FileSystem>("NTFS", "ReFS", "FAT", "FAT32", "exFAT"),

  // Web server. Locations as in `locationPath`.
  anonymousUserName: nullable(foldedTexts),
  anonymousLogonMethod: nullable(oneOf<LogonMethod>("Interactive", "Batch", "Network", "ClearText")),
  authentication: nullable(booleans),
  anonymousDenied: nullable(booleans),
  /** `Read`, `Script`, `Execute`, `Write`...: what handlers may do here, as `handlers/@accessPolicy`. */
  handlerAccess: nullable(listsOf(foldedTexts)),
  poolExists: booleans,
  poolIdentityType: nullable(
    oneOf<PoolIdentityType>("LocalSystem", "LocalService", "NetworkService", "SpecificUser", "ApplicationPoolIdentity"),
  ),
  poolUserName: nullable(foldedTexts),
  poolManualGroupMembership: nullable(booleans),
  siteExists: booleans,
  siteBindings: listsOf(foldedTexts),
  applicationExists: booleans,
  applicationPool: nullable(foldedTexts),
  /** Folder of a virtual directory; the root of a site or application is one too. */
  physicalPath: texts,
  /** Fixed file access account of a virtual directory; `""` is pass-through. */
  directoryUserName: foldedTexts,

  // SMTP service: per virtual server, or `service`.
  smtpServerExists: booleans,
  relayList: relayLists,
  relayForAuth: nullable(booleans),
  /** Bits: 1 anonymous, 2 basic, 4 NTLM/Negotiate. */
  authFlags: nullable(numbers),
  connectionControl: relayLists,
  /** `ip:port:host`; an empty address means all. */
  smtpBindings: nullable(listsOf(foldedTexts)),
  /** Everything else of a server, by the metabase property's name: `SmartHost`, `LogType`, `MaxMessageSize`, `AccessSSLFlags`. */
  smtpProperty: metabaseValues,
  smtpDomainExists: booleans,
  domainRelayList: relayLists,
  domainRelayForAuth: nullable(booleans),
  domainRouteAction: nullable(numbers),
  smtpDomainProperty: metabaseValues,

  // Switches that harden or weaken a host: `EnableLUA`, `EveryoneIncludesAnonymous`.
  hardening: numbers,
  /** True: the Windows firewall lets this TCP port in. Used in messages only. */
  firewallOpen: booleans,

  /**
   * Something that could not be read may have changed facts of an area (always an unknown fact; the value has no meaning).
   * It does not take away what is known to be dangerous; it keeps the rest from being called clean.
   */
  disturbance: booleans,
} as const;

export type KeyKind = keyof typeof KINDS;
export type ValueOf<K extends KeyKind> = (typeof KINDS)[K] extends Codec<infer T> ? T : never;

/** Which facts a disturbance may have changed. `all`: any. */
export type Area = "all" | "smtp" | "accounts" | "privileges" | "acl" | "web" | "services";

export const KEY_KINDS = Object.keys(KINDS) as readonly KeyKind[];

export function codecOf<K extends KeyKind>(kind: K): Codec<ValueOf<K>> {
  return KINDS[kind] as unknown as Codec<ValueOf<K>>;
}

/** The id of a key, or with fewer parts than the kind has, the common beginning of the ids of a group of keys. */
export function keyId(kind: KeyKind, parts: readonly string[], complete = true): string {
  const folded = parts.map((part) => part.toLowerCase().replaceAll("%", "%25").replaceAll("|", "%7c"));
  return `${[kind, ...folded].join("|")}${complete ? "" : "|"}`;
}

export function makeKey<K extends KeyKind>(kind: K, ...parts: readonly string[]): Key<ValueOf<K>> {
  return { id: keyId(kind, parts), kind, parts, codec: codecOf(kind) };
}

// Features and services.
export const feature = (name: string) => makeKey("feature", name);
export const serviceExists = (name: string) => makeKey("serviceExists", name);
export const serviceStart = (name: string) => makeKey("serviceStart", name);
export const serviceRunning = (name: string) => makeKey("serviceRunning", name);
export const serviceAccount = (name: string) => makeKey("serviceAccount", name);
export const serviceBinary = (name: string) => makeKey("serviceBinary", name);
export const taskExists = (name: string) => makeKey("taskExists", name);
export const taskAccount = (name: string) => makeKey("taskAccount", name);
export const taskCommand = (name: string) => makeKey("taskCommand", name);

// Accounts. Users are local ones, by name; groups and members by PrincipalId.
export const userExists = (name: string) => makeKey("userExists", name);
export const userEnabled = (name: string) => makeKey("userEnabled", name);
export const userPassword = (name: string) => makeKey("userPassword", name);
export const groupExists = (name: string) => makeKey("groupExists", name);
export const accountName = (name: string) => makeKey("accountName", name);
export const member = (group: PrincipalId, principal: PrincipalId) => makeKey("member", group, principal);
export const membershipExact = (group: PrincipalId) => makeKey("membershipExact", group);
/** Rights by their constant: `SeDebugPrivilege`. */
export const privilege = (right: string, principal: PrincipalId) => makeKey("privilege", right, principal);
export const privilegeExact = (right: string) => makeKey("privilegeExact", right);

// Access lists, by object: see `objectPath` and `serviceObject`.
export const ace = (object: string, principal: PrincipalId) => makeKey("acl", objectPath(object), principal);
export const aclExact = (object: string) => makeKey("aclExact", objectPath(object));
export const aclProtected = (object: string) => makeKey("aclProtected", objectPath(object));
export const owner = (object: string) => makeKey("owner", objectPath(object));
export const serviceDacl = (service: string, principal: PrincipalId): Key<AceList> => ace(serviceObject(service), principal);
/** By drive letter and colon: `D:`. */
export const fileSystem = (drive: string) => makeKey("fileSystem", drive);

// Web server. Pool `""` holds the defaults of all pools.
export const anonymousUserName = (location: string) => makeKey("anonymousUserName", locationPath(location));
export const anonymousLogonMethod = (location: string) => makeKey("anonymousLogonMethod", locationPath(location));
export const authentication = (scheme: AuthenticationScheme, location: string) =>
  makeKey("authentication", scheme, locationPath(location));
export const anonymousEnabled = (location: string) => authentication("anonymous", location);
export const handlerAccess = (location: string) => makeKey("handlerAccess", locationPath(location));
export const poolExists = (pool: string) => makeKey("poolExists", pool);
export const poolIdentityType = (pool: string) => makeKey("poolIdentityType", pool);
export const poolUserName = (pool: string) => makeKey("poolUserName", pool);
export const poolManualGroupMembership = (pool: string) => makeKey("poolManualGroupMembership", pool);
export const siteExists = (site: string) => makeKey("siteExists", site);
export const siteBindings = (site: string) => makeKey("siteBindings", site);
/** `path` inside the site: `""` is the root application. */
export const applicationExists = (site: string, path: string) => makeKey("applicationExists", site, locationPath(path));
export const applicationPool = (site: string, path: string) => makeKey("applicationPool", site, locationPath(path));
/** The pool that applications of a site (of every site: `""`) get when they name none. */
export const applicationPoolDefault = (site: string) => makeKey("applicationPool", site, "*");
/** True: URL authorization turns anonymous visitors away at this location. */
export const anonymousDenied = (location: string) => makeKey("anonymousDenied", locationPath(location));
export const physicalPath = (location: string) => makeKey("physicalPath", locationPath(location));
export const directoryUserName = (location: string) => makeKey("directoryUserName", locationPath(location));

// SMTP.
export const smtpServerExists = (server: SmtpServer) => makeKey("smtpServerExists", server);
export const relayList = (server: SmtpServer): Key<RelayList> => makeKey("relayList", server);
export const relayForAuth = (server: SmtpServer) => makeKey("relayForAuth", server);
export const authFlags = (server: SmtpServer) => makeKey("authFlags", server);
export const connectionControl = (server: SmtpServer): Key<RelayList> => makeKey("connectionControl", server);
export const smtpBindings = (server: SmtpServer) => makeKey("smtpBindings", server);
export const smtpProperty = (server: SmtpServer, property: string) => makeKey("smtpProperty", server, property);
export const smtpDomainExists = (server: SmtpServer, domain: string) => makeKey("smtpDomainExists", server, domain);
export const domainRelayList = (server: SmtpServer, domain: string): Key<RelayList> => makeKey("domainRelayList", server, domain);
export const domainRelayForAuth = (server: SmtpServer, domain: string) => makeKey("domainRelayForAuth", server, domain);
export const domainRouteAction = (server: SmtpServer, domain: string) => makeKey("domainRouteAction", server, domain);
export const smtpDomainProperty = (server: SmtpServer, domain: string, property: string) =>
  makeKey("smtpDomainProperty", server, domain, property);

// The rest.
export const hardening = (setting: string) => makeKey("hardening", setting);
export const firewallOpen = (port: number) => makeKey("firewallOpen", String(port));
/** `what` tells disturbances of one area apart: the place of the command that may have done it. */
export const disturbance = (area: Area, what: string) => makeKey("disturbance", area, what);
