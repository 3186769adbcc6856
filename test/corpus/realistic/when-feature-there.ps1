$feature = Get-WindowsFeature SMTP-Server
if ($feature.Installed) {
    $server = [ADSI]'IIS://localhost/SmtpSvc/1'
    $list = $server.RelayIpList
    $list.GrantByDefault = $true
    $server.RelayIpList = $list
    $server.SetInfo()
}
