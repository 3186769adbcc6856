import { describe, expect, test } from "vitest";
import { type GroupTier, groupPower, inherentPower } from "../../host/groups.js";
import { parsePrincipal } from "../../host/principals/parse.js";
import type { PrincipalId } from "../../host/principals/principal-id.js";
import { judgePrivilege, type PrivilegeRule, privilegeInfo, rightName } from "../../host/privileges.js";

const principal = (name: string): PrincipalId => parsePrincipal(name) as PrincipalId;

describe("groups", () => {
  test.each<[string, GroupTier, boolean]>([
    ["Administrators", "admin", true],
    ["Backup Operators", "admin", true],
    ["Power Users", "near-admin", true],
    ["Server Operators", "near-admin", false],
    ["Account Operators", "near-admin", false],
    ["Print Operators", "near-admin", true],
    ["Hyper-V Administrators", "near-admin", false],
    ["Remote Desktop Users", "privileged", true],
    ["Remote Management Users", "privileged", false],
    ["Distributed COM Users", "privileged", true],
    ["Network Configuration Operators", "privileged", true],
    ["Performance Log Users", "privileged", true],
    ["Performance Monitor Users", "privileged", true],
    ["Event Log Readers", "privileged", true],
    ["Certificate Service DCOM Access", "privileged", true],
    ["Cryptographic Operators", "privileged", false],
    ["Replicator", "privileged", true],
    ["Users", "none", false],
    ["IIS_IUSRS", "none", false],
    ["CONTOSO\\Domain Admins", "admin", false],
    ["S-1-5-21-1-2-3-519", "admin", false],
    ["S-1-5-21-1-2-3-513", "none", false],
    ["CONTOSO\\DnsAdmins", "near-admin", false],
    ["DnsAdmins", "none", false],
    ["Domain Admins", "admin", false],
  ])("%s is %s, on DISA's list: %s", (name, tier, disa) => {
    expect(groupPower(principal(name))).toMatchObject({ tier, disa });
  });

  test.each([
    ["SYSTEM", true],
    ["Administrator", true],
    ["S-1-5-21-1-2-3-500", true],
    ["CONTOSO\\Administrator", true],
    ["CONTOSO\\Domain Admins", true],
    ["NT SERVICE\\TrustedInstaller", true],
    ["NETWORK SERVICE", false],
    ["IUSR", false],
    ["Guest", false],
    ["S-1-5-21-1-2-3-1001", false],
    ["IIS APPPOOL\\Administrator", false],
  ])("%s is an administrator by what it is: %s", (name, expected) => {
    expect(inherentPower(principal(name)) !== null).toBe(expected);
  });
});

describe("privileges", () => {
  const blocked = [
    "SeTcbPrivilege",
    "SeCreateTokenPrivilege",
    "SeDebugPrivilege",
    "SeBackupPrivilege",
    "SeRestorePrivilege",
    "SeTakeOwnershipPrivilege",
    "SeLoadDriverPrivilege",
    "SeManageVolumePrivilege",
  ];

  test.each(blocked)("%s is never for visitors or workers", (right) => {
    for (const name of ["IUSR", "Everyone", "IIS_IUSRS", "IIS APPPOOL\\x", "NETWORK SERVICE"]) {
      expect(judgePrivilege(right, principal(name))).toBe("block");
    }
  });

  test.each<[string, string, PrivilegeRule]>([
    ["SeAssignPrimaryTokenPrivilege", "IIS APPPOOL\\x", "ok"],
    ["SeAssignPrimaryTokenPrivilege", "NETWORK SERVICE", "ok"],
    ["SeAssignPrimaryTokenPrivilege", "S-1-5-82-0", "ok"],
    ["SeAssignPrimaryTokenPrivilege", "IUSR", "block"],
    ["SeAssignPrimaryTokenPrivilege", "Everyone", "block"],
    ["SeImpersonatePrivilege", "IIS_IUSRS", "ok"],
    ["SeImpersonatePrivilege", "SERVICE", "ok"],
    ["SeImpersonatePrivilege", "IIS APPPOOL\\x", "ok"],
    ["SeImpersonatePrivilege", "Everyone", "block"],
    ["SeImpersonatePrivilege", "Users", "block"],
    ["SeImpersonatePrivilege", "Authenticated Users", "block"],
    ["SeImpersonatePrivilege", "svc", "warn"],
    ["SeImpersonatePrivilege", "IUSR", "warn"],
    ["SeSecurityPrivilege", "IUSR", "warn"],
    ["SeRelabelPrivilege", "IUSR", "warn"],
    ["SeTrustedCredManAccessPrivilege", "IUSR", "warn"],
    ["SeSystemtimePrivilege", "IUSR", "warn"],
    ["SeAuditPrivilege", "IUSR", "warn"],
    ["SeAuditPrivilege", "IIS APPPOOL\\x", "ok"],
    ["SeServiceLogonRight", "IUSR", "ok"],
    ["SeBatchLogonRight", "IIS_IUSRS", "ok"],
    ["SeInteractiveLogonRight", "IUSR", "warn"],
    ["SeRemoteInteractiveLogonRight", "Everyone", "warn"],
    ["SeChangeNotifyPrivilege", "Everyone", "ok"],
    ["SeSomethingNobodyKnows", "Everyone", "ok"],
  ])("%s for %s: %s", (right, name, rule) => {
    expect(judgePrivilege(right, principal(name))).toBe(rule);
  });

  test.each([
    ["sedebugprivilege", "SeDebugPrivilege"],
    ["Debug programs", "SeDebugPrivilege"],
    ["Debug_programs", "SeDebugPrivilege"],
    ["Act_as_part_of_the_operating_system", "SeTcbPrivilege"],
    ["Unheard of", "Unheard of"],
  ])("%s names %s", (name, right) => {
    expect(rightName(name)).toBe(right);
  });

  test("restoring what Windows grants by default is no finding", () => {
    for (const right of ["SeImpersonatePrivilege", "SeAssignPrimaryTokenPrivilege"]) {
      for (const holder of privilegeInfo(right)?.holders ?? []) {
        if (holder !== "sid:S-1-5-32-544") expect([holder, judgePrivilege(right, holder)]).toEqual([holder, "ok"]);
      }
    }
  });
});
