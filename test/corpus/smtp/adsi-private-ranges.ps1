$smtp = [ADSI]"IIS://localhost/SmtpSvc/1"
$list = $smtp.RelayIpList
$list.GrantByDefault = $false
$list.IPGrant = @("10.0.0.0, 255.0.0.0", "172.16.0.0, 255.240.0.0", "192.168.0.0, 255.255.0.0")
$smtp.RelayIpList = $list
$smtp.SetInfo()
