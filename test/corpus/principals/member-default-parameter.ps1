param(
    [string] $Group = 'Administrators',
    [string[]] $Members = @('IIS_IUSRS')
)
foreach ($member in $Members) { Add-LocalGroupMember -Group $Group -Member $member }
