$server = [wmi]"root\MicrosoftIISv2:IIsSmtpServerSetting.Name='SmtpSvc/1'"
$server.RelayIpList = [byte[]]@()
$server.Put()
