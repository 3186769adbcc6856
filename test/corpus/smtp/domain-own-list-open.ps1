$domains = [ADSI]"IIS://localhost/SmtpSvc/1/Domain"
$node = $domains.Create("IIsSmtpDomain", "*")
$list = $node.Get("RelayIpList")
$list.GrantByDefault = $true
$node.Put("RelayIpList", $list)
$node.SetInfo()
