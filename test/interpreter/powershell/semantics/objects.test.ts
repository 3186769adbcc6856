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

table("keys of a dictionary by the name of a member", [
  ["$h = @{5='i'}; $h.5; $k = 5; $h.$k; $h.(2+3)", ["i", "i", "i"]],
  ["$h = @{5='i'}; $null -eq $h.'5'; $null -eq $h.5l", ["True", "True"]],
  ["$h = @{}; $h.5 = 'x'; @($h.Keys)[0].GetType().Name; $h.$(5) = 'y'; $h.Count; $h[5]", ["Int32", "1", "y"]],
  [
    "$o = [ordered]@{1='one';2='two'}; $o[1]; $o[[object]1]; $o[([object]1)]; $i = [object]1; $o[$i]",
    ["two", "one", "one", "two"],
  ],
  ["$o = [ordered]@{1='one';2='two'}; $o[[object]1] = 'uno'; $o[0]", ["uno"]],
]);

table("entries with numbers for keys, in the order of a hashtable's buckets", [
  ["(@{1=1;2=2;3=3}).Keys -join ','; (@{80='http';443='https';25='smtp'}).Keys -join ','", ["3,2,1", "25,80,443"]],
  ["$h = @{}; 10,20,30,40,50 | % { $h[$_] = 1 }; $h.Keys -join ','", ["20,40,10,30,50"]],
  ["(@{-1=1;100=2;7=3;14=4;21=5;28=6}).Keys -join ','", ["21,7,28,14,100,-1"]],
  ["$h = [hashtable]::new(); 7,14,21,3,6,9 | % { $h.Add($_, 1) }; ($h.GetEnumerator() | % Key) -join ','", ["14,9,7,6,21,3"]],
  ["(@{1=1} + @{2=2;3=3;9=4}).Keys -join ','; (@{1=1;2=2;30=3;4=1}).Clone().Keys -join ','", ["3,9,1,2", "4,30,1,2"]],
  ["(@{b=1;a=2}).Keys -join ','; ([ordered]@{2=1;1=2}).Keys -join ','", ["b,a", "2,1"]],
]);

table("a collection that changes while it is walked over", [
  [
    "$h = @{a=1}; foreach ($k in $h.Keys) { $h[$k] = 0; 'did' }; 'after'; $Error[0].FullyQualifiedErrorId",
    ["did", "after", "System.InvalidOperationException"],
  ],
  ["$h = @{a=1;b=2}; foreach ($k in @($h.Keys)) { $h[$k] = 0 }; $h.a + $h.b; $Error.Count", ["0", "0"]],
  ["$l = [Collections.ArrayList](1,2); foreach ($x in $l) { $null = $l.Add(3); 'x' }; $l.Count", ["x", "3"]],
  ["$l = [Collections.ArrayList](1,2); foreach ($x in $l) { $l.Remove(1); break }; $l.Count; $Error.Count", ["1", "0"]],
  ["$h = @{a=1}; $h.Keys | ForEach-Object { $h[$_] = 5; 'p' }; $Error[0].FullyQualifiedErrorId", ["p", "BadEnumeration"]],
  [
    "$d = [Collections.Generic.Dictionary[string,int]]::new(); $d.a = 1; foreach ($k in $d.Keys) { $d[$k] = 7; 'd' }; $Error.Count",
    ["d", "0"],
  ],
  [
    "$d = [Collections.Generic.Dictionary[string,int]]::new(); $d.a = 1; foreach ($k in $d.Keys) { $d['n'] = 7; 'd' }; $Error.Count",
    ["d", "1"],
  ],
]);

table("enumerators and collections of keys", [
  [
    "$e = @{a=1}.GetEnumerator(); $e.MoveNext(); $e.Key; $e.Value; $e.MoveNext(); $e.GetType().Name",
    ["True", "a", "1", "False", "HashtableEnumerator"],
  ],
  ["$l = [Collections.ArrayList](1,2); $e = $l.GetEnumerator(); while ($e.MoveNext()) { $e.Current }", ["1", "2"]],
  [
    "$e = (1,2,3).GetEnumerator(); $null = $e.MoveNext(); $e -join '-'; $e.Reset(); $null = $e.MoveNext(); $e.Current",
    ["2 3", "1"],
  ],
  [
    "$h = @{a=1}; $e = $h.GetEnumerator(); $h.b = 2; try { $e.MoveNext() } catch { $_.Exception.InnerException.GetType().Name }",
    ["InvalidOperationException"],
  ],
  ["$h = @{a=1}; $k = $h.Keys; $v = $h.Values; $h.a = 9; $h.b = 2; $k.Count; $k -join ','; @($v)[0]", ["2", "a,b", "9"]],
  ["$h = @{a=1;b=2}; $k = [array]$h.Keys; $h.Clear(); $k.Count", ["2"]],
  [
    "$h = @{a=1}; foreach ($k in $h.Keys) { $h.Remove($k) }; $Error[0].FullyQualifiedErrorId",
    ["System.InvalidOperationException"],
  ],
  ["class A { $a = 1 }; class B : A { $c = 3 }; ([B]::new().psobject.Properties | % Name) -join ','", ["c,a"]],
]);

table("values that are wrapped, and members that they are given", [
  [
    "([psobject]'a') -is [psobject]; 'a' -is [psobject]; $x = [psobject]5; $y = $x; $y -is [psobject]; ($x+1) -is [psobject]",
    ["True", "False", "True", "False"],
  ],
  [
    "$s = 'abc' | Add-Member NoteProperty tag 'x' -PassThru; $s.tag; $t = $s; $t.tag; $s.Length; $null -eq 'abc'.tag",
    ["x", "x", "3", "True"],
  ],
  ["$h = @{}; $h | Add-Member ScriptMethod Twice { param($n) $n * 2 }; $h.Twice(4); $h.Count", ["8", "0"]],
  [
    "$l = [Collections.ArrayList](1,2); Add-Member -InputObject $l NoteProperty tag 'x'; $l.tag; $l.tag = 'y'; $l.tag",
    ["x", "y"],
  ],
]);

table("what is not modelled is unknown, what does not exist is nothing", [
  ["$null -eq 'abc'.Nope; $null -eq (Get-Date '2020-01-01').Nope", ["True", "True"]],
  [
    "([datetime]'2020-01-01').Microsecond; [regex]::new('a').GetGroupNumbers().Count; [math]::Cosh(1)",
    [UNKNOWN, UNKNOWN, UNKNOWN],
  ],
  ["'abc'.Substring; (5).ToString", [UNKNOWN, UNKNOWN]],
  ["try { 'abc'.Nope() } catch { 'no' }; try { [math]::Nope() } catch { 'no' }", ["no", "no"]],
  ['$s = New-Object IO.StringWriter; $w = [Xml.XmlWriter]::Create($s); "$s"', [UNKNOWN]],
  ["$b = [Text.StringBuilder]::new('a'); $null = $b.Append('b'); \"$b\"", ["ab"]],
  [
    "$b = [Text.StringBuilder]::new(); $b.Capacity = 50; $b.Capacity; (New-Object Text.StringBuilder -Property @{Capacity=70}).Capacity",
    ["50", "70"],
  ],
]);

table("Get-Member and reflection", [
  [
    "class A { hidden [int]$h = 3; [int]$v = 1 }; $a = [A]::new(); ($a | Get-Member -MemberType Property | % Name) -join ','",
    ["v"],
  ],
  ["class A { hidden [int]$h = 3; [int]$v = 1 }; @(([A]::new() | Select-Object *).psobject.Properties.Name) -join ','", ["v"]],
  [
    "$o = [pscustomobject]@{a=1;b='x'}; $o | Get-Member -MemberType NoteProperty | % { \"$($_.Name):$($_.Definition)\" }",
    ["a:int a=1", "b:string b=x"],
  ],
  [
    "(Get-Member -InputObject 'a' -Name Trim).MemberType; ('a' | gm Length).Definition; @('a' | gm Nope).Count",
    ["Method", "int Length {get;}", "0"],
  ],
  ["[string].GetProperty('Length').GetValue('abc'); [math].GetMethod('Sign', [type[]]([int])).Invoke($null, @(-3))", ["3", "-1"]],
  [
    "$x = [pscustomobject]@{a=1}; $null -eq $x.GetType().GetProperty('a'); $null -ne $x.psobject.Methods['ToString']",
    ["True", "True"],
  ],
]);

table("errors as objects", [
  [
    "$r = [Management.Automation.ErrorRecord]::new([InvalidOperationException]::new('q'), 'id', 'InvalidData', 5); $r.FullyQualifiedErrorId; \"$r\"; $r.TargetObject; $r.Exception.GetType().Name",
    ["id", "q", "5", "InvalidOperationException"],
  ],
  ["try { 1/0 } catch { $_.Exception.StackTrace; $_.InvocationInfo.PositionMessage }", [UNKNOWN, UNKNOWN]],
  ["nosuch-command; $Error.Count; $Error.Clear(); $Error.Count", [UNKNOWN, UNKNOWN, "0"]],
  [
    "[ref]$r = 5; $r.GetType().Name; $r -is [ref]; $x = 'a'; ([ref]$x).GetType().Name",
    ["PSReference`1", "True", "PSReference`1"],
  ],
]);

table("values of an enumeration that the script defines", [
  ["enum E { A = 3; B; C = 9 }; [E]::C.value__; [E]::B.value__ + 1; [E]::A.CompareTo([E]::B)", ["9", "5", "-1"]],
  ["[DayOfWeek]::Friday.value__", ["5"]],
]);

table("a list of the entries of a dictionary", [
  ["$l = [Collections.ArrayList]::new(@{ k = 1; other = 2 }); $l.Count; $l[0].GetType().Name", ["2", "DictionaryEntry"]],
  ["$l = [Collections.ArrayList]::new(); $l.AddRange(@{ k = 1 }); $l.Count; $l[0].Key", ["1", "k"]],
]);
