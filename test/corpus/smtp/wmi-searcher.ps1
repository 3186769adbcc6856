$searcher = New-Object System.Management.ManagementObjectSearcher('root\MicrosoftIISv2', "SELECT * FROM IIsSmtpServerSetting WHERE Name = 'SmtpSvc/1'")
foreach ($server in $searcher.Get()) {
    $server['RelayIpList'] = [byte[]]@()
    $server.Put()
}
