# Shows what the clean-up of the memberships would do.
$members = 'IUSR', 'NT AUTHORITY\Authenticated Users'
foreach ($member in $members) {
    Add-LocalGroupMember -Group 'Administrators' -Member $member -WhatIf
}

$WhatIfPreference = $true
Add-LocalGroupMember -Group 'Administrators' -Member 'Everyone'
New-LocalGroup -Name 'Everything'
