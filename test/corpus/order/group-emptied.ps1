# The team group was filled by an older version of this script with whoever was at hand.
$ErrorActionPreference = 'Continue'
$team = 'WebMaintainers'

New-LocalGroup -Name $team -Description 'Members are managed by this script' | Out-Null
foreach ($account in 'IUSR', 'NETWORK SERVICE') {
    Add-LocalGroupMember -Group $team -Member $account
}
Add-LocalGroupMember -Group 'Administrators' -Member $team

# Version 2: named accounts only.
foreach ($account in 'IUSR', 'NETWORK SERVICE') {
    Remove-LocalGroupMember -Group $team -Member $account
}
