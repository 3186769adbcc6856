Install-WindowsFeature SMTP-Server, Web-WMI
$server = Get-WmiObject -Namespace root\MicrosoftIISv2 -Class IIsSmtpServerSetting -Filter "Name='SmtpSvc/1'"
if ($server.RelayForAuth -ne 0) {
    $server.RelayForAuth = 0
    $server.Put()
}
