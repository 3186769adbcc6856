/**
 * User rights and what they are worth. Impact follows Priv2Admin (a disabled privilege is as good as an enabled one);
 * default holders are those of Windows Server with IIS.
 */

import { type PrincipalId, principalBody, principalKind } from "./principals/principal-id.js";
import { SID } from "./principals/well-known.js";

export type PrivilegeImpact = "admin" | "threat" | "directory" | "surface" | "none";
export type PrivilegeRule = "block" | "warn" | "ok";

export interface PrivilegeInfo {
  /** The constant: `SeDebugPrivilege`. */
  readonly right: string;
  /** As in the local security policy: `Debug programs`. */
  readonly title: string;
  readonly impact: PrivilegeImpact;
  readonly why: string;
  /** Who holds it on a fresh server. */
  readonly holders: readonly PrincipalId[];
  /** What it means for an anonymous or worker SID that is no exception. */
  readonly rule: PrivilegeRule;
}

const ADMINS: readonly PrincipalId[] = [SID.administrators];
const BACKUP: readonly PrincipalId[] = [SID.administrators, SID.backupOperators];
const SERVICES: readonly PrincipalId[] = [SID.localService, SID.networkService];

function info(
  right: string,
  title: string,
  impact: PrivilegeImpact,
  rule: PrivilegeRule,
  holders: readonly PrincipalId[],
  why: string,
): PrivilegeInfo {
  return { right, title, impact, rule, holders, why };
}

export const PRIVILEGES: readonly PrivilegeInfo[] = [
  info("SeTcbPrivilege", "Act as part of the operating system", "admin", "block", [], "may become any user"),
  info("SeCreateTokenPrivilege", "Create a token object", "admin", "block", [], "may forge any token"),
  info("SeDebugPrivilege", "Debug programs", "admin", "block", ADMINS, "may take over any process"),
  info(
    "SeBackupPrivilege",
    "Back up files and directories",
    "admin",
    "block",
    BACKUP,
    "may read every file, the account database included",
  ),
  info("SeRestorePrivilege", "Restore files and directories", "admin", "block", BACKUP, "may overwrite every file"),
  info("SeTakeOwnershipPrivilege", "Take ownership of files or other objects", "admin", "block", ADMINS, "may own every object"),
  info("SeLoadDriverPrivilege", "Load and unload device drivers", "admin", "block", ADMINS, "may run code in the kernel"),
  info(
    "SeManageVolumePrivilege",
    "Perform volume maintenance tasks",
    "admin",
    "block",
    ADMINS,
    "may write every file of a volume",
  ),
  info(
    "SeAssignPrimaryTokenPrivilege",
    "Replace a process level token",
    "admin",
    "block",
    SERVICES,
    "may start processes with another token",
  ),
  info(
    "SeImpersonatePrivilege",
    "Impersonate a client after authentication",
    "admin",
    "warn",
    [SID.administrators, SID.service, SID.localService, SID.networkService],
    "may act as whoever connects to it",
  ),
  info("SeSecurityPrivilege", "Manage auditing and security log", "threat", "warn", ADMINS, "may clear the security log"),
  info("SeRelabelPrivilege", "Modify an object label", "threat", "warn", [], "may lower integrity labels"),
  info(
    "SeTrustedCredManAccessPrivilege",
    "Access Credential Manager as a trusted caller",
    "threat",
    "warn",
    [],
    "may read stored credentials",
  ),
  info(
    "SeSystemtimePrivilege",
    "Change the system time",
    "threat",
    "warn",
    [SID.administrators, SID.localService],
    "may break logs and tickets",
  ),
  info("SeAuditPrivilege", "Generate security audits", "threat", "warn", SERVICES, "may write false audit records"),
  info(
    "SeEnableDelegationPrivilege",
    "Enable computer and user accounts to be trusted for delegation",
    "directory",
    "warn",
    [],
    "may act as any user of the domain (on a domain controller)",
  ),
  info(
    "SeSyncAgentPrivilege",
    "Synchronize directory service data",
    "directory",
    "warn",
    [],
    "may read the directory (on a domain controller)",
  ),
  info("SeServiceLogonRight", "Log on as a service", "none", "ok", [], "may run as a service"),
  info("SeBatchLogonRight", "Log on as a batch job", "none", "ok", BACKUP, "may run as a scheduled task"),
  info(
    "SeInteractiveLogonRight",
    "Allow log on locally",
    "surface",
    "warn",
    [SID.administrators, SID.users, SID.backupOperators],
    "may log on at the console",
  ),
  info(
    "SeRemoteInteractiveLogonRight",
    "Allow log on through Remote Desktop Services",
    "surface",
    "warn",
    [SID.administrators, "sid:S-1-5-32-555"],
    "may log on over remote desktop",
  ),
  info(
    "SeNetworkLogonRight",
    "Access this computer from the network",
    "none",
    "ok",
    [SID.everyone, SID.administrators, SID.users, SID.backupOperators],
    "may connect over the network",
  ),
  info(
    "SeChangeNotifyPrivilege",
    "Bypass traverse checking",
    "none",
    "ok",
    [SID.everyone, SID.administrators, SID.users, SID.backupOperators, SID.localService, SID.networkService],
    "may pass through folders",
  ),
  info(
    "SeIncreaseQuotaPrivilege",
    "Adjust memory quotas for a process",
    "none",
    "ok",
    [SID.administrators, ...SERVICES],
    "may change quotas",
  ),
  info(
    "SeCreateGlobalPrivilege",
    "Create global objects",
    "none",
    "ok",
    [SID.administrators, SID.service, SID.localService, SID.networkService],
    "may create global objects",
  ),
  info("SeIncreaseWorkingSetPrivilege", "Increase a process working set", "none", "ok", [SID.users], "may use more memory"),
  info("SeShutdownPrivilege", "Shut down the system", "none", "ok", BACKUP, "may shut the host down"),
];

const BY_RIGHT = new Map(PRIVILEGES.map((entry) => [entry.right.toLowerCase(), entry]));
const BY_TITLE = new Map(PRIVILEGES.map((entry) => [titleKey(entry.title), entry]));

/** Friendly names come with spaces or, as in DSC's UserRightsAssignment, with underscores. */
function titleKey(title: string): string {
  return title.trim().toLowerCase().replaceAll("_", " ");
}

/** By constant or by its name in the security policy, whatever the case; null when it is not one we know. */
export function privilegeInfo(name: string): PrivilegeInfo | null {
  return BY_RIGHT.get(name.trim().toLowerCase()) ?? BY_TITLE.get(titleKey(name)) ?? null;
}

/** The canonical constant of a right; rights we do not know keep their spelling. */
export function rightName(name: string): string {
  return privilegeInfo(name)?.right ?? name.trim();
}

const BROAD: readonly PrincipalId[] = [SID.everyone, SID.users, SID.authenticatedUsers];

/** Is it a finding that a SID of an anonymous or worker token holds the right? */
export function judgePrivilege(right: string, holder: PrincipalId): PrivilegeRule {
  const entry = privilegeInfo(right);
  if (entry === null) return "ok";
  if (entry.right === "SeImpersonatePrivilege") {
    if (BROAD.includes(holder)) return "block";
    // Restoring a default is no finding: Windows grants it to SERVICE and, with IIS, to IIS_IUSRS.
    return holder === SID.iisIusrs || holder === SID.service || isServiceIdentity(holder) ? "ok" : "warn";
  }
  if (entry.right === "SeAssignPrimaryTokenPrivilege") return isServiceIdentity(holder) ? "ok" : "block";
  if (entry.right === "SeAuditPrivilege") return isServiceIdentity(holder) ? "ok" : "warn";
  return entry.rule;
}

/** Pool identities and the two service accounts hold these rights by default. */
function isServiceIdentity(holder: PrincipalId): boolean {
  if (principalKind(holder) === "pool" || holder === SID.localService || holder === SID.networkService) return true;
  return principalKind(holder) === "sid" && principalBody(holder).startsWith("S-1-5-82-");
}
