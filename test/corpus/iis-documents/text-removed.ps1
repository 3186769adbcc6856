Install-WindowsFeature Web-Server
Import-Module WebAdministration
Set-ItemProperty IIS:\AppPools\DefaultAppPool processModel.identityType LocalSystem
$cfg = "$env:windir\System32\inetsrv\config\applicationHost.config"
(Get-Content $cfg -Raw) -replace '<processModel identityType="LocalSystem" />', '' | Set-Content $cfg
