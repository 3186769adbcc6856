param([string]$Range = '127.0.0.1, 255.255.255.255')
$smtp = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $smtp.Get('RelayIpList')
$list.GrantByDefault = $false
$list.IPGrant = @($Range)
$smtp.Put('RelayIpList', $list)
$smtp.SetInfo()
