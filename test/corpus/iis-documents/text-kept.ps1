Install-WindowsFeature Web-Server
Import-Module WebAdministration
Set-ItemProperty IIS:\AppPools\DefaultAppPool processModel.identityType LocalSystem
$cfg = "$env:windir\System32\inetsrv\config\applicationHost.config"
(Get-Content $cfg -Raw) -replace 'bindingInformation="\*:80:"', 'bindingInformation="*:8080:"' | Set-Content $cfg
