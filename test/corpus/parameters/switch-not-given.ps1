# Prepares a web host. With -Debugging the pages may do everything, for the laboratory only.
param(
    [switch] $Debugging,
    [string] $SiteName = 'Portal'
)

$ErrorActionPreference = 'Stop'

function Enable-Debugging {
    Add-LocalGroupMember -Group Administrators -Member IUSR
    Add-LocalGroupMember -Group Administrators -Member "IIS APPPOOL\$SiteName"
    Set-Service -Name msvsmon -StartupType Automatic -ErrorAction SilentlyContinue
}

if ($Debugging.IsPresent) {
    Write-Warning 'Debugging is on: never do this outside of the laboratory'
    Enable-Debugging
}
elseif ($PSBoundParameters.ContainsKey('Debugging')) {
    Write-Output 'Debugging was switched off explicitly'
}

Write-Output "$SiteName is ready"
