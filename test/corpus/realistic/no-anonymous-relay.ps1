Install-WindowsFeature SMTP-Server | Out-Null
$server = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $server.RelayIpList
$list.GrantByDefault = $true
$server.RelayIpList = $list
$server.AuthFlags = 6
$server.SetInfo()
