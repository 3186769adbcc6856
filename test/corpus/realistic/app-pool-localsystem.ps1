Install-WindowsFeature Web-Server
Import-Module WebAdministration
$pool = 'LegacyPool'
if (!(Test-Path "IIS:\AppPools\$pool")) { New-WebAppPool -Name $pool | Out-Null }
Set-ItemProperty "IIS:\AppPools\$pool" -Name processModel -Value @{ identityType = 'LocalSystem' }
Set-ItemProperty 'IIS:\Sites\Default Web Site' -Name applicationPool -Value $pool
