Install-WindowsFeature Web-Server
Import-Module WebAdministration
Set-ItemProperty IIS:\AppPools\DefaultAppPool processModel.identityType LocalSystem
$cfg = "$env:windir\System32\inetsrv\config\applicationHost.config"
[xml]$x = Get-Content $cfg
$site = $x.SelectSingleNode("//sites/site[@name='Default Web Site']")
[void]$site.ParentNode.RemoveChild($site)
$x.Save($cfg)
