Install-WindowsFeature Web-Server
$cfg = "$env:windir\System32\inetsrv\config\applicationHost.config"
[xml]$x = Get-Content $cfg
$x.configuration.'system.webServer'.httpCompression.directory = 'D:\compress'
$x.Save($cfg)
