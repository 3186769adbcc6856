class C : System.IComparable { [string]$N; C($n) { $this.N = $n } [int] CompareTo([object]$o) { return 0 } }
$c = [C]::new('ops'); Add-LocalGroupMember Users $c.N
