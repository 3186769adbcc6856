$domains = [ADSI]"IIS://localhost/SmtpSvc/1/Domain"
$node = $domains.Create("IIsSmtpDomain", "*.contoso.example")
$node.Put("RouteAction", 0x1000)
$node.SetInfo()
