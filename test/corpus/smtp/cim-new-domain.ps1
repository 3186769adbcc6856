New-CimInstance -Namespace root/MicrosoftIISv2 -ClassName IIsSmtpDomain -Property @{ Name = 'SmtpSvc/1/Domain/*' }
$setting = [wmi]"root\MicrosoftIISv2:IIsSmtpDomainSetting='SmtpSvc/1/Domain/*'"
$setting.RouteAction = 4096
$setting.Put()
