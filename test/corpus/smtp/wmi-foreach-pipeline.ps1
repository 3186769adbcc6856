Get-WmiObject -Namespace root\MicrosoftIISv2 -Class IIsSmtpServerSetting | ForEach-Object {
    $_.RelayIpList = [byte[]]@()
    $_.Put() | Out-Null
}
