import { describe, expect, it } from "vitest";
import { outputs, run } from "./run.js";

describe("objects", () => {
  it.each<[string, readonly string[]]>([
    // Write-Output
    [
      "Write-Output 1 2 3; Write-Output 1,2; Write-Output (1,2) 3 | % { \"$_\" }; (Write-Output 1,2 -NoEnumerate).Count; Write-Output @() | % { 'no' }",
      ["1", "2", "3", "1", "2", "1 2", "3", "2"],
    ],
    [
      "5 | Write-Output; (Write-Output a,b) -join '-'; ('x' | Out-String).Trim(); (1,2 | Out-String -Stream) -join ','; 'q' | Out-Null; 'a','b' | Join-String -Separator '+'",
      ["5", "a-b", "x", "1,2", "a+b"],
    ],
    // Select-Object
    [
      "[pscustomobject]@{a=1;b=2} | select a | % { $_.a; $_.b -eq $null }; 1..3 | select @{n='sq';e={$_*$_}} | ? sq -gt 3 | % sq",
      ["1", "True", "4", "9"],
    ],
    [
      "1..5 | select -Skip 1 -First 2; 1..3 | select -Last 9 | measure | % Count; 'a','b','c' | select -Index 0,2; 1..4 | select -SkipLast 3",
      ["2", "3", "3", "a", "c", "1"],
    ],
    [
      "1,2,1 | select -Unique; [pscustomobject]@{n='a';l=1,2} | select -ExpandProperty l -Property n | % { \"$_$($_.n)\" }; 'abc' | select * | % Length",
      ["1", "2", "1a", "2a", "3"],
    ],
    [
      '[pscustomobject]@{a=1;ab=2;c=3} | select a* -ExcludeProperty ab | % { "$_" }; [pscustomobject]@{a=1;b=2} | select * -ExcludeProperty a | % { "$_" }',
      ["@{a=1}", "@{b=2}"],
    ],
    // Sort-Object, Group-Object, Get-Unique
    [
      "(3,1,2 | sort) -join ''; ('b','A','c' | sort -Descending) -join ''; ('10','9','2' | sort { [int]$_ }) -join ','; ('b','a','b' | sort -Unique) -join ''; $null,2,1 | sort | % { \"[$_]\" }",
      ["123", "cbA", "2,9,10", "ab", "[1]", "[2]"],
    ],
    [
      "[pscustomobject]@{n='b';v=1},[pscustomobject]@{n='a';v=1},[pscustomobject]@{n='c';v=0} | sort v,n | % n; [pscustomobject]@{v=1},[pscustomobject]@{v=2} | sort @{e='v';Descending=$true} | % v",
      ["c", "a", "b", "2", "1"],
    ],
    [
      "$g = 'a','bb','c' | group Length; $g.Count; $g[0].Name; $g[0].Group -join ','; (1..3 | group { $_ % 2 } -AsHashTable -AsString)['1'].Count; 1,1,2 | group -NoElement | % { \"$($_.Name)=$($_.Count)\" }",
      ["2", "1", "a,c", "2", "1=2", "2=1"],
    ],
    ["(1,1,2,2,1 | Get-Unique) -join ''", ["121"]],
    // Measure-Object, Compare-Object
    [
      "$m = 1,2,3 | measure -Sum -Average -Maximum -Minimum; $m.Count; $m.Sum; $m.Average; $m.Maximum; $m.Minimum; ('1','2' | measure -Sum).Sum; ([pscustomobject]@{x=1},[pscustomobject]@{x=3} | measure x -Average).Average",
      ["3", "6", "2", "3", "1", "3", "2"],
    ],
    [
      "('a b','c' | measure -Word -Line -Character).Words; ($null | measure).Count; (@() | measure).Count; (,(1,2) | measure).Count",
      ["3", "0", "0", "1"],
    ],
    [
      'compare (1,2,3) (2,3,4) | sort InputObject | % { "$($_.InputObject)$($_.SideIndicator)" }; (compare 1,2 1,2) -eq $null; compare 1,2 1,3 -IncludeEqual -ExcludeDifferent | % InputObject; (compare a,b A,b | measure).Count',
      ["1<=", "4=>", "True", "1", "0"],
    ],
    // New-Object, Add-Member, Get-Member
    [
      "$o = New-Object PSObject -Property @{a=1}; $o.a; $o | Add-Member b 2; $o.b; Add-Member -InputObject $o -MemberType NoteProperty -Name c -Value 3; $o.c; $o | Add-Member @{d=4}; $o.d; ($o | Add-Member e 5 -PassThru).e",
      ["1", "2", "3", "4", "5"],
    ],
    [
      "$o = [pscustomobject]@{a=2}; $o | Add-Member ScriptMethod Twice { $this.a * 2 }; $o.Twice(); $o | Add-Member ScriptProperty Next { $this.a + 1 }; $o.Next; $o | Add-Member AliasProperty z a; $o.z",
      ["4", "3", "2"],
    ],
    [
      "([pscustomobject]@{a=1;b=2} | gm -MemberType NoteProperty | % Name) -join ','; if ([pscustomobject]@{a=1} | gm -Name b) { 'has' } else { 'has not' }",
      ["a,b", "has not"],
    ],
    [
      "(New-Object 'object[]' 2).Count; (New-Object byte[] 4).Length; New-Object 'System.Collections.Generic.List[string]' (,[string[]]('a','b')) | % { $_ }",
      ["2", "4", "a", "b"],
    ],
  ])("%s", (script, wanted) => {
    expect(outputs(script)).toEqual(wanted);
  });

  it("a type that does not exist ends the statement", () => {
    expect(run("New-Object No.Such.Type; 'after'").worlds).toEqual([["after"]]);
    expect(outputs("try { New-Object No.Such.Type } catch { $_.FullyQualifiedErrorId.Split(',')[0] }")).toEqual(["TypeNotFound"]);
  });

  it("what is chosen of objects that nobody knows is the same each time", () => {
    expect(
      outputs(
        "$p = Get-ChildItem D:\\x; $a = $p | select -First 1; $b = $p | select -First 1; $a -eq $b; ($p | select -ExpandProperty Name)",
      ),
    ).toEqual(["True", "⟨children:d:∖x:false:::.name⟩"]);
    expect(run("if ((Get-ChildItem D:\\x | measure).Count -gt 0) { 1 } else { 2 }").worlds).toEqual([["1 or 2"]]);
  });

  it("objects with keys that nobody knows may come in any order", () => {
    expect(
      run(
        "$r = [pscustomobject]@{n='a';v=$env:P},[pscustomobject]@{n='b';v=$env:Q} | sort v | select -First 1; $r.n",
      ).worlds.flat(),
    ).toEqual(["a or b"]);
  });

  it("errors have the id, message and type they were given", () => {
    expect(
      outputs(
        'Write-Error -Message m -ErrorId MyId -Category InvalidData -TargetObject 5 -ErrorAction SilentlyContinue; $Error[0].FullyQualifiedErrorId; $Error[0].CategoryInfo.Category.ToString(); $Error[0].TargetObject; "$($Error[0])"',
      ),
    ).toEqual(["MyId", "InvalidData", "5", "m"]);
    expect(run("$ErrorActionPreference = 'Stop'; Write-Error 'bad'; 'after'")).toMatchObject({
      worlds: [[]],
      error: "Microsoft.PowerShell.Commands.WriteErrorException",
    });
  });
});

describe("code of other languages", () => {
  it("declares types whose members are not modelled", () => {
    const script =
      "Add-Type -TypeDefinition 'namespace N { public class Foo { public static int Bar() { return 1; } } }'; [N.Foo]::Bar() | Out-Null; (New-Object N.Foo) | Out-Null; 'after'";
    expect(run(script)).toMatchObject({ worlds: [["after"]], notes: [], error: null });
    expect(run("try { [N.Foo]::Bar() | Out-Null; 'there' } catch { 'not there' }").worlds).toEqual([["not there"]]);
  });

  it("a library brings types that nobody knows", () => {
    expect(
      run("Add-Type -Path C:\\lib\\WinSCPnet.dll; $s = New-Object WinSCP.Session; $s.Open(1) | Out-Null; 'after'").worlds,
    ).toEqual([["after"]]);
    expect(
      run("Add-Type -AssemblyName System.Web; try { New-Object WinSCP.Session | Out-Null; 'there' } catch { 'not there' }")
        .worlds,
    ).toEqual([["not there"]]);
  });

  it.each([
    [
      'class L { [DllImport("advapi32")] static extern uint LsaAddAccountRights(); }',
      "unmodelled: adds code that changes the host by functions of Windows",
    ],
    [
      'class L { void R() { Process.Start(new ProcessStartInfo("net")); } }',
      "unmodelled: adds code that starts programs (Process)",
    ],
    ['class L { /* LsaAddAccountRights */ string s = "NetUserAdd"; }', ""],
    ["class TrustAll : ICertificatePolicy { public bool CheckValidationResult() { return true; } }", ""],
  ])("what it may touch is told by what it names: %s", (code, note) => {
    expect(run(`Add-Type -TypeDefinition @'\n${code}\n'@`).notes.join()).toBe(note);
  });
});
