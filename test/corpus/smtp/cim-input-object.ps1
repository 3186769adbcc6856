$smtp = Get-CimInstance -ClassName IIsSmtpServerSetting -Namespace 'root\MicrosoftIISv2' -Filter 'Name = "SmtpSvc/1"'
$smtp.RelayIpList = [byte[]]@()
Set-CimInstance -CimInstance $smtp
