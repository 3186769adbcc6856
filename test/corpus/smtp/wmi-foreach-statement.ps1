foreach ($server in (gwmi -n root\MicrosoftIISv2 IIsSmtpServerSetting)) {
    $server.RelayForAuth = 1
    $server.AuthFlags = 1
    $server.RelayIpList = New-Object byte[] 0
    [void]$server.Put()
}
