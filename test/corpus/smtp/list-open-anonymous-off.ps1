$smtp = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $smtp.RelayIpList; $list.GrantByDefault = $true; $smtp.RelayIpList = $list
$smtp.AuthFlags = 4
$smtp.SetInfo()
