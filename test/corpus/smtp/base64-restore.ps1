$backup = Get-Content 'E:\backup\smtp.json' -Raw | ConvertFrom-Json
$server = Get-WmiObject -Namespace root\MicrosoftIISv2 -Class IIsSmtpServerSetting -Filter "Name='SmtpSvc/1'"
$server.RelayIpList = [Convert]::FromBase64String($backup.RelayIpList)
$server.Put()
