Install-WindowsFeature Web-Server
$cfg = "$env:windir\System32\inetsrv\config\applicationHost.config"
[xml]$x = Get-Content $cfg
foreach ($pool in $x.configuration.'system.applicationHost'.applicationPools.add) {
  $pool.processModel.identityType = 'LocalSystem'
}
$x.Save($cfg)
