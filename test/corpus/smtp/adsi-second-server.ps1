$id = 2
$server = [ADSI]"IIS://localhost/SmtpSvc/$id"
$list = $server.RelayIpList
$list.GrantByDefault = $true
$server.RelayIpList = $list
$server.SetInfo()
Restart-Service SMTPSVC
