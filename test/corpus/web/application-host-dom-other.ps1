$path = "$env:windir\System32\inetsrv\config\applicationHost.config"
[xml]$config = Get-Content $path
$config.SelectSingleNode('/configuration/system.webServer/httpLogging').SetAttribute('dontLog', 'false')
$config.Save($path)
