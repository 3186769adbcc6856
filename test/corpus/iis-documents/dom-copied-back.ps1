Install-WindowsFeature Web-Server
$cfg = "$env:windir\System32\inetsrv\config\applicationHost.config"
[xml]$x = Get-Content $cfg
$x.SelectSingleNode("//applicationPools/add[@name='DefaultAppPool']/processModel").SetAttribute('identityType', 'LocalSystem')
$x.Save('C:\backup\applicationHost.config')
Copy-Item C:\backup\applicationHost.config $cfg -Force
