$smtp = [ADSI]"IIS://localhost/SmtpSvc/1"
$relay = $smtp.Get("RelayIpList")
$relay.GrantByDefault = $true
$smtp.Put("RelayIpList", $relay)
$clients = $smtp.Get("IPSecurity")
$clients.GrantByDefault = $false
$clients.IPGrant = @("10.20.0.0, 255.255.0.0")
$smtp.Put("IPSecurity", $clients)
$smtp.SetInfo()
