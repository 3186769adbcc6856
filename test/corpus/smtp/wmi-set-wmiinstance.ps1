$path = "\\.\root\MicrosoftIISv2:IIsSmtpServerSetting.Name='SmtpSvc/1'"
Set-WmiInstance -Path $path -Arguments @{ RelayIpList = [byte[]]@() }
