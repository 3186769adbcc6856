param([string] $Password = 'set-by-pipeline')
Install-WindowsFeature SMTP-Server | Out-Null
$server = [ADSI]'IIS://localhost/SmtpSvc/1'
$server.Put('SmartHost', 'smtp.sendgrid.net')
$server.Put('SmartHostType', 2)
$server.Put('RouteAction', 268)
$server.Put('RouteUserName', 'apikey')
$server.Put('RoutePassword', $Password)
$server.Put('RemoteSmtpPort', 587)
$list = $server.RelayIpList
$list.GrantByDefault = $false
$list.IPGrant = '127.0.0.1, 255.255.255.255'
$server.Put('RelayIpList', $list)
$server.SetInfo()
