$smtp = [ADSI]"IIS://localhost/SmtpSvc/1"
$list = $smtp.Get("RelayIpList")
$list.GrantByDefault = $true
$list.IPDeny = @("203.0.113.7, 255.255.255.255", "198.51.100.0, 255.255.255.0")
$smtp.Put("RelayIpList", $list)
$smtp.SetInfo()
