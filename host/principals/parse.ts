import { hasHole, hole } from "../values/holes.js";
import {
  domainPrincipal,
  localPrincipal,
  machinePrincipal,
  namedPrincipal,
  type PrincipalId,
  poolPrincipal,
  principalBody,
  principalKind,
  servicePrincipal,
  sidPrincipal,
} from "./principal-id.js";
import { parseSid, poolSid } from "./sid.js";
import { AUTHORITY_NAMES, type Authority, DOMAIN_ROLES, MACHINE_ACCOUNTS, WELL_KNOWN, type WellKnown } from "./well-known.js";

/** The label of the hole that stands for the host's own name. */
export const COMPUTER_NAME = "computer name";
/** The label of the hole that stands for the host's domain. */
export const DOMAIN_NAME = "domain";

export interface NameContext {
  /**
   * Only names of this display language (and English-independent ones) are recognised. Left out: names of every language, which
   * is right when the script itself shows the language by using the name.
   */
  readonly language?: string;
  /** Names by which the host is known, besides `.`, `localhost` and the hole `⟨computer name⟩`. */
  readonly computerNames?: readonly string[];
  /** Account names that this deployment changed or gave: consulted before everything else for bare and local names. */
  readonly accountName?: (name: string) => PrincipalId | undefined;
}

interface Named {
  readonly id: PrincipalId;
  readonly authority: Authority | "machine";
  readonly language: string;
}

const BY_NAME = indexNames();
const POOL_BY_SID = new Map(
  ["DefaultAppPool", ".NET v4.5", ".NET v4.5 Classic", ".NET v2.0", ".NET v2.0 Classic", "Classic .NET AppPool"].map((pool) => [
    poolSid(pool),
    poolPrincipal(pool),
  ]),
);
const DOMAIN_NAMES = new Set(
  [...DOMAIN_ROLES.values()].filter((name) => name !== "Administrator").map((name) => name.toLowerCase()),
);
const BY_SID = new Map<string, WellKnown>(WELL_KNOWN.map((entry) => [entry.sid, entry]));

function indexNames(): Map<string, Named[]> {
  const index = new Map<string, Named[]>();
  const add = (name: string, named: Named): void => {
    const key = fold(name);
    index.set(key, [...(index.get(key) ?? []), named]);
  };
  const addAll = (id: PrincipalId, authority: Named["authority"], name: string, localised: WellKnown["localised"]): void => {
    add(name, { id, authority, language: "en" });
    for (const [language, names] of Object.entries(localised)) for (const other of names) add(other, { id, authority, language });
  };
  for (const entry of WELL_KNOWN) addAll(sidPrincipal(entry.sid), entry.authority, entry.name, entry.localised);
  for (const entry of MACHINE_ACCOUNTS) addAll(machinePrincipal(entry.rid), "machine", entry.name, entry.localised);
  return index;
}

function fold(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

/**
 * The principal that a name stands for: `IUSR`, `NT AUTHORITY\IUSR`, `BUILTIN\Administratoren`, `.\web`, `WEB01\web`,
 * `CONTOSO\web`, `web@contoso.com`, `IIS APPPOOL\x`, `NT SERVICE\x`, `S-1-5-32-544`, `*S-1-5-32-544`. Holes may stand anywhere.
 * Null for an empty name.
 */
export function parsePrincipal(text: string, context: NameContext = {}): PrincipalId | null {
  const name = text.trim();
  if (name === "" || name === "*") return null;
  const sid = parseSid(name.startsWith("*") ? name.slice(1) : name);
  if (sid !== null) return POOL_BY_SID.get(sid) ?? sidPrincipal(sid);
  const slash = name.indexOf("\\");
  if (slash >= 0) return qualified(name.slice(0, slash).trim(), name.slice(slash + 1).trim(), context);
  const at = name.lastIndexOf("@");
  if (at > 0 && at < name.length - 1 && !hasHole(name)) return domainPrincipal(name.slice(at + 1), name.slice(0, at));
  return unqualified(name, context);
}

function qualified(authority: string, name: string, context: NameContext): PrincipalId | null {
  if (name === "") return null;
  if (isThisHost(authority, context)) return onThisHost(name, context);
  const known = AUTHORITY_NAMES.get(fold(authority));
  if (hasHole(name) || (known === undefined && hasHole(authority))) return namedPrincipal(`${authority}\\${name}`);
  switch (known) {
    case "IIS APPPOOL":
      return poolPrincipal(name);
    case "NT SERVICE":
      return find(name, ["NT SERVICE"], context) ?? servicePrincipal(name);
    case undefined:
      return domainPrincipal(authority, name);
    case "BUILTIN":
    case "NT AUTHORITY":
      // Scripts swap these two, and Windows looks the account part up alone: `NT AUTHORITY\IIS_IUSRS` is met in the wild.
      return find(name, ["BUILTIN", "NT AUTHORITY", null], context) ?? localPrincipal(name);
    default:
      return find(name, [known], context) ?? domainPrincipal(authority, name);
  }
}

function isThisHost(authority: string, context: NameContext): boolean {
  const folded = fold(authority);
  return (
    folded === "" ||
    folded === "." ||
    folded === "localhost" ||
    folded === fold(hole(COMPUTER_NAME)) ||
    (context.computerNames ?? []).some((name) => fold(name) === folded)
  );
}

function onThisHost(name: string, context: NameContext): PrincipalId {
  const renamed = context.accountName?.(name);
  if (renamed !== undefined) return renamed;
  if (hasHole(name)) return namedPrincipal(name);
  return find(name, ["BUILTIN", "machine"], context) ?? localPrincipal(name);
}

function unqualified(name: string, context: NameContext): PrincipalId {
  const renamed = context.accountName?.(name);
  if (renamed !== undefined) return renamed;
  if (hasHole(name)) return namedPrincipal(name);
  const known = find(name, ["BUILTIN", "NT AUTHORITY", "APPLICATION PACKAGE AUTHORITY", "machine", null], context);
  if (known !== null) return known;
  if (DOMAIN_NAMES.has(fold(name))) return namedPrincipal(`${hole(DOMAIN_NAME)}\\${name}`);
  return localPrincipal(name);
}

function find(name: string, authorities: readonly Named["authority"][], context: NameContext): PrincipalId | null {
  const candidates = (BY_NAME.get(fold(name)) ?? []).filter(
    (named) =>
      authorities.includes(named.authority) &&
      (context.language === undefined || named.language === context.language || named.language === "en"),
  );
  return candidates[0]?.id ?? null;
}

/** How a principal is shown. {@link parsePrincipal} gives the same principal back. */
export function describePrincipal(id: PrincipalId): string {
  const body = principalBody(id);
  switch (principalKind(id)) {
    case "sid": {
      const known = BY_SID.get(body);
      if (known === undefined) return body;
      return known.authority === null ? known.name : `${known.authority}\\${known.name}`;
    }
    case "machine":
      return MACHINE_ACCOUNTS.find((entry) => String(entry.rid) === body)?.name ?? `.\\RID ${body}`;
    case "local":
      return parsePrincipal(body) === id ? body : `.\\${body}`;
    case "pool":
      return `IIS APPPOOL\\${body}`;
    case "service":
      return `NT SERVICE\\${body}`;
    case "domain": {
      // NetBIOS domain names are written in capitals.
      const slash = body.indexOf("\\");
      const domain = body.slice(0, slash);
      return /^[a-z0-9-]+$/.test(domain) ? `${domain.toUpperCase()}${body.slice(slash)}` : body;
    }
    case "name":
      return body;
  }
}

/** The names under which a script may spell a principal, for matching a name with holes. */
export function principalNames(id: PrincipalId): string[] {
  const body = principalBody(id);
  const hosts = [".\\", `${hole(COMPUTER_NAME)}\\`, ""];
  switch (principalKind(id)) {
    case "sid": {
      const known = BY_SID.get(body);
      if (known === undefined) return [body, `*${body}`];
      const names = [known.name, ...Object.values(known.localised).flat()];
      const qualifiedNames = known.authority === null ? [] : names.map((name) => `${known.authority}\\${name}`);
      const alone = known.authority === "NT SERVICE" || known.authority === "NT VIRTUAL MACHINE" ? [] : names;
      return [body, `*${body}`, ...alone, ...qualifiedNames];
    }
    case "machine": {
      const account = MACHINE_ACCOUNTS.find((entry) => String(entry.rid) === body);
      const names = account === undefined ? [] : [account.name, ...Object.values(account.localised).flat()];
      return names.flatMap((name) => hosts.map((host) => `${host}${name}`));
    }
    case "local":
      return hosts.map((host) => `${host}${body}`);
    case "pool":
      return [`IIS APPPOOL\\${body}`, poolSid(body), `*${poolSid(body)}`];
    case "service":
      return [`NT SERVICE\\${body}`];
    case "domain":
    case "name":
      return [body];
  }
}
