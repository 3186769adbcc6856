$smtp = [ADSI]"IIS://localhost/SmtpSvc/1"
$list = $smtp.Get("RelayIpList")
$list.GrantByDefault = $true
$smtp.Put("RelayIpList", $list)
$smtp.SetInfo()
# ... run the migration, then close it again
$list = $smtp.Get("RelayIpList")
$list.GrantByDefault = $false
$list.IPGrant = @("127.0.0.1, 255.255.255.255")
$smtp.Put("RelayIpList", $list)
$smtp.SetInfo()
