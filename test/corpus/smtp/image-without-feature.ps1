$server = Get-WmiObject -Namespace root\MicrosoftIISv2 -Class IIsSmtpServerSetting -Filter "Name='SmtpSvc/1'" -ErrorAction SilentlyContinue
if ($server) {
    $server.RelayIpList = [byte[]]@()
    $server.Put()
}
