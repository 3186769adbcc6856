# Adds our network without looking at what the list does by default.
$smtp = [ADSI]"IIS://localhost/SmtpSvc/1"
$list = $smtp.Get("RelayIpList")
$list.IPGrant = @("10.0.0.0, 255.0.0.0")
$smtp.Put("RelayIpList", $list)
$smtp.SetInfo()
