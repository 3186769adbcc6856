$smtp = [ADSI]"IIS://localhost/SmtpSvc/1"
$list = $smtp.Get("RelayIpList")
$list.GrantByDefault = $true
$smtp.Put("RelayIpList", $list)
$smtp.Put("AuthFlags", 6)
$smtp.SetInfo()
