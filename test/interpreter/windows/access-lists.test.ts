import { describe, expect, test } from "vitest";
import { factsAfter, type Run } from "./host-of.js";

type Row = readonly [name: string, script: string, facts: readonly string[], run?: Run];

const rows = (table: readonly Row[]) =>
  test.for(table)("%s", ([, script, facts, run]) => {
    expect(factsAfter(script, ["acl", "aclExact", "aclProtected", "owner"], run)).toEqual(facts);
  });

const FULL = '{"allow":"0x1f01ff","inherit":"CI OI"}';
const MODIFY = '{"allow":"0x1301bf","inherit":"CI OI"}';
const acl = (principal: string, ...entries: string[]): string => `acl|d:\\x|${principal}: set [${entries.join(",")}]`;
const EVERYONE = "sid:s-1-1-0";
const IUSR = "sid:s-1-5-17";

describe("icacls", () => {
  rows([
    ["grants", "icacls D:\\x /grant 'Everyone:(OI)(CI)F'", [acl(EVERYONE, FULL)]],
    ["simple rights on this object only", "icacls D:\\x /grant Everyone:M", [acl(EVERYONE, '{"allow":"0x1301bf"}')]],
    [
      "a list of rights",
      "icacls D:\\x /grant '*S-1-5-17:(OI)(CI)(RX,WD)'",
      [acl(IUSR, '{"allow":"0x1200ab","inherit":"CI OI"}')],
    ],
    [
      "several accounts in one switch",
      "icacls D:\\x /grant Everyone:R IUSR:W /Q",
      [acl(EVERYONE, '{"allow":"0x120089"}'), acl(IUSR, '{"allow":"0x100116"}')],
    ],
    ["/grant adds", "icacls D:\\x /grant Everyone:R; icacls D:\\x /grant Everyone:W", [acl(EVERYONE, '{"allow":"0x12019f"}')]],
    [
      "/grant:r replaces",
      "icacls D:\\x /grant Everyone:F; icacls D:\\x /grant:r Everyone:R",
      [acl(EVERYONE, '{"allow":"0x120089"}')],
    ],
    ["/T goes down", "icacls D:\\x /grant Everyone:F /T", [acl(EVERYONE, FULL)]],
    ["what lies in a folder", "icacls D:\\x\\* /grant Everyone:F", [acl(EVERYONE, '{"allow":"0x1f01ff","inherit":"CI OI IO"}')]],
    [
      "/deny",
      "icacls D:\\x /grant Everyone:F; icacls D:\\x /deny Everyone:W",
      [acl(EVERYONE, '{"deny":"0x100116"}', '{"allow":"0xf00e9"}')],
    ],
    ["/remove", "icacls D:\\x /grant Everyone:F; icacls D:\\x /remove Everyone", [acl(EVERYONE)]],
    [
      "/remove:d leaves what is granted",
      "icacls D:\\x /grant Everyone:F; icacls D:\\x /remove:d Everyone",
      [acl(EVERYONE, '{"allow":"0x1f01ff"}')],
    ],
    ["/inheritance:r", "icacls D:\\x /inheritance:r", ["aclProtected|d:\\x: set true"]],
    [
      "/inheritance:d keeps what flowed in",
      "icacls D:\\ /grant 'Everyone:(OI)(CI)F'; icacls D:\\x /inheritance:d",
      [acl(EVERYONE, FULL), `acl|d:\\|${EVERYONE}: set [${FULL}]`, "aclProtected|d:\\x: set true"],
    ],
    [
      "/reset",
      "icacls D:\\x /grant Everyone:F; icacls D:\\x /reset",
      [acl(EVERYONE), "aclExact|d:\\x: set true", "aclProtected|d:\\x: set false"],
    ],
    ["/setowner", "icacls D:\\x /setowner 'NT AUTHORITY\\IUSR'", ['owner|d:\\x: set "sid:S-1-5-17"']],
    ["forward slashes and dots", "icacls D:/a/../x/ /grant Everyone:R", [acl(EVERYONE, '{"allow":"0x120089"}')]],
    ["a relative path", "Set-Location D:\\; icacls .\\x /grant Everyone:R", [acl(EVERYONE, '{"allow":"0x120089"}')]],
    ["a wrong switch: nothing happens", "icacls D:\\x /grant Everyone:F /e", []],
    ["wrong rights: nothing happens", "icacls D:\\x /grant Everyone:FULL", []],
    ["no such account on an image", "icacls D:\\x /grant nobody:F", [], { image: "2022-datacenter" }],
    ["unknown rights", 'param($r = (Read-Host)) icacls D:\\x /grant "Everyone:$r"', [`acl|d:\\x|${EVERYONE}: unknown (input)`]],
    [
      "in cmd, with a caret and quotes",
      'icacls "D:\\x" /grant ^\r\n  "Everyone":(OI)(CI)M',
      [acl(EVERYONE, MODIFY)],
      { language: "cmd" },
    ],
  ]);
});

describe("older tools", () => {
  rows([
    [
      "cacls without /E replaces",
      "icacls D:\\x /grant IUSR:F; cacls D:\\x /G Everyone:F",
      [acl(EVERYONE, FULL), acl(IUSR), "aclExact|d:\\x: set true"],
    ],
    [
      "cacls /E adds",
      "icacls D:\\x /grant 'IUSR:(OI)(CI)F'; cacls D:\\x /E /G Everyone:C",
      [acl(EVERYONE, MODIFY), acl(IUSR, FULL)],
    ],
    [
      "cacls /P and /R",
      "cacls D:\\x /E /G Everyone:F; cacls D:\\x /E /P Everyone:R; cacls D:\\x /E /R IUSR",
      [acl(EVERYONE, '{"allow":"0x1200a9","inherit":"CI OI"}'), acl(IUSR)],
    ],
    ["subinacl", "subinacl /subdirectories D:\\x /grant=Everyone=F", [acl(EVERYONE, FULL)]],
    ["takeown", "takeown /F D:\\x /A /R /D Y", ['owner|d:\\x: set "sid:S-1-5-32-544"']],
    ["NTFSSecurity", "mkdir D:\\x | Add-NTFSAccess -Account Everyone -AccessRights FullControl", [acl(EVERYONE, FULL)]],
    [
      "Carbon replaces what the identity has",
      "icacls D:\\x /grant Everyone:F; Grant-CPermission D:\\x Everyone Modify",
      [acl(EVERYONE, MODIFY)],
    ],
  ]);
});

describe("Set-Acl", () => {
  const rule = (args: string): string => `New-Object System.Security.AccessControl.FileSystemAccessRule(${args})`;
  const change = (edit: string): string => `$acl = Get-Acl D:\\x; ${edit}; Set-Acl D:\\x $acl`;
  const F5 = "'Everyone','FullControl','ContainerInherit,ObjectInherit','None','Allow'";
  rows([
    ["AddAccessRule", change(`$acl.AddAccessRule((${rule(F5)}))`), [acl(EVERYONE, FULL)]],
    [
      "three arguments: no inheritance",
      change(`$acl.AddAccessRule((${rule("'Everyone','Modify','Allow'")}))`),
      [acl(EVERYONE, '{"allow":"0x1301bf"}')],
    ],
    [
      "::new and enum members",
      change(
        "$acl.AddAccessRule([System.Security.AccessControl.FileSystemAccessRule]::new([System.Security.Principal.SecurityIdentifier]'S-1-5-17', [System.Security.AccessControl.FileSystemRights]::Modify, 3, 0, 0))",
      ),
      [acl(IUSR, MODIFY)],
    ],
    [
      "-ArgumentList and a list of rights",
      change(
        "$acl.AddAccessRule((New-Object Security.AccessControl.FileSystemAccessRule -ArgumentList 'Everyone', 'Read, Write', 'Allow'))",
      ),
      [acl(EVERYONE, '{"allow":"0x12019f"}')],
    ],
    [
      "SetAccessRule replaces the same effect",
      `icacls D:\\x /grant Everyone:F; ${change(`$acl.SetAccessRule((${rule("'Everyone','Read','Allow'")}))`)}`,
      [acl(EVERYONE, '{"allow":"0x120089"}')],
    ],
    [
      "ResetAccessRule",
      `icacls D:\\x /deny Everyone:W; ${change(`$acl.ResetAccessRule((${rule("'Everyone','Read','Allow'")}))`)}`,
      [acl(EVERYONE, '{"allow":"0x120089"}')],
    ],
    [
      "RemoveAccessRule",
      `icacls D:\\x /grant Everyone:F; ${change(`[void] $acl.RemoveAccessRule((${rule("'Everyone','FullControl','Allow'")}))`)}`,
      [acl(EVERYONE)],
    ],
    [
      "PurgeAccessRules",
      `icacls D:\\x /grant IUSR:F; ${change("$acl.PurgeAccessRules([System.Security.Principal.NTAccount]'IUSR')")}`,
      [acl(IUSR)],
    ],
    ["protection", change("$acl.SetAccessRuleProtection($true, $false)"), ["aclProtected|d:\\x: set true"]],
    [
      "owner",
      change("$acl.SetOwner([System.Security.Principal.NTAccount]'NT AUTHORITY\\IUSR')"),
      ['owner|d:\\x: set "sid:S-1-5-17"'],
    ],
    [
      "through the pipeline",
      `$acl = Get-Acl D:\\x; $acl.AddAccessRule((${rule(F5)})); $acl | Set-Acl D:\\x`,
      [acl(EVERYONE, FULL)],
    ],
    ["not written", `$acl = Get-Acl D:\\x; $acl.AddAccessRule((${rule(F5)}))`, []],
    [
      "copied to another folder",
      "icacls D:\\a /grant 'Everyone:(OI)(CI)F'; Get-Acl D:\\a | Set-Acl D:\\x",
      [`acl|d:\\a|${EVERYONE}: set [${FULL}]`, acl(EVERYONE, FULL), "aclExact|d:\\x: set true"],
    ],
    [
      "a new descriptor from SDDL",
      "$s = New-Object System.Security.AccessControl.DirectorySecurity; $s.SetSecurityDescriptorSddlForm('D:P(A;OICI;FA;;;WD)'); Set-Acl D:\\x $s",
      [acl(EVERYONE, FULL), "aclExact|d:\\x: set true", "aclProtected|d:\\x: set true"],
    ],
    [
      "SetAccessControl of a folder object",
      `$i = New-Item -ItemType Directory D:\\x; $a = $i.GetAccessControl(); $a.AddAccessRule((${rule(F5)})); $i.SetAccessControl($a)`,
      [acl(EVERYONE, FULL)],
    ],
    [
      "an unknown rule",
      change("$acl.AddAccessRule((New-Object Security.AccessControl.FileSystemAccessRule 'Everyone', (Read-Host), 'Allow'))"),
      [`acl|d:\\x|${EVERYONE}: unknown (input)`],
    ],
    [
      "a registry key",
      "$a = Get-Acl HKLM:\\SOFTWARE\\x; $a.AddAccessRule((New-Object System.Security.AccessControl.RegistryAccessRule 'Users','FullControl','ContainerInherit','None','Allow')); $a | Set-Acl -Path HKLM:\\SOFTWARE\\x",
      ['acl|hklm\\software\\x|sid:s-1-5-32-545: set [{"allow":"0xf003f","inherit":"CI"}]'],
    ],
  ]);
});
