/** Accounts, groups, memberships and privileges of a fresh Windows Server. */

import { type Initial, knownInitially, NOT_KNOWN } from "../initial.js";
import type { Key, KeyKind } from "../keys.js";
import { member } from "../keys.js";
import type { PrincipalId } from "../principals/principal-id.js";
import { principalBody, principalKind } from "../principals/principal-id.js";
import { MACHINE_ACCOUNTS, SID, WELL_KNOWN } from "../principals/well-known.js";
import { PRIVILEGES } from "../privileges.js";

/** Azure's platform images are installed in English; adding a language does not rename accounts. General knowledge. */
export const ADMINISTRATION_LANGUAGE = "en";

/**
 * Who is a member of what. IUSR in IIS_IUSRS: six independent public directory dumps show it. The rest is general knowledge of a
 * stand-alone server.
 */
const MEMBERS: readonly (readonly [PrincipalId, PrincipalId])[] = [
  [SID.administrators, "machine:500"],
  [SID.users, SID.authenticatedUsers],
  [SID.users, SID.interactive],
  [SID.guests, "machine:501"],
  [SID.iisIusrs, SID.iusr],
  ["sid:S-1-5-32-581", "machine:503"],
];

const MEMBER_IDS = new Set(MEMBERS.map(([group, principal]) => member(group, principal).id));

/** What IIS adds: its workers may run as batch jobs and impersonate their clients. */
const WEB_PRIVILEGES: readonly (readonly [string, PrincipalId])[] = [
  ["SeImpersonatePrivilege", SID.iisIusrs],
  ["SeBatchLogonRight", SID.iisIusrs],
];

const GROUP_NAMES = new Set(WELL_KNOWN.filter((entry) => entry.authority === "BUILTIN").map((entry) => entry.name.toLowerCase()));
const USER_NAMES = new Map(MACHINE_ACCOUNTS.map((entry) => [entry.name.toLowerCase(), entry]));

function accounts(key: Key<unknown>, installed: (feature: string) => boolean): Initial<unknown> | undefined {
  const [first = "", second = ""] = key.parts;
  switch (key.kind) {
    case "userExists":
      return knownInitially(USER_NAMES.has(first.toLowerCase()));
    case "userEnabled": {
      const account = USER_NAMES.get(first.toLowerCase());
      return account === undefined ? NOT_KNOWN : knownInitially(account.rid === 500);
    }
    case "groupExists":
      return knownInitially(GROUP_NAMES.has(first.toLowerCase()));
    case "accountName":
      return NOT_KNOWN;
    case "member":
      return knownInitially(MEMBER_IDS.has(key.id));
    case "membershipExact":
    case "privilegeExact":
      return knownInitially(false);
    case "privilege":
      return knownInitially(holds(first, second as PrincipalId, installed));
    default:
      return undefined;
  }
}

function holds(right: string, principal: PrincipalId, installed: (feature: string) => boolean): boolean {
  const wanted = right.toLowerCase();
  if (PRIVILEGES.some((entry) => entry.right.toLowerCase() === wanted && entry.holders.includes(principal))) return true;
  if (!installed("Web-Server")) return false;
  if (WEB_PRIVILEGES.some(([name, holder]) => name.toLowerCase() === wanted && holder === principal)) return true;
  // Pool identities hold these two once they exist.
  const isPool = principalKind(principal) === "pool" || principalBody(principal).startsWith("S-1-5-82-");
  return isPool && ["seassignprimarytokenprivilege", "seincreasequotaprivilege", "seauditprivilege"].includes(wanted);
}

const entries: Partial<Record<KeyKind, readonly (readonly string[])[]>> = {
  member: MEMBERS,
  userExists: MACHINE_ACCOUNTS.map((entry) => [entry.name]),
  groupExists: WELL_KNOWN.filter((entry) => entry.authority === "BUILTIN").map((entry) => [entry.name]),
  privilege: [...PRIVILEGES.flatMap((entry) => entry.holders.map((holder) => [entry.right, holder])), ...WEB_PRIVILEGES],
};

export const accountDefaults = Object.assign(accounts, { entries });
