param([Parameter(Mandatory)] [bool] $OpenRelay)
Install-WindowsFeature SMTP-Server | Out-Null
$server = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $server.RelayIpList
$list.GrantByDefault = $OpenRelay
$server.RelayIpList = $list
$server.SetInfo()
