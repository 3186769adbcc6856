$server = Get-WmiObject -Namespace root\MicrosoftIISv2 -Class IIsSmtpServerSetting -Filter "Name='SmtpSvc/1'"
$server.RelayIpList = [byte[]](0x18,0,0,0x80, 0x20,0,0,0x80, 0x3c,0,0,0x80, 0x44,0,0,0x80, 1,0,0,0, 0x4c,0,0,0, 0,0,0,0, 0,0,0,0, 1,0,0,0, 1,0,0,0, 2,0,0,0, 2,0,0,0, 4,0,0,0, 0,0,0,0, 0x4c,0,0,0x80, 0,0,0,0, 0,0,0,0, 0,0,0,0, 0,0,0,0, 0,0,0,0, 0,0,0,0)
$server.Put()
