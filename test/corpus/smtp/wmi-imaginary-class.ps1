$vs = Get-WmiObject -Namespace root\MicrosoftIISv2 -Class IIsSmtpVirtualServer -Filter "Name='SmtpSvc/1'"
$vs.RelayIpList = @('0.0.0.0')
$vs.Put()
