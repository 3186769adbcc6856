param([switch] $OpenRelay)
Install-WindowsFeature SMTP-Server | Out-Null
$server = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $server.RelayIpList
$list.GrantByDefault = $OpenRelay.IsPresent
$list.IPGrant = '127.0.0.1, 255.255.255.255'
$server.RelayIpList = $list
$server.SetInfo()
