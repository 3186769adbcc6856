import { describe, expect, it } from "vitest";
import { factsAfter } from "./host-of.js";

const SYSTEM = "HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System";

describe("registry values that are facts", () => {
  it.each<[string, readonly string[]]>([
    [`Set-ItemProperty '${SYSTEM}' EnableLUA 0`, ["hardening|enablelua: set 0"]],
    [
      `New-ItemProperty -Path '${SYSTEM}' -Name EnableLUA -PropertyType DWord -Value '1' -Force | Out-Null`,
      ["hardening|enablelua: set 1"],
    ],
    [
      "reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa /v EveryoneIncludesAnonymous /t REG_DWORD /d 1 /f",
      ["hardening|everyoneincludesanonymous: set 1"],
    ],
    [`Set-ItemProperty '${SYSTEM}' EnableLUA $env:UAC`, ["hardening|enablelua: unknown (input)"]],
    [`Set-ItemProperty '${SYSTEM}' Wallpaper x`, []],
  ])("%s", (script, wanted) => {
    expect(factsAfter(script, ["hardening"])).toEqual(wanted);
  });

  it("a service can be made in the registry", () => {
    const key = "HKLM:\\SYSTEM\\CurrentControlSet\\Services\\Agent";
    expect(
      factsAfter(
        `New-Item '${key}' -Force | Out-Null; Set-ItemProperty '${key}' ImagePath 'C:\\a\\a.exe'; Set-ItemProperty '${key}' Start 2 -Type DWord; Set-ItemProperty '${key}' ObjectName 'NT AUTHORITY\\LocalService'`,
        ["serviceExists", "serviceStart", "serviceBinary", "serviceAccount"],
      ),
    ).toEqual([
      "serviceExists|agent: set true",
      'serviceStart|agent: set "auto"',
      'serviceBinary|agent: set "C:\\\\a\\\\a.exe"',
      'serviceAccount|agent: set "sid:S-1-5-19"',
    ]);
  });

  it("what a service runs is followed", () => {
    expect(
      factsAfter(
        'reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\X /v ImagePath /d "cmd /c net localgroup Administrators IUSR /add" /f',
        ["member"],
      ),
    ).toEqual(["member|sid:s-1-5-32-544|sid:s-1-5-17: set true"]);
  });
});
