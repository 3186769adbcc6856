$smtp = [ADSI]"IIS://localhost/SmtpSvc/1"
$relay = $smtp.Get("RelayIpList")
$relay.GrantByDefault = $true
$smtp.Put("RelayIpList", $relay)
$smtp.Put("ServerBindings", @("127.0.0.1:25:"))
$smtp.SetInfo()
