$smtp = [ADSI]"IIS://localhost/SmtpSvc/1"
$list = $smtp.Get("RelayIpList")
$list.GrantByDefault = $true
$smtp.SetInfo()
