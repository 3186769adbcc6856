import { describe, expect, it } from "vitest";
import { member } from "../../../../host/keys.js";
import { filesOf } from "../../machine-of.js";
import { outputs, type Ran, run } from "./run.js";

/** Whether the script made IUSR an administrator. */
function iusrIsAdministrator({ machine }: Ran): unknown {
  const fact = machine.host.read(member("sid:S-1-5-32-544" as never, "sid:S-1-5-17" as never));
  return fact === undefined ? "untouched" : (fact as { status: string }).status;
}

describe("code that cmdlets run", () => {
  it.each<[string]>([
    ["Invoke-Expression 'net localgroup Administrators IUSR /add'"],
    ["'net localgroup Administrators IUSR /add' | iex"],
    ["Start-Process net.exe -ArgumentList 'localgroup Administrators IUSR /add' -Wait"],
    [
      "Start-Process -FilePath C:\\Windows\\System32\\net.exe -ArgumentList 'localgroup','Administrators','IUSR','/add' -NoNewWindow",
    ],
    ["saps cmd '/c net localgroup Administrators IUSR /add' -Verb RunAs"],
    ["Start-Process powershell -ArgumentList '-Command \"net localgroup Administrators IUSR /add\"'"],
    [
      "Set-Content C:\\t.ps1 'net localgroup Administrators IUSR /add'; Start-Process powershell.exe -ArgumentList '-ExecutionPolicy Bypass -File C:\\t.ps1'",
    ],
    ["Set-Content C:\\t.cmd 'net localgroup Administrators IUSR /add'; Start-Process C:\\t.cmd"],
    ["Start-Job { net localgroup Administrators IUSR /add } | Wait-Job | Receive-Job"],
    ["Invoke-Command -ScriptBlock { param($who) net localgroup Administrators $who /add } -ArgumentList IUSR"],
    ["icm localhost { net localgroup Administrators IUSR /add }"],
    ["Invoke-Command -ComputerName $env:COMPUTERNAME { net localgroup Administrators IUSR /add }"],
    ["$s = New-PSSession; Invoke-Command -Session $s { net localgroup Administrators IUSR /add }"],
    [
      "Set-Content C:\\m\\m.psm1 'function Grant { net localgroup Administrators IUSR /add }'; Import-Module C:\\m\\m.psm1; Grant",
    ],
    [
      "Set-Content 'C:\\Program Files\\WindowsPowerShell\\Modules\\Own\\Own.psm1' 'function Grant { net localgroup Administrators IUSR /add }'; Import-Module Own; Grant",
    ],
    [
      "Set-Content C:\\m\\m.psd1 \"@{ RootModule = 'm.psm1' }\"; Set-Content C:\\m\\m.psm1 'net localgroup Administrators IUSR /add'; ipmo C:\\m",
    ],
    ["Measure-Command { net localgroup Administrators IUSR /add } | Out-Null"],
    ["& $env:ComSpec /c net localgroup Administrators IUSR /add"],
  ])("is followed: %s", (script) => {
    expect(iusrIsAdministrator(run(script, { dialect: "5.1" }))).toBe("set");
  });

  it.each<[string]>([
    ["Invoke-Command -ComputerName web2 { net localgroup Administrators IUSR /add }"],
    ["icm web2 { net localgroup Administrators IUSR /add }"],
    ["$b = { net localgroup Administrators IUSR /add }; $b | Out-Null"],
    ["if ($false) { net localgroup Administrators IUSR /add }"],
  ])("does not touch this host: %s", (script) => {
    const ran = run(script, { dialect: "5.1" });
    expect(iusrIsAdministrator(ran)).toBe("untouched");
    expect(ran.notes).toEqual([]);
  });

  it.each<[string, string]>([
    [
      "iex (irm https://x.example/install.ps1)",
      "opaque: runs a text that is not known: the content of https://x.example/install.ps1",
    ],
    [
      "iwr https://x.example/a.ps1 -UseBasicParsing | iex",
      "opaque: runs a text that is not known: the content of https://x.example/a.ps1",
    ],
    [
      "(iwr -useb https://x.example/a.ps1).Content | iex",
      "opaque: runs a text that is not known: the content of https://x.example/a.ps1",
    ],
    ["iwr https://x.example/a.ps1 -OutFile C:\\a.ps1; & C:\\a.ps1", "opaque: runs C:\\a.ps1, whose content is not available"],
    [
      "Start-BitsTransfer https://x.example/a.ps1 C:\\a.ps1; powershell -File C:\\a.ps1",
      "opaque: runs C:\\a.ps1, whose content is not available",
    ],
    [
      "Import-Module \\\\share\\mods\\Contoso.psm1",
      "opaque: imports the module \\\\share\\mods\\Contoso.psm1, whose content is not available",
    ],
    [
      "Invoke-Command -ComputerName (Get-Content \\\\share\\hosts.txt) { Set-X }",
      "input: runs commands on computers that are not known",
    ],
  ])("is not to be had: %s", (script, note) => {
    expect(run(script, { dialect: "5.1" }).notes.join("|")).toContain(note);
  });

  it.each<[string]>([
    ["Start-Process msiexec.exe -ArgumentList '/i C:\\x.msi /qn' -Wait"],
    ["iwr https://x.example/setup.exe -OutFile C:\\setup.exe; Start-Process C:\\setup.exe '/S' -Wait"],
    ["Import-Module ServerManager; Import-Module WebAdministration; Import-Module SomethingElse"],
    ["choco install git -y; Set-TimeZone UTC; New-NetFirewallRule -DisplayName x -LocalPort 25; Restart-Computer -Force"],
    ["Install-Module Carbon -Force; Install-PackageProvider NuGet; Set-ExecutionPolicy Bypass -Scope Process -Force"],
  ])("changes nothing that is judged: %s", (script) => {
    expect(run(script, { dialect: "5.1" }).notes).toEqual([]);
  });

  it.each<[string, readonly string[]]>([
    [
      "$p = Start-Process msiexec '/i x.msi' -PassThru -Wait; $p.ExitCode; $p.HasExited; $p.WaitForExit(1000)",
      ["0", "True", "True"],
    ],
    [
      "$j = Start-Job { 1; 2 } -Name one; $j.State; (Receive-Job one -Keep) -join ','; Get-Job | % Name; (Start-Job { throw 'x' }).State",
      ["Completed", "1,2", "one", "Failed"],
    ],
    ['(Invoke-Command { param($a,$b) "$a-$b" } -ArgumentList 1,2)', ["1-2"]],
    ["Start-Process cmd '/c echo hi' -RedirectStandardOutput C:\\o.txt -Wait; Get-Content C:\\o.txt", ["hi"]],
    [
      "cd C:\\here; Set-Content C:\\w\\r.cmd 'echo from w'; Start-Process r.cmd -WorkingDirectory C:\\w -RedirectStandardOutput C:\\o.txt; gc C:\\o.txt; (Get-Location).Path",
      ["from w", "C:\\here"],
    ],
  ])("%s", (script, wanted) => {
    expect(outputs(script, { dialect: "5.1" })).toEqual(wanted);
  });

  it("modules beside the script are read", () => {
    const files = filesOf({ "lib\\Grant.psm1": "function Grant { net localgroup Administrators IUSR /add }" });
    expect(iusrIsAdministrator(run("Import-Module .\\lib\\Grant.psm1; Grant", { dialect: "5.1", files }))).toBe("set");
  });

  it("whether a module or a command is there is asked once and then known", () => {
    expect(
      run(
        "if (-not (Get-Module -ListAvailable Contoso)) { Install-Module Contoso }; if (Get-Module -ListAvailable -Name Contoso) { 'yes' } else { 'no' }",
      ).worlds,
    ).toEqual([["yes"]]);
    expect(
      outputs(
        "function f {}; if (Get-Command f -ErrorAction SilentlyContinue) { 1 }; if (Get-Command net.exe -ErrorAction SilentlyContinue) { 2 }; (Get-Command gci).CommandType.ToString()",
      ),
    ).toEqual(["1", "2", "Alias"]);
    expect(run("if (Get-Command choco -ErrorAction SilentlyContinue) { 'has' } else { 'has not' }").worlds).toEqual([
      ["has or has not"],
    ]);
  });

  it("a request may fail where the script looks", () => {
    expect(
      run("try { irm http://169.254.169.254/metadata -ErrorAction Stop | Out-Null; 'cloud' } catch { 'none' }").worlds,
    ).toEqual([["cloud or none"]]);
    expect(
      run("if (Test-Connection dc1 -Quiet) { 1 } else { 2 }; if (Test-Connection dc1 -Quiet) { 1 } else { 2 }").worlds,
    ).toEqual([["1 or 2", "1 or 2"]]);
    expect(run("iwr https://x.example/a.zip -OutFile C:\\a.zip; 'next'").worlds).toEqual([["next"]]);
  });
});

describe("secrets", () => {
  it.each<[string, readonly string[]]>([
    [
      "$s = ConvertTo-SecureString 'pw' -AsPlainText -Force; $s.GetType().Name; $s.Length; ConvertFrom-SecureString $s -AsPlainText",
      ["SecureString", "2", "pw"],
    ],
    [
      "$c = New-Object System.Management.Automation.PSCredential('CORP\\svc', (ConvertTo-SecureString 'pw' -AsPlainText -Force)); $c.UserName; $c.GetNetworkCredential().Password; $c.GetNetworkCredential().Domain",
      ["CORP\\svc", "pw", "CORP"],
    ],
    ["(Get-Credential admin).UserName", ["admin"]],
  ])("%s", (script, wanted) => {
    expect(outputs(script)).toEqual(wanted);
  });
});

describe("what only the host knows", () => {
  it.each<[string, readonly string[]]>([
    [
      "Get-Random -InputObject 5; Get-Random -Minimum 3 -Maximum 4; Get-Random -Maximum 1; (1..5 | Get-Random -Count 9 | measure).Count",
      ["5", "3", "0", "5"],
    ],
    ["(Get-Date) -eq (Get-Date); (New-Guid) -eq (New-Guid)", ["True or False", "True or False"]],
    ["(1,2 | Get-Random) -in 1,2", ["True"]],
  ])("%s", (script, wanted) => {
    expect(outputs(script)).toEqual(wanted);
  });
});
