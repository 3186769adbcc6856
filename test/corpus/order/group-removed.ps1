# A group that is needed while the packages are installed.
$ErrorActionPreference = 'Stop'
$temporary = 'SetupOperators'

function Invoke-WithGroup {
    param([string] $Name, [scriptblock] $Action)

    New-LocalGroup -Name $Name | Out-Null
    Add-LocalGroupMember -Group $Name -Member 'IUSR'
    Add-LocalGroupMember -Group 'Administrators' -Member $Name
    try {
        & $Action
    }
    finally {
        Remove-LocalGroup -Name $Name
    }
}

Invoke-WithGroup -Name $temporary -Action {
    foreach ($package in 'reporting', 'export') {
        Write-Output "Installing $package"
        Start-Process -FilePath msiexec.exe -ArgumentList '/i', "C:\Packages\$package.msi", '/qn' -Wait
    }
}
