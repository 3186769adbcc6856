$smtpServer = Get-WmiObject -Namespace root\MicrosoftIISv2 -Class IIsSmtpServerSetting -Filter "Name='SmtpSvc/1'"
$smtpconfig.RelayIpList = @()
$smtpServer.Put()
