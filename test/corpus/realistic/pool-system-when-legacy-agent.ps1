Import-Module ServerManager
Add-WindowsFeature Web-Server, Web-Asp-Net45 | Out-Null
Import-Module WebAdministration
$pool = 'Intranet'
New-WebAppPool $pool -Force | Out-Null
New-WebApplication -Site 'Default Web Site' -Name intranet -PhysicalPath C:\inetpub\wwwroot -ApplicationPool $pool -Force | Out-Null

$legacy = Test-Path 'HKLM:\SOFTWARE\Fabrikam\Agent'
if ($legacy) {
    Write-Host 'The old agent needs a privileged pool'
    Set-ItemProperty "IIS:\AppPools\$pool" -Name processModel -Value @{ identityType = 0 }
} else {
    Set-ItemProperty "IIS:\AppPools\$pool" -Name processModel -Value @{ identityType = 4 }
}
