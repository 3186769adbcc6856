Install-WindowsFeature Web-Server
$cfg = "$env:windir\System32\inetsrv\config\applicationHost.config"
[xml]$x = Get-Content $cfg
$node = $x.SelectSingleNode("//applicationPools/add[@name='DefaultAppPool']/processModel")
$node.SetAttribute('identityType', 'LocalSystem')
$x.OuterXml.Length
