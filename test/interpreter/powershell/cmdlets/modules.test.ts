import { describe, expect, test } from "vitest";
import { run } from "./run.js";

/** Writes a module and runs what imports it; the outputs of the only world. */
function outputs(module: string, script: string, path = "C:\\m\\m.psm1"): readonly string[] {
  const { worlds } = run(`Set-Content '${path}' '${module.replaceAll("'", "''")}'\n${script}`);
  expect(worlds).toHaveLength(1);
  return worlds[0] as readonly string[];
}

describe("a module's functions", () => {
  test.each<[string, string, string, readonly string[]]>([
    ["are there for the rest of the session", "function A { 'a' }", "Import-Module C:\\m\\m.psm1; A", ["a"]],
    ["also when a function imports them", "function A { 'a' }", "function load { Import-Module C:\\m\\m.psm1 }; load; A", ["a"]],
    ["also deep inside", "function A { 'a' }", "& { & { if (1) { ipmo C:\\m\\m.psm1 -Force } } }; A", ["a"]],
    [
      "but not with -Scope Local",
      "function A { 'a' }",
      "function load { Import-Module C:\\m\\m.psm1 -Scope Local; A }; load; Test-Path function:A",
      ["a", "False"],
    ],
    [
      "call functions that are not exported",
      "function A { Hidden }; function Hidden { 'h' }; Export-ModuleMember -Function A",
      "Import-Module C:\\m\\m.psm1; A; Test-Path function:Hidden",
      ["h", "False"],
    ],
    [
      "are exported by pattern",
      "function Get-A { 'a' }; function Set-A { 's' }; Export-ModuleMember Get-*",
      "Import-Module C:\\m\\m.psm1; Get-A; Test-Path function:Set-A",
      ["a", "False"],
    ],
    [
      "share the variables of the module",
      "$script:n = 0; function Step { $script:n++; $script:n }",
      "Import-Module C:\\m\\m.psm1; $n = 9; Step; Step; $n",
      ["1", "2", "9"],
    ],
    [
      "do not see the variables of a function that calls them",
      'function Seen { "[$secretly]" }',
      "function caller { $secretly = 1; Seen }; Import-Module C:\\m\\m.psm1; caller",
      ["[]"],
    ],
    ["know where the module lies", "function Where-Am { $PSScriptRoot }", "Import-Module C:\\m\\m.psm1; Where-Am", ["C:\\m"]],
    ["take a prefix", "function Get-A { 'a' }", "Import-Module C:\\m\\m.psm1 -Prefix My; Get-MyA", ["a"]],
    [
      "are only those that are asked for",
      "function A { 'a' }; function B { 'b' }",
      "Import-Module C:\\m\\m.psm1 -Function B; B; Test-Path function:A",
      ["b", "False"],
    ],
    [
      "come with aliases",
      "function Get-A { 'a' }; Set-Alias ga1 Get-A; Export-ModuleMember -Function Get-A -Alias ga1",
      "Import-Module C:\\m\\m.psm1; ga1",
      ["a"],
    ],
    [
      "come without variables unless these are named",
      "$x = 1; $y = 2; function A { }; Export-ModuleMember -Function A -Variable y",
      'Import-Module C:\\m\\m.psm1; "[$x][$y]"',
      ["[][2]"],
    ],
  ])("%s", (_, module, script, expected) => {
    expect(outputs(module, script)).toEqual(expected);
  });

  test("come from the files that the module reads", () => {
    expect(
      run(`Set-Content C:\\m\\Public\\A.ps1 'function A { Helper }'
Set-Content C:\\m\\Private\\Helper.ps1 'function Helper { "helped" }'
Set-Content C:\\m\\m.psm1 '$root = $PSScriptRoot; foreach ($part in "Public\\A", "Private\\Helper") { . "$root\\$part.ps1" }'
function load { Import-Module C:\\m\\m.psm1 -Force }
load
A`).worlds,
    ).toEqual([["helped"]]);
  });

  test("are those that the manifest names", () => {
    expect(
      run(`Set-Content C:\\m\\core.psm1 'function A { B }; function B { "b" }'
Set-Content C:\\m\\m.psd1 '@{ RootModule = "core.psm1"; ModuleVersion = "1.0"; FunctionsToExport = @("A") }'
Import-Module C:\\m\\m.psd1
A
Test-Path function:B`).worlds,
    ).toEqual([["b", "False"]]);
  });

  test("of a module that a module imports stay in it", () => {
    expect(
      run(`Set-Content C:\\m\\inner.psm1 'function Inner { "inner" }'
Set-Content C:\\m\\outer.psm1 'Import-Module C:\\m\\inner.psm1; function Outer { Inner }; Export-ModuleMember Outer'
Import-Module C:\\m\\outer.psm1
Outer
Test-Path function:Inner`).worlds,
    ).toEqual([["inner", "False"]]);
  });
});

describe("using module", () => {
  test("imports functions and classes from beside the script", () => {
    expect(
      run(`Set-Content C:\\m\\lib\\k.psm1 'class K { [string] N() { return "k" } }; function KF { "kf" }'
Set-Content C:\\m\\main.ps1 @'
using module .\\lib\\k.psm1
[K]::new().N()
KF
'@
& C:\\m\\main.ps1`),
    ).toMatchObject({ worlds: [["k", "kf"]], notes: [] });
  });

  test("imports once", () => {
    expect(
      run(`Set-Content C:\\m\\k.psm1 'Add-Content C:\\n.txt "imported"'
Set-Content C:\\n.txt 'start'
Set-Content C:\\m\\main.ps1 'using module .\\k.psm1
"first"'
& C:\\m\\main.ps1
(Get-Content C:\\n.txt).Count`).worlds,
    ).toEqual([["first", "2"]]);
  });

  test("of code that is nowhere to be had is told", () => {
    expect(run("using module \\\\share\\x.psm1\n'x'").notes.join("|")).toContain("imports the module \\\\share\\x.psm1");
  });
});

// As PowerShell 7.6 answers.
describe("New-Module", () => {
  test.each<[string, readonly string[]]>([
    ['$m = New-Module -Name m { $v = 1; function mm { "mm $v" }; 5 }; $m.Name; mm', ["m", "mm 1"]],
    ["New-Module { function q { 'q' } } | % { $_.GetType().Name }; q", ["PSModuleInfo", "q"]],
    ["New-Module -ReturnResult { 7 }", ["7"]],
    [
      "$o = New-Module -AsCustomObject { $x = 3; function g($y) { $x + $y }; Export-ModuleMember -Function g -Variable x }; $o.g(4); $o.x",
      ["7", "3"],
    ],
    ["$null = New-Module { param($a) $script:b = $a; function sh { $b } } -ArgumentList 8; sh", ["8"]],
    ["function inner { $null = New-Module { function deep { 1 } } }; inner; deep", ["1"]],
    [
      "New-Module -Name z -ScriptBlock { function f1 { 1 }; function f2 { 2 } } -Function f1 | Out-Null; f1; Test-Path function:f2",
      ["1", "False"],
    ],
    ["$null = New-Module { Set-Content C:\\o.txt 'done' }; gc C:\\o.txt", ["done"]],
    ["New-Module -Name m { function mm { 'mm' } } | Import-Module; mm", ["mm"]],
  ])("%s", (script, expected) => {
    const ran = run(script);
    expect(ran.worlds).toEqual([expected]);
    expect(ran.notes).toEqual([]);
  });
});
