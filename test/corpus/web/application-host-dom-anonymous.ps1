$path = "$env:windir\System32\inetsrv\config\applicationHost.config"
$config = [xml](Get-Content $path)
$section = $config.SelectSingleNode('//anonymousAuthentication')
$section.SetAttribute('userName', 'Administrator')
$config.Save($path)
