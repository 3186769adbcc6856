# Makes the site of an application. Name and port come from the pipeline of the team.
param(
    [Parameter(Mandatory)]
    [string] $SiteName,
    [Parameter(Mandatory)]
    [ValidateRange(1024, 65535)]
    [int] $Port,
    [string] $Content = 'D:\Sites'
)

$ErrorActionPreference = 'Stop'
Install-WindowsFeature -Name Web-Server, Web-Scripting-Tools | Out-Null
Import-Module WebAdministration

$path = Join-Path -Path $Content -ChildPath $SiteName
if (-not (Test-Path $path)) {
    New-Item -ItemType Directory -Path $path | Out-Null
}
New-WebAppPool -Name $SiteName | Out-Null
New-Website -Name $SiteName -Port $Port -PhysicalPath $path -ApplicationPool $SiteName | Out-Null
Set-ItemProperty "IIS:\AppPools\$SiteName" -Name processModel.identityType -Value ApplicationPoolIdentity
Write-Output "http://localhost:$Port/ serves $path"
