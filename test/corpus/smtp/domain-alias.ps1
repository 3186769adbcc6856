$class = [wmiclass]'root\MicrosoftIISv2:IIsSmtpDomain'
$domain = $class.CreateInstance()
$domain.Name = 'SmtpSvc/1/Domain/contoso.example'
$domain.Put() | Out-Null
$setting = Get-WmiObject -Namespace root\MicrosoftIISv2 -Class IIsSmtpDomainSetting -Filter "Name='SmtpSvc/1/Domain/contoso.example'"
$setting.RouteAction = 16
$setting.Put()
