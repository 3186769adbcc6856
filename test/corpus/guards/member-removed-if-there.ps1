# Old versions of this product put the anonymous account into Administrators. Take it out again.
[CmdletBinding(SupportsShouldProcess)]
param()

$ErrorActionPreference = 'Stop'
$suspects = 'IUSR', 'IIS_IUSRS', 'Everyone'

function Test-Member {
    param([string] $Group, [string] $Name)
    $found = Get-LocalGroupMember -Group $Group -ErrorAction SilentlyContinue |
        Where-Object { $_.Name -like "*\$Name" -or $_.Name -eq $Name }
    [bool] $found
}

foreach ($name in $suspects) {
    if (Test-Member -Group 'Administrators' -Name $name) {
        Write-Warning "$name is an administrator; removing it"
        Remove-LocalGroupMember -Group 'Administrators' -Member $name
    }
    else {
        Write-Verbose "$name is no administrator"
    }
}
