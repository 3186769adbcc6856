Install-WindowsFeature Web-Server
$cfg = "$env:windir\System32\inetsrv\config\applicationHost.config"
[xml]$x = Get-Content $cfg
$pools = $x.configuration.'system.applicationHost'.applicationPools
$new = $x.CreateElement('add')
$new.SetAttribute('name', 'legacy')
$model = $x.CreateElement('processModel')
$model.SetAttribute('identityType', 'LocalSystem')
[void]$new.AppendChild($model)
[void]$pools.AppendChild($new)
$x.configuration.'system.applicationHost'.sites.site.application.SetAttribute('applicationPool', 'legacy')
$x.Save($cfg)
