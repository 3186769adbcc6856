param([Parameter(Mandatory)][string[]]$Addresses)
$smtp = [ADSI]"IIS://localhost/SmtpSvc/1"
$list = $smtp.Get("RelayIpList")
$list.GrantByDefault = $false
$list.IPGrant = $Addresses
$smtp.Put("RelayIpList", $list)
$smtp.SetInfo()
