$smtp = [ADSI]"IIS://localhost/SmtpSvc/1"
$list = $smtp.Get("RelayIpList")
$list.GrantByDefault = $false
$list.DomainGrant = @("com")
$smtp.Put("RelayIpList", $list)
$smtp.SetInfo()
