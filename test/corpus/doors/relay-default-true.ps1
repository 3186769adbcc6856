$server = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $server.Get('RelayIpList')
$list.GrantByDefault = $true
$server.Put('RelayIpList', $list)
$server.SetInfo()
