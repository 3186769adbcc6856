import { describe, expect, test } from "vitest";
import type { KeyKind } from "../../../host/keys.js";
import { factsAfter, type Run } from "./host-of.js";

type Row = readonly [name: string, script: string, facts: readonly string[], run?: Run];

const rows = (kinds: readonly KeyKind[], table: readonly Row[]) =>
  test.for(table)("%s", ([, script, facts, run]) => {
    expect(factsAfter(script, kinds, run)).toEqual(facts);
  });

const IMAGE: Run = { image: "2022-datacenter" };

describe("services", () => {
  rows(
    ["serviceExists", "serviceStart", "serviceRunning", "serviceAccount", "serviceBinary"],
    [
      [
        "Set-Service",
        "Set-Service W3SVC -StartupType Automatic -Status Running",
        ['serviceStart|w3svc: set "auto"', "serviceRunning|w3svc: set true"],
      ],
      [
        "the name that Windows shows",
        "Set-Service 'Simple Mail Transfer Protocol (SMTP)' -StartupType Disabled",
        ['serviceStart|smtpsvc: set "disabled"'],
      ],
      [
        "from the pipeline",
        "Get-Service Spooler | Stop-Service -PassThru | Set-Service -StartupType Manual",
        ['serviceStart|spooler: set "manual"', "serviceRunning|spooler: set false"],
      ],
      ["several", "Restart-Service -Name W3SVC, WAS -Force", ["serviceRunning|w3svc: set true", "serviceRunning|was: set true"]],
      [
        "New-Service",
        "New-Service -Name agent -BinaryPathName 'C:\\agent\\agent.exe -k' -StartupType Manual",
        [
          "serviceExists|agent: set true",
          'serviceStart|agent: set "manual"',
          "serviceRunning|agent: set false",
          'serviceAccount|agent: set "sid:S-1-5-18"',
          'serviceBinary|agent: set "C:\\\\agent\\\\agent.exe -k"',
        ],
      ],
      [
        "sc create with spaces",
        "sc.exe create agent binPath= 'C:\\a.exe' start= delayed-auto obj= 'NT AUTHORITY\\LocalService'",
        [
          "serviceExists|agent: set true",
          'serviceStart|agent: set "delayed"',
          "serviceRunning|agent: set false",
          'serviceAccount|agent: set "sid:S-1-5-19"',
          'serviceBinary|agent: set "C:\\\\a.exe"',
        ],
      ],
      [
        "sc config without spaces",
        "sc.exe config agent start=disabled obj=.\\svc password=x",
        ['serviceStart|agent: set "disabled"', 'serviceAccount|agent: set "local:svc"'],
      ],
      [
        "sc delete, sc start",
        "sc.exe delete agent; sc.exe start W3SVC",
        ["serviceExists|agent: set false", "serviceRunning|agent: set false", "serviceRunning|w3svc: set true"],
      ],
      [
        "net stop and start",
        "net stop W3SVC /y; net start 'World Wide Web Publishing Service'",
        ["serviceRunning|w3svc: set true"],
      ],
      [
        "a service that an image does not have",
        "Start-Service W3SVC; sc.exe config W3SVC start= auto; net start W3SVC",
        [],
        IMAGE,
      ],
      [
        "WMI",
        "(Get-WmiObject Win32_Service -Filter \"Name='W3SVC'\").ChangeStartMode('Disabled') | Out-Null",
        ["serviceExists|w3svc: observed true | observed false", 'serviceStart|w3svc: set "disabled" | untouched'],
      ],
      [
        "WMI Change of the account",
        "$s = Get-WmiObject Win32_Service -Filter \"Name='Spooler'\"; $s.Change($null,$null,$null,$null,$null,$null,'.\\svc','x',$null,$null,$null) | Out-Null",
        ['serviceAccount|spooler: set "local:svc"'],
      ],
      [
        "a guard on the status",
        "if ((Get-Service Spooler).Status -ne 'Running') { Start-Service Spooler }",
        ["serviceRunning|spooler: observed true | set true"],
      ],
      [
        "a guard on existence",
        "if (-not (Get-Service agent -ErrorAction SilentlyContinue)) { New-Service agent C:\\a.exe }",
        [
          "serviceExists|agent: observed true | set true",
          'serviceStart|agent: untouched | set "auto"',
          "serviceRunning|agent: untouched | set false",
          'serviceAccount|agent: untouched | set "sid:S-1-5-18"',
          'serviceBinary|agent: untouched | set "C:\\\\a.exe"',
        ],
      ],
    ],
  );
  rows(
    ["acl", "aclExact"],
    [
      [
        "sc sdset",
        "sc.exe sdset W3SVC 'D:(A;;CCWDWO;;;AU)(A;;GA;;;BA)'",
        [
          'acl|service:w3svc|sid:s-1-5-11: set [{"allow":"0xc0001"}]',
          'acl|service:w3svc|sid:s-1-5-32-544: set [{"allow":"0xf01ff"}]',
          "aclExact|service:w3svc: set true",
        ],
      ],
      ["a descriptor that is none", "sc.exe sdset W3SVC 'D:(A;;XX;;;AU'", []],
      ["subinacl", "subinacl /service W3SVC /grant=Users=TOP", ['acl|service:w3svc|sid:s-1-5-32-545: set [{"allow":"0x70"}]']],
      [
        "Carbon",
        "Grant-CServicePermission -Name W3SVC -Identity Users -FullControl",
        ['acl|service:w3svc|sid:s-1-5-32-545: set [{"allow":"0xf01ff"}]'],
      ],
    ],
  );
});

describe("features", () => {
  const names = (script: string, run?: Run): string[] =>
    factsAfter(script, ["feature"], run).map((line) => line.replace(/^feature\|/, ""));
  const installed = (script: string, run?: Run): string[] => names(script, run).map((line) => line.replace(": set true", ""));

  test("Web-Server brings its default parts and no management tools", () => {
    const found = installed("Install-WindowsFeature Web-Server", IMAGE);
    expect(found).toEqual(
      expect.arrayContaining([
        "web-server",
        "web-webserver",
        "web-default-doc",
        "web-static-content",
        "web-http-logging",
        "web-filtering",
        "was",
      ]),
    );
    expect(found).not.toContain("web-mgmt-console");
    expect(found).not.toContain("web-asp");
  });
  test.each([
    ["-IncludeManagementTools", "Install-WindowsFeature Web-Server -IncludeManagementTools", "web-mgmt-console"],
    ["-IncludeAllSubFeature", "Add-WindowsFeature Web-Server -IncludeAllSubFeature", "web-ftp-service"],
    ["a list from the pipeline", "'Web-Asp-Net45', 'SMTP-Server' | Install-WindowsFeature", "smtp-server"],
    ["what a part needs", "Install-WindowsFeature Web-Asp-Net45", "web-isapi-ext"],
    ["the parts around it", "Install-WindowsFeature Web-Windows-Auth", "web-server"],
    ["a feature object", "Get-WindowsFeature Web-ASP | Install-WindowsFeature", "web-asp"],
    ["what the SMTP service needs", "Install-WindowsFeature SMTP-Server", "web-metabase"],
    ["DISM's names", "Enable-WindowsOptionalFeature -Online -FeatureName IIS-WebServerRole, IIS-ASP -All", "web-asp"],
    ["dism.exe", "dism /online /enable-feature /featurename:Smtpsvc-Service-Update-Name /all", "smtp-server"],
    ["pkgmgr", "pkgmgr /iu:IIS-WebServerRole;IIS-WebServer".replace(";", "`;"), "web-webserver"],
    ["servermanagercmd", "servermanagercmd -install smtp-server", "smtp-server"],
  ])("%s", (_name, script, feature) => {
    expect(installed(script, IMAGE)).toContain(feature);
  });
  test.each([
    ["Server 2025 has no SMTP service", "Install-WindowsFeature SMTP-Server", { image: "2025-datacenter" }],
    ["neither has Core", "Install-WindowsFeature Web-Server, SMTP-Server", { image: "2022-datacenter-core" }],
    ["DISM says so too", "dism /online /enable-feature /featurename:Smtpsvc-Service-Update-Name", { image: "2025-datacenter" }],
    ["without /all the parent must be there", "dism /online /enable-feature /featurename:IIS-ASP", IMAGE],
    ["-WhatIf", "Install-WindowsFeature Web-Server -WhatIf", IMAGE],
    ["an image that is not this host", "dism /image:D:\\mount /enable-feature /featurename:IIS-WebServerRole /all", IMAGE],
  ] as const)("nothing: %s", (_name, script, run) => {
    expect(names(script, run)).toEqual([]);
  });
  rows(
    ["userExists"],
    [
      [
        "the guard of a fresh image needs no question",
        "if (-not (Get-WindowsFeature Web-Server).Installed) { net user made x /add }",
        ["userExists|made: set true"],
        IMAGE,
      ],
      [
        "InstallState",
        "if ((Get-WindowsFeature SMTP-Server).InstallState -eq 'Available') { net user made x /add }",
        ["userExists|made: set true"],
        IMAGE,
      ],
      [
        "what 2025 does not have is not listed",
        "if (Get-WindowsFeature SMTP-Server) { net user made x /add }",
        [],
        { image: "2025-datacenter" },
      ],
      ["the list of a fresh image", "if (Get-WindowsFeature Web-* | Where-Object Installed) { net user made x /add }", [], IMAGE],
      [
        "after installing",
        "Install-WindowsFeature Web-Server; if (Get-WindowsFeature | ? { $_.Installed -and $_.Name -eq 'Web-Server' }) { net user made x /add }",
        ["userExists|made: set true"],
      ],
      [
        "the result",
        "$r = Install-WindowsFeature Web-Server; if ($r.Success -and $r.ExitCode -eq 'Success' -and $r.RestartNeeded -eq 'No') { net user made x /add }",
        ["userExists|made: set true"],
        IMAGE,
      ],
      [
        "nothing to do",
        "Install-WindowsFeature Web-Server; if ((Install-WindowsFeature Web-Server).ExitCode -eq 'NoChangeNeeded') { net user made x /add }",
        ["userExists|made: set true"],
        IMAGE,
      ],
      [
        "optional feature's state",
        "if ((Get-WindowsOptionalFeature -Online -FeatureName IIS-WebServerRole).State -ne 'Enabled') { net user made x /add }",
        ["userExists|made: set true"],
        IMAGE,
      ],
      [
        "removed again",
        "Install-WindowsFeature SMTP-Server; Uninstall-WindowsFeature SMTP-Server; if ((Get-WindowsFeature SMTP-Server).Installed) { net user made x /add }",
        [],
        IMAGE,
      ],
      [
        "a failing installation stops the script",
        "$ErrorActionPreference = 'Stop'; Install-WindowsFeature SMTP-Server; net user made x /add",
        [],
        { image: "2025-datacenter" },
      ],
      [
        "installing brings the services",
        "Install-WindowsFeature SMTP-Server; if (Get-Service SMTPSVC, W3SVC) { net user made x /add }",
        ["userExists|made: set true"],
      ],
    ],
  );
  test("a guard on a host made elsewhere ends with the feature in both worlds", () => {
    const script = "if (-not (Get-WindowsFeature SMTP-Server).Installed) { Install-WindowsFeature SMTP-Server }";
    expect(names(script)).toContain("smtp-server: observed true | set true");
  });
});
