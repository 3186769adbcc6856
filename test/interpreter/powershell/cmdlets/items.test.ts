import { describe, expect, it } from "vitest";
import { filesOf } from "../../machine-of.js";
import { outputs, run } from "./run.js";

describe("items of the file system", () => {
  it.each<[string, readonly string[]]>([
    [
      "New-Item C:\\a\\b.txt -ItemType File -Force -Value 'hi' | Out-Null; Get-Content C:\\a\\b.txt; Test-Path C:\\a; Test-Path C:\\a -PathType Leaf",
      ["hi", "True", "False"],
    ],
    [
      "(New-Item C:\\a -ItemType Directory -Force).FullName; (mkdir C:\\b -Force).Name; Test-Path C:\\b -PathType Container",
      ["C:\\a", "b", "True"],
    ],
    [
      "Remove-Item C:\\a -Recurse -Force; Test-Path C:\\a\\b; mkdir C:\\a | Out-Null; Test-Path C:\\a\\b; @(Get-ChildItem C:\\a).Count",
      ["False", "False", "0"],
    ],
    [
      "rd C:\\d; md C:\\d | Out-Null; 'x' > C:\\d\\one.txt; 'y' > C:\\d\\two.log; (dir C:\\d).Name -join ','; (gci C:\\d -Filter *.log).Name; (gci C:\\d\\*.txt).Name",
      ["one.txt,two.log", "two.log", "one.txt"],
    ],
    [
      "rd C:\\d; md C:\\d\\e\\f | Out-Null; Set-Content C:\\d\\e\\f\\x 1; (gci C:\\d -Recurse).Name -join ','; (gci C:\\d -Recurse -File).FullName; (gci C:\\d -Directory).Name",
      ["e,f,x", "C:\\d\\e\\f\\x", "e"],
    ],
    [
      "Set-Content C:\\s\\a.txt q; copy C:\\s\\a.txt C:\\s\\b.txt; move C:\\s\\a.txt C:\\s\\c.txt; ren C:\\s\\b.txt z.txt; Test-Path C:\\s\\a.txt; gc C:\\s\\c.txt; gc C:\\s\\z.txt",
      ["False", "q", "q"],
    ],
    [
      "rd C:\\t; md C:\\t\\in | Out-Null; Set-Content C:\\t\\in\\a q; copy C:\\t\\in C:\\t\\out -Recurse; gc C:\\t\\out\\a; copy C:\\t\\in\\* C:\\t; gc C:\\t\\a",
      ["q", "q"],
    ],
    [
      "Set-Content C:\\x.txt 1; (Get-Item C:\\x.txt).Extension; (gi C:\\x.txt).BaseName; (gi C:\\x.txt).DirectoryName; (gi C:\\x.txt).PSIsContainer; (gi C:\\Windows).PSIsContainer",
      [".txt", "x", "C:\\", "False", "True"],
    ],
    [
      'cd C:\\Windows; (pwd).Path; Push-Location System32; "$pwd"; Test-Path .\\cmd.exe; Pop-Location; (Get-Location).Path; (Resolve-Path ..\\Windows).Path; Convert-Path .',
      ["C:\\Windows", "C:\\Windows\\System32", "True", "C:\\Windows", "C:\\Windows", "C:\\Windows"],
    ],
    [
      "New-PSDrive -Name App -PSProvider FileSystem -Root C:\\app | Out-Null; Set-Content App:\\x.txt v; gc C:\\app\\x.txt; Test-Path App:\\x.txt; (Get-PSDrive App).Root",
      ["v", "True", "C:\\app"],
    ],
    [
      "Test-Path ''; Test-Path 'C:\\Windows\\System32\\c*.exe' -IsValid; Test-Path Env:SystemRoot; Test-Path HKLM:\\SOFTWARE; Test-Path Nope:\\x",
      ["False", "True", "True", "True", "False"],
    ],
  ])("%s", (script, wanted) => {
    expect(outputs(script)).toEqual(wanted);
  });

  it("$PWD is where the session is", () => {
    expect(
      outputs('cd C:\\Windows; $pwd.Path; "$pwd\\x"; $PWD.GetType().Name; Join-Path $pwd y; cd HKLM:\\SOFTWARE; "$pwd"'),
    ).toEqual(["C:\\Windows", "C:\\Windows\\x", "PathInfo", "C:\\Windows\\y", "HKLM:\\SOFTWARE"]);
  });

  it("what nobody knows is asked once", () => {
    expect(run("Test-Path D:\\legacy; Test-Path D:\\legacy").worlds).toEqual([["True or False", "True or False"]]);
    const { worlds } = run("if (Test-Path D:\\legacy) { 'there' } else { mkdir D:\\legacy | Out-Null }; Test-Path D:\\legacy");
    expect(worlds).toEqual([["there", "True"], ["True"]]);
  });

  it("an item that may be missing is an error in the worlds where it is", () => {
    expect(
      run("try { Get-Item D:\\x.txt -ErrorAction Stop | Out-Null; 'found' } catch { $_.Exception.GetType().Name }").worlds,
    ).toEqual([["found or ItemNotFoundException"]]);
  });

  it("files of a folder that others may have written to are not known", () => {
    expect(outputs("mkdir D:\\pkg -Force | Out-Null; Get-ChildItem D:\\pkg")).toEqual(["⟨children:d:∖pkg:false:::⟩"]);
  });

  it("files beside the script are there with what they hold", () => {
    const files = filesOf({ "config\\site.txt": "one\r\ntwo" });
    expect(
      outputs(
        "Test-Path config\\site.txt; (Get-Content .\\config/site.txt)[1]; Copy-Item config\\site.txt C:\\s.txt; (gc C:\\s.txt).Count",
        { files: filesOf({ "config\\site.txt": "one\r\ntwo", ".\\config\\site.txt": "one\r\ntwo" }) },
      ),
    ).toEqual(["True", "two", "2"]);
    expect(outputs("Get-Content config\\site.txt -TotalCount 1", { files })).toEqual(["one"]);
  });

  it("-WhatIf does nothing", () => {
    expect(outputs("Set-Content C:\\w.txt 1; Remove-Item C:\\w.txt -WhatIf; Test-Path C:\\w.txt")).toEqual(["True"]);
  });

  it("a second item of the same name is an error", () => {
    expect(
      outputs(
        "$null = mkdir C:\\q; New-Item C:\\q -ItemType Directory -ErrorAction SilentlyContinue; $?; (New-Item C:\\q -ItemType Directory -Force).Name",
      ),
    ).toEqual(["False", "q"]);
  });
});

describe("content", () => {
  it.each<[string, readonly string[]]>([
    [
      "Set-Content C:\\c 'a','b'; (gc C:\\c).Count; ac C:\\c 'c'; gc C:\\c -Tail 1; (gc C:\\c -Raw) -replace \"`r`n\",'|'; Clear-Content C:\\c; (gi C:\\c).Length",
      ["2", "c", "a|b|c|", "0"],
    ],
    [
      "'y','z' | Out-File C:\\c; 'w' | Out-File C:\\c -Append; (gc C:\\c) -join ','; 'n' | Set-Content C:\\c -NoNewline; (gc C:\\c -Raw).Length",
      ["y,z,w", "1"],
    ],
    ["Set-Content C:\\c -Value 65,66 -AsByteStream; gc C:\\c; (gc C:\\c -AsByteStream)[1]", ["AB", "66"]],
    ["'k' | Tee-Object C:\\c; gc C:\\c; 1,2 | Tee-Object -Variable t | Out-Null; $t.Count", ["k", "k", "2"]],
    ["'q' > C:\\r.txt; 'w' >> C:\\r.txt; (gc C:\\r.txt) -join ','", ["q,w"]],
  ])("%s", (script, wanted) => {
    expect(outputs(script)).toEqual(wanted);
  });

  it("keeps what is known of a line around what is not", () => {
    expect(outputs("Set-Content C:\\c \"host=$env:HOSTTAG\", 'end'; (gc C:\\c)[0]; (gc C:\\c).Count")).toEqual([
      "host=⟨env:hosttag⟩",
      "2",
    ]);
    expect(outputs("Add-Content D:\\log 'x'; gc D:\\log | Select-Object -Last 1")[0]).toMatch(/x|⟨content:d:\\log⟩/);
  });

  it("a script written to disk runs with its text", () => {
    expect(outputs("Set-Content C:\\t\\run.ps1 'param($a) \"ran $a\"'; & C:\\t\\run.ps1 one")).toEqual(["ran one"]);
  });
});

describe("paths as texts", () => {
  it.each<[string, readonly string[]]>([
    [
      "Join-Path C:\\a b; Join-Path C:\\a\\ \\b; Join-Path C:\\a b c d; Join-Path a,x b",
      ["C:\\a\\b", "C:\\a\\b", "C:\\a\\b\\c\\d", "a\\b", "x\\b"],
    ],
    ["'p' | Join-Path -ChildPath q; Join-Path HKLM:\\S T", ["p\\q", "HKLM:\\S\\T"]],
    [
      "Split-Path C:\\a\\b.txt; Split-Path C:\\a\\b.txt -Leaf; Split-Path C:\\a; Split-Path x.txt; Split-Path C:\\a\\b.txt -Qualifier; Split-Path C:\\a\\b.txt -NoQualifier",
      ["C:\\a", "b.txt", "C:\\", "", "C:", "\\a\\b.txt"],
    ],
    [
      "Split-Path C:\\a\\b.txt -LeafBase; Split-Path C:\\a\\b.txt -Extension; Split-Path C:\\a -IsAbsolute; Split-Path a\\b -IsAbsolute",
      ["b", ".txt", "True", "False"],
    ],
    [
      'Join-Path "C:\\$env:TAG" x.ps1; Split-Path "C:\\$env:TAG\\x.ps1" -Leaf; Split-Path "C:\\$env:TAG\\x.ps1"',
      ["C:\\⟨env:tag⟩\\x.ps1", "x.ps1", "C:\\⟨env:tag⟩"],
    ],
  ])("%s", (script, wanted) => {
    expect(outputs(script)).toEqual(wanted);
  });
});

describe("properties in the registry", () => {
  it.each<[string, readonly string[]]>([
    [
      "New-Item HKLM:\\SOFTWARE\\C -Force | Out-Null; Set-ItemProperty HKLM:\\SOFTWARE\\C Port 25; (Get-ItemProperty HKLM:\\SOFTWARE\\C).Port; (gp HKLM:\\SOFTWARE\\C Port).Port + 1; Get-ItemPropertyValue HKLM:\\SOFTWARE\\C Port",
      ["25", "26", "25"],
    ],
    [
      "$k = 'Registry::HKEY_LOCAL_MACHINE\\SOFTWARE\\C'; New-ItemProperty $k -Name V -PropertyType DWord -Value '7' -Force | Out-Null; (Get-ItemProperty $k).V + 1; (Get-Item $k).GetValue('V')",
      ["8", "7"],
    ],
    [
      "New-Item HKLM:\\SOFTWARE\\C -Force | Out-Null; sp HKLM:\\SOFTWARE\\C A x; rp HKLM:\\SOFTWARE\\C A; (Get-ItemProperty HKLM:\\SOFTWARE\\C -Name A -ErrorAction SilentlyContinue) -eq $null",
      ["True"],
    ],
    [
      "New-PSDrive HKU Registry HKEY_USERS | Out-Null; sp HKU:\\.DEFAULT\\X N 1; (gp Registry::HKEY_USERS\\.DEFAULT\\X).N; cd HKLM:\\SOFTWARE; Test-Path .\\Microsoft; (Get-Location).Path",
      ["1", "True", "HKLM:\\SOFTWARE"],
    ],
    [
      "ri HKLM:\\SOFTWARE\\C -Recurse -ErrorAction SilentlyContinue; ni HKLM:\\SOFTWARE\\C\\S -Force | Out-Null; sp HKLM:\\SOFTWARE\\C\\S n v; (gci HKLM:\\SOFTWARE\\C).PSChildName; (gi HKLM:\\SOFTWARE\\C\\S).Property; Test-Path HKLM:\\SOFTWARE\\C\\Q",
      ["S", "n", "False"],
    ],
    [
      "Set-ItemProperty HKLM:\\SOFTWARE\\Microsoft -Name l -Value 'a','b' -Type MultiString; (gp HKLM:\\SOFTWARE\\Microsoft).l -join ','; Rename-ItemProperty HKLM:\\SOFTWARE\\Microsoft l m; (gp HKLM:\\SOFTWARE\\Microsoft).m.Count",
      ["a,b", "2"],
    ],
  ])("%s", (script, wanted) => {
    expect(outputs(script)).toEqual(wanted);
  });

  it("a value that nobody wrote is an unknown of its place", () => {
    expect(outputs("(Get-ItemProperty HKLM:\\SOFTWARE\\Microsoft).Mode")).toEqual(["⟨registry:hklm∖software∖microsoft∖mode⟩"]);
    expect(
      run("if (Get-ItemProperty HKLM:\\SOFTWARE\\Microsoft -Name Mode -ErrorAction SilentlyContinue) { 'yes' } else { 'no' }")
        .worlds,
    ).toEqual([["yes or no"]]);
  });
});

describe("the session's drives", () => {
  it.each<[string, readonly string[]]>([
    [
      "Set-Item Env:A x; $env:A; (Get-Item Env:A).Value; Remove-Item Env:A; $env:A -eq $null; Test-Path Env:A",
      ["x", "x", "True", "False"],
    ],
    [
      "$a = 5; (Get-Item variable:a).Value; Set-Item variable:a 6; $a; Set-Content variable:a 7; $a; Remove-Item variable:a; $a -eq $null",
      ["5", "6", "7", "True"],
    ],
    [
      "function f { 'one' }; Test-Path function:f; Set-Item function:f { 'two' }; f; Remove-Item function:f; Test-Path function:f; Test-Path alias:gci; Test-Path alias:zz",
      ["True", "two", "False", "True", "False"],
    ],
    ["Test-Path variable:PID; Test-Path variable:nosuch", ["True", "False"]],
  ])("%s", (script, wanted) => {
    expect(outputs(script)).toEqual(wanted);
  });
});
