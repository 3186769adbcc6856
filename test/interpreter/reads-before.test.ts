// More unknowns never make a verdict weaker: reading the host before a dangerous line changes nothing of what is said of that line.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EXISTING } from "../../host/existing.js";
import { HostState } from "../../host/state.js";
import { analyzeHost } from "../../interpreter/analysis.js";
import { Source } from "../../interpreter/values/source.js";
import { defaultConfig } from "../../policies/config.js";
import { judge } from "../../policies/judge.js";
import { SEED } from "../seed.js";

const READS = {
  powershell: [
    (n: number) => `reg query HKLM\\Software\\V${n} /v x`,
    (n: number) => `sc.exe query svc${n}`,
    (n: number) => `wmic path Win32_Service where "name='a${n}'" get state`,
    (n: number) => `$t${n} = Test-Path D:\\x${n}`,
    (n: number) => `Get-Item D:\\x${n} -ErrorAction SilentlyContinue`,
    (n: number) => `Get-Service svc${n}`,
    (n: number) => `$v${n} = (Get-ItemProperty HKLM:\\Software\\V${n} -ErrorAction SilentlyContinue).Version`,
    (n: number) => `if (Test-Path D:\\x${n}) { $count += 1 }`,
    (n: number) => `if ($env:A${n} -eq 'x') { $list += @(${n}) }`,
    (n: number) => `try { Resolve-DnsName h${n} -ErrorAction Stop } catch { Write-Warning 'no' }`,
    (n: number) => `if (-not (Test-Path C:\\d${n})) { New-Item -ItemType Directory C:\\d${n} | Out-Null }`,
  ],
  cmd: [
    (n: number) => `reg query HKLM\\Software\\V${n} /v x`,
    (n: number) => `reg query HKLM\\Software\\V${n} /v x >nul 2>&1`,
    (n: number) => `sc query svc${n}`,
    (n: number) => `wmic service where "name='a${n}'" get state`,
    (n: number) => `if exist D:\\x${n} set A=%A%${n}`,
    (n: number) => `for /f "tokens=3" %%a in ('reg query HKLM\\Software\\V${n} /v x') do set V${n}=%%a`,
    (n: number) => `reg query HKLM\\Software\\V${n}\r\nif errorlevel 1 echo no`,
    (n: number) => `sc query svc${n} | find "RUNNING"`,
    (n: number) => `ping h${n} && echo ok`,
    (n: number) => `if exist D:\\x${n} goto l${n}\r\necho a\r\n:l${n}`,
  ],
} as const;

const DANGER = {
  powershell: "Add-LocalGroupMember Administrators IUSR",
  cmd: "net localgroup Administrators IUSR /add",
} as const;

function verdict(lines: readonly string[], language: "powershell" | "cmd"): string[] {
  const place = { file: "script", resource: null, property: null, layers: [] };
  const source = new Source(lines.join("\r\n"), place, false);
  const files = { read: () => undefined };
  const { state, ending } = analyzeHost(HostState.from(EXISTING), [[{ language, source, path: "C:\\x\\script", args: [] }]], {
    files,
  });
  const { findings } = judge([{ id: "host", urn: null, state, ending }], { config: defaultConfig(), today: "2026-01-01" });
  return findings.map(({ rule, certainty }) => `${rule} ${certainty}`);
}

const CERTAIN = ["iis-anonymous-admin certain"];

describe.each(["powershell", "cmd"] as const)("reads before a dangerous line of %s", (language) => {
  it.each(READS[language].map((read) => [read(0), read] as const))("%s, up to 14 times", (_, read) => {
    for (const count of [1, 7, 9, 10, 14]) {
      const lines = Array.from({ length: count }, (__, index) => read(index));
      expect([count, ...verdict([...lines, DANGER[language]], language)]).toEqual([count, ...CERTAIN]);
    }
  });

  it("any of them in any order", () => {
    const reads = fc.array(fc.nat(READS[language].length - 1), { maxLength: 14 });
    fc.assert(
      fc.property(reads, (kinds) => {
        const lines = kinds.map((kind, index) => (READS[language][kind] as (n: number) => string)(index));
        expect(verdict([...lines, DANGER[language]], language)).toEqual(CERTAIN);
      }),
      { numRuns: 12, seed: SEED },
    );
  });
});

describe("guard clauses before a dangerous line", () => {
  it.each([1, 6, 20, 60])("%i of them, each inside of another condition, leave it possible", (count) => {
    const guards = Array.from({ length: count }, (_, n) => `if (Test-Path D:\\a${n}) { if ($env:B${n} -eq 'x') { exit 0 } }`);
    expect(verdict([...guards, DANGER.powershell], "powershell")).toContain("iis-anonymous-admin possible");
  });

  it.each([1, 6, 20, 60])("%i jumps to the end of a batch file leave it possible", (count) => {
    const guards = Array.from({ length: count }, (_, n) => `if exist D:\\a${n} if exist D:\\b${n} goto :eof`);
    expect(verdict([...guards, DANGER.cmd], "cmd")).toEqual(["iis-anonymous-admin possible"]);
  });
});

describe("work beyond the limits", () => {
  it.each([
    ["powershell", "for ($i = 0; $i -lt 1000000; $i++) { $n = $n + 1 }"],
    ["powershell", "1..1000000 | ForEach-Object { $n += $_ }"],
    ["powershell", "function f($n) { if ($n -gt 0) { f ($n - 1); f ($n - 1) } }; f 40"],
    ["cmd", "for /l %%i in (1,1,1000000) do set n=%%i"],
    ["cmd", "set n=0\r\n:again\r\nset /a n+=1\r\nif %n% lss 1000000 goto again"],
  ] as const)("of %s, `%s`: it is left out and said, what follows is judged", (language, work) => {
    const found = verdict([work, DANGER[language]], language);
    expect(found).toContain("iis-anonymous-admin certain");
    expect(new Set(found)).toEqual(new Set([...CERTAIN, "host-undecided undecided"]));
  });

  it("what it assigns is not known afterwards", () => {
    const lines = [
      "$who = 'web'",
      "for ($i = 0; $i -lt 1000000; $i++) { $who = 'IUSR' }",
      "Add-LocalGroupMember Administrators $who",
    ];
    expect(verdict(lines, "powershell")).not.toEqual([]);
  });

  it("a loop that can never end hides what follows, and says so", () => {
    expect(verdict(["while ($true) { $n = $n + 1 }", DANGER.powershell], "powershell")).toEqual(["host-undecided undecided"]);
  });
});
