$server = Get-WmiObject -Namespace root\MicrosoftIISv2 -Class IIsSmtpServerSetting -Filter "Name='SmtpSvc/1'"
$server.AuthAnonymous = "false"
$server.AuthFlags = 2
$server.RelayIpList = @()
$server.Put()
