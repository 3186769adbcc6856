$smtp = [ADSI]"IIS://localhost/SmtpSvc/1"
$list = $smtp.Get("RelayIpList")
$list.GrantByDefault = $true
$smtp.Put("RelayIpList", $list)
# SetInfo is missing: nothing takes effect.
