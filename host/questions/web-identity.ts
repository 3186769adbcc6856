/** Who the web server works as: the anonymous visitor's account, the worker process's, and what serves a path. */

import { DEFAULT_POOL, DEFAULT_SITE } from "../images/web.js";
import {
  accountName,
  anonymousDenied,
  anonymousEnabled,
  anonymousLogonMethod,
  anonymousUserName,
  applicationPool,
  applicationPoolDefault,
  feature,
  type Key,
  type LogonMethod,
  type PoolIdentityType,
  poolExists,
  poolIdentityType,
  poolManualGroupMembership,
  poolUserName,
  siteExists,
} from "../keys.js";
import { ADMINISTRATOR, isOpenName, mayName } from "../principals/open-names.js";
import { describePrincipal, parsePrincipal } from "../principals/parse.js";
import { isPrincipalId, type PrincipalId, poolPrincipal, principalBody, principalKind } from "../principals/principal-id.js";
import { poolAccount, workerToken } from "../principals/tokens.js";
import { SID } from "../principals/well-known.js";
import { hasHole, mayBe } from "../values/holes.js";
import type { HostView, Reading } from "../view.js";
import { enclosingLocations } from "../web/location.js";
import { type Link, link, remark, type Unknown, unknownFrom } from "./answer.js";

/** A name as the host resolves it: names that the deployment gave come first. */
export function resolvePrincipal(view: HostView, name: string): PrincipalId | null {
  const { computerName } = view.state.initial;
  return parsePrincipal(name, {
    accountName: (bare) => view.valueOf(accountName(bare)),
    ...(computerName === null ? {} : { computerNames: [computerName] }),
  });
}

/** The reading at the location or the nearest enclosing one that sets a value, and where that was. */
export function inherited<T>(
  view: HostView,
  location: string,
  key: (location: string) => Key<T | null>,
): { readonly reading: Reading<T | null>; readonly at: string } {
  let last: Reading<T | null> = { status: "untouched" };
  for (const at of enclosingLocations(location)) {
    last = view.read(key(at));
    if (last.status === "unknown" || (last.status !== "untouched" && last.value !== null)) return { reading: last, at };
  }
  return { reading: last.status === "untouched" ? last : { status: "untouched" }, at: "" };
}

export function describeLocation(location: string): string {
  return location === "" ? "the whole server" : `"${location}"`;
}

export interface AnonymousIdentity {
  /** Are anonymous requests answered here? `unknown` when a fact that decides it is. */
  readonly enabled: boolean | "unknown";
  /** The account; `pool`: the worker's own; null when not known. */
  readonly user: PrincipalId | "pool" | null;
  readonly logonMethod: LogonMethod;
  readonly links: readonly Link[];
  readonly unknowns: readonly Unknown[];
}

/** What the anonymous visitor of a location is. Untouched settings count as IIS has them by default: on, as IUSR. */
export function anonymousIdentity(view: HostView, location: string): AnonymousIdentity {
  const unknowns: Unknown[] = [];
  const links: Link[] = [];
  let enabled: boolean | "unknown" = true;
  const on = inherited(view, location, anonymousEnabled).reading;
  const denied = inherited(view, location, anonymousDenied).reading;
  if (on.status === "unknown") {
    enabled = "unknown";
    unknowns.push(unknownFrom(on.fact));
  } else if (on.status !== "untouched") {
    enabled = on.value !== false;
    if (on.status !== "initial") links.push(link(on, `anonymous authentication is ${enabled ? "on" : "off"}`));
  }
  if (enabled === true && denied.status !== "untouched" && denied.status !== "unknown" && denied.value === true) {
    enabled = false;
    links.push(link(denied, "URL authorization turns anonymous visitors away"));
  }
  const name = inherited(view, location, anonymousUserName);
  let user: AnonymousIdentity["user"] = SID.iusr;
  if (name.reading.status === "unknown") {
    user = null;
    unknowns.push(unknownFrom(name.reading.fact));
  } else if (name.reading.status !== "untouched" && name.reading.value !== null) {
    const text = name.reading.value;
    user = text.trim() === "" ? "pool" : resolvePrincipal(view, text);
    if (user !== null && user !== "pool" && isOpenName(user) && mayHavePower(view, user)) {
      unknowns.push(openName(name.reading, `the anonymous user ${text}`));
      user = null;
    }
    const who = user === "pool" || user === null ? "the application pool's identity" : describePrincipal(user);
    links.push(link(name.reading, `the anonymous visitor of ${describeLocation(name.at)} is ${who}`));
  }
  const method = inherited(view, location, anonymousLogonMethod).reading;
  const logonMethod = method.status === "unknown" || method.status === "untouched" ? "ClearText" : (method.value ?? "ClearText");
  return { enabled, user, logonMethod, links, unknowns };
}

/** Whether a name that is not wholly known may be the Administrator's or that of somebody whom the deployment gave power. */
function mayHavePower(view: HostView, principal: PrincipalId): boolean {
  const powerful: PrincipalId[] = [ADMINISTRATOR];
  for (const kind of ["member", "privilege", "acl"] as const)
    for (const key of view.touched(kind)) powerful.push(...key.parts.filter((part): part is PrincipalId => isPrincipalId(part)));
  return mayName(principal, powerful);
}

function openName(reading: Reading<unknown>, what: string): Unknown {
  const fact = reading.status === "set" || reading.status === "observed" ? reading.fact : null;
  return { cause: "input", why: `who ${what} is`, origin: fact?.origin ?? null, because: fact?.because ?? [] };
}

export interface WorkerIdentity {
  readonly pool: string;
  /** Null when not known. */
  readonly type: PoolIdentityType | null;
  readonly account: PrincipalId | null;
  readonly token: ReadonlySet<PrincipalId>;
  readonly links: readonly Link[];
  readonly unknowns: readonly Unknown[];
}

/** What the worker processes of a pool run as: the pool's own setting, the pools' defaults, the schema's (the pool identity). */
export function workerIdentity(view: HostView, pool: string): WorkerIdentity {
  const links: Link[] = [];
  const unknowns: Unknown[] = [];
  const own = <T>(key: (pool: string) => Key<T | null>): Reading<T | null> => {
    const reading = view.read(key(pool));
    if (reading.status === "unknown" || (reading.status !== "untouched" && reading.value !== null)) return reading;
    return view.read(key(""));
  };
  const typed = own<PoolIdentityType>(poolIdentityType);
  let type: PoolIdentityType | null = "ApplicationPoolIdentity";
  if (typed.status === "unknown") {
    type = null;
    unknowns.push(unknownFrom(typed.fact));
  } else if (typed.status !== "untouched") type = typed.value ?? "ApplicationPoolIdentity";
  let specific: PrincipalId | null = null;
  const named: Link[] = [];
  if (type === "SpecificUser") {
    const reading = own<string>(poolUserName);
    if (reading.status === "unknown") unknowns.push(unknownFrom(reading.fact));
    else if (reading.status !== "untouched" && reading.value !== null) {
      specific = resolvePrincipal(view, reading.value);
      if (specific !== null && isOpenName(specific) && mayHavePower(view, specific))
        unknowns.push(openName(reading, `the identity ${reading.value} of pool "${pool}"`));
      if (specific !== null) named.push(link(reading, `pool "${pool}" runs as ${describePrincipal(specific)}`));
    }
  }
  if (typed.status !== "unknown" && type !== null && type !== "SpecificUser") {
    links.push(link(typed, `pool "${pool}" runs as ${type === "ApplicationPoolIdentity" ? `IIS APPPOOL\\${pool}` : type}`));
  } else links.push(...named);
  const manual = own<boolean>(poolManualGroupMembership);
  const manualGroups = manual.status !== "unknown" && manual.status !== "untouched" && manual.value === true;
  return {
    pool,
    type,
    account: type === null ? null : poolAccount(pool, type, specific),
    token: workerToken(pool, type ?? "ApplicationPoolIdentity", specific, manualGroups),
    links,
    unknowns,
  };
}

export interface Served {
  readonly pool: string;
  /** Where the application answers; `""` when only the pool is known. */
  readonly location: string;
  readonly links: readonly Link[];
  /** The pool's name is not known: `pool` is one that it may be. */
  readonly open?: Unknown;
}

/**
 * The pools that serve something, with where. On a host whose sites are not known, a pool that this deployment configures but did not
 * create is taken to serve something, and so is the default site.
 */
export function servedPools(view: HostView): Served[] {
  const existing = view.state.initial.kind === "existing";
  const applications = new Map<string, { site: string; path: string }>();
  const add = (site: string, path: string): void => {
    if (site !== "" && path !== "*" && !isRemoved(view, site)) applications.set(`${site}/${path}`.toLowerCase(), { site, path });
  };
  for (const key of view.keys("siteExists")) if (isTrue(view.read(key))) add(key.parts[0] as string, "");
  for (const key of view.keys("applicationExists"))
    if (isTrue(view.read(key))) add(key.parts[0] as string, key.parts[1] as string);
  for (const key of view.touched("applicationPool")) {
    const [site, path] = key.parts as unknown as [string, string];
    if (existing) add(site, path);
  }
  if (existing && view.fact(siteExists(DEFAULT_SITE)) === undefined) add(DEFAULT_SITE, "");
  const served: Served[] = [...applications.values()].flatMap(({ site, path }) => serving(view, site, path));
  if (existing) {
    const known = new Set(served.map((item) => item.pool.toLowerCase()));
    const seen = new Set<string>();
    const configured = (["poolIdentityType", "poolUserName"] as const).flatMap((kind) =>
      [...view.touched(kind)].map((key) => key.parts[0] as string),
    );
    for (const pool of [...configured, ...poolsWithPower(view)]) {
      const folded = pool.toLowerCase();
      if (pool === "" || known.has(folded) || seen.has(folded)) continue;
      seen.add(folded);
      if (view.fact(poolExists(pool))?.status !== "set")
        served.push({ pool, location: "", links: [remark(`pool "${pool}" is there already and serves what it served`)] });
    }
  }
  return served;
}

/** Pools whose own identity this deployment put into a group or gave a right. */
function poolsWithPower(view: HostView): string[] {
  return (["member", "privilege"] as const).flatMap((kind) =>
    [...view.touched(kind)].flatMap((key) => {
      const principal = key.parts[1] as PrincipalId;
      return principalKind(principal) === "pool" && isTrue(view.read(key)) ? [principalBody(principal)] : [];
    }),
  );
}

/**
 * Pools whose names are not wholly known and that are set up here: on a host whose pools are all known it may be any of them, and so
 * one that serves. `isAdmin` tells of a worker.
 */
export function openConfigured(view: HostView, isAdmin: (worker: WorkerIdentity) => boolean): Unknown[] {
  if (view.state.initial.kind === "existing") return [];
  const served = servedPools(view).map(({ pool }) => pool);
  const configured = new Map<string, Reading<unknown>>();
  for (const kind of ["poolIdentityType", "poolUserName"] as const)
    for (const key of view.touched(kind)) configured.set(key.parts[0] as string, view.read<unknown>(key as Key<unknown>));
  return [...configured].flatMap(([pool, reading]) => {
    if (!hasHole(pool) || served.includes(pool) || !served.some((other) => mayBe(pool, other))) return [];
    const worker = workerIdentity(view, pool);
    if (worker.unknowns.length > 0) return [...worker.unknowns];
    return isAdmin(worker) ? [openName(reading, `the pool ${pool}`)] : [];
  });
}

/**
 * Memberships and rights of a pool whose name is not wholly known: on a host whose pools are not known it may be any that serves, else
 * one of those that the deployment knows.
 */
export function openPools(view: HostView): Unknown[] {
  const names = servedPools(view).map((served) => poolPrincipal(served.pool));
  return (["member", "privilege"] as const).flatMap((kind) =>
    [...view.touched(kind)].flatMap((key) => {
      const principal = key.parts[1] as PrincipalId;
      const reading = view.read(key);
      if (reading.status !== "unknown" || !isOpenName(principal) || !principalBody(principal).startsWith("iis apppool\\"))
        return [];
      return view.state.initial.kind === "existing" || mayName(principal, names) ? [unknownFrom(reading.fact)] : [];
    }),
  );
}

function isRemoved(view: HostView, site: string): boolean {
  const fact = view.fact(siteExists(site));
  return fact !== undefined && fact.status !== "unknown" && !fact.value;
}

function serving(view: HostView, site: string, path: string): Served[] {
  const location = path === "" ? site : `${site}/${path}`;
  for (const key of [applicationPool(site, path), applicationPoolDefault(site), applicationPoolDefault("")]) {
    const reading = view.read(key);
    if (reading.status === "unknown") return anyPool(view, "", location, unknownFrom(reading.fact));
    if (reading.status === "untouched" || reading.value === null || reading.value === "") continue;
    // The same hole is the same name: what the deployment says of it is about this pool.
    if (hasHole(reading.value) && !isConfigured(view, reading.value)) {
      const open = openName(reading, `the pool of ${describeLocation(location)}, ${reading.value},`);
      return anyPool(view, reading.value, location, open);
    }
    const links = [link(reading, `pool "${reading.value}" serves ${describeLocation(location)}`)];
    return [{ pool: reading.value, location, links }];
  }
  const links = [remark(`pool "${DEFAULT_POOL}" serves ${describeLocation(location)} (default)`)];
  return [{ pool: DEFAULT_POOL, location, links }];
}

/** Whether the deployment makes or sets up a pool of just this name. */
function isConfigured(view: HostView, pool: string): boolean {
  return [poolExists(pool), poolIdentityType(pool), poolUserName(pool)].some((key) => view.fact<unknown>(key)?.status === "set");
}

/** The pools about which the deployment says something and that a name which is not known may be. */
function anyPool(view: HostView, pattern: string, location: string, open: Unknown): Served[] {
  const pools = new Map([[DEFAULT_POOL.toLowerCase(), DEFAULT_POOL]]);
  for (const kind of ["poolExists", "poolIdentityType", "poolUserName"] as const)
    for (const key of view.touched(kind))
      if (key.parts[0] !== "") pools.set((key.parts[0] as string).toLowerCase(), key.parts[0] as string);
  for (const pool of poolsWithPower(view)) pools.set(pool.toLowerCase(), pool);
  return [...pools.values()]
    .filter((pool) => pattern === "" || mayBe(pattern, pool))
    .map((pool) => ({ pool, location, links: [], open }));
}

function isTrue(reading: Reading<boolean>): boolean {
  return reading.status !== "unknown" && reading.status !== "untouched" && reading.value;
}

/** Is the web server there? On a host that is not known it is, unless the deployment says otherwise. */
export function hasWebServer(view: HostView): boolean | Unknown {
  const reading = view.read(feature("Web-Server"));
  if (reading.status === "unknown") return unknownFrom(reading.fact);
  return reading.status === "untouched" ? true : reading.value;
}
