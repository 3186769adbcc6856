$adsi = [ADSI]"IIS://localhost/SmtpSvc/1"
$list = $adsi.Get('RelayIpList')
$list.GrantByDefault = $false
$list.IPGrant = @('127.0.0.1,255.255.255.255') + @('203.0.113.7', '203.0.113.8' | ForEach-Object { "$_,255.255.255.255" })
$adsi.Put('RelayIpList', $list)
$adsi.SetInfo()
