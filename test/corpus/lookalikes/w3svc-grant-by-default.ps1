# Blocks a few addresses on the web site, through the old metabase interface.
$ErrorActionPreference = 'Stop'
Install-WindowsFeature -Name Web-Server, Web-Metabase, Web-Lgcy-Scripting | Out-Null

$blocked = '203.0.113.7', '198.51.100.23'
$site = [ADSI]'IIS://localhost/W3SVC/1/ROOT'
$security = $site.Get('IPSecurity')
$security.GrantByDefault = $true
$security.IPDeny = @($blocked | ForEach-Object { "$_, 255.255.255.255" })
$site.Put('IPSecurity', $security)
$site.SetInfo()
Write-Output "Blocked: $($blocked -join ', ')"
