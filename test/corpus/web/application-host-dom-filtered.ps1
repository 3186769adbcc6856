Install-WindowsFeature Web-Server
$cfg = "$env:windir\System32\inetsrv\config\applicationHost.config"
[xml]$x = Get-Content $cfg
$pool = $x.configuration.'system.applicationHost'.applicationPools.add | Where-Object { $_.name -eq 'DefaultAppPool' }
$pool.processModel.SetAttribute('identityType', 'LocalSystem')
$x.Save($cfg)
