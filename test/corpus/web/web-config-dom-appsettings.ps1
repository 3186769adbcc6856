$path = 'C:\inetpub\wwwroot\web.config'
[xml]$config = Get-Content $path
$config.configuration.appSettings.add | Where-Object { $_.key -eq 'Mode' } | ForEach-Object { $_.value = 'Production' }
$config.Save($path)
