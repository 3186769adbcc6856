$smtp = [System.Runtime.InteropServices.Marshal]::BindToMoniker('IIS://localhost/SmtpSvc/1')
$list = $smtp.Get('RelayIpList')
$list.GrantByDefault = $false
$list.IPGrant = '127.0.0.1, 255.255.255.255'
$smtp.Put('RelayIpList', $list)
$smtp.SetInfo()
