/** Is a token worth an administrator's? Through what it is, a group, or a privilege. */

import { ADMIN_GROUPS, groupPower, inherentPower } from "../groups.js";
import { describePrincipal, principalNames } from "../principals/parse.js";
import { type PrincipalId, principalBody, principalKind } from "../principals/principal-id.js";
import { judgePrivilege, PRIVILEGES, privilegeInfo } from "../privileges.js";
import { hasHole, mayBe } from "../values/holes.js";
import type { HostView } from "../view.js";
import { type Link, link, remark, type Unknown, unknownFrom } from "./answer.js";
import { mayBeOneOf, memberships } from "./membership.js";
import { principalSubject, rightSubject, type Subject } from "./subject.js";

export interface AdminPower {
  /** What makes it so: what the account is, a group, or a right. */
  readonly by: "account" | "member" | "privilege";
  readonly subjects: readonly Subject[];
  /** The SID of the token that carries the power. */
  readonly sid: PrincipalId;
  /** `is a member of BUILTIN\Administrators`: a predicate for the SID. */
  readonly what: string;
  readonly links: readonly Link[];
}

export interface AdminEquivalence {
  readonly powers: readonly AdminPower[];
  readonly unknowns: readonly Unknown[];
}

/**
 * The ways in which one of a token's SIDs makes it admin-equivalent. `token` is a principal's whole token (see `tokens.ts`); for a
 * single principal pass the set of just that.
 */
export function adminEquivalence(view: HostView, token: ReadonlySet<PrincipalId>): AdminEquivalence {
  const powers: AdminPower[] = [];
  const unknowns: Unknown[] = [];
  for (const sid of token) {
    const inherent = inherentPower(sid);
    if (inherent !== null)
      powers.push({
        by: "account",
        subjects: [principalSubject(sid)],
        sid,
        what: `is an administrator: ${inherent}`,
        links: [remark(inherent)],
      });
    else if (mayBeAdministrator(sid)) {
      unknowns.push({ cause: "input", why: `which account ${describePrincipal(sid)} is`, origin: null, because: [] });
    }
  }
  for (const group of adminGroups(view)) {
    const found = memberships(view, group, token);
    unknowns.push(...found.unknowns);
    for (const path of found.paths) {
      powers.push({
        by: "member",
        subjects: [...[...path.groups].reverse(), path.sid].map(principalSubject),
        sid: path.sid,
        what: `is a member of ${describePrincipal(group)}${nesting(path.groups)}, whose members ${groupPower(group).why}`,
        links: path.links,
      });
    }
  }
  privileges(view, token, powers, unknowns);
  // Who is an administrator by what it is needs no group or right to be one.
  const inherent = new Set(powers.filter((power) => power.by === "account").map((power) => power.sid));
  return { powers: powers.filter((power) => power.by === "account" || !inherent.has(power.sid)), unknowns };
}

/** Administrators and Backup Operators, and groups of a domain with the same power that the deployment touches. */
function adminGroups(view: HostView): ReadonlySet<PrincipalId> {
  const groups = new Set<PrincipalId>(ADMIN_GROUPS);
  for (const key of view.touched("member")) {
    const group = key.parts[0] as PrincipalId;
    if (groupPower(group).tier === "admin") groups.add(group);
  }
  return groups;
}

function nesting(groups: readonly PrincipalId[]): string {
  return groups.length > 1 ? ` (through ${groups.slice(0, -1).map(describePrincipal).join(", ")})` : "";
}

function mayBeAdministrator(sid: PrincipalId): boolean {
  if (principalKind(sid) !== "name" || !hasHole(principalBody(sid))) return false;
  return principalNames("machine:500").some((name) => mayBe(principalBody(sid), name));
}

function privileges(view: HostView, token: ReadonlySet<PrincipalId>, powers: AdminPower[], unknowns: Unknown[]): void {
  for (const key of view.touched("privilege")) {
    const [right, holder] = key.parts as unknown as [string, PrincipalId];
    if (judgePrivilege(right, holder) !== "block" && !hasHole(right)) continue;
    const guessed = !token.has(holder) && mayBeOneOf(holder, token);
    const inside = token.has(holder) ? null : memberships(view, holder, token);
    if (inside !== null && inside.paths.length === 0 && inside.unknowns.length === 0 && !guessed) continue;
    const reading = view.read(key);
    if (reading.status === "unknown") {
      unknowns.push(unknownFrom(reading.fact));
      continue;
    }
    if (reading.status === "untouched" || reading.status === "initial" || !reading.value) continue;
    if (guessed || mayBeBlocked(right)) {
      const why = guessed ? `who ${describePrincipal(holder)} is` : `which right ${right} is`;
      unknowns.push({ cause: "input", why, origin: reading.fact.origin, because: reading.fact.because });
      continue;
    }
    unknowns.push(...(inside?.unknowns ?? []));
    const granted = link(reading, `${describePrincipal(holder)} holds ${right}`);
    const why = privilegeInfo(right)?.why ?? "is worth an administrator";
    const through = inside === null ? [{ sid: holder, links: [] as readonly Link[] }] : inside.paths;
    for (const path of through) {
      powers.push({
        by: "privilege",
        subjects: [rightSubject(right), principalSubject(path.sid)],
        sid: path.sid,
        what: `holds ${right}, which ${why}`,
        links: [...path.links, granted],
      });
    }
  }
}

function mayBeBlocked(right: string): boolean {
  return hasHole(right) && PRIVILEGES.some((entry) => entry.rule === "block" && mayBe(right, entry.right));
}
