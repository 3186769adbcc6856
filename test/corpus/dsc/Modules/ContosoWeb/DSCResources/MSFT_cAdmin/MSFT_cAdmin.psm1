function Get-TargetResource { param([string]$Account) @{ Account = $Account } }
function Test-TargetResource {
    [CmdletBinding()]
    param([Parameter(Mandatory)][string]$Account, [ValidateSet('Present', 'Absent')][string]$Ensure = 'Present')
    $there = (Get-LocalGroupMember -Group Administrators).Name -contains $Account
    return ($there -eq ($Ensure -eq 'Present'))
}
function Set-TargetResource {
    [CmdletBinding()]
    param([Parameter(Mandatory)][string]$Account, [ValidateSet('Present', 'Absent')][string]$Ensure = 'Present')
    if ($Ensure -eq 'Present') { Add-LocalGroupMember -Group Administrators -Member $Account }
    else { Remove-LocalGroupMember -Group Administrators -Member $Account }
}
Export-ModuleMember -Function *-TargetResource
