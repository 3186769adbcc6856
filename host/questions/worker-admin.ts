/**
 * T2: the worker process that runs code for anonymous visitors is admin-equivalent. Managed code without impersonation and FastCGI run
 * as the process, and native code can revert to it. What is in the anonymous token too is T1's and not repeated here.
 */

import { describePrincipal } from "../principals/parse.js";
import type { PrincipalId } from "../principals/principal-id.js";
import { anonymousToken, COMMON_TOKEN } from "../principals/tokens.js";
import { SID } from "../principals/well-known.js";
import type { HostView } from "../view.js";
import { type AdminPower, adminEquivalence } from "./admin-equivalence.js";
import { type Answer, answer, type Danger, dangerOf, type Unknown } from "./answer.js";
import { disturbances } from "./disturbances.js";
import { nameSubject, wordSubject } from "./subject.js";
import {
  anonymousIdentity,
  describeLocation,
  hasWebServer,
  openConfigured,
  openPools,
  type Served,
  servedPools,
  workerIdentity,
} from "./web-identity.js";

/** A worker that serves anonymous visitors as an administrator. */
export interface AdminWorker {
  readonly served: Served;
  readonly danger: Danger;
}

export function workerAdmin(view: HostView): Answer {
  const { workers, unknowns } = adminWorkers(view);
  return answer(
    workers.map((worker) => worker.danger),
    [...unknowns, ...disturbances(view, ["accounts", "privileges", "web"])],
  );
}

export function adminWorkers(view: HostView): {
  readonly workers: readonly AdminWorker[];
  readonly unknowns: readonly Unknown[];
} {
  const workers: AdminWorker[] = [];
  const unknowns: Unknown[] = [];
  if (!view.touches("poolIdentityType", "poolUserName", "member", "privilege")) return { workers, unknowns };
  const web = hasWebServer(view);
  if (web === false) return { workers, unknowns };
  for (const served of servedPools(view)) {
    const worker = workerIdentity(view, served.pool);
    const anonymous = anonymousIdentity(view, served.location);
    // With the pool's identity as the anonymous user the same principal is T1's.
    if (anonymous.enabled === false || anonymous.user === "pool") continue;
    const own = without(
      worker.token,
      anonymous.user === null ? new Set(COMMON_TOKEN) : anonymousToken(anonymous.user, anonymous.logonMethod),
    );
    const found = adminEquivalence(view, own);
    if (found.powers.length > 0 && served.open) unknowns.push(served.open);
    else if (found.powers.length > 0 && web !== true) unknowns.push(web);
    else if (found.powers.length > 0 && anonymous.enabled === "unknown") unknowns.push(...anonymous.unknowns);
    else {
      for (const power of found.powers) {
        const what = `pool "${served.pool}" serves anonymous visitors of ${where(served)}, and ${runsAs(power, worker.account)}`;
        const links = [...served.links, ...anonymous.links, ...worker.links, ...power.links];
        workers.push({
          served,
          danger: dangerOf("pool", [nameSubject(served.pool), wordSubject(power.by), ...power.subjects], what, links),
        });
      }
    }
    const origin = [...worker.links].reverse().find((item) => item.origin !== null)?.origin ?? null;
    unknowns.push(...worker.unknowns, ...found.unknowns.map((unknown) => ({ ...unknown, origin: unknown.origin ?? origin })));
  }
  unknowns.push(...openPools(view));
  unknowns.push(
    ...openConfigured(
      view,
      (worker) => adminEquivalence(view, without(worker.token, anonymousToken(SID.iusr, "ClearText"))).powers.length > 0,
    ),
  );
  return { workers, unknowns };
}

/** The worker's power, as a clause. */
function runsAs(power: AdminPower, account: PrincipalId | null): string {
  if (power.by === "account") return `runs as ${describePrincipal(power.sid)}, which ${power.what}`;
  if (power.sid === account) return `its identity ${describePrincipal(power.sid)} ${power.what}`;
  return `${describePrincipal(power.sid)}, which its worker is in, ${power.what}`;
}

function where(served: Served): string {
  return served.location === "" ? "its sites" : describeLocation(served.location);
}

function without(token: ReadonlySet<PrincipalId>, others: ReadonlySet<PrincipalId>): ReadonlySet<PrincipalId> {
  const rest = new Set<PrincipalId>();
  for (const sid of token) if (!others.has(sid) || sid === SID.localSystem) rest.add(sid);
  return rest;
}
