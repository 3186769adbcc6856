$server = Get-WmiObject –Namespace “root\MicrosoftIISv2” –Class ‘IIsSmtpServerSetting’ –Filter “Name='SmtpSvc/1'”
$server.RelayIpList = [byte[]]@()
$server.Put()
