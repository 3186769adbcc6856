$smtp = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $smtp.Get('RelayIpList')
$list.GrantByDefault = $false
$list.IPGrant = (Invoke-WebRequest 'https://config.contoso.example/relay.txt' -UseBasicParsing).Content -split "`n"
$smtp.Put('RelayIpList', $list)
$smtp.SetInfo()
