import { describe, expect, test } from "vitest";
import { factsAfter, type Run } from "./host-of.js";

const ADMINS = "sid:s-1-5-32-544";
const KINDS = ["groupExists", "member", "membershipExact", "userExists", "userEnabled", "userPassword", "accountName"] as const;

type Row = readonly [name: string, script: string, facts: readonly string[], run?: Run];

const member = (principal: string, what = "set true", group = ADMINS): string => `member|${group}|${principal}: ${what}`;

const rows = (table: readonly Row[]) =>
  test.for(table)("%s", ([, script, facts, run]) => {
    expect(factsAfter(script, KINDS, run)).toEqual(facts);
  });

describe("group members", () => {
  rows(
    [
      ["by name", "Add-LocalGroupMember -Group Administrators -Member IUSR", [member("sid:s-1-5-17")]],
      [
        "positions, an array",
        "Add-LocalGroupMember Administrators IUSR, Everyone",
        [member("sid:s-1-1-0"), member("sid:s-1-5-17")],
      ],
      [
        "-SID and a prefix of a name",
        "Add-LocalGroupMember -SID S-1-5-32-544 -Mem 'NT AUTHORITY\\IUSR'",
        [member("sid:s-1-5-17")],
      ],
      [
        "a group object from the pipeline",
        "Get-LocalUser Administrator | Add-LocalGroupMember -Group Users",
        [member("machine:500", "set true", "sid:s-1-5-32-545")],
      ],
      ["a pool", "Add-LocalGroupMember Administrators 'IIS APPPOOL\\Shop'", [member("pool:shop")]],
      [
        "a domain account",
        "Add-LocalGroupMember Administrators 'CONTOSO\\Web', 'web@contoso.com'",
        [member("domain:contoso.com\\web"), member("domain:contoso\\web")],
      ],
      ["an account of this computer", 'Add-LocalGroupMember Administrators "$env:COMPUTERNAME\\ops"', [member("local:ops")]],
      [
        "a name with the computer's own",
        'Add-LocalGroupMember Administrators "IUSR_$env:COMPUTERNAME"',
        [member("name:iusr_⟨computer name⟩")],
      ],
      [
        "an unknown member",
        "param([string] $who = (Read-Host)) Add-LocalGroupMember Administrators $who",
        [/^member\|sid:s-1-5-32-544\|name:.*: unknown \(input\)$/ as never],
      ],
      ["taken out", "Remove-LocalGroupMember Administrators IUSR", [member("sid:s-1-5-17", "set false")]],
      [
        "twice on an existing host: the second is an error record",
        "Add-LocalGroupMember Administrators IUSR; Add-LocalGroupMember Administrators IUSR; New-LocalUser after -NoPassword",
        [member("sid:s-1-5-17"), "userExists|after: set true", "userEnabled|after: set true", 'userPassword|after: set "blank"'],
      ],
      [
        "twice with Stop: nothing after it runs",
        "Add-LocalGroupMember Administrators IUSR; Add-LocalGroupMember Administrators IUSR -ErrorAction Stop; New-LocalUser after -NoPassword",
        [member("sid:s-1-5-17")],
      ],
      [
        "the error can be caught by its type",
        "Add-LocalGroupMember Administrators IUSR\ntry { Add-LocalGroupMember Administrators IUSR -ErrorAction Stop } catch [Microsoft.PowerShell.Commands.MemberExistsException] { New-LocalGroup caught }",
        ["groupExists|caught: set true", member("sid:s-1-5-17"), "membershipExact|local:caught: set true"],
      ],
      [
        "the error has its id",
        "Add-LocalGroupMember Administrators IUSR\ntry { Add-LocalGroupMember Administrators IUSR -ErrorAction Stop } catch { if ($_.FullyQualifiedErrorId -eq 'MemberExists,Microsoft.PowerShell.Commands.AddLocalGroupMemberCommand') { New-LocalUser id -NoPassword } }",
        [member("sid:s-1-5-17"), "userExists|id: set true", "userEnabled|id: set true", 'userPassword|id: set "blank"'],
      ],
      ["an account that an image does not have", "Add-LocalGroupMember Administrators nobody", [], { image: "2022-datacenter" }],
      ["a group that an image does not have", "Add-LocalGroupMember Operators IUSR", [], { image: "2022-datacenter" }],
      ["a default member of an image", "Add-LocalGroupMember IIS_IUSRS IUSR", [], { image: "2022-datacenter" }],
      ["-WhatIf", "Add-LocalGroupMember Administrators IUSR -WhatIf", []],
    ].map(
      ([name, script, facts, run]) =>
        [
          name,
          script,
          (facts as readonly (string | RegExp)[]).map((fact) => (typeof fact === "string" ? fact : expect.stringMatching(fact))),
          run,
        ] as unknown as Row,
    ),
  );
});

describe("guards ask, and the answer is remembered", () => {
  const both = member("sid:s-1-5-17", "observed true | set true");
  // IIS_IUSRS has IUSR in its name: where it is the member that is found, IUSR itself is none.
  const either = [
    member("sid:s-1-5-17", "observed true | observed false | set true"),
    member("sid:s-1-5-32-568", "untouched | observed true | observed false"),
  ];
  const script = (guard: string): string => `${guard} { Add-LocalGroupMember Administrators IUSR }`;
  rows([
    ["-Member", script("if (-not (Get-LocalGroupMember Administrators -Member IUSR -ErrorAction SilentlyContinue))"), [both]],
    [
      "Where-Object -eq",
      script("if (-not (Get-LocalGroupMember Administrators | Where-Object Name -eq 'NT AUTHORITY\\IUSR'))"),
      [both],
    ],
    [
      "Where-Object -like",
      script("if (-not (Get-LocalGroupMember Administrators | Where-Object { $_.Name -like '*IUSR' }))"),
      [both],
    ],
    ["Where-Object -match", script("if (-not (Get-LocalGroupMember Administrators | ? { $_.Name -match 'IUSR' }))"), either],
    ["Where-Object on the SID", script("if (-not (Get-LocalGroupMember Administrators | ? SID -eq 'S-1-5-17'))"), [both]],
    ["-contains", script("if ((Get-LocalGroupMember Administrators).Name -notcontains 'NT AUTHORITY\\IUSR')"), [both]],
    [
      "-in",
      script("if ('NT AUTHORITY\\IUSR' -notin (Get-LocalGroupMember Administrators | Select-Object -ExpandProperty Name))"),
      [both],
    ],
    ["net and findstr", script("net localgroup Administrators | findstr /i IUSR | Out-Null; if ($LASTEXITCODE -ne 0)"), either],
    ["net and Select-String", script("if (-not (net localgroup Administrators | Select-String IUSR))"), either],
    ["net and -match", script("if (-not ((net localgroup Administrators) -match 'IUSR'))"), either],
    [
      "ADSI members cast to entries",
      script(
        "if (@(([ADSI]'WinNT://./Administrators,group').psbase.Invoke('Members') | % { ([ADSI]$_).InvokeGet('Name') }) -notcontains 'IUSR')",
      ),
      [both],
    ],
    [
      "ADSI paths",
      script(
        "if (-not (@(([ADSI]'WinNT://./Administrators,group').Members() | % { ([ADSI]$_).Path }) -like '*NT AUTHORITY/IUSR'))",
      ),
      [both],
    ],
    [
      "the part behind the back slash",
      script("if ((Get-LocalGroupMember Administrators | % { $_.Name.Split('\\')[-1] }) -notcontains 'IUSR')"),
      [both],
    ],
    [
      "-replace of the authority",
      script("if (-not (Get-LocalGroupMember Administrators | ? { ($_.Name -replace '.*\\\\', '') -eq 'IUSR' }))"),
      [both],
    ],
    ["interpolated", script('if (-not (Get-LocalGroupMember Administrators | ? { "$($_.Name)" -match "\\\\IUSR$" }))'), [both]],
    [
      "a loop",
      `$found = $false\nforeach ($m in Get-LocalGroupMember Administrators) { if ($m.Name -eq 'NT AUTHORITY\\IUSR') { $found = $true } }\n${script("if (!$found)")}`,
      [both],
    ],
    ["ADSI IsMember", script("if (-not ([ADSI]'WinNT://./Administrators,group').IsMember('WinNT://NT AUTHORITY/IUSR'))"), [both]],
    [
      "ADSI Members",
      script(
        "if (@(([ADSI]'WinNT://./Administrators,group').Invoke('Members') | % { $_.GetType().InvokeMember('Name', 'GetProperty', $null, $_, $null) }) -notcontains 'IUSR')",
      ),
      [both],
    ],
    [
      "the answer of an image needs no question",
      script("if (-not (Get-LocalGroupMember Administrators -Member IUSR -ErrorAction SilentlyContinue))"),
      [member("sid:s-1-5-17")],
      { image: "2019-datacenter" },
    ],
    [
      "a user",
      "if (-not (Get-LocalUser svc -ErrorAction SilentlyContinue)) { New-LocalUser svc -NoPassword }",
      [
        "userExists|svc: observed true | set true",
        "userEnabled|svc: untouched | set true",
        'userPassword|svc: untouched | set "blank"',
      ],
    ],
    [
      "a user of the list",
      "if ((Get-LocalUser).Name -notcontains 'svc') { New-LocalUser svc -NoPassword }",
      [
        "userExists|svc: observed true | set true",
        "userEnabled|svc: untouched | set true",
        'userPassword|svc: untouched | set "blank"',
      ],
    ],
    [
      "a group",
      "try { Get-LocalGroup ops -ErrorAction Stop } catch { New-LocalGroup ops }",
      ["groupExists|ops: observed true | set true", "membershipExact|local:ops: untouched | set true"],
    ],
    [
      "two guards on one account agree",
      "if (Get-LocalUser svc -ea 0) { $a = 1 }\nif (Get-LocalUser svc -ea 0) { $b = 1 }\nif ($a -ne $b) { New-LocalUser odd -NoPassword }",
      ["userExists|svc: observed true | observed false"],
    ],
  ]);
});

describe("accounts", () => {
  rows([
    [
      "a literal password",
      "New-LocalUser web -Password (ConvertTo-SecureString 'Xk2-9911' -AsPlainText -Force) -Disabled",
      [
        "userExists|web: set true",
        "userEnabled|web: set false",
        expect.stringMatching(/^userPassword\|web: set "(literal|given)"$/),
      ],
    ],
    [
      "renamed",
      "Rename-LocalUser Administrator boss; Add-LocalGroupMember 'Backup Operators' boss",
      [member("machine:500", "set true", "sid:s-1-5-32-551"), 'accountName|boss: set "machine:500"'],
    ],
    [
      "removed with its memberships",
      "New-LocalUser tmp -NoPassword; Add-LocalGroupMember Administrators tmp; Remove-LocalUser tmp",
      [
        member("local:tmp", "set false"),
        "userExists|tmp: set false",
        "userEnabled|tmp: set true",
        'userPassword|tmp: set "blank"',
      ],
    ],
    [
      "a group made again is empty",
      "New-LocalGroup ops; Add-LocalGroupMember ops IUSR; Remove-LocalGroup ops; New-LocalGroup ops",
      ["groupExists|ops: set true", member("sid:s-1-5-17", "set false", "local:ops"), "membershipExact|local:ops: set true"],
    ],
    [
      "disabled",
      "Disable-LocalUser Guest; Enable-LocalUser -Name web",
      ["userEnabled|guest: set false", "userEnabled|web: set true"],
    ],
  ]);
});

describe("net.exe", () => {
  rows([
    ["adds", "net localgroup Administrators IUSR /add", [member("sid:s-1-5-17")]],
    [
      "switch first, abbreviated, several members",
      "net localgroup /ad Administrators IUSR Everyone",
      [member("sid:s-1-1-0"), member("sid:s-1-5-17")],
    ],
    [
      "full path and net1",
      "& C:\\Windows\\System32\\net1.exe localgroup 'Backup Operators' Users /ADD",
      [member("sid:s-1-5-32-545", "set true", "sid:s-1-5-32-551")],
    ],
    ["deletes", "net localgroup Administrators IUSR /del", [member("sid:s-1-5-17", "set false")]],
    [
      "makes a group",
      "net localgroup ops /add /comment:'x'",
      ["groupExists|ops: set true", "membershipExact|local:ops: set true"],
    ],
    ["removes a group", "net localgroup ops /delete", ["groupExists|ops: set false"]],
    [
      "makes a user",
      "net user web Pa55-xx /add /active:no",
      ["userExists|web: set true", "userEnabled|web: set false", 'userPassword|web: set "literal"'],
    ],
    ["sets a password", "net user web *", ['userPassword|web: set "given"']],
    ["removes a user", "net user web /delete", ["userExists|web: set false"]],
    ["an ambiguous switch prints the usage", "net localgroup Administrators IUSR /d", []],
    ["a SID is no name", "net localgroup Administrators S-1-5-17 /add", []],
    [
      "the exit code of a failure",
      "net localgroup ops IUSR /add; if ($LASTEXITCODE -eq 2) { net user failed x /add }",
      ["userExists|failed: set true", "userEnabled|failed: set true", 'userPassword|failed: set "literal"'],
      { image: "2022-datacenter" },
    ],
    [
      "cmd: && and ||",
      "net localgroup ops IUSR /add && net user no x /add || net user yes x /add",
      ["userExists|yes: set true", "userEnabled|yes: set true", 'userPassword|yes: set "literal"'],
      { image: "2022-datacenter", language: "cmd" },
    ],
  ]);
});

describe("ADSI", () => {
  const ADD = '([ADSI]"WinNT://./Administrators,group")';
  rows([
    ["Add", `${ADD}.Add("WinNT://NT AUTHORITY/IUSR")`, [member("sid:s-1-5-17")]],
    ["a SID path", `${ADD}.Add("WinNT://S-1-5-17")`, [member("sid:s-1-5-17")]],
    ["a pool", `${ADD}.Add("WinNT://IIS APPPOOL/DefaultAppPool")`, [member("pool:defaultapppool")]],
    ["a user of this computer, with its class", `${ADD}.Add("WinNT://$env:COMPUTERNAME/web,user")`, [member("local:web")]],
    ["a domain user", `${ADD}.Add("WinNT://CONTOSO/web")`, [member("domain:contoso\\web")]],
    ["the built-in account by the host's name", `${ADD}.Add("WinNT://./IUSR")`, [member("sid:s-1-5-17")]],
    ["Remove", `${ADD}.psbase.Invoke("Remove", "WinNT://NT AUTHORITY/IUSR")`, [member("sid:s-1-5-17", "set false")]],
    [
      "New-Object",
      '(New-Object System.DirectoryServices.DirectoryEntry "WinNT://localhost/Administrators").Invoke("Add", "WinNT://Everyone")',
      [member("sid:s-1-1-0")],
    ],
    ["another host", '([ADSI]"WinNT://WEB01/Administrators,group").Add("WinNT://Everyone")', []],
    [
      "a host that may be this one",
      '([ADSI]"WinNT://10.0.0.4/Administrators,group").Add("WinNT://Everyone")',
      [member("sid:s-1-1-0", "set true | untouched")],
    ],
    [
      "a user made",
      '$c = [ADSI]"WinNT://."; $u = $c.Create("User", "web"); $u.SetPassword("Xk2-9911"); $u.UserFlags = 0x202; $u.SetInfo()',
      ["userExists|web: set true", "userEnabled|web: set false", 'userPassword|web: set "literal"'],
    ],
    ["a user not saved", '$c = [ADSI]"WinNT://."; $u = $c.Create("User", "web"); $u.SetPassword("Xk2-9911")', []],
    ["deleted", '([ADSI]"WinNT://.").Delete("User", "web")', ["userExists|web: set false"]],
    [
      "already a member throws",
      `${ADD}.Add("WinNT://Everyone"); try { ${ADD}.Add("WinNT://Everyone") } catch { net user caught x /add }`,
      [
        member("sid:s-1-1-0"),
        "userExists|caught: set true",
        "userEnabled|caught: set true",
        'userPassword|caught: set "literal"',
      ],
    ],
    [
      "static Exists",
      '[ADSI]::Exists("WinNT://./web,user") | Out-Null; if (-not [ADSI]::Exists("WinNT://./web,user")) { net user web x /add }',
      [
        "userExists|web: observed true | set true",
        "userEnabled|web: untouched | set true",
        'userPassword|web: untouched | set "literal"',
      ],
    ],
  ]);
});

describe("AccountManagement and WMI", () => {
  const CONTEXT = "$c = [System.DirectoryServices.AccountManagement.PrincipalContext]::new('Machine'); ";
  const GROUP = `${CONTEXT}$g = [System.DirectoryServices.AccountManagement.GroupPrincipal]::FindByIdentity($c, 'Administrators'); `;
  rows([
    ["members wait for Save", `${GROUP}$g.Members.Add($c, 'SamAccountName', 'web'); $g.Save()`, [member("local:web")]],
    ["without Save nothing happens", `${GROUP}$g.Members.Add($c, 'SamAccountName', 'web')`, []],
    [
      "a user made",
      `${CONTEXT}$u = New-Object System.DirectoryServices.AccountManagement.UserPrincipal $c; $u.Name = 'web'; $u.SetPassword('x'); $u.Enabled = $true; $u.Save()`,
      ["userExists|web: set true", "userEnabled|web: set true", 'userPassword|web: set "literal"'],
    ],
    [
      "a guard",
      `${GROUP}if (-not $g.Members.Contains($c, 'Sid', 'S-1-5-17')) { $g.Members.Add($c, 'Sid', 'S-1-5-17'); $g.Save() }`,
      [member("sid:s-1-5-17", "observed true | set true")],
    ],
    [
      "the name of a group by its SID",
      "net localgroup (Get-CimInstance Win32_Group -Filter \"SID='S-1-5-32-544'\").Name IUSR /add",
      [member("sid:s-1-5-17")],
    ],
    [
      "a user renamed",
      '(Get-WmiObject Win32_UserAccount -Filter "Name=\'Administrator\'").Rename("boss") | Out-Null',
      ['accountName|boss: set "machine:500"'],
    ],
  ]);
});
