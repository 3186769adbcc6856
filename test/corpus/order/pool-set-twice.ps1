# The product registers its components at the first request, which needs a powerful worker.
$ErrorActionPreference = 'Stop'
Install-WindowsFeature -Name Web-Server, Web-Asp-Net45, Web-Scripting-Tools | Out-Null
Import-Module WebAdministration

$pool = 'Portal'
$site = 'Portal'
New-Item -Path 'C:\inetpub\portal' -ItemType Directory -Force | Out-Null
New-WebAppPool -Name $pool | Out-Null
New-Website -Name $site -Port 8080 -PhysicalPath 'C:\inetpub\portal' -ApplicationPool $pool | Out-Null

function Set-Identity {
    param([string] $Type)
    Set-ItemProperty -Path "IIS:\AppPools\$pool" -Name processModel.identityType -Value $Type
    Restart-WebAppPool -Name $pool
}

Set-Identity -Type LocalSystem
try {
    Invoke-WebRequest -Uri 'http://localhost:8080/register' -UseBasicParsing | Out-Null
}
catch {
    Write-Warning 'The registration page did not answer'
}
Set-Identity -Type ApplicationPoolIdentity
