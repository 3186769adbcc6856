import { describe, expect, test } from "vitest";
import { run } from "./run.js";

// As PowerShell 7.6 answers for such files on disk.
describe("switch -File", () => {
  test.each<[string, readonly string[]]>([
    ["Set-Content C:\\l.txt 'a','b','','c'; switch -File C:\\l.txt { default { \"<$_>\" } }", ["<a>", "<b>", "<>", "<c>"]],
    ["Set-Content C:\\l.txt 'a1','b2'; switch -Regex -File C:\\l.txt { '^a(\\d)' { $Matches[1] } 'b' { $_ } }", ["1", "b2"]],
    ["$f = 'C:\\l.txt'; Set-Content $f 'a','b'; switch -File $f { 'a' { 'A'; break } default { 'd' } }", ["A"]],
    ["[IO.File]::WriteAllText('C:\\e.txt', ''); switch -File C:\\e.txt { default { 'never' } }; 'end'", ["end"]],
    ['[IO.File]::WriteAllText(\'C:\\e.txt\', "`n"); switch -File C:\\e.txt { default { "<$_>" } }', ["<>"]],
    [
      "New-Item C:\\l.txt -Force | Out-Null; Remove-Item C:\\l.txt; try { switch -File C:\\l.txt { default { 1 } } } catch { $_.FullyQualifiedErrorId }",
      ["PathNotFound"],
    ],
    [
      "Set-Content C:\\l.txt 'k=1','j=2'; $h = @{}; switch -Wildcard -File C:\\l.txt { '*=*' { $n, $v = $_ -split '='; $h[$n] = $v } }; $h.j",
      ["2"],
    ],
  ])("%s", (script, expected) => {
    expect(run(script).worlds).toEqual([expected]);
  });

  test("looks once at a line that nobody knows", () => {
    const { worlds } = run("switch -File C:\\unknown.txt { default { 'd' } }; 'end'");
    expect(worlds.every((world) => world.at(-1) === "end")).toBe(true);
  });
});

describe("the folder for temporary files", () => {
  test.each<[string, readonly string[]]>([
    ["[IO.Path]::GetTempPath()", ["C:\\Windows\\TEMP\\"]],
    ["Join-Path ([IO.Path]::GetTempPath()) 'x' ; \"$env:TEMP\\x\"", ["C:\\Windows\\TEMP\\x", "C:\\Windows\\TEMP\\x"]],
    ["$env:TMP = 'D:\\t\\'; [System.IO.Path]::GetTempPath()", ["D:\\t\\"]],
    ["$env:TMP = ''; $env:TEMP = 'E:\\t'; [IO.Path]::GetTempPath()", ["E:\\t\\"]],
  ])("%s", (script, expected) => {
    expect(run(script, { dialect: "5.1" }).worlds).toEqual([expected]);
  });
});
