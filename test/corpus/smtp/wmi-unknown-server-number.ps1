param([Parameter(Mandatory)][int]$Id)
$server = Get-WmiObject -Namespace root\MicrosoftIISv2 -Class IIsSmtpServerSetting -Filter "Name='SmtpSvc/$Id'"
$server.RelayIpList = [byte[]]@()
$server.Put()
