Install-WindowsFeature SMTP-Server, Web-WMI -IncludeManagementTools
$server = Get-WmiObject -Namespace root\MicrosoftIISv2 -Class IIsSmtpServerSetting -Filter "Name='SmtpSvc/1'"
$server.RelayIpList = [byte[]]@()
$server.Put()
Set-Service SMTPSVC -StartupType Automatic
Start-Service SMTPSVC
