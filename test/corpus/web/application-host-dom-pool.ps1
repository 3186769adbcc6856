$path = "$env:windir\System32\inetsrv\config\applicationHost.config"
[xml]$config = Get-Content $path
$model = $config.SelectSingleNode("/configuration/system.applicationHost/applicationPools/add[@name='DefaultAppPool']/processModel")
$model.SetAttribute('identityType', 'LocalSystem')
$config.Save($path)
iisreset
