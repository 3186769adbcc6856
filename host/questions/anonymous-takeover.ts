/**
 * T3: the anonymous visitor, or the low-privileged worker that answers him, can write what a privileged principal executes or
 * trusts. Counts whether or not IIS is installed here.
 */

import type { Ace } from "../acl/ace.js";
import { criticalObject, mayBeCritical } from "../acl/critical.js";
import { describeRights, objectKind, takeoverRights } from "../acl/rights.js";
import { enclosingObjects } from "../acl/securable.js";
import { ADMIN_GROUPS } from "../groups.js";
import { ace, aclProtected, type Key } from "../keys.js";
import { describePrincipal } from "../principals/parse.js";
import { type PrincipalId, principalBody, principalKind } from "../principals/principal-id.js";
import { anonymousToken } from "../principals/tokens.js";
import { SID } from "../principals/well-known.js";
import { hasHole } from "../values/holes.js";
import type { HostView } from "../view.js";
import { type Answer, answer, type Danger, dangerOf, type Link, link, type Unknown, unknownFrom } from "./answer.js";
import { disturbances } from "./disturbances.js";
import { mayBeOneOf, memberships } from "./membership.js";
import { objectSubject, principalSubject } from "./subject.js";
import { adminContent, privilegedPrograms, type TrustedObject } from "./trusted-objects.js";
import { anonymousIdentity, servedPools, workerIdentity } from "./web-identity.js";

/** Who counts: the visitor's SIDs, and those of workers. */
interface Visitors {
  readonly anonymous: ReadonlySet<PrincipalId>;
  readonly workers: ReadonlySet<PrincipalId>;
}

interface Target {
  readonly what: string;
  readonly why: string;
  readonly links: readonly Link[];
}

export function anonymousTakeover(view: HostView): Answer {
  const dangers: Danger[] = [];
  const unknowns: Unknown[] = [];
  const grants = [...view.touched("acl")];
  const owners = [...view.touched("owner")];
  if (grants.length + owners.length > 0) {
    const who = visitors(view);
    const trusted = lazily(() => trustedObjects(view, unknowns));
    for (const key of grants) judgeGrant(view, key.parts, who, trusted, dangers, unknowns);
    for (const key of owners) judgeOwner(view, key, who, trusted, dangers, unknowns);
  }
  unknowns.push(...disturbances(view, ["acl", "services"]));
  return answer(dangers, unknowns);
}

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function trustedObjects(view: HostView, unknowns: Unknown[]): readonly TrustedObject[] {
  const programs = privilegedPrograms(view);
  unknowns.push(...programs.unknowns);
  return [...programs.objects, ...adminContent(view)];
}

function visitors(view: HostView): Visitors {
  const anonymous = new Set<PrincipalId>(anonymousToken(SID.iusr));
  const workers = new Set<PrincipalId>([SID.allPools]);
  for (const key of view.touched("anonymousUserName")) {
    const identity = anonymousIdentity(view, key.parts[0] as string);
    if (identity.enabled === false || identity.user === null || identity.user === "pool") continue;
    for (const sid of anonymousToken(identity.user, identity.logonMethod)) anonymous.add(sid);
  }
  for (const served of servedPools(view)) {
    if (served.open) continue;
    const { account } = workerIdentity(view, served.pool);
    if (account !== null && account !== SID.localSystem) workers.add(account);
  }
  return { anonymous, workers };
}

/** How a principal reaches the visitor: a phrase for the message and the memberships behind it; null: not at all. */
function reach(
  view: HostView,
  principal: PrincipalId,
  who: Visitors,
): { readonly phrase: string; readonly links: readonly Link[] } | { readonly unknown: readonly Unknown[] } | null {
  const name = describePrincipal(principal);
  if (who.anonymous.has(principal)) {
    return {
      phrase: principal === SID.iusr ? `the anonymous visitor (${name})` : `${name}, which includes the anonymous visitor,`,
      links: [],
    };
  }
  if (who.workers.has(principal) || isPool(principal))
    return { phrase: `the worker process that answers visitors (${name})`, links: [] };
  const everyone = new Set([...who.anonymous, ...who.workers]);
  const inside = memberships(view, principal, everyone);
  const [path] = inside.paths;
  if (path !== undefined) {
    const phrase = who.anonymous.has(path.sid) ? "the anonymous visitor" : "the worker process that answers visitors";
    return { phrase: `${name}, which ${phrase} is a member of,`, links: path.links };
  }
  if (inside.unknowns.length > 0) return { unknown: inside.unknowns };
  if (mayBeOneOf(principal, everyone)) return { unknown: [{ cause: "input", why: `who ${name} is`, origin: null, because: [] }] };
  return null;
}

function isPool(principal: PrincipalId): boolean {
  return principalKind(principal) === "pool" || principalBody(principal).startsWith("S-1-5-82-");
}

function judgeGrant(
  view: HostView,
  parts: readonly string[],
  who: Visitors,
  trusted: () => readonly TrustedObject[],
  dangers: Danger[],
  unknowns: Unknown[],
): void {
  const [object, principal] = parts as unknown as [string, PrincipalId];
  // Administrators may write everything: whoever is among them took over before, and by what made him one.
  if (ADMIN_GROUPS.includes(principal)) return;
  const reached = reach(view, principal, who);
  if (reached === null) return;
  const targets = targetsOf(object, trusted);
  if (targets.length === 0) return;
  const reading = view.read(ace(object, principal));
  if (reading.status === "unknown") {
    unknowns.push(unknownFrom(reading.fact));
    return;
  }
  if (reading.status === "untouched" || reading.status === "initial") return;
  const kind = objectKind(object);
  const allowed = mask(reading.value, "allow");
  const rights = takeoverRights(allowed, kind) & ~denied(view, object, principal, who, kind);
  if (rights === 0) return;
  if ("unknown" in reached) {
    unknowns.push(...reached.unknown.map((unknown) => fill(unknown, reading.fact)));
    return;
  }
  for (const target of targets) {
    if (target === "unknown") {
      const { origin, because } = reading.fact;
      unknowns.push({ cause: "input", why: `which object ${object} is`, origin, because });
      continue;
    }
    if (!flows(view, object, reading.value, target, kind)) continue;
    const power = `${describeRights(allowed, kind)} on ${kind === "service" ? target.what : object}`;
    dangers.push(
      dangerOf(
        "acl",
        [objectSubject(object), principalSubject(principal)],
        `${reached.phrase} has ${power}${kind === "service" ? "" : ` (${target.what})`}; ${target.why}`,
        [...target.links, ...reached.links, link(reading, `${describePrincipal(principal)} is granted ${power}`)],
      ),
    );
    return;
  }
}

function fill(unknown: Unknown, fact: { readonly origin: Unknown["origin"]; readonly because: Unknown["because"] }): Unknown {
  return unknown.origin === null ? { ...unknown, origin: fact.origin, because: fact.because } : unknown;
}

function mask(entries: readonly Ace[], effect: Ace["effect"]): number {
  return entries.filter((entry) => entry.effect === effect).reduce((bits, entry) => (bits | entry.rights) >>> 0, 0);
}

/** What entries on the same object deny to the visitor: deny comes before allow. */
function denied(
  view: HostView,
  object: string,
  principal: PrincipalId,
  who: Visitors,
  kind: ReturnType<typeof objectKind>,
): number {
  let bits = 0;
  for (const key of view.touched("acl", object)) {
    const other = key.parts[1] as PrincipalId;
    const covers = other === principal || (who.anonymous.has(principal) && COVERING_DENY.has(other));
    if (!covers) continue;
    const reading = view.read(key);
    if (reading.status === "unknown" || reading.status === "untouched") continue;
    bits |= takeoverRights(mask(reading.value, "deny"), kind);
  }
  return bits;
}

/** A denial for one of these bites every visitor. SERVICE is in the token for denials only. */
const COVERING_DENY: ReadonlySet<PrincipalId> = new Set([SID.everyone, SID.authenticatedUsers, SID.users]);

interface PlacedTarget extends Target {
  /** The object that the grant must reach, when it lies below the granted one. */
  readonly below: string | null;
}

function targetsOf(object: string, trusted: () => readonly TrustedObject[]): (PlacedTarget | "unknown")[] {
  if (object.toLowerCase().startsWith("service:")) {
    const name = object.slice("service:".length);
    return [
      {
        what: `the service "${name}"`,
        why: "whoever changes its configuration chooses what runs as SYSTEM",
        links: [],
        below: null,
      },
    ];
  }
  const critical = criticalObject(object);
  if (critical !== null && !hasHole(object)) return [{ what: critical.what, why: critical.why, links: [], below: null }];
  const folded = object.toLowerCase();
  const found = trusted()
    .filter(({ path, below }) => path === folded || enclosingObjects(path).includes(folded) || below(folded))
    .map(
      ({ path, what, why, links }): PlacedTarget => ({
        what,
        why,
        links,
        below: path !== folded && path.startsWith(folded) ? path : null,
      }),
    );
  if (found.length === 0 && hasHole(object) && mayBeCritical(object)) return ["unknown"];
  return found;
}

/** Does a grant on the object flow down to the target? */
function flows(
  view: HostView,
  object: string,
  entries: readonly Ace[],
  target: PlacedTarget,
  kind: ReturnType<typeof objectKind>,
): boolean {
  if (target.below === null) return true;
  const inherits = entries.some(
    (entry) => entry.effect === "allow" && (entry.containers || entry.objects) && takeoverRights(entry.rights, kind) !== 0,
  );
  if (!inherits) return false;
  for (const between of enclosingObjects(target.below)) {
    if (between === object.toLowerCase()) break;
    const stopped = view.read(aclProtected(between));
    if (stopped.status !== "unknown" && stopped.status !== "untouched" && stopped.value) return false;
  }
  return true;
}

function judgeOwner(
  view: HostView,
  key: Key<PrincipalId>,
  who: Visitors,
  trusted: () => readonly TrustedObject[],
  dangers: Danger[],
  unknowns: Unknown[],
): void {
  const object = key.parts[0] as string;
  const targets = targetsOf(object, trusted);
  if (targets.length === 0) return;
  const reading = view.read(key);
  if (reading.status === "unknown") unknowns.push(unknownFrom(reading.fact));
  if (reading.status === "unknown" || reading.status === "untouched" || reading.status === "initial") return;
  if (ADMIN_GROUPS.includes(reading.value)) return;
  const reached = reach(view, reading.value, who);
  if (reached === null) return;
  if ("unknown" in reached) {
    unknowns.push(...reached.unknown.map((unknown) => fill(unknown, reading.fact)));
    return;
  }
  const [target] = targets;
  if (target === undefined || target === "unknown" || target.below !== null) return;
  dangers.push(
    dangerOf(
      "owner",
      [objectSubject(object)],
      `${reached.phrase} owns ${object} and may rewrite its permissions (${target.what}); ${target.why}`,
      [...target.links, ...reached.links, link(reading, `${describePrincipal(reading.value)} owns ${object}`)],
    ),
  );
}
