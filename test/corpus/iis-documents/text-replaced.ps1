Install-WindowsFeature Web-Server
$cfg = "$env:windir\System32\inetsrv\config\applicationHost.config"
(Get-Content $cfg -Raw) -replace 'identityType="ApplicationPoolIdentity"', 'identityType="LocalSystem"' | Set-Content $cfg
