$service = [ADSI]"IIS://localhost/SmtpSvc"
$list = $service.Get("RelayIpList")
$list.GrantByDefault = $true
$service.Put("RelayIpList", $list)
$service.SetInfo()
$server = [ADSI]"IIS://localhost/SmtpSvc/1"
$own = $server.Get("RelayIpList")
$own.GrantByDefault = $false
$own.IPGrant = @("127.0.0.1, 255.255.255.255")
$server.Put("RelayIpList", $own)
$server.SetInfo()
