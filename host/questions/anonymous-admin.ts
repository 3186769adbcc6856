/** T1: the token that IIS gives to anonymous requests is admin-equivalent. Counts whether or not IIS is installed here. */

import { describePrincipal } from "../principals/parse.js";
import type { PrincipalId } from "../principals/principal-id.js";
import { anonymousToken } from "../principals/tokens.js";
import { SID } from "../principals/well-known.js";
import type { HostView } from "../view.js";
import { adminEquivalence } from "./admin-equivalence.js";
import { type Answer, answer, type Danger, dangerOf, type Link, type Unknown } from "./answer.js";
import { disturbances } from "./disturbances.js";
import { anonymousIdentity, servedPools, workerIdentity } from "./web-identity.js";

export function anonymousAdmin(view: HostView): Answer {
  const dangers: Danger[] = [];
  const unknowns: Unknown[] = [];
  // The default identity counts everywhere: whatever the sites say today, the next one that is added starts with it.
  judge(view, SID.iusr, anonymousToken(SID.iusr), [], dangers, unknowns);
  for (const location of configuredLocations(view)) {
    const identity = anonymousIdentity(view, location);
    if (identity.enabled === false) continue;
    if (identity.user === "pool") continue;
    unknowns.push(...identity.unknowns);
    if (identity.user === null || identity.user === SID.iusr || identity.enabled === "unknown") continue;
    judge(view, identity.user, anonymousToken(identity.user, identity.logonMethod), identity.links, dangers, unknowns);
  }
  // IUSR is the default everywhere: without a word about the anonymous user it is nowhere the pool's identity.
  for (const served of view.touches("anonymousUserName") ? servedPools(view) : []) {
    const identity = anonymousIdentity(view, served.location);
    if (identity.enabled === false || identity.user !== "pool") continue;
    const worker = workerIdentity(view, served.pool);
    unknowns.push(...identity.unknowns, ...worker.unknowns);
    if (identity.enabled === "unknown") continue;
    if (served.open) {
      if (adminEquivalence(view, worker.token).powers.length > 0) unknowns.push(served.open);
      continue;
    }
    const links = [...identity.links, ...served.links, ...worker.links];
    judge(view, worker.account, worker.token, links, dangers, unknowns);
  }
  unknowns.push(...disturbances(view, ["accounts", "privileges", "web"]));
  return answer(dangers, unknowns);
}

/** The locations at which the deployment says something about the anonymous user. */
function configuredLocations(view: HostView): string[] {
  const locations = new Map<string, string>();
  for (const key of view.touched("anonymousUserName")) locations.set(key.parts[0]?.toLowerCase() ?? "", key.parts[0] ?? "");
  return [...locations.values()];
}

function judge(
  view: HostView,
  user: PrincipalId | null,
  token: ReadonlySet<PrincipalId>,
  identity: readonly Link[],
  dangers: Danger[],
  unknowns: Unknown[],
): void {
  const found = adminEquivalence(view, token);
  const known = user === null ? "the anonymous visitor" : `the anonymous visitor (${describePrincipal(user)})`;
  for (const power of found.powers) {
    const subject = power.sid === user ? known : `${describePrincipal(power.sid)}, which includes ${known},`;
    // A token shares Everyone and the like with every other: those are reported once, whoever the visitor is.
    const shared = power.by !== "account" && power.sid !== user;
    dangers.push(dangerOf(power.by, power.subjects, `${subject} ${power.what}`, [...(shared ? [] : identity), ...power.links]));
  }
  const origin = [...identity].reverse().find((item) => item.origin !== null)?.origin ?? null;
  unknowns.push(...found.unknowns.map((unknown) => (unknown.origin === null ? { ...unknown, origin } : unknown)));
}
