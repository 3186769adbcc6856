Install-WindowsFeature Web-Server
$cfg = "$env:windir\System32\inetsrv\config\applicationHost.config"
(Get-Content $cfg -Raw) -replace 'managedRuntimeVersion="v4.0"', 'managedRuntimeVersion=""' | Set-Content $cfg
