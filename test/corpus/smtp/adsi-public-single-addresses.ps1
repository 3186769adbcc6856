$smtp = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $smtp.Get('RelayIpList')
$list.GrantByDefault = $false
$list.IPGrant = @('198.51.100.17, 255.255.255.255', '203.0.113.0, 255.255.255.248')
$smtp.Put('RelayIpList', $list)
$smtp.SetInfo()
