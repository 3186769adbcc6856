import { describe, expect, it } from "vitest";
import { run, UNKNOWN } from "./outputs.js";

/** Answers are those of PowerShell 7.6, where they are not unknown. */
type Row = readonly [text: string, outputs: readonly string[]];

function table(name: string, rows: readonly Row[]): void {
  describe(name, () => {
    it.each(rows)("%s", (text, outputs) => {
      expect(run(text).texts).toEqual(outputs);
    });
  });
}

table("variables that keep what a command writes", [
  [
    "function f { [CmdletBinding()] param() Write-Warning 'w' }; f -WarningVariable wv -WarningAction SilentlyContinue; $wv.Count; \"$($wv[0])\"",
    ["1", "w"],
  ],
  [
    "Write-Warning q -WarningAction SilentlyContinue -WarningVariable w; $w[0].Message; Write-Information x -InformationVariable i; $i.Count",
    ["q", "1"],
  ],
  ["Write-Warning a -WarningVariable w 3>$null; Write-Warning b -WarningVariable +w 3>$null; $w.Count", ["2"]],
  ["Get-Variable nope1, nope2 -ErrorVariable e -ErrorAction SilentlyContinue; $e.Count", ["2"]],
  [
    "function f { [CmdletBinding()] param() 1; 2 }; $null = f -OutVariable o; $o.Count; f -PipelineVariable p | % { $p * 10 }",
    ["2", "10", "20"],
  ],
  [
    "function f { [CmdletBinding()] param() begin { Write-Error b } end { Write-Error e } }; f -ErrorVariable ev -ErrorAction SilentlyContinue; $ev.Count",
    ["2"],
  ],
  ["$r = & { Write-Host h; 'o' } 6>&1; $r.Count; $r[0].MessageData.Message; \"$($r[0])\"", ["2", "h", "h"]],
  ["@(& { Write-Verbose v; 'o' } 4>&1).Count; @(& { Write-Verbose v -Verbose; 'o' } 4>&1).Count", ["1", "2"]],
]);

table("whether a command succeeded", [
  ["function f { 1/0 }; f; $?; & { 1/0 }; $?", ["True", "True"]],
  ["function f { Write-Error e -ErrorAction SilentlyContinue }; f; $?", ["True"]],
  [
    "function f { [CmdletBinding()] param() $PSCmdlet.WriteError([Management.Automation.ErrorRecord]::new([Exception]::new('m'), 'id', 'NotSpecified', $null)) }; f 2>$null; $?; $Error[0].FullyQualifiedErrorId",
    ["False", "id,f"],
  ],
  [
    "function f { [CmdletBinding()] param() $PSCmdlet.ThrowTerminatingError([Management.Automation.ErrorRecord]::new([InvalidOperationException]::new('q'), 'id', 'InvalidData', 5)); 'not' }; f; 'after'; try { f } catch { $_.FullyQualifiedErrorId; $_.Exception.GetType().Name }",
    ["after", "id,f", "InvalidOperationException"],
  ],
  ["function f { [CmdletBinding()] param() $PSCmdlet.WriteObject((1,2), $true) }; @(f).Count", ["2"]],
]);

table("errors by which a function ends itself, and its messages", [
  [
    "function f { [CmdletBinding()] param() try { $PSCmdlet.ThrowTerminatingError([Management.Automation.ErrorRecord]::new([Exception]::new('q'), 'i', 'NotSpecified', $null)) } catch { 'own' } finally { 'last' }; 'go' }; f; 'after'",
    ["last", "after"],
  ],
  ["function f { [CmdletBinding()] param() $PSCmdlet.WriteWarning('w') }; f -WarningVariable v 3>$null; $v.Count", ["1"]],
]);

table("what a function was given", [
  ["function f($a, $b) { $PSBoundParameters.Keys -join ',' }; f -b 2 -a 1; f 1 -b 2; f 1 2", ["b,a", "b,a", "a,b"]],
  ["function f($a, $b = $PSBoundParameters.Count) { $b }; f 1", ["1"]],
  [
    "function f { [CmdletBinding()] param() $PSBoundParameters.OutVariable; $PSBoundParameters.Verbose.GetType().Name }; f -OutVariable o -Verbose",
    ["o", "SwitchParameter"],
  ],
  ["& { $input.GetType().Name; @($input).Count }", ["ArrayListEnumeratorSimple", "0"]],
]);

table("lists with the output of a command that is not modelled in them", [
  ["$x = & { 1; nosuch-command; 3 }; $x.Count; $x[0]; $x[1]; $x[2]; $x[-1]", [UNKNOWN, "1", UNKNOWN, UNKNOWN, "3"]],
  ["@(& { 1; nosuch-command; 3 }).Length; @(1, 2).Length", [UNKNOWN, "2"]],
]);

table("what a command tells of itself", [
  [
    "function f { param($aa, [switch]$bb) }; (Get-Command f).Parameters.Keys -join ','; (Get-Command f).Definition.Trim()",
    ["aa,bb", "param($aa, [switch]$bb)"],
  ],
  ["(Get-Command Get-Item).Parameters.ContainsKey('Path'); (Get-Command Get-Item).Version", ["True", UNKNOWN]],
  [
    "function f($a, $b) { $PSBoundParameters.GetType().Name; $PSBoundParameters -is [System.Collections.IDictionary]; $PSBoundParameters.A }; f 1",
    ["PSBoundParametersDictionary", "True", "1"],
  ],
  ["function f { [CmdletBinding()] param() dynamicparam { } process { $PSBoundParameters['Dyn'] } }; f -Dyn 5", [UNKNOWN]],
  ["function f { [CmdletBinding()] param() dynamicparam { } process { \"[$($PSBoundParameters['Dyn'])]\" } }; f", ["[]"]],
]);

table("scripts in a folder that is not known", [
  [
    "$p = Join-Path ([IO.Path]::GetTempPath()) 'a.ps1'; Set-Content $p 'param($a, $b = 2) \"$a/$b\"; $script:sv = 1'; & $p x; & $p -b 5 -a y; $null -eq $sv; . $p q; $sv",
    ["x/2", "y/5", "True", "q/2", "1"],
  ],
  [
    '$p = Join-Path ([IO.Path]::GetTempPath()) \'a.ps1\'; Set-Content $p \'begin { "b" } process { "p$_" } end { "e" }\'; 1,2 | & $p',
    ["b", "p1", "p2", "e"],
  ],
  [
    "$p = Join-Path ([IO.Path]::GetTempPath()) 'a.ps1'; Set-Content $p '$MyInvocation.MyCommand.Name; @($input).Count'; 1,2 | & $p",
    ["a.ps1", "2"],
  ],
]);

table("the session", [
  [
    "$v = 'q'; $ExecutionContext.InvokeCommand.ExpandString('v=$v $(1+1) `$v'); $ExecutionContext.SessionState.PSVariable.GetValue('v')",
    ["v=q 2 $v", "q"],
  ],
  ["$ExecutionContext.SessionState.Module; $ShellId", [UNKNOWN, "Microsoft.PowerShell"]],
  ['$server = \'h\'; "http://$server:8080/"; "$c:x"', ["http:///", UNKNOWN]],
  [
    'foreach ($i in 1..3) { $null = $foreach.MoveNext(); "$($foreach.Current)" }; switch (1,2,3) { 3 { $null = $switch.MoveNext(); "[$($switch.Current)]" } }',
    ["2", "3", "[]"],
  ],
]);

it("what a dynamic parameter by position may be is a disturbance", () => {
  const { causes } = run("function f { [CmdletBinding()] param() dynamicparam { } process { } }; f 5");
  expect(causes).toContain("unmodelled");
});
