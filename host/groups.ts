/**
 * How much power a group gives. Administrators and Backup Operators are admin-equivalent; the `disa` groups are those that
 * DISA V-218750 (IIST-SI-000221) does not allow the anonymous account to be in.
 */

import { type PrincipalId, principalBody, principalKind } from "./principals/principal-id.js";
import { domainRid } from "./principals/sid.js";
import { SID } from "./principals/well-known.js";

export type GroupTier =
  /** Full control of the host. */
  | "admin"
  /** Near to it, on some hosts or roles. */
  | "near-admin"
  /** A surface that anonymous visitors must not have. */
  | "privileged"
  /** Nothing out of the ordinary. */
  | "none";

export interface GroupPower {
  readonly tier: GroupTier;
  /** What its members may: a predicate in the plural. */
  readonly why: string;
  /** On the list of DISA V-218750. */
  readonly disa: boolean;
}

const ORDINARY: GroupPower = { tier: "none", why: "have no power of their own", disa: false };

const BUILTIN: ReadonlyMap<number, GroupPower> = new Map<number, GroupPower>([
  [544, { tier: "admin", why: "have full control of the host", disa: true }],
  [551, { tier: "admin", why: "may back up and restore, so read the account database and overwrite system files", disa: true }],
  [547, { tier: "near-admin", why: "may write program folders and services on old systems", disa: true }],
  [549, { tier: "near-admin", why: "control services on a domain controller", disa: false }],
  [548, { tier: "near-admin", why: "control accounts on a domain controller", disa: false }],
  [550, { tier: "near-admin", why: "may load printer drivers on a domain controller", disa: true }],
  [578, { tier: "near-admin", why: "control virtual machines and, through their service, files of the host", disa: false }],
  [555, { tier: "privileged", why: "may log on over remote desktop", disa: true }],
  [580, { tier: "privileged", why: "may use remote management", disa: false }],
  [562, { tier: "privileged", why: "may launch and activate COM servers remotely", disa: true }],
  [569, { tier: "privileged", why: "may perform cryptographic operations", disa: false }],
  [556, { tier: "privileged", why: "may change network settings", disa: true }],
  [559, { tier: "privileged", why: "may schedule performance logging", disa: true }],
  [558, { tier: "privileged", why: "may read performance data", disa: true }],
  [573, { tier: "privileged", why: "may read event logs", disa: true }],
  [574, { tier: "privileged", why: "may connect to certification authorities", disa: true }],
  [552, { tier: "privileged", why: "take part in file replication in a domain", disa: true }],
]);

const DOMAIN: ReadonlyMap<number, GroupPower> = new Map<number, GroupPower>([
  [512, { tier: "admin", why: "are administrators of every member of the domain", disa: false }],
  [519, { tier: "admin", why: "are administrators of the forest", disa: false }],
  [518, { tier: "admin", why: "control the forest's schema", disa: false }],
  [520, { tier: "near-admin", why: "may create group policies", disa: false }],
]);

const DOMAIN_NAMES: ReadonlyMap<string, number> = new Map([
  ["domain admins", 512],
  ["enterprise admins", 519],
  ["schema admins", 518],
  ["group policy creator owners", 520],
  ["domänen-admins", 512],
  ["domänen-administratoren", 512],
  ["admins du domaine", 512],
  ["admins. del dominio", 512],
]);

export function groupPower(group: PrincipalId): GroupPower {
  const body = principalBody(group);
  switch (principalKind(group)) {
    case "sid": {
      const builtin = /^S-1-5-32-(\d+)$/.exec(body);
      if (builtin !== null) return BUILTIN.get(Number(builtin[1])) ?? ORDINARY;
      const rid = domainRid(body);
      return (rid === null ? undefined : DOMAIN.get(rid)) ?? ORDINARY;
    }
    case "domain":
    case "name": {
      const name = body.slice(body.lastIndexOf("\\") + 1);
      if (name === "dnsadmins" && body.includes("\\")) {
        return { tier: "near-admin", why: "may load code into the DNS server", disa: false };
      }
      const rid = body.includes("\\") ? DOMAIN_NAMES.get(name) : undefined;
      return (rid === undefined ? undefined : DOMAIN.get(rid)) ?? ORDINARY;
    }
    default:
      return ORDINARY;
  }
}

/** The local groups that make a member admin-equivalent (semantics: Administrators and Backup Operators). */
export const ADMIN_GROUPS: readonly PrincipalId[] = [SID.administrators, SID.backupOperators];

/** Accounts that are administrators by what they are: LocalSystem, the built-in Administrator, domain administrators. */
export function inherentPower(principal: PrincipalId): string | null {
  if (principal === SID.localSystem) return "LocalSystem is the operating system itself";
  if (principal === "machine:500") return "the built-in Administrator account";
  if (principal === SID.administrators || principal === SID.backupOperators) return membersMay(principal);
  const body = principalBody(principal);
  switch (principalKind(principal)) {
    case "sid": {
      const rid = domainRid(body);
      if (rid === 500) return "the built-in Administrator account";
      return rid !== null && groupPower(principal).tier === "admin" ? membersMay(principal) : null;
    }
    case "service":
      return body === "trustedinstaller" ? "TrustedInstaller owns the operating system's files" : null;
    case "domain":
    case "name": {
      const name = body.slice(body.lastIndexOf("\\") + 1);
      if (body.includes("\\") && name === "administrator") return "the domain's built-in Administrator account";
      return groupPower(principal).tier === "admin" ? membersMay(principal) : null;
    }
    default:
      return null;
  }
}

function membersMay(group: PrincipalId): string {
  return `its members ${groupPower(group).why}`;
}
