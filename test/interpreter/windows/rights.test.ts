import { describe, expect, test } from "vitest";
import type { KeyKind } from "../../../host/keys.js";
import { factsAfter, type Run } from "./host-of.js";

type Row = readonly [name: string, script: string, facts: readonly string[], run?: Run];

const KINDS: readonly KeyKind[] = [
  "privilege",
  "privilegeExact",
  "member",
  "membershipExact",
  "accountName",
  "serviceStart",
  "aclProtected",
  "aclExact",
  "acl",
];

const rows = (table: readonly Row[]) =>
  test.for(table)("%s", ([, script, facts, run]) => {
    expect(factsAfter(script, KINDS, run)).toEqual(facts);
  });

const template = (body: string): string =>
  `Set-Content C:\\t.inf @'\n${body}\n'@\nsecedit /configure /db C:\\t.sdb /cfg C:\\t.inf`;

describe("security templates", () => {
  rows([
    [
      "rights replace",
      template("[Privilege Rights]\nSeDebugPrivilege = *S-1-5-17,Everyone"),
      [
        "privilege|sedebugprivilege|sid:s-1-1-0: set true",
        "privilege|sedebugprivilege|sid:s-1-5-17: set true",
        "privilegeExact|sedebugprivilege: set true",
      ],
    ],
    [
      "an empty list clears",
      `ntrights +r SeTcbPrivilege -u IUSR\n${template("[Privilege Rights]\nSeTcbPrivilege =")}`,
      ["privilege|setcbprivilege|sid:s-1-5-17: set false", "privilegeExact|setcbprivilege: set true"],
    ],
    [
      "members replace",
      `net localgroup Administrators IUSR /add\n${template("[Group Membership]\nAdministrators__Members = Administrator,*S-1-5-11")}`,
      [
        "member|sid:s-1-5-32-544|machine:500: set true",
        "member|sid:s-1-5-32-544|sid:s-1-5-11: set true",
        "member|sid:s-1-5-32-544|sid:s-1-5-17: set false",
        "membershipExact|sid:s-1-5-32-544: set true",
      ],
    ],
    [
      "Memberof adds",
      template("[Group Membership]\n*S-1-5-17__Memberof = *S-1-5-32-544, Users"),
      ["member|sid:s-1-5-32-544|sid:s-1-5-17: set true", "member|sid:s-1-5-32-545|sid:s-1-5-17: set true"],
    ],
    [
      "strings",
      template('[Group Membership]\n%who%__Memberof = %admins%\n[Strings]\nwho = "*S-1-1-0"\nadmins = "*S-1-5-32-544"'),
      ["member|sid:s-1-5-32-544|sid:s-1-1-0: set true"],
    ],
    [
      "a service",
      template('[Service General Setting]\n"W3SVC",4,"D:(A;;GA;;;SY)"'),
      [
        'serviceStart|w3svc: set "disabled"',
        "aclProtected|service:w3svc: set false",
        "aclExact|service:w3svc: set true",
        'acl|service:w3svc|sid:s-1-5-18: set [{"allow":"0xf01ff"}]',
      ],
    ],
    [
      "a folder",
      template('[File Security]\n"%SystemRoot%\\Tasks",2,"D:P(A;OICI;FA;;;WD)"'),
      [
        "aclProtected|c:\\windows\\tasks: set true",
        "aclExact|c:\\windows\\tasks: set true",
        'acl|c:\\windows\\tasks|sid:s-1-1-0: set [{"allow":"0x1f01ff","inherit":"CI OI"}]',
      ],
    ],
    [
      "a registry key",
      template('[Registry Keys]\n"MACHINE\\SOFTWARE\\x",0,"D:(A;CI;KA;;;BU)"'),
      [
        "aclProtected|hklm\\software\\x: set false",
        "aclExact|hklm\\software\\x: set true",
        'acl|hklm\\software\\x|sid:s-1-5-32-545: set [{"allow":"0xf003f","inherit":"CI"}]',
      ],
    ],
    ["mode 1 leaves an object alone", template('[File Security]\n"C:\\Windows",1,"D:P(A;OICI;FA;;;WD)"'), []],
    [
      "a new name for the Administrator",
      template('[System Access]\nNewAdministratorName = "boss"'),
      ['accountName|boss: set "machine:500"'],
    ],
    [
      "only the areas asked for",
      `${template("[Privilege Rights]\nSeDebugPrivilege = *S-1-5-17\n[Group Membership]\n*S-1-5-17__Memberof = Users")} /areas GROUP_MGMT FILESTORE`,
      ["member|sid:s-1-5-32-545|sid:s-1-5-17: set true"],
    ],
    [
      "imported, then configured",
      'Set-Content C:\\t.inf "[Privilege Rights]`nSeTcbPrivilege = *S-1-5-17"\nsecedit /import /db C:\\a.sdb /cfg C:\\t.inf\nsecedit /configure /db C:\\a.sdb',
      ["privilege|setcbprivilege|sid:s-1-5-17: set true", "privilegeExact|setcbprivilege: set true"],
    ],
    [
      "a SID that the script computes",
      `$sid = (New-Object System.Security.Principal.NTAccount 'IUSR').Translate([System.Security.Principal.SecurityIdentifier]).Value\n"[Privilege Rights]\`nSeDebugPrivilege = *$sid" | Out-File C:\\t.inf -Encoding unicode\nsecedit /configure /db x /cfg C:\\t.inf`,
      ["privilege|sedebugprivilege|sid:s-1-5-17: set true", "privilegeExact|sedebugprivilege: set true"],
    ],
    [
      "an unknown SID",
      `param($sid = (Read-Host))\n"[Privilege Rights]\`nSeDebugPrivilege = *S-1-5-32-544,*$sid" | Out-File C:\\t.inf\nsecedit /configure /db x /cfg C:\\t.inf`,
      [
        expect.stringMatching(/^privilege\|sedebugprivilege\|name:.*: unknown \(input\)$/) as unknown as string,
        "privilege|sedebugprivilege|sid:s-1-5-32-544: set true",
        "privilegeExact|sedebugprivilege: set true",
      ],
    ],
  ]);
});

describe("export, edit, configure", () => {
  const cycle = (edit: string): string =>
    `secedit /export /cfg C:\\e.inf /areas USER_RIGHTS\n${edit}\nsecedit /configure /db C:\\e.sdb /cfg C:\\e.inf /areas USER_RIGHTS`;
  rows([
    ["what is not edited stays as it is", cycle(""), []],
    [
      "-replace adds to the holders that only the host knows",
      cycle("(Get-Content C:\\e.inf) -replace '^SeDebugPrivilege = ', 'SeDebugPrivilege = *S-1-5-17,' | Set-Content C:\\e.inf"),
      ["privilege|sedebugprivilege|sid:s-1-5-17: set true"],
    ],
    [
      "a line of its own replaces them",
      cycle('Set-Content C:\\e.inf "[Privilege Rights]`r`nSeDebugPrivilege = *S-1-5-17"'),
      ["privilege|sedebugprivilege|sid:s-1-5-17: set true", "privilegeExact|sedebugprivilege: set true"],
    ],
  ]);
  test("an image's own rights come back as they are", () => {
    const script = cycle(
      "if ((Get-Content C:\\e.inf | Select-String 'SeDebugPrivilege').Line -ne 'SeDebugPrivilege = *S-1-5-32-544') { net localgroup Administrators IUSR /add }",
    );
    expect(
      factsAfter(script, ["member", "privilege"], { image: "2022-datacenter" }).filter((line) => line.includes("s-1-5-17")),
    ).toEqual([]);
  });
});

describe("single rights", () => {
  rows([
    [
      "ntrights grants",
      "ntrights.exe +r SeDebugPrivilege -u Users -m \\\\web01",
      ["privilege|sedebugprivilege|sid:s-1-5-32-545: set true"],
    ],
    ["ntrights revokes", "ntrights -u Users -r SeDebugPrivilege", ["privilege|sedebugprivilege|sid:s-1-5-32-545: set false"]],
    [
      "UserRights",
      "Grant-UserRight -Account IUSR, Everyone -Right SeTcbPrivilege",
      ["privilege|setcbprivilege|sid:s-1-1-0: set true", "privilege|setcbprivilege|sid:s-1-5-17: set true"],
    ],
    [
      "Carbon grants and revokes",
      "Grant-CPrivilege IUSR SeTcbPrivilege, SeDebugPrivilege; Revoke-Privilege -Identity IUSR -Privilege SeTcbPrivilege",
      ["privilege|sedebugprivilege|sid:s-1-5-17: set true", "privilege|setcbprivilege|sid:s-1-5-17: set false"],
    ],
  ]);
});
