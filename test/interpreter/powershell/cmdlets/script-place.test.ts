import { describe, expect, test } from "vitest";
import { run } from "./run.js";

// As PowerShell 7.6 answers for such files on disk.
const SETUP = `
Set-Content C:\\m\\sub\\f.ps1 'function F { "F: $PSScriptRoot $PSCommandPath" }; $b = { "b: $PSScriptRoot" }; "in: $PSScriptRoot"'
Set-Content C:\\m\\main.ps1 @'
. $PSScriptRoot\\sub\\f.ps1
"after: $PSScriptRoot"
F
& $b
. $b
iex '"iex: $PSScriptRoot"'
function G { "G: $PSScriptRoot"; F; & $b; & { "blk: $PSScriptRoot" } }
G
function Hx($x = $PSScriptRoot) { "H: $x" }
Hx
. { "dot: $PSScriptRoot" }
1 | ForEach-Object { "fe: $PSScriptRoot" }
Split-Path $MyInvocation.MyCommand.Path
'@
`;

describe("$PSScriptRoot belongs to the file that the code stands in", () => {
  test("in a script that dot-sources another", () => {
    expect(run(`${SETUP}& C:\\m\\main.ps1; "out: [$PSScriptRoot]"`).worlds).toEqual([
      [
        "in: C:\\m\\sub",
        "after: C:\\m",
        "F: C:\\m\\sub C:\\m\\sub\\f.ps1",
        "b: C:\\m\\sub",
        "b: C:\\m\\sub",
        "iex: C:\\m",
        "G: C:\\m",
        "F: C:\\m\\sub C:\\m\\sub\\f.ps1",
        "b: C:\\m\\sub",
        "blk: C:\\m",
        "H: C:\\m",
        "dot: C:\\m",
        "fe: C:\\m",
        "C:\\m",
        "out: []",
      ],
    ]);
  });

  test("after dot-sourcing in the session", () => {
    expect(run(`${SETUP}. C:\\m\\main.ps1 | Out-Null; "out: [$PSScriptRoot]"; F; G`).worlds).toEqual([
      [
        "out: []",
        "F: C:\\m\\sub C:\\m\\sub\\f.ps1",
        "G: C:\\m",
        "F: C:\\m\\sub C:\\m\\sub\\f.ps1",
        "b: C:\\m\\sub",
        "blk: C:\\m",
      ],
    ]);
  });

  test("unless a script assigns it", () => {
    expect(run("function f { $PSScriptRoot }; $PSScriptRoot = 'D:\\x'; $PSScriptRoot; f").worlds).toEqual([["D:\\x", "D:\\x"]]);
  });

  test("in a module that dot-sources its parts", () => {
    expect(
      run(`Set-Content C:\\m\\Public\\A.ps1 'function A { Helper }'
Set-Content C:\\m\\Private\\Helper.ps1 'function Helper { "helped in $PSScriptRoot" }'
Set-Content C:\\m\\m.psm1 'foreach ($part in "Public\\A", "Private\\Helper") { . "$PSScriptRoot\\$part.ps1" }; function Here { $PSScriptRoot }'
Import-Module C:\\m\\m.psm1
A; & (Get-Command Here -CommandType Function)`).worlds,
    ).toEqual([["helped in C:\\m\\Private", "C:\\m"]]);
  });
});
