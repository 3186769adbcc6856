import { describePrincipal } from "../../host/principals/parse.js";
import type { PrincipalId } from "../../host/principals/principal-id.js";
import { anonymousToken } from "../../host/principals/tokens.js";
import { adminEquivalence } from "../../host/questions/admin-equivalence.js";
import type { Unknown } from "../../host/questions/answer.js";
import {
  anonymousIdentity,
  describeLocation,
  hasWebServer,
  servedPools,
  workerIdentity,
} from "../../host/questions/web-identity.js";
import type { HostView } from "../../host/view.js";
import { type Claim, type Path, stepsOf } from "./worlds.js";

/** What the visitor is who has not logged in: for the server, for each site, and wherever something is said about it. */
export function anonymousClaims(view: HostView): Claim[] {
  const web = hasWebServer(view);
  if (web === false) return [{ id: "none", text: "there is no web server", because: [] }];
  const claims: Claim[] =
    web === true ? [] : [{ id: "web?", text: "whether the web server is installed is not known", because: [], unknowns: [web] }];
  return [...claims, ...locations(view).map((location) => anonymousClaim(view, location))];
}

function locations(view: HostView): string[] {
  const found = new Map<string, string>([["", ""]]);
  const add = (location: string) => found.set(location.toLowerCase(), location);
  for (const key of view.keys("siteExists")) if (view.valueOf(key) === true) add(key.parts[0] as string);
  for (const kind of ["anonymousUserName", "anonymousDenied"] as const)
    for (const key of view.touched(kind)) add(key.parts[0] as string);
  for (const key of view.touched("authentication", "anonymous")) add(key.parts[1] as string);
  return [...found.values()];
}

function anonymousClaim(view: HostView, location: string): Claim {
  const identity = anonymousIdentity(view, location);
  const where = location === "" ? "the whole server" : `site ${describeLocation(location)}`;
  const make = (text: string, ends: readonly string[], tone: Path["tone"], more: readonly Unknown[] = []): Claim => ({
    id: `${location}|${text}`,
    text: `${where}: ${text}`,
    because: stepsOf(identity.links),
    unknowns: [...identity.unknowns, ...more],
    path: { nodes: ["a visitor who has not logged in", where, ...ends], tone },
  });
  if (identity.enabled === false) return make("visitors must log in", ["must log in"], "fine");
  if (identity.enabled === "unknown") return make("whether visitors must log in is not known", ["not known"], "unknown");
  if (identity.user === null)
    return make("the anonymous visitor is an account that is not known", ["an account that is not known"], "unknown");
  if (identity.user === "pool") {
    const worker = workerOf(view, location);
    const name = worker === null ? "" : ` (${describePrincipal(worker)})`;
    return make(`the anonymous visitor is the worker process${name}`, [`the worker process${name}`], "fine");
  }
  const { powers, unknowns } = adminEquivalence(view, anonymousToken(identity.user, identity.logonMethod));
  const [power] = powers;
  const user = describePrincipal(identity.user);
  if (power === undefined) return make(`the anonymous visitor is ${user}`, [user], "fine", unknowns);
  const claim = make(
    `the anonymous visitor is ${user}, an administrator: ${describePrincipal(power.sid)} ${power.what}`,
    [user, "an administrator of the host"],
    "danger",
  );
  return { ...claim, because: [...claim.because, ...stepsOf(power.links)] };
}

function workerOf(view: HostView, location: string): PrincipalId | null {
  const served = servedPools(view).find((one) => one.location.toLowerCase() === location.toLowerCase());
  return served === undefined || served.open ? null : workerIdentity(view, served.pool).account;
}

/** Application pools: what their worker processes run as, and what they serve. */
export function poolClaims(view: HostView): Claim[] {
  if (hasWebServer(view) === false) return [];
  const served = servedPools(view);
  const pools = new Map<string, string>();
  const add = (pool: string) => {
    if (pool !== "") pools.set(pool.toLowerCase(), pools.get(pool.toLowerCase()) ?? pool);
  };
  for (const key of view.keys("poolExists")) if (view.valueOf(key) === true) add(key.parts[0] as string);
  for (const kind of ["poolIdentityType", "poolUserName"] as const)
    for (const key of view.touched(kind)) add(key.parts[0] as string);
  for (const one of served) add(one.pool);
  return [...pools.values()].map((pool) => {
    const worker = workerIdentity(view, pool);
    const as =
      worker.account !== null
        ? describePrincipal(worker.account)
        : worker.type === null
          ? "an account that is not known"
          : worker.type;
    const serves = served
      .filter((one) => one.pool.toLowerCase() === pool.toLowerCase() && one.location !== "")
      .map((one) => describeLocation(one.location));
    const text = `${pool} runs as ${as}${serves.length > 0 ? ` and serves ${serves.join(", ")}` : ""}`;
    const system = worker.type === "LocalSystem" && serves.length > 0;
    const tone: Path["tone"] = worker.account === null && worker.type === null ? "unknown" : system ? "danger" : "fine";
    const nodes = [serves.length > 0 ? serves.join(", ") : "nothing that is known", `pool ${pool}`, as];
    return { id: text, text, because: stepsOf(worker.links), unknowns: worker.unknowns, path: { nodes, tone } };
  });
}

/** Features that this deployment installs, removes or looks at: those of one command in one claim. */
export function featureClaims(view: HostView): Claim[] {
  const groups = new Map<string, { readonly claim: Claim; readonly verb: string; readonly names: string[] }>();
  for (const key of view.touched("feature")) {
    const name = key.parts[0] as string;
    const fact = view.fact(key);
    if (fact === undefined) continue;
    const verb = fact.status === "unknown" ? "not known" : `${fact.value ? "" : "not "}installed`;
    const { cause, why } = fact.status === "unknown" ? fact : { cause: null, why: "" };
    const id = JSON.stringify([verb, fact.origin, why]);
    const group = groups.get(id);
    if (group) {
      group.names.push(name);
      continue;
    }
    const because = [...fact.because, { at: fact.origin, what: verb }];
    const unknowns = cause === null ? [] : [{ cause, why, origin: fact.origin, because: fact.because }];
    groups.set(id, { claim: { id, text: "", because, unknowns }, verb, names: [name] });
  }
  return [...groups.values()].map(({ claim, verb, names }) => ({
    ...claim,
    id: `${claim.id} ${names.join()}`,
    text: `${verb}: ${names.join(", ")}`,
  }));
}
