/** Who is in a group, directly and through other groups. */

import { member } from "../keys.js";
import { DOMAIN_NAME, describePrincipal, principalNames } from "../principals/parse.js";
import { type PrincipalId, principalBody, principalKind } from "../principals/principal-id.js";
import { hasHole, hole, mayBe } from "../values/holes.js";
import type { HostView } from "../view.js";
import { type Link, link, type Unknown, unknownFrom } from "./answer.js";

export interface MembershipPath {
  /** The SID of the token that is a member. */
  readonly sid: PrincipalId;
  /** The groups from the innermost to the one that was asked about. */
  readonly groups: readonly PrincipalId[];
  readonly links: readonly Link[];
}

export interface Memberships {
  readonly paths: readonly MembershipPath[];
  readonly unknowns: readonly Unknown[];
}

/** The ways in which one of the token's SIDs is a member of the group. Reads only facts that lie on such a way. */
export function memberships(view: HostView, group: PrincipalId, token: ReadonlySet<PrincipalId>): Memberships {
  return search(view, group, token, { open: new Set(), visited: new Set(), steps: 0 });
}

interface Search {
  /** The groups on the way down: a group that holds itself adds nothing. */
  readonly open: Set<PrincipalId>;
  readonly visited: Set<PrincipalId>;
  steps: number;
}

/** Beyond this many visits each group is opened once: every member is still found, though not by every way. */
const MAX_VISITS = 500;

function search(view: HostView, group: PrincipalId, token: ReadonlySet<PrincipalId>, state: Search): Memberships {
  if (state.open.has(group) || (++state.steps > MAX_VISITS && state.visited.has(group))) return { paths: [], unknowns: [] };
  state.visited.add(group);
  state.open.add(group);
  const found = searchOpen(view, group, token, state);
  state.open.delete(group);
  return found;
}

function searchOpen(view: HostView, group: PrincipalId, token: ReadonlySet<PrincipalId>, state: Search): Memberships {
  const paths: MembershipPath[] = [];
  const unknowns: Unknown[] = [];
  for (const key of view.keys("member", group)) {
    const principal = key.parts[1] as PrincipalId;
    const inside: Memberships = token.has(principal)
      ? { paths: [{ sid: principal, groups: [], links: [] }], unknowns: [] }
      : hasMembers(view, principal)
        ? search(view, principal, token, state)
        : { paths: [], unknowns: [] };
    const guessed = !token.has(principal) && mayBeOneOf(principal, token);
    if (inside.paths.length === 0 && inside.unknowns.length === 0 && !guessed) continue;
    const reading = view.read(key);
    if (reading.status === "unknown") {
      unknowns.push(unknownFrom(reading.fact));
    } else if (reading.status !== "untouched" && reading.value) {
      const what = `${describePrincipal(principal)} is a member of ${describePrincipal(group)}`;
      for (const path of inside.paths) {
        paths.push({ sid: path.sid, groups: [...path.groups, group], links: [...path.links, link(reading, what)] });
      }
      unknowns.push(...inside.unknowns);
      if (guessed && reading.status !== "initial") {
        const { origin, because } = reading.fact;
        unknowns.push({ cause: "input", why: `who ${describePrincipal(principal)} is`, origin, because });
      }
    }
  }
  unknowns.push(...unknownGroups(view, group, token));
  return { paths, unknowns };
}

/** Is there any touched or initial membership of which the principal is the group? */
function hasMembers(view: HostView, principal: PrincipalId): boolean {
  if (view.state.entries("member", principal).next().done !== true) return true;
  return view.state.initial.entries("member", [principal], view).length > 0;
}

/** Members were put into a group whose name is not known, which may be this one. */
function unknownGroups(view: HostView, group: PrincipalId, token: ReadonlySet<PrincipalId>): Unknown[] {
  const unknowns: Unknown[] = [];
  if (principalKind(group) === "name") return unknowns;
  for (const { key } of view.state.entriesStarting("member", "name:")) {
    const [named, principal] = key.parts as unknown as [PrincipalId, PrincipalId];
    if (!mayBeOneOf(named, new Set([group]))) continue;
    if (!token.has(principal) && !mayBeOneOf(principal, token)) continue;
    const fact = view.fact(member(named, principal));
    if (fact === undefined || (fact.status !== "unknown" && !fact.value)) continue;
    unknowns.push(
      fact.status === "unknown"
        ? unknownFrom(fact)
        : { cause: "input", why: `which group ${describePrincipal(named)} is`, origin: fact.origin, because: fact.because },
    );
  }
  return unknowns;
}

/** A name with holes that could turn out to be one of these. */
export function mayBeOneOf(principal: PrincipalId, others: ReadonlySet<PrincipalId>): boolean {
  if (principalKind(principal) !== "name" || !hasHole(principalBody(principal))) return false;
  const pattern = principalBody(principal);
  // What is in the host's domain, whatever its name, is no built-in principal.
  const ofDomain = pattern.startsWith(`${hole(DOMAIN_NAME)}\\`);
  for (const other of others) {
    if (ofDomain && principalKind(other) !== "domain") continue;
    if (principalNames(other).some((name) => mayBe(pattern, name))) return true;
  }
  return false;
}

export interface EffectiveMember {
  readonly principal: PrincipalId;
  /** Through which groups, innermost first; empty for a direct member. */
  readonly through: readonly PrincipalId[];
  readonly links: readonly Link[];
}

export interface EffectiveMembers {
  readonly members: readonly EffectiveMember[];
  /** Members that are not known, or may be there. */
  readonly unknowns: readonly Unknown[];
  /** False on a host whose members before the deployment are not known. */
  readonly complete: boolean;
}

/** Everyone in a group, nested groups opened. */
export function effectiveMembers(view: HostView, group: PrincipalId): EffectiveMembers {
  const members = new Map<PrincipalId, EffectiveMember>();
  const unknowns: Unknown[] = [];
  let complete = true;
  const open = (current: PrincipalId, through: readonly PrincipalId[], links: readonly Link[]): void => {
    const nobody = view.initialValue(member(current, "local:nobody in particular"));
    if (!nobody.known) complete = false;
    for (const key of view.keys("member", current)) {
      const principal = key.parts[1] as PrincipalId;
      const reading = view.read(key);
      if (reading.status === "unknown") unknowns.push(unknownFrom(reading.fact));
      else if (reading.status !== "untouched" && reading.value) {
        const chain = [...links, link(reading, `${describePrincipal(principal)} is a member of ${describePrincipal(current)}`)];
        if (members.has(principal) || principal === group) continue;
        members.set(principal, { principal, through, links: chain });
        if (hasMembers(view, principal)) open(principal, [principal, ...through], chain);
      }
    }
  };
  open(group, [], []);
  return { members: [...members.values()], unknowns, complete };
}
