Install-WindowsFeature SMTP-Server | Out-Null
$server = [ADSI]'IIS://localhost/SmtpSvc/1'
$server.Put('ServerBindings', '127.0.0.1:25:')
$list = $server.RelayIpList
$list.GrantByDefault = $true
$server.RelayIpList = $list
$server.SetInfo()
