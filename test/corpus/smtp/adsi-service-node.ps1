$service = [ADSI]"IIS://localhost/SmtpSvc"
$list = $service.Get("RelayIpList")
$list.GrantByDefault = $true
$service.Put("RelayIpList", $list)
$service.SetInfo()
