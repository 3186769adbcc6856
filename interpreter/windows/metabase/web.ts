import {
  type AuthenticationScheme,
  anonymousLogonMethod,
  anonymousUserName,
  applicationExists,
  applicationPool,
  authentication,
  directoryUserName,
  handlerAccess,
  type Key,
  type LogonMethod,
  type PoolIdentityType,
  physicalPath,
  poolExists,
  poolIdentityType,
  poolUserName,
  siteExists,
} from "../../../host/keys.js";
import { hole } from "../../../host/values/holes.js";
import type { Machine } from "../../machine/machine.js";
import { evidence } from "../../values/provenance.js";
import { hostValue, scalarBoolean, scalarInteger, scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { shownText, traceOf } from "../../values/texts.js";
import { bool, int, NULL, Str, Unknown, type Value } from "../../values/value.js";
import { nameText } from "../accounts/accounts.js";
import { put, putUnknown, reading } from "../shared/host-facts.js";
import { type MetabaseNode, nodeName } from "./nodes.js";
import type { MetabaseProperty } from "./properties.js";
import type { MetabaseWrite } from "./smtp.js";

/**
 * The web part of the metabase. Since IIS 7 it is a view of applicationHost.config (the ABO mapper of "IIS 6 Metabase
 * Compatibility"), so writes land in the same facts as those of appcmd and WebAdministration.
 */

export type WebNode = Extract<MetabaseNode, { readonly kind: "web" | "pool" | "pools" }>;

/** Numbers of sites that the deployment made: name in lower case to number. */
export const SITE_IDS = "web:site-ids";
const DEFAULT_SITE = "Default Web Site";

/** The name of the site with this number. */
export function siteOfId(machine: Machine, id: string): string {
  for (const [name, row] of machine.rows<{ readonly key: string; readonly name: string }>(SITE_IDS))
    if (row.key === id) return row.name || name;
  return id === "1" ? DEFAULT_SITE : hole(`site ${id}`);
}

function locationOf(machine: Machine, node: WebNode): string {
  if (node.kind !== "web" || node.site === null) return "";
  return [siteOfId(machine, node.site), ...(node.path ? [node.path] : [])].join("/");
}

const AUTH_BITS: readonly (readonly [bit: number, scheme: AuthenticationScheme])[] = [
  [1, "anonymous"],
  [2, "basic"],
  [4, "windows"],
  [16, "digest"],
];

/** AppPoolIdentityType of the IIS 6 schema; 4 came with IIS 7.5. */
const IDENTITIES: readonly PoolIdentityType[] = [
  "LocalSystem",
  "LocalService",
  "NetworkService",
  "SpecificUser",
  "ApplicationPoolIdentity",
];
const LOGON_METHODS: readonly LogonMethod[] = ["Interactive", "Batch", "Network", "ClearText"];
const ACCESS: readonly (readonly [bit: number, name: string])[] = [
  [0x1, "Read"],
  [0x2, "Write"],
  [0x4, "Execute"],
  [0x10, "Source"],
  [0x200, "Script"],
];

/** The key behind a property of a node, with the conversions both ways; undefined: nothing a rule looks at. */
interface Mapping<T> {
  readonly key: Key<T>;
  readonly from: (machine: Machine, value: Value) => T | Unknown | undefined;
  readonly show: (value: T) => Value;
}

function text(key: Key<string | null>): Mapping<string | null> {
  return {
    key,
    from: (machine, value) => {
      const found = scalarText(machine, value);
      return found === null || found === undefined ? (found ?? undefined) : shownText(found);
    },
    show: (value) => (value === null ? NULL : new Str(value)),
  };
}

/** The name of an account, in which the host's own name is the one that the model of the host knows. */
function account(key: Key<string | null>): Mapping<string | null> {
  return {
    ...text(key),
    from: (machine, value) => {
      const found = scalarText(machine, value);
      return found === null || found === undefined ? (found ?? undefined) : nameText(found);
    },
  };
}

function oneOf<T extends string>(key: Key<T | null>, names: readonly T[]): Mapping<T | null> {
  return {
    key,
    from: (machine, value) => {
      const number = scalarInteger(machine, value);
      return typeof number === "number" ? names[number] : number;
    },
    show: (value) => (value === null ? NULL : int(names.indexOf(value))),
  };
}

function flag(key: Key<boolean | null>): Mapping<boolean | null> {
  return { key, from: scalarBoolean, show: (value) => (value === null ? NULL : bool(value)) };
}

function access(key: Key<readonly string[] | null>): Mapping<readonly string[] | null> {
  return {
    key,
    from: (machine, value) => {
      const number = scalarInteger(machine, value);
      return typeof number === "number" ? ACCESS.filter(([bit]) => (number & bit) !== 0).map(([, name]) => name) : number;
    },
    show: (value) =>
      value === null ? NULL : int(ACCESS.reduce((sum, [bit, name]) => (value.includes(name) ? sum | bit : sum), 0)),
  };
}

function mappingOf(machine: Machine, node: WebNode, property: MetabaseProperty): Mapping<unknown> | undefined {
  const found = node.kind === "web" ? webMapping(machine, node, property) : poolMapping(node, property);
  return found as Mapping<unknown> | undefined;
}

function poolMapping(node: Extract<WebNode, { readonly kind: "pool" | "pools" }>, property: MetabaseProperty): unknown {
  const pool = node.kind === "pool" ? node.name : "";
  if (property.name === "AppPoolIdentityType") return oneOf(poolIdentityType(pool), IDENTITIES);
  return property.name === "WAMUserName" ? account(poolUserName(pool)) : undefined;
}

function webMapping(machine: Machine, node: Extract<WebNode, { readonly kind: "web" }>, property: MetabaseProperty): unknown {
  const location = locationOf(machine, node);
  switch (property.name) {
    case "AnonymousUserName":
      return account(anonymousUserName(location));
    case "LogonMethod":
      return oneOf(anonymousLogonMethod(location), LOGON_METHODS);
    case "AuthAnonymous":
      return flag(authentication("anonymous", location));
    case "AuthBasic":
      return flag(authentication("basic", location));
    case "AuthNTLM":
      return flag(authentication("windows", location));
    case "AuthMD5":
      return flag(authentication("digest", location));
    case "UNCUserName":
      return account(directoryUserName(location) as Key<string | null>);
    case "Path":
      return text(physicalPath(location) as Key<string | null>);
    case "AccessFlags":
      return access(handlerAccess(location));
    case "AppPoolId":
      return node.site === null
        ? text(applicationPool("", ""))
        : text(applicationPool(siteOfId(machine, node.site), node.path ?? ""));
  }
  return undefined;
}

export function writeWebProperties(
  machine: Machine,
  node: WebNode,
  writes: readonly MetabaseWrite[],
  commit: Trace | null,
): void {
  for (const { property, value, at } of writes) {
    const found = evidence(traceOf(machine.plain(value)) ?? at ?? commit, commit, `written to ${nodeName(node)}`);
    if (property.name === "AuthFlags" && node.kind === "web") {
      const word = scalarInteger(machine, value);
      for (const [bit, scheme] of AUTH_BITS) {
        const key = authentication(scheme, locationOf(machine, node));
        if (word instanceof Unknown) putUnknown(machine, key, word.cause, word.why, found);
        else if (word !== undefined) put(machine, key, (word & bit) !== 0, found);
      }
      continue;
    }
    const mapping = mappingOf(machine, node, property);
    const known = mapping?.from(machine, value);
    if (!mapping || known === undefined) continue;
    if (known instanceof Unknown) putUnknown(machine, mapping.key, known.cause, known.why, found);
    else put(machine, mapping.key, known, found);
  }
}

export function readWebProperty(machine: Machine, node: WebNode, property: MetabaseProperty): Value {
  const symbol = `metabase:${nodeName(node)}/${property.name}`.toLowerCase();
  const mapping = mappingOf(machine, node, property);
  if (mapping) {
    const now = reading(machine, mapping.key);
    if ("value" in now) return mapping.show(now.value);
    if (now.status === "unknown") return new Unknown(now.fact.cause, now.fact.why, symbol);
  }
  return hostValue(`${property.name} of ${nodeName(node)} is known only on the host`, symbol, null);
}

export function createWebNode(machine: Machine, node: WebNode, at: Trace | null): void {
  const found = evidence(at);
  if (node.kind === "pool") put(machine, poolExists(node.name), true, found);
  else if (node.kind === "web" && node.site !== null) {
    if (node.path === null) put(machine, siteExists(siteOfId(machine, node.site)), true, found);
    else put(machine, applicationExists(siteOfId(machine, node.site), node.path), true, found);
  }
}

export function removeWebNode(machine: Machine, node: WebNode, at: Trace | null): void {
  const found = evidence(at);
  if (node.kind === "pool") put(machine, poolExists(node.name), false, found);
  else if (node.kind === "web" && node.site !== null) {
    if (node.path === null) put(machine, siteExists(siteOfId(machine, node.site)), false, found);
    else put(machine, applicationExists(siteOfId(machine, node.site), node.path), false, found);
  }
}
