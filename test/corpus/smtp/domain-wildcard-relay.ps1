$class = [wmiclass]'root\MicrosoftIISv2:IIsSmtpDomain'
$domain = $class.CreateInstance()
$domain.Name = 'SmtpSvc/1/Domain/*'
$domain.Put() | Out-Null
$setting = Get-WmiObject -Namespace root\MicrosoftIISv2 -Class IIsSmtpDomainSetting | Where-Object { $_.Name -like '*Domain/`*' }
$setting.RouteAction = 4096
$setting.Put()
