/** Where each kind of fact stands in a document: one table, read in both directions. */

import type { KeyKind } from "../keys.js";

/** A step from the document's root to a value. */
export type PlaceStep =
  /** A member of an object. */
  | string
  /** The record of a list whose `id` member is the next part of the key. */
  | { readonly id: string; readonly names?: "principal" | "group" }
  /** Last: the next part of the key, a principal, stands in one of two lists of names, for true and for false. */
  | { readonly yes: string; readonly no: string };

export interface Place {
  readonly steps: readonly PlaceStep[];
  /** The value is a principal and is written by name. */
  readonly value?: "principal";
}

const place = (...steps: readonly PlaceStep[]): Place => ({ steps });
const named = (list: string, field: string): Place => place(list, { id: "name" }, field);
const location = (field: string): Place => place("web", "locations", { id: "location" }, field);
const pool = (field: string): Place => place("web", "pools", { id: "name" }, field);
const application = (field: string): Place => place("web", "applications", { id: "site" }, "paths", { id: "path" }, field);
const server = (...steps: readonly PlaceStep[]): Place => place("smtp", "servers", { id: "name" }, ...steps);
const domain = (...steps: readonly PlaceStep[]): Place => server("domains", { id: "name" }, ...steps);
const group = { id: "name", names: "group" } as const;

/** Kinds that have no place are left out of documents. */
export const PLACES: Readonly<Record<Exclude<KeyKind, "disturbance">, Place>> = {
  feature: named("features", "installed"),
  serviceExists: named("services", "exists"),
  serviceStart: named("services", "start"),
  serviceRunning: named("services", "running"),
  serviceAccount: { ...named("services", "account"), value: "principal" },
  serviceBinary: named("services", "binary"),
  taskExists: named("tasks", "exists"),
  taskAccount: { ...named("tasks", "account"), value: "principal" },
  taskCommand: named("tasks", "command"),
  userExists: named("users", "exists"),
  userEnabled: named("users", "enabled"),
  userPassword: named("users", "password"),
  accountName: { ...named("accountNames", "principal"), value: "principal" },
  groupExists: named("groups", "exists"),
  member: place("groups", group, { yes: "members", no: "notMembers" }),
  membershipExact: place("groups", group, "exact"),
  privilege: place("privileges", { id: "right" }, { yes: "holders", no: "notHolders" }),
  privilegeExact: place("privileges", { id: "right" }, "exact"),
  acl: place("acls", { id: "object" }, "entries", { id: "principal", names: "principal" }, "access"),
  aclExact: place("acls", { id: "object" }, "exact"),
  aclProtected: place("acls", { id: "object" }, "protected"),
  owner: { steps: ["acls", { id: "object" }, "owner"], value: "principal" },
  fileSystem: place("volumes", { id: "drive" }, "fileSystem"),
  anonymousUserName: location("anonymousUserName"),
  anonymousLogonMethod: location("anonymousLogonMethod"),
  anonymousDenied: location("anonymousDenied"),
  handlerAccess: location("handlerAccess"),
  physicalPath: location("physicalPath"),
  directoryUserName: location("directoryUserName"),
  // The key's parts are scheme and location; see `partOrder`.
  authentication: place("web", "locations", { id: "location" }, "authentication", { id: "scheme" }, "enabled"),
  poolExists: pool("exists"),
  poolIdentityType: pool("identityType"),
  poolUserName: pool("userName"),
  poolManualGroupMembership: pool("manualGroupMembership"),
  siteExists: place("web", "sites", { id: "name" }, "exists"),
  siteBindings: place("web", "sites", { id: "name" }, "bindings"),
  applicationExists: application("exists"),
  applicationPool: application("pool"),
  smtpServerExists: server("exists"),
  relayList: server("relayList"),
  relayForAuth: server("relayForAuth"),
  authFlags: server("authFlags"),
  connectionControl: server("connections"),
  smtpBindings: server("bindings"),
  smtpProperty: server("properties", { id: "name" }, "value"),
  smtpDomainExists: domain("exists"),
  domainRelayList: domain("relayList"),
  domainRelayForAuth: domain("relayForAuth"),
  domainRouteAction: domain("routeAction"),
  smtpDomainProperty: domain("properties", { id: "name" }, "value"),
  hardening: place("hardening", { id: "setting" }, "value"),
  firewallOpen: place("firewall", { id: "port" }, "open"),
};

/** Properties of an SMTP server that have a place of their own. */
export const SMTP_PROPERTIES: readonly { readonly property: string; readonly steps: readonly string[] }[] = [
  { property: "LogType", steps: ["logging", "type"] },
  { property: "LogExtFileFlags", steps: ["logging", "fields"] },
  { property: "LogFileDirectory", steps: ["logging", "directory"] },
  { property: "LogFilePeriod", steps: ["logging", "period"] },
  { property: "LogPluginClsid", steps: ["logging", "format"] },
  { property: "AccessSSLFlags", steps: ["tls", "accessFlags"] },
  { property: "SSLCertHash", steps: ["tls", "certificate"] },
  { property: "SmartHost", steps: ["outbound", "smartHost"] },
  { property: "SmartHostType", steps: ["outbound", "smartHostType"] },
  { property: "RemoteSmtpPort", steps: ["outbound", "port"] },
  { property: "RouteAction", steps: ["outbound", "routeAction"] },
  { property: "RouteUserName", steps: ["outbound", "userName"] },
  { property: "AlwaysUseSsl", steps: ["outbound", "alwaysUseTls"] },
  { property: "MaxMessageSize", steps: ["limits", "messageSize"] },
  { property: "MaxSessionSize", steps: ["limits", "sessionSize"] },
  { property: "MaxBatchedMessages", steps: ["limits", "messagesPerConnection"] },
  { property: "MaxRecipients", steps: ["limits", "recipients"] },
  { property: "MaxConnections", steps: ["limits", "connections"] },
  { property: "DefaultDomain", steps: ["defaultDomain"] },
  { property: "FullyQualifiedDomainName", steps: ["fullyQualifiedName"] },
];

const PROPERTY_PLACES = new Map(SMTP_PROPERTIES.map(({ property, steps }) => [property.toLowerCase(), server(...steps)]));

/** The place of a fact; null when it is not for documents (disturbances, passwords). */
export function placeOf(kind: KeyKind, parts: readonly string[]): Place | null {
  if (kind === "disturbance") return null;
  if (kind === "smtpProperty" || kind === "smtpDomainProperty") {
    const property = (parts[parts.length - 1] as string).toLowerCase();
    if (property.endsWith("password") || property.endsWith("pass")) return null;
    const own = kind === "smtpProperty" ? PROPERTY_PLACES.get(property) : undefined;
    if (own !== undefined) return own;
  }
  return PLACES[kind];
}

/** The order in which a place consumes the parts of a key. */
export function partOrder(kind: KeyKind): readonly number[] {
  return kind === "authentication" ? [1, 0] : [0, 1, 2];
}
