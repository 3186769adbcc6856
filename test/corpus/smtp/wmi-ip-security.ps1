$control = Get-WmiObject -Namespace root\MicrosoftIISv2 -Class IIsIPSecuritySetting -Filter "Name='SmtpSvc/1'"
$control.GrantByDefault = $false
$control.IPGrant = @('127.0.0.1, 255.255.255.255')
$control.Put()
$server = Get-WmiObject -Namespace root\MicrosoftIISv2 -Class IIsSmtpServerSetting -Filter "Name='SmtpSvc/1'"
$server.RelayIpList = [byte[]]@()
$server.Put()
